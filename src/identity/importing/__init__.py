"""Importing companies and people from tables; the pieces every import is made of."""
