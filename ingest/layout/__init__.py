"""Lines of a document -> the clean text of a plan, what stands around it, and its metadata.

Imports `grammar`, `readers` (for their lines) and `numbering`; knows nothing of clauses.
"""
