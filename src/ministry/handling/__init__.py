"""Who in the ministry has a request, and until when: taken in, handed on, due."""
