"""Clean paragraphs and accepted marks -> the clause tree: labels, headings, clauses, one home for every
character.

Imports `grammar`, `layout`, `numbering` and `responsibility`.
"""
