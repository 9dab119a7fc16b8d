"""简报: briefings made, kept, read and exported."""
