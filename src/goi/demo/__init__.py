"""The demonstration: a whole invented organisation with its requests, loaded into empty stores."""
