"""What a clause promises: its text or table row in, `Target` values with span, bound, base and deadline
out.
"""
