"""评测: the last evaluation."""
