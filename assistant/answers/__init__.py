"""One module for each kind of answer: a `Query` and what the look-ups found in, a draft out."""
