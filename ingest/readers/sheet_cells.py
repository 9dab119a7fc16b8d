"""One sheet of a workbook while it is read: its cells as they are shown, and what is doubted of them.

In: cells one by one, whichever format they are stored in; rows and columns count from 1. Out: a `Sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.grammar.columns import UNSAVED
from ingest.model import Doubt
from ingest.readers.number_formats import plain, shown
from ingest.readers.sheets import Area, Sheet

_TOO_LARGE = 1e300
"""Larger numbers were not written by anybody."""


@dataclass(slots=True)
class SheetCells:
    """`top` is the last row that was read; the others as in `Sheet`."""

    name: str
    hidden: bool
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    top: int = 0
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unseen: dict[tuple[int, int], str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def number(self, row: int, column: int, value: float, code: str, stored: str, *, from_1904: bool) -> str:
        """The words that are shown for a number under the format `code`; `stored` for what is not a
        number.
        """
        if not abs(value) < _TOO_LARGE:
            return stored
        text = shown(value, code, from_1904=from_1904)
        if text is None:
            text = plain(value)
            self.doubt(row, column, f"的显示格式（{code}）认不出，按存的数“{text}”读")
        elif not text and value:
            self.unseen[row, column] = plain(value)
        return text

    def unsaved(self, row: int, column: int) -> str:
        """The words that stand for a formula whose result was never saved."""
        self.doubt(row, column, "里是公式，文件没有保存算出的结果，没有读到数")
        return UNSAVED

    def wrong(self, row: int, column: int, value: str) -> str:
        """The words of an error."""
        self.doubt(row, column, f"里是算错的公式（{value}）")
        return value

    def doubt(self, row: int, column: int, what: str) -> None:
        message = f"工作表“{self.name}”的单元格{letters(column)}{row}{what}，请核对原件"
        self.doubts.append(Doubt(line=row, kind="table", message=message))

    def sheet(self) -> Sheet:
        return Sheet(
            name=self.name,
            rows=self.rows,
            merged=tuple(self.merged),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            unseen=self.unseen,
            doubts=tuple(self.doubts),
        )


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
