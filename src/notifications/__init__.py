"""The outbox: what people are told, in the transaction of what happened."""
