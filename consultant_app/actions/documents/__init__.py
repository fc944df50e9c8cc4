"""Frozen papers: made once, shown and handed on by their bytes, compared with what is written since."""
