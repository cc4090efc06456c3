"""Mails of the desk to the ministry's own people: an outbox and a digest of the day."""
