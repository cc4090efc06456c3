"""Ready wordings for answers, kept by the ministry, with places to be filled in."""
