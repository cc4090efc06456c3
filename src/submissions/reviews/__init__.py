"""The review: what could tell who asks is found, decided and frozen."""
