"""What an administrator does: files taken in, the library changed, the indexes brought up, everything looked
over.
"""
