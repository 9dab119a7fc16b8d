"""Alignment and differences of texts: two plans or versions in, aligned clauses and `Differences` out."""
