"""A run of the evaluation set out for people: terminal, one HTML file."""
