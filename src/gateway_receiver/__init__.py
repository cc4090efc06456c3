"""The ministry's end of the gateway, as an example that works: takes packages, gives receipts,
offers replies. It knows the protocol of docs/gateway.md and nothing else of Gōi."""
