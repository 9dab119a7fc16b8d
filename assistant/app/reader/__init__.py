"""The reader at the right: a plan as a page."""
