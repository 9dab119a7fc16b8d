"""简报: what is asked for in, a briefing as a value out, and that as Word, Markdown or a page."""
