"""The law that requests touch: what each cites, a page for every provision, its changes, EU."""
