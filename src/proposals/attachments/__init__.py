"""Files that go with a request. What was sent is never kept: it is read in a confined process and
made anew, so that what a file does not show is not there for anybody, fellow members included."""
