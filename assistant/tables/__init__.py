"""Rows of look-ups set out: workbooks, cells, and the JSON of the commands."""
