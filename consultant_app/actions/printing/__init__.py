"""Printing that never fails silently: jobs wait for their printer, go out by themselves, are followed to the end."""
