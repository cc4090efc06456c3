"""Signing in at the desk through the ministry's own sign-in (OpenID Connect)."""
