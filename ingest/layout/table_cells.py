"""What the cells of a table stand for: heads for the columns below them, merged cells for every row and
column they cover.

In: the cells of each row. Out: one `TableHead`: the rows that name the columns, two and more of them where
wide heads stand over others. A head below a wide one keeps its words where it says little by itself
(上半年／就业人数, 目标值／2026年); a role, a unit or a date of its own says enough (责任分工 over 牵头单位).
Which column is the row's number and which its group, the heads say (`grammar.columns`).

In: clean lines whose rows know which places a cell above or before them covers. Out: the same, with the words
of that cell (and its place in the file) in the covered places of the rows below the head; these stay marked
as `merged`. Left empty are the row's number and its group, by which a row is not named twice, a heading over
the whole row, and what is too long to be said again: that is carried by the cells alone (`outline.rowgrid`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest import late_re as re
from ingest.grammar.columns import UNDER, head_role, is_field, says_little
from ingest.grammar.date_forms import A_TIME
from ingest.grammar.letters import without_blanks
from ingest.grammar.marks import is_marked
from ingest.grammar.quantities import read_quantities
from ingest.layout.clean import CleanLine, Run, join
from ingest.layout.options import TABLE_CELLS
from ingest.model import Doubt

_READS_AS_VALUE = re.compile(r"\d{1,3}|.*\d(?:[%‰]|\.\d+)")
_SAYS_ITSELF = frozenset(("unit", "kind", "who", "due", "number", "group", "score", "other", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """What the rows up to `end` say of the columns; `number` and `group` the places of 序号 and 类别 among
    them.
    """

    end: int = 0
    columns: tuple[str, ...] = ()
    number: int | None = None
    group: int | None = None
    printed: tuple[tuple[str, ...], ...] = ()
    """The words of its rows, for the next page may print them again."""

    def is_repeated(self, cells: Sequence[Run]) -> bool:
        """Whether a row below says what one of the head's rows says."""
        words = _words(cells)
        return sum(map(bool, words)) > 1 and words in self.printed

    @property
    def no_words(self) -> frozenset[int]:
        """Columns that a row is not named by: its number, and a group before it."""
        before = self.group is not None and (self.number is None or self.group < self.number)
        return frozenset(n for n in (self.number, self.group if before else None) if n is not None)


def read_head(rows: Sequence[Sequence[Run]]) -> TableHead:
    """An empty head where no row names the columns."""
    header = _header(rows)
    if header is None:
        return TableHead()
    columns = _words(rows[header])
    end = header + 1
    while end < len(rows) and (under := _under(columns, rows[end])):
        end, columns = end + 1, under
    roles = [head_role(column) for column in columns]
    return TableHead(
        end=end,
        columns=columns,
        number=roles.index("number") if "number" in roles else None,
        group=roles.index("group") if "group" in roles else None,
        printed=tuple(_words(row) for row in rows[header:end]),
    )


def _header(rows: Sequence[Sequence[Run]]) -> int | None:
    """The row that names the columns: the first with more than one filled cell that does not only say
    something of the table (填报单位：…), if none of them reads as a value.
    """
    for n, cells in enumerate(rows[: TABLE_CELLS.first_rows]):
        texts = [run.text for run in cells if run.text]
        if len(texts) < 2 or all(map(is_field, texts)):
            continue
        plain = all(len(t) <= TABLE_CELLS.head and not _READS_AS_VALUE.fullmatch(t) for t in texts)
        return n if plain or any(head_role(t) == "number" for t in texts) else None
    return None


def _words(cells: Sequence[Run]) -> tuple[str, ...]:
    return tuple(without_blanks(run.text) for run in cells)


def _under(columns: Sequence[str], cells: Sequence[Run]) -> tuple[str, ...]:
    """The columns with the names a further row gives those under wide cells (目标任务 over 指标 | 数值); ()
    where it is no such row.
    """
    below = _words(cells)
    heads = {n: _head_of(columns, n) for n, word in enumerate(below[: len(columns)]) if word}
    wide = {head for n, head in heads.items() if n != head}
    named = len(heads) >= 2 and len(below) <= len(columns) and set(heads.values()) == wide
    if not named or not all(columns[head] for head in wide) or any(_is_value(below[n]) for n in heads):
        return ()
    out = list(columns)
    for n, head in heads.items():
        out[n] = _joined(columns[head], below[n])
    return tuple(out)


def _joined(above: str, below: str) -> str:
    """The name of a column under a wide head."""
    if not says_little(below) and head_role(below) in _SAYS_ITSELF and not A_TIME.search(above):
        return below
    if head_role(below) in ("who", "due", "unit") or head_role(above) == "who":
        return below
    return f"{above}{UNDER}{below}"


def _is_value(cell: str) -> bool:
    """Whether a cell says how much, or more than a name does."""
    figures = [q for q in read_quantities(cell) if q.role == "amount"]
    counts = any(q.unit or q.comparator or len(cell) == q.span.end - q.span.start for q in figures)
    return counts or len(cell) > TABLE_CELLS.name


def _head_of(columns: Sequence[str], at: int) -> int:
    """The filled column at or before `at`; `at` itself where there is none."""
    return next((n for n in range(at, -1, -1) if columns[n]), at)


_SHOWN = 16
_SERIAL = re.compile(r"\d{0,3}")
_NAMES = frozenset(("number", "group", "name"))


def misfits(lines: Sequence[CleanLine], *, merges_told: bool) -> Iterator[Doubt]:
    """A doubt for each table with rows whose cells do not fit its head, at the first of them: more cells than
    heads or many fewer, or nobody named and no time told where the format does not say what is merged.
    """
    for table, group in groupby(lines, key=lambda line: line.table if line.cells else None):
        rows = list(group)
        head = read_head([row.cells for row in rows]) if table is not None else TableHead()
        if not head.columns:
            continue
        body = rows[head.end :]
        wrong = [row for row in body if _is_misfit(row.cells, len(head.columns))]
        if wrong:
            yield _doubt(wrong, "格数与表头不一致，可能对不上列")
        elif not merges_told and (blank := _perhaps_merged(body, head)):
            yield _doubt(blank, "责任单位或时限是空的，原件里可能与上一行合并")


def _doubt(rows: Sequence[CleanLine], what: str) -> Doubt:
    shown = rows[0].text[:_SHOWN].replace("\t", " ")
    several = f"等{len(rows)}行" if len(rows) > 1 else ""
    message = f"表格里“{shown}”{several}的{what}，请核对原件"
    return Doubt(line=rows[0].number, kind="table", message=message)


def _perhaps_merged(body: Sequence[CleanLine], head: TableHead) -> list[CleanLine]:
    """Rows all of whose cells for offices, or for times, are empty where the row above has some."""
    roles = [head_role(column) for column in head.columns]
    found: dict[int, CleanLine] = {}
    for role in ("who", "due"):
        columns = [n for n, of in enumerate(roles) if of == role]
        said = [[row.cells[n].text for n in columns if n < len(row.cells)] for row in body]
        for n in range(1, len(body)):
            filled = sum(bool(cell.text) for cell in body[n].cells)
            whole = filled > 1 or (len(roles) <= TABLE_CELLS.few_columns and not is_marked(body[n].text))
            if columns and whole and any(said[n - 1]) and not any(said[n]):
                found[n] = body[n]
    return [found[n] for n in sorted(found)]


def _is_misfit(cells: Sequence[Run], wanted: int) -> bool:
    """A row of one cell is a heading or a note; the last cell is often left out where it is empty."""
    filled = [n for n, cell in enumerate(cells) if cell.text]
    return len(filled) > 1 and (filled[-1] >= wanted or len(cells) < wanted - 1)


def spread_merged(lines: Sequence[CleanLine]) -> tuple[CleanLine, ...]:
    """One line for each given one."""
    out: list[CleanLine] = []
    for table, group in groupby(lines, key=lambda line: line.table if line.cells else None):
        rows = list(group)
        out += rows if table is None else _spread(rows)
    return tuple(out)


def _spread(rows: list[CleanLine]) -> Iterator[CleanLine]:
    if not any(cell.merged or cell.beside for row in rows for cell in row.cells):
        yield from rows
        return
    head = read_head([row.cells for row in rows])
    yield from rows[: head.end]
    above: tuple[Run, ...] = ()
    for row in rows[head.end :]:
        above = _below(_across(row.cells, head), above, head)
        cells = tuple(cell for cell in above if cell.text)
        yield replace(row, cells=above, run=join(cells, "\t"))


def _below(cells: Sequence[Run], above: Sequence[Run], head: TableHead) -> tuple[Run, ...]:
    out = list(cells)
    for n, (cell, over) in enumerate(zip(cells, above, strict=False)):
        numbers = n in head.no_words or (not head.columns and _SERIAL.fullmatch(over.text))
        if cell.merged and not numbers and len(over.text) <= TABLE_CELLS.repeated:
            out[n] = replace(over, merged=True)
    return tuple(out)


def _across(cells: Sequence[Run], head: TableHead) -> tuple[Run, ...]:
    """A wide cell's words in all its columns where these hold values; words over all of a row head it."""
    own = [n for n, cell in enumerate(cells) if cell.text]
    if len(own) < 2:
        return tuple(cells)
    out = list(cells)
    for n, cell in enumerate(cells):
        if cell.beside and n and _holds_values(head, n - 1) and _holds_values(head, n):
            out[n] = (
                replace(out[n - 1], beside=True) if len(out[n - 1].text) <= TABLE_CELLS.repeated else cell
            )
    return tuple(out)


def _holds_values(head: TableHead, at: int) -> bool:
    return at < len(head.columns) and bool(head.columns[at]) and head_role(head.columns[at]) not in _NAMES
