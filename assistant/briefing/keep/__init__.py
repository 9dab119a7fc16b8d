"""Kept briefings: their outline, and whether the plans still bear them out."""
