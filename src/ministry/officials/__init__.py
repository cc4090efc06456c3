"""The ministry's own people at the desk, kept by the ministry's own administrators."""
