"""How pages are recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionOptions:
    """Limits of the process, and what makes a row, a column; set by hand but for what says otherwise."""

    dpi: int = 200
    """Dots an inch that pages are drawn with. Measured: 300 costs a third more memory, and no digit is read
    better.
    """
    seconds: float = 60
    """Of the processor, for one page. Measured: 11 s, the first one 14."""
    patience: float = 4
    """Seconds by the clock for one of the processor, set by hand: other programs want theirs."""
    start: float = 120
    """Seconds by the clock that a page is waited for besides, set by hand: with the first one the engine is
    loaded.
    """
    memory: int = 6_000_000_000
    """Bytes of address space. Measured: a page takes 1 GB of memory, the engine reserves more."""
    restarts: int = 3
    """Times that the process is started again for one file; set by hand."""
    pages: int = 300
    """Pages of one file that are recognised at most, set by hand: an hour."""
    longest: int = 4_000
    """Dots of a page's longer side at most; set by hand."""
    same_row: float = 0.5
    """The share of the lower one's height by which two pieces stand in one row; set by hand."""
    gap: float = 1.0
    """Heights between two pieces of a row from which on they are set apart by a blank; set by hand."""
    gutter: float = 1.0
    """Heights of the room between two columns of text; set by hand."""
    column: float = 8.0
    """Heights that the lines of a column are wide at least, half of them, set by hand: what is narrower is a
    table.
    """
    column_rows: int = 4
    """Rows of a column at least; set by hand."""


RECOGNITION = RecognitionOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How the process finds lines on a page; it is told them with every page."""

    rough: float = 0.5
    """Scale at which lines are looked for to see which way the page stands. Measured: the angle within 0.05
    degrees of that at 1, in a quarter of the time.
    """
    fine: float = 0.75
    """Scale at which lines are looked for to be read. Measured: the same lines as at 1, in 60 % of the
    time.
    """
    skewed: float = 0.1
    """Degrees below which a page stands straight; set by hand."""
    most_skewed: float = 20.0
    """Degrees above which a line is no line of text; set by hand."""
    upright: float = 2.0
    """Times that all upright lines are longer than the level ones where a page lies on its side; set by
    hand.
    """
    sure: float = 0.85
    """Mean confidence from which on a page stands right. Measured: on its head it has 0.57, right 0.99."""
    sample: int = 8
    """Lines by which the two directions are compared; set by hand."""
    words: float = 0.6
    """Confidence below which ink that was overlooked at first is no words but a seal, a signature; set by
    hand.
    """
    even: float = 2.0
    """How much the brightness of an empty page varies, from 0 to 255; set by hand: a line of ten characters
    makes it 3.6.
    """
    low: float = 0.4
    """Heights of a line that a row of overlooked ink has at least; set by hand."""
    high: float = 1.5
    """The same at most; set by hand."""
    wide: float = 4.0
    """Heights of a line that it is wide at least; set by hand."""
    rule: int = 60
    """Dots of a rule at least, set by hand: strokes of characters are shorter."""
    thick: int = 8
    """Dots across a rule at most; set by hand."""


PAGE = PageOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How often somebody is told which page of a text is read."""

    every: float = 0.5
    """Seconds; a page of text takes some 0.05 to 0.2 s."""


READING = ReadingOptions()
