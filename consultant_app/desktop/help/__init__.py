"""The help behind F1: the keys of every screen, and what the two dots mean."""
