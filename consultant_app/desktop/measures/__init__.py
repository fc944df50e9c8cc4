"""The place Maßnahmen: the action plans as a table, the matrix of effort and impact, one measure in detail."""
