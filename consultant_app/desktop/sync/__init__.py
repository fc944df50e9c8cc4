"""The place Abgleich: the running round, conflicts, what the server did not take, earlier rounds."""
