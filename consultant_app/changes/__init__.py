"""Changes, heads, the merge rules and the wire: what laptop and server share. Imports nothing of ours but errors."""
