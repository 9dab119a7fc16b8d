"""Sheets of cells -> lines: what stands over the table, its rows, and the names of several sheets.

In: sheets as a reader of their format gives them, cells by row and column; a workbook's come cell by cell
into `SheetCells`, as they are shown. Out: one `Document`. One column is text. Rows of one cell over the first
table are lines of their own, the first that may be one the title; a field (单位：万元) stays with the table.
Several sheets that hold anything have their names as headings; their rows count on through the file. A row,
column or sheet that is hidden is left out, listed and told. Behind an empty row a new table begins where
heads stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.grammar.columns import UNSAVED, is_field, is_plain_head
from ingest.grammar.marks import read_marks
from ingest.model import Doubt, Dropped
from ingest.readers.number_formats import plain, shown
from ingest.readers.options import SHEETS
from ingest.readers.protocol import Document, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Merged cells, all bounds from 1 and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`rows` holds the cells that show something, by row and column from 1. `hidden_columns` are ranges, both
    ends inclusive; `unseen` cells that hold a number their format does not show."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unseen: Mapping[tuple[int, int], str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def document_of(sheets: Sequence[Sheet], file: str, *, tells_merges: bool) -> Document:
    """Raises ReadError where no sheet that is shown holds anything."""
    laid = [_Laid(sheet) for sheet in sheets]
    filled = [one for one in laid if one.places]
    if not filled:
        remedy = "请确认数据所在的工作表没有隐藏" if any(s.rows for s in sheets) else "请检查文件是否上传完整"
        raise ReadError("表格是空的", file=file, remedy=remedy)
    lines: list[Line] = []
    dropped: list[Dropped] = []
    doubts: list[Doubt] = []
    tables = base = 0
    for one in laid:
        if one in filled:
            first = one is filled[0]
            over = list(one.title(base)) if first or one.is_text() else []
            at = over[-1].number if first and over and not one.is_text() else base + 1
            name = [Line(text=one.sheet.name, number=at, style="h2")] if len(filled) > 1 else []
            lines += [*over, *name] if first and not one.is_text() else [*name, *over]
            rows = list(one.rows_below(base, tables, titled=bool(over)))
            lines += rows
            tables = rows[-1].table or tables if rows else tables
        dropped += one.dropped(base)
        doubts += one.told(base)
        base += max(one.sheet.rows, default=0)
    return Document(
        lines=tuple(lines), dropped=tuple(dropped), doubts=tuple(doubts), tells_merges=tells_merges
    )


class _Laid:
    """A sheet with what of it is shown; `places` its cells by row, None where a merged cell above covers one,
    "" beside a wide one."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = [] if sheet.hidden else [r for r in sorted(sheet.rows) if r not in sheet.hidden_rows]
        columns = sorted({c for r in self.rows for c in sheet.rows[r]})
        self.columns = [c for c in columns if not self._hides(c)]
        self.beside: dict[int, set[int]] = {}
        self.places: dict[int, dict[int, str | None]] = {}
        for row in self.rows:
            cells = {c: _cell(text) for c, text in sheet.rows[row].items() if not self._hides(c)}
            if any(cells.values()):
                self.places[row] = {c: text for c, text in cells.items() if text}
        self._spread()
        self.heads = self._title_rows()

    def _hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.sheet.hidden_columns)

    def _spread(self) -> None:
        """Words of merged cells in the first place that is shown, the others marked as covered."""
        for area in self.sheet.merged:
            rows = _between(self.rows, area.top, area.bottom)
            columns = _between(self.columns, area.left, area.right)
            words = _cell(self.sheet.rows.get(area.top, {}).get(area.left, ""))
            if not rows or not columns or not words or self.sheet.hidden:
                continue
            self.places.setdefault(rows[0], {})[columns[0]] = words
            self.beside.setdefault(rows[0], set()).update(columns[1:])
            for row in rows:
                for column in columns:
                    if (row, column) != (rows[0], columns[0]):
                        self.places.setdefault(row, {})[column] = "" if row == rows[0] else None

    def _own(self, row: int) -> dict[int, str]:
        return {c: text for c, text in self.places.get(row, {}).items() if text}

    def _title_rows(self) -> list[int]:
        """The rows of one cell from the top on, up to the first field or row of more; all of them where the
        sheet is but one column."""
        if self.is_text():
            return [row for row in sorted(self.places) if self._own(row)]
        heads = []
        for row in sorted(self.places):
            own = self._own(row)
            if len(own) > 1 or (own and is_field(next(iter(own.values())))):
                break
            heads += [row] if own else []
        return heads

    def is_text(self) -> bool:
        """Whether no row has two cells."""
        return all(len(self._own(row)) < 2 for row in self.places)

    def title(self, base: int) -> Iterator[Line]:
        """The rows over the table as lines, the first that may be one as the title."""
        named = self.is_text()
        for row in self.heads:
            text = next(iter(self._own(row).values()))
            style = None
            if not named and _may_be_title(text):
                named, style = True, "h1"
            pieces = [text.replace("\n", "")] if style else text.split("\n")
            yield from (Line(text=piece, number=base + row, style=style) for piece in pieces)

    def rows_below(self, base: int, tables: int, *, titled: bool) -> Iterator[Line]:
        """The rows of its tables, numbered from `tables` on; those over the table too unless it is
        `titled`."""
        above = set(self.heads) if titled else set()
        before: int | None = None
        for row in sorted(self.places):
            own = self._own(row)
            if row in above or not own:
                before = row
                continue
            apart = before is None or (row - before > 1 and self._begins_table(own))
            tables += apart or before in above
            before = row
            cells = self.places[row]
            beside = self.beside.get(row, set())
            yield Line(
                text="",
                number=base + row,
                cells=tuple(cells.get(c, "") for c in self.columns),
                beside=tuple(n for n, c in enumerate(self.columns) if c in beside),
                table=tables,
            )

    def _begins_table(self, own: Mapping[int, str]) -> bool:
        return len(own) >= SHEETS.fewest_heads and all(
            is_plain_head("".join(text.split())) for text in own.values()
        )

    # -- what is left out

    def dropped(self, base: int) -> Iterator[Dropped]:
        sheet = self.sheet
        for row in sorted(sheet.rows):
            cells = sheet.rows[row]
            if sheet.hidden or row in sheet.hidden_rows:
                reason = f"隐藏的工作表“{sheet.name}”" if sheet.hidden else "隐藏的行"
                yield Dropped(line=base + row, text=_said(cells.values()), reason=reason)
            elif out := [text for c, text in sorted(cells.items()) if self._hides(c)]:
                yield Dropped(line=base + row, text=_said(out), reason="隐藏的列")
        for (row, _), text in sorted(sheet.unseen.items()):
            yield Dropped(line=base + row, text=text, reason="单元格的格式不显示这个数")

    def told(self, base: int) -> Iterator[Doubt]:
        """What was left out, once for a sheet, and its own doubts where it is shown."""
        sheet = self.sheet
        hidden = sum(r in sheet.hidden_rows for r in sheet.rows)
        columns = {c for r in self.rows for c in sheet.rows[r] if self._hides(c)}
        if sheet.hidden and sheet.rows:
            yield _left_out(base + 1, f"工作表“{sheet.name}”是隐藏的")
        elif hidden or columns:
            parts = [f"{hidden}行"] if hidden else []
            parts += [f"{len(columns)}列"] if columns else []
            first = min((r for r in sheet.rows if r in sheet.hidden_rows), default=1)
            yield _left_out(base + first, f"工作表“{sheet.name}”里有{'、'.join(parts)}是隐藏的")
        if not sheet.hidden:
            yield from (replace(doubt, line=base + doubt.line) for doubt in sheet.doubts)


def _may_be_title(text: str) -> bool:
    return len(text) <= SHEETS.title and all(mark.weak for mark in read_marks(text))


def _left_out(line: int, what: str) -> Doubt:
    message = f"{what}，没有读入（内容列在“略去”里）；要读入，请取消隐藏后再导入"
    return Doubt(line=line, kind="table", message=message)


def _between(ordered: Sequence[int], first: int, last: int) -> Sequence[int]:
    return ordered[bisect_left(ordered, first) : bisect_right(ordered, last)]


def _cell(text: str) -> str:
    """Its printed lines without white space at their ends."""
    lines = (line.strip() for line in re.split(r"\r\n|[\r\n\v\f]", text))
    return "\n".join(line for line in lines if line)


def _said(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


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
        if not abs(value) < SHEETS.largest:
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
