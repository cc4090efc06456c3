"""From an approved request to the ministry and back: review, consent, release, answers."""
