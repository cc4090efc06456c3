"""The chair's call, the certificate it leads to, its confirmation and appeals against it."""
