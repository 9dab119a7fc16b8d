"""The question side: question -> Answer."""
