"""The release: letters leave by a second hand, and everybody can read what left."""
