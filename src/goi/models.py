"""Imports every table of the members' store, so that its metadata is whole."""

import committees.models
import foundation.journal
import foundation.once
import identity.models
import notifications.models
import proposals.models
import search.models
import submissions.models  # noqa: F401
from sqlmodel import SQLModel

metadata = SQLModel.metadata
