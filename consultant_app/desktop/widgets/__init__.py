"""Reusable widgets that know no domain word; see README.md for the list."""
