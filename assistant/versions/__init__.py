"""How texts belong together and differ: two plans or versions in, aligned clauses and `Differences` out."""
