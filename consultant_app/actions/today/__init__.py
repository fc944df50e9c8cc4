"""The day of a person, and the numbers beside the places."""
