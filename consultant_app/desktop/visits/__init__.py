"""Visits: the list of them, planning one, and the page on which one is recorded at the table."""
