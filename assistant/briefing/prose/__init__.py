"""What a model writes of a briefing, and the check of it."""
