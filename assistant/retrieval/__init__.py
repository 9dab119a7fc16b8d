"""Search: the words of a question in, evidence (clauses with their best sentences) out.

The catalog of what the library holds, the word lists, hybrid search over both indexes.
"""
