"""Files: read by allowlist in a confined process, rebuilt from a template of ours."""

from anonymizer.files.cleaning import Cleaned, clean
from anonymizer.files.model import Parsed, Refused
from anonymizer.files.sandbox import read

__all__ = ["Cleaned", "Parsed", "Refused", "clean", "read"]
