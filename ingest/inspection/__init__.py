"""The last look over a finished reading: a plan in, what looks wrong in it as doubts out."""
