"""The secret ballot as mathematics: sealing, the tree of hashes, the bulletin, its verifier.

A pure library: bytes and plain values in, bytes and plain values out. docs/ballots.md says what
it protects and what not.
"""
