"""A page to try the anonymizer on: demonstration only, and nothing is kept."""
