"""The place Notizen: the list with its hits, the editor, and who can read a note."""
