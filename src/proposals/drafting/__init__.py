"""Requests are written, versioned, compared and found here."""
