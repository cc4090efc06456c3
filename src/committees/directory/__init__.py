"""Pages of companies and people: what identity knows of them, with the seats they have."""
