"""Imports every table of both stores, so that their metadata are whole."""

# ruff: noqa: F401

from sqlmodel import SQLModel

import committees.consensus_rules.models
import committees.models
import foundation.journal
import foundation.once
import identity.models
import ministry.models
import notifications.models
import proposals.attachments.models
import proposals.ballots.models
import proposals.certificates.models
import proposals.comment_table.models
import proposals.deadlocks.models
import proposals.deliberation.models
import proposals.hosts.models
import proposals.models
import proposals.provisions.models
import proposals.rooms.models
import proposals.rounds.models
import proposals.same_items.models
import proposals.straw_polls.models
import proposals.suggestions.models
import proposals.writing.models
import search.models
import submissions.attachments.models
import submissions.candidates.models
import submissions.departures.models
import submissions.gateway.models
import submissions.letter_drafts.models
import submissions.models
import submissions.reports.models
import submissions.reviews.models
from submissions import release_store

metadata = SQLModel.metadata
release_metadata = release_store.metadata
