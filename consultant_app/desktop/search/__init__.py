"""Searching everything: the hits of all kinds of records while one types."""
