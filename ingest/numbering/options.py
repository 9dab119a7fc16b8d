"""The numbers of the numbering, and what they were measured on.

Where nothing else is told a number was set by hand, after the papers its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceOptions:
    """What still counts on (`numbering.sequence`, `admission`, `nesting`); set by hand."""

    gap: int = 3
    """Numbers that may be left out of a list. Measured over 271 papers, of which 17 ask for it: 2 to 6 read
    the same."""
    articles: int = 60
    """Articles that may be left out: an excerpt leaves out many. None of 271 papers asks for it."""
    wide_gap: int = 30
    """Numbers left out of a list that goes on behind them (30, 34, 35, 36), as an excerpt's does. Measured
    over 271 papers, of which 3 ask for it: 15 to 60 read the same."""
    fewest_unread: int = 3
    """Lines of one shape that count on, from which they are no chance; two are enough where they begin with
    1. Measured over 271 papers, of which 6 ask for it: 2 to 6 read the same."""
    caption_lines: int = 4
    """Lines behind a caption in which its table begins. Measured over 271 papers, of which 9 ask for it: 2
    to 5 read the same, 8 reads 2 papers otherwise (71 clauses), worse."""
    marks: int = 20_000
    """Marks by which it is learned which family stands within which; it bounds the work. Measured over 54
    papers: 10,000 to 40,000 read the same."""


SEQUENCE = SequenceOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOptions:
    """Where a line is several paragraphs (`numbering.running`); set by hand."""

    long: int = 200
    """Characters of a line that may be several paragraphs though it holds no marks, and before a cut in
    which somebody may be charged. Measured over 54 papers: 100 to 400 read the same."""
    window: int = 48
    """Characters that a mark looks at behind it, or a day before it; it bounds the work. Measured over 54
    papers: 24 to 96 read the same."""
    shortest_heading: int = 3
    """Characters of a heading with its mark. Measured over 271 papers, of which 26 ask for it: 2 to 6 read
    the same."""
    heading: int = 40
    """Characters of it at most. Measured over 271 papers, of which 18 ask for it: 20 to 80 read the
    same."""
    body: int = 15
    """Characters of what stands behind a heading that is cut off. Measured over 271 papers, of which 20 ask
    for it: 8 to 19 read the same, 30 reads 2 papers otherwise (2 clauses), worse."""


RUNNING = RunningOptions()
