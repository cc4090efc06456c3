"""The consent: the asking company approves exactly the bytes the ministry would get."""
