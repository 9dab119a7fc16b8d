"""The numbers of the numbering, and what they were measured on.

Where nothing else is told a number was set by hand, after the papers its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceOptions:
    """What still counts on (`numbering.sequence`, `admission`, `nesting`); set by hand."""

    gap: int = 3
    """Numbers that may be left out of a list."""
    articles: int = 60
    """Articles that may be left out: an excerpt leaves out many."""
    wide_gap: int = 30
    """Numbers left out of a list that goes on behind them (30, 34, 35, 36), as an excerpt's does."""
    fewest_unread: int = 3
    """Lines of one shape that count on, from which they are no chance; two are enough where they begin
    with 1."""
    caption_lines: int = 4
    """Lines behind a caption in which its table begins."""
    marks: int = 20_000
    """Marks by which it is learned which family stands within which; it bounds the work."""


SEQUENCE = SequenceOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOptions:
    """Where a line is several paragraphs (`numbering.running`); set by hand."""

    long: int = 200
    """Characters of a line that may be several paragraphs though it holds no marks, and before a cut in
    which somebody may be charged."""
    window: int = 48
    """Characters that a mark looks at behind it, or a day before it; it bounds the work."""
    shortest_heading: int = 3
    """Characters of a heading with its mark."""
    heading: int = 40
    """Characters of it at most."""
    body: int = 15
    """Characters of what stands behind a heading that is cut off."""


RUNNING = RunningOptions()
