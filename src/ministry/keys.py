"""Secrets in addresses: only their hash is kept."""

import hashlib


def hashed(key: str) -> str:
    """What of a key is kept, and by which it is found."""
    return hashlib.sha256(key.encode()).hexdigest()
