"""Citations of Japanese export control law: found in text, given one normal form, named again.

A pure library: it imports nothing else of Gōi.
"""

from legislation.citations import Citation, citations
from legislation.provision import Provision

__all__ = ["Citation", "Provision", "citations"]
