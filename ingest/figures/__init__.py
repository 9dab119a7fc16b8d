"""How goals are read out of a clause: what is a figure, which figures can be goals, what they are about, by when.

Behind `ingest.targets` (the entry) and `ingest.quantities` (every figure of a text).
"""
