"""The exact look-ups: a `Query` or typed arguments in, rows of the Library out. No look-up writes."""
