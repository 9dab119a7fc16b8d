"""The kinds of briefing: what each asks of the material, section by section."""
