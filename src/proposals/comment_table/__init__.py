"""The table of comments: every comment on a circulated version, and what became of it."""
