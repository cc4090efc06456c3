"""What every part stands on: database, settings, clock, chance, texts, errors, journal."""
