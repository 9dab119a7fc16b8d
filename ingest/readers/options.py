"""From where on the bytes of a file are words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingOptions:
    """When an encoding is believed (`readers.encoding`)."""

    enough: float = 0.85
    """The share of characters in common use from which on a text is words. Of 78 official papers read with
    their own encoding the least has 0.995; a page of Big5 or Shift-JIS read as GB 18030 has less than 0.6.
    """
    fewest: int = 16
    """Characters beyond ASCII that a share is told by; what has fewer is let pass."""


ENCODING = EncodingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions:
    """How large a table may be (`readers.xlsx`, `readers.csv`)."""

    rows: int = 20_000
    """Rows of one sheet that hold anything."""
    cells: int = 1_000_000
    """Cells of one file, those that only have a format too."""
    members: int = 5_000
    """Parts of a workbook's package; one of forty sheets has some two hundred."""
    unpacked: int = 300_000_000
    """Bytes of all parts together: a sheet of 20,000 rows and 30 columns has some 40 million."""


SHEETS = SheetOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """`readers.pdf`, `readers.running_heads`."""

    pages: int = 2_000
    picture: float = 0.5
    """The share of a page from which on a picture is the page,"""
    letters: int = 20
    """where fewer letters than this are printed on it."""
    unmapped: float = 0.02
    """The share of characters without a meaning from which on a page is doubted."""
    words: float = 0.6
    """The share of characters in common use below which its characters are the wrong ones."""
    heads: float = 0.4
    """The share of pages a running head stands on at least: those of left pages differ from those of right."""
    fewest_heads: int = 3
    same_column: float = 4.0
    """Points by which the rules of a table that goes on may stand elsewhere on the next page."""
    head_rows: int = 3
    """Rows of a head that may be printed again."""


PDF = PdfOptions()
