"""Questions the ministry asks back, and their answers on the same way through the gate."""
