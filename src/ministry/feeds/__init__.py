"""A feed of what is new, for readers that can't sign in: its address is the secret."""
