"""Frozen papers in the window: listed at their company, looked at by their bytes, and any file checked against them."""
