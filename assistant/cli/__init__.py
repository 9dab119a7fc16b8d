"""The command `plans`, one module a group of commands. Results on stdout, notes on stderr.

Kept light: heavy libraries are imported by the command that needs them.
"""
