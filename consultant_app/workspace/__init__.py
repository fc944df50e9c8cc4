"""A person's records on this device: database, capture, the one gate, projection, drafts, history, search, keys."""
