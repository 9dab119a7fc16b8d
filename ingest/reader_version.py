"""Which reading a library was made with: known to all who open one, without a word of how a paper is read."""

from __future__ import annotations

READER_VERSION = "38"
"""Raised whenever the same file is read into another plan, so that libraries take the files in anew."""
