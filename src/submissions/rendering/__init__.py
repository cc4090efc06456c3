"""Papers and their files: a letter or a report as PDF, DOCX, JSON and HTML, from frozen values."""
