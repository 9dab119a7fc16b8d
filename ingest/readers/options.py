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
