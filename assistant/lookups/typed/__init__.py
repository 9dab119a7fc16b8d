"""One module a subject: validated arguments in, rows out. Which look-ups there are is said in
`lookups/catalogue.py`.
"""
