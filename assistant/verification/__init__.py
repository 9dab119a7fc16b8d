"""Whether what is said stands in the clauses it cites: sentences in, faults out."""
