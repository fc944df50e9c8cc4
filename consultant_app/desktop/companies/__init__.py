"""Companies: the list, one company, a new one."""
