"""The docket: what became of a request at the ministry, and the chain of requests over years."""
