"""Signing on the screen: pads, the page with them, the view turned to the person opposite."""
