"""The rows of a table that name its columns, two and more of them where wide heads stand over others.

In: the cells of each row. Out: one `TableHead`. A head below a wide one keeps its words where it says little
by itself (上半年／就业人数, 目标值／2026年); a role, a unit or a date of its own says enough (责任分工 over
牵头单位). Which column is the row's number and which its group, the heads say (`grammar.columns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.columns import UNDER, head_role, is_field, says_little
from ingest.grammar.date_forms import A_TIME
from ingest.grammar.letters import without_blanks
from ingest.grammar.quantities import read_quantities
from ingest.layout.clean import Run

_LONGEST_NAME = 12
_LONGEST_HEAD = 20
_READS_AS_VALUE = re.compile(r"\d{1,3}|.*\d(?:[%‰]|\.\d+)")
_FIRST_ROWS = 3
"""So many rows may stand above the one that names the columns: a title, a unit."""
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
    for n, cells in enumerate(rows[:_FIRST_ROWS]):
        texts = [run.text for run in cells if run.text]
        if len(texts) < 2 or all(map(is_field, texts)):
            continue
        plain = all(len(t) <= _LONGEST_HEAD and not _READS_AS_VALUE.fullmatch(t) for t in texts)
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
    return counts or len(cell) > _LONGEST_NAME


def _head_of(columns: Sequence[str], at: int) -> int:
    """The filled column at or before `at`; `at` itself where there is none."""
    return next((n for n in range(at, -1, -1) if columns[n]), at)
