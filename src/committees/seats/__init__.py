"""Seats in bodies: a company's principal and deputies, chairs, advisers and the others."""
