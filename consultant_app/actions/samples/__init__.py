"""Filling a workspace: the sample data, and invented records in any number."""
