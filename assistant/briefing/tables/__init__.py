"""Targets and figures as briefings show them."""
