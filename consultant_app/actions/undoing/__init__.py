"""Taking back, at one go, what one person changed within a span of time."""
