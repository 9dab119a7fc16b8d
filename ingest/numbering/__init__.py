"""Which printed marks really open a clause: marks of lines in, accepted marks with their level out.

What a mark is, is decided in `grammar`.
"""
