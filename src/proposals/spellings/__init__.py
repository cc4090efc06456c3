"""What each company is recognised by, and where spellings of two companies meet."""
