"""Importing the whole organisation from tables: companies, people, bodies, seats."""
