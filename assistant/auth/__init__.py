"""Who may sign in and who is signed in: names, passwords, tokens and addresses in, a `Person` or a refusal
out.
"""
