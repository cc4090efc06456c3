"""Assembles the product: applications, command line, worker, demo. Nobody imports it."""
