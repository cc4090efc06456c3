"""Straw polls: who cannot live with this? They bind nobody."""
