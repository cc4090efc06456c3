"""The HTTP kit: doors, the seam, forms, templates, guard and headers. Knows no feature."""
