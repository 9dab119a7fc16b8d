"""A briefing as files and pages: Markdown, Word, the order of its parts."""
