"""Suggestions: words proposed in the place of others, until the drafters have decided on them."""
