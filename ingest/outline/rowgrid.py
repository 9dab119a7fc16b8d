"""Rows of one table -> numbered rows with header, merged groups, sub-rows (其中), notes and the offices in
their columns.

In: the cells of each row with the offset of the row's text, whose cells are joined by one tab where they are
not empty. Out: one `Row` for every row; header, caption and group rows have the label None. A header may have
a second row, which names the columns under a wide cell of the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.grammar.date_forms import PRINTED
from ingest.grammar.places import LEVELS
from ingest.grammar.quantities import read_quantities
from ingest.layout.clean import Run
from ingest.layout.line_shape import is_note, is_sub_row
from ingest.model import Responsibility
from ingest.responsibility.annotation import from_cell
from ingest.responsibility.groups import is_role, is_unknown_role

_NUMBER = re.compile(r"(?:序\s*号|编\s*号|项\s*次|№|No\.?)$", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:任务|工作|目标|所属|重点)?(?:领\s*域|类\s*别|类\s*型|分\s*类|维\s*度|一级指标|方\s*面|板\s*块)$"
)
_LONGEST_NAME = 12
_BARE_HEAD = re.compile(
    rf"\d|{PRINTED}|^(?:数[值量额]?|[指目]标值|[值量]|目标|全年|年度|[{LEVELS}]级|合计|小计)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`index` among the rows given; `label` its part of the clause label (14, 11/其中, 注), None for a row
    that is no clause.

    `start` is where its own words begin in the plan's text, `mark_start` where its printed number does.
    """

    index: int
    label: str | None
    mark: str = ""
    name: str | None = None
    start: int = 0
    mark_start: int | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    group: str | None = None
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the rows up to `end` say of the columns; `number` and `group` the places of 序号 and 类别 among
    them.
    """

    end: int
    columns: tuple[str, ...]
    number: int | None
    group: int | None

    @property
    def no_words(self) -> frozenset[int]:
        """Columns that a row is not named by: its number, and a group before it."""
        before = self.group is not None and (self.number is None or self.group < self.number)
        return frozenset(n for n in (self.number, self.group if before else None) if n is not None)


def read_rows(rows: Sequence[tuple[tuple[Run, ...], int]]) -> tuple[Row, ...]:
    """`rows` are (cells, offset of the row's text in the plan)."""
    head = _read_head(rows)
    body = _Body(head)
    return tuple(
        Row(index=index, label=None) if index < head.end else body.read(index, cells, offset)
        for index, (cells, offset) in enumerate(rows)
    )


def _read_head(rows: Sequence[tuple[tuple[Run, ...], int]]) -> _Head:
    header = _header(rows)
    columns = _words(rows[header][0]) if header is not None else ()
    end = 0 if header is None else header + 1
    if columns and end < len(rows) and (under := _under(columns, rows[end][0])):
        end, columns = end + 1, under
    return _Head(
        end=end,
        columns=columns,
        number=next((n for n, c in enumerate(columns) if _NUMBER.match(c)), None),
        group=next((n for n, c in enumerate(columns) if _GROUP.match(c)), None),
    )


class _Body:
    """The rows below the head, read in order: what earlier ones said of their group, their number, their
    cells.
    """

    def __init__(self, head: _Head) -> None:
        self.head = head
        self.group: str | None = None
        self.last = ""
        """The label of the last row that is no sub-row."""
        self.whole = self.notes = 0
        self.labels: Counter[str] = Counter()
        self.covered: dict[int, tuple[str, int]] = {}
        """By column, the words of a merged cell above with their place."""

    def read(self, index: int, cells: Sequence[Run], offset: int) -> Row:
        texts = tuple(run.text for run in cells)
        starts = _offsets(texts, offset)
        filled = [n for n, text in enumerate(texts) if text]
        if len(filled) == 1 and len(texts) > 1 and not any(cell.merged for cell in cells):
            return self._read_lone(index, texts, starts, filled[0])
        named = self.head.group
        if named is not None and named in filled:
            self.group = texts[named]
        own = next((n for n in filled if n not in self.head.no_words), None)
        if own is None:
            return Row(index=index, label=None)
        printed = self._printed_number(texts)
        label = self._label(cells, own, printed)
        mark_start = starts[self.head.number] if printed and self.head.number is not None else None
        full = _carry(texts, starts, self.head.columns, self.covered, cells)
        return Row(
            index=index,
            label=label,
            mark=printed or label.split("/")[-1],
            name=texts[own],
            start=starts[own],
            mark_start=mark_start if mark_start is not None and mark_start < starts[own] else None,
            columns=self.head.columns,
            cells=full,
            group=self.group,
            responsibilities=_offices(self.head.columns, full, starts, self.covered),
        )

    def _read_lone(self, index: int, texts: tuple[str, ...], starts: Sequence[int], at: int) -> Row:
        """A row of one cell: a note, or the name of the group below it."""
        if not is_note(texts[at]):
            self.group = texts[at]
            return Row(index=index, label=None)
        self.notes += 1
        mark = "注" if self.notes == 1 else f"注-{self.notes}"
        columns = self.head.columns
        return Row(index=index, label=mark, mark=mark, start=starts[at], columns=columns, cells=texts)

    def _printed_number(self, texts: Sequence[str]) -> str:
        at = self.head.number
        return texts[at].strip(" .、．") if at is not None and at < len(texts) else ""

    def _label(self, cells: Sequence[Run], own: int, printed: str) -> str:
        """Its number as printed, else counted; 11/其中 for a sub-row; told apart where it stood before."""
        at = self.head.number
        if not printed and self.last and is_sub_row(cells[own].text):
            label = f"{self.last}/其中"
        elif not printed and self.last and at is not None and at < len(cells) and cells[at].merged:
            label = self.last  # a second row under one number, which stands for both
        else:
            label = self.last = printed or str(self.whole + 1)
        self.whole += "/" not in label
        self.labels[label] += 1
        return label if self.labels[label] == 1 else f"{label}-{self.labels[label]}"


def _header(rows: Sequence[tuple[tuple[Run, ...], int]]) -> int | None:
    """The row that names the columns: the first with more than one filled cell, if none of them reads as a
    value.
    """
    for n, (cells, _) in enumerate(rows[:3]):
        texts = [run.text for run in cells if run.text]
        if len(texts) < 2:
            continue
        plain = all(len(t) <= 20 and not re.fullmatch(r"\d{1,3}|.*\d(?:[%‰]|\.\d+)", t) for t in texts)
        return n if plain or any(_NUMBER.match(t) for t in texts) else None
    return None


def _words(cells: Sequence[Run]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", "", run.text) for run in cells)


def _under(columns: Sequence[str], cells: Sequence[Run]) -> tuple[str, ...]:
    """The columns with the names a second row gives those under wide cells (目标任务 over 指标 | 数值); ()
    where it is no such row.

    A name that says nothing by itself (数值, 2026年) keeps that of the wide cell before it.
    """
    below = _words(cells)
    heads = {n: _head_of(columns, n) for n, word in enumerate(below[: len(columns)]) if word}
    wide = {head for n, head in heads.items() if n != head}
    named = len(heads) >= 2 and len(below) <= len(columns) and set(heads.values()) == wide
    if not named or not all(columns[head] for head in wide) or any(_is_value(below[n]) for n in heads):
        return ()
    out = list(columns)
    for n, head in heads.items():
        out[n] = f"{columns[head]}{below[n]}" if _BARE_HEAD.search(below[n]) else below[n]
    return tuple(out)


def _is_value(cell: str) -> bool:
    """Whether a cell says how much, or more than a name does."""
    figures = [q for q in read_quantities(cell) if q.role == "amount"]
    counts = any(q.unit or q.comparator or len(cell) == q.span.end - q.span.start for q in figures)
    return counts or len(cell) > _LONGEST_NAME


def _head_of(columns: Sequence[str], at: int) -> int:
    """The filled column at or before `at`; `at` itself where there is none."""
    return next((n for n in range(at, -1, -1) if columns[n]), at)


def _offsets(texts: Sequence[str], offset: int) -> list[int]:
    """Where each cell starts in the plan's text; an empty cell has the place the next one takes."""
    starts = []
    at = offset
    for text in texts:
        starts.append(at)
        at += len(text) + 1 if text else 0
    return starts


def _carry(
    texts: tuple[str, ...],
    starts: Sequence[int],
    columns: Sequence[str],
    covered: dict[int, tuple[str, int]],
    cells: Sequence[Run],
) -> tuple[str, ...]:
    """Cells with the words of a merged cell above put where it covers; `covered` remembers them by column."""
    full = list(texts)
    for n, text in enumerate(texts):
        if text:
            covered[n] = (text, starts[n])
        elif n in covered and cells[n].merged:
            full[n] = covered[n][0]
        else:
            covered.pop(n, None)
    return tuple(full[: len(columns)]) if columns else tuple(full)


def _offices(
    columns: Sequence[str], cells: Sequence[str], starts: Sequence[int], covered: dict[int, tuple[str, int]]
) -> tuple[Responsibility, ...]:
    found: list[Responsibility] = []
    for n, (column, text) in enumerate(zip(columns, cells, strict=False)):
        if text and (is_role(column) or is_unknown_role(column, text)):
            found += from_cell(column, text, covered[n][1] if n in covered else starts[n])
    return tuple(found)
