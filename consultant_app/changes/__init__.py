"""Changes, heads, the merge rules and the wire: what a laptop and the server share. Imports nothing of ours but errors."""
