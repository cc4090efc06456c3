"""The year in requests: what was asked in letters, how the ministry considered it, and why."""
