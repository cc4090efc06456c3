"""Coming in and going out: sign-in, one's sessions, one's password, the demo's change of person."""
