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

from ingest.layout.clean import Run
from ingest.model import Responsibility
from ingest.responsibility.annotation import from_cell, is_role, is_unknown_role

_NUMBER = re.compile(r"(?:序\s*号|编\s*号|项\s*次|№|No\.?)$", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:任务|工作|目标|所属|重点)?(?:领\s*域|类\s*别|类\s*型|分\s*类|维\s*度|一级指标|方\s*面|板\s*块)$"
)
_SUB = re.compile(r"\#?\s*其中")
_VALUE = re.compile(r"^[\d.,%‰~-]+$(?<!\d{4})|\d(?:[%‰个家所名人张元万亿]|\.\d)|.{13}")
_BARE_HEAD = re.compile(
    r"\d|^(?:数[值量额]?|[指目]标值|[值量]|目标|全年|上半年|下半年|年度|市级|县级|区级|省级|合计|小计)$|季度"
)
_NOTE = re.compile(r"(?:注|备注|说明)\s*[：:\d]")


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


def read_rows(rows: Sequence[tuple[tuple[Run, ...], int]]) -> tuple[Row, ...]:
    """`rows` are (cells, offset of the row's text in the plan)."""
    header = _header(rows)
    columns = _words(rows[header][0]) if header is not None else ()
    if header is not None and header + 1 < len(rows) and (under := _under(columns, rows[header + 1][0])):
        header, columns = header + 1, under
    number = next((n for n, c in enumerate(columns) if _NUMBER.match(c)), None)
    group_column = next((n for n, c in enumerate(columns) if _GROUP.match(c)), None)
    out: list[Row] = []
    labels: Counter[str] = Counter()
    last, group = "", None
    notes = 0
    covered: dict[int, tuple[str, int]] = {}
    for index, (cells, offset) in enumerate(rows):
        texts = tuple(run.text for run in cells)
        filled = [n for n, text in enumerate(texts) if text]
        if (header is not None and index <= header) or not filled:
            out.append(Row(index=index, label=None))
            continue
        starts = _offsets(texts, offset)
        if len(filled) == 1 and len(texts) > 1 and not any(cell.merged for cell in cells):
            text = texts[filled[0]]
            if _NOTE.match(text):
                notes += 1
                mark = "注" if notes == 1 else f"注-{notes}"
                out.append(
                    Row(
                        index=index,
                        label=mark,
                        mark=mark,
                        start=starts[filled[0]],
                        columns=columns,
                        cells=texts,
                    )
                )
            else:
                group = text
                out.append(Row(index=index, label=None))
            continue
        if group_column is not None and group_column < len(texts) and texts[group_column]:
            group = texts[group_column]
        skip = {
            number,
            group_column if group_column is not None and (number is None or group_column < number) else None,
        }
        own = [n for n in filled if n not in skip]
        if not own:
            out.append(Row(index=index, label=None))
            continue
        printed = texts[number].strip(" .、．") if number is not None and number < len(texts) else ""
        if not printed and _SUB.match(texts[own[0]]) and last:
            part = f"{last}/其中"
        elif not printed and last and number is not None and number < len(cells) and cells[number].merged:
            part = last  # a second row under one number, which stands for both
        else:
            part = last = printed or str(sum("/" not in key for key in labels.elements()) + 1)
        labels[part] += 1
        part = part if labels[part] == 1 else f"{part}-{labels[part]}"
        mark_start = starts[number] if printed and number is not None else None
        cells_full = _carry(texts, starts, columns, covered, cells)
        out.append(
            Row(
                index=index, label=part, mark=printed or part.split("/")[-1], name=texts[own[0]], start=starts[own[0]],
                mark_start=mark_start if mark_start is not None and mark_start < starts[own[0]] else None,
                columns=columns, cells=cells_full, group=group, responsibilities=_offices(columns, cells_full, starts, covered),
            )
        )  # fmt: skip
    return tuple(out)


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
    if not named or not all(columns[head] for head in wide) or any(_VALUE.search(below[n]) for n in heads):
        return ()
    out = list(columns)
    for n, head in heads.items():
        out[n] = f"{columns[head]}{below[n]}" if _BARE_HEAD.search(below[n]) else below[n]
    return tuple(out)


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
