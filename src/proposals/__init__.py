"""Requests from draft to decision: versions, comments, positions, objections, ballots."""
