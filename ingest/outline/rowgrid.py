"""Rows of one table -> numbered rows with header, merged groups, sub-rows (其中), notes and the offices in
their columns.

In: the cells of each row with the offset of the row's text, whose cells are joined by one tab where they are
not empty. Out: one `Row` for every row; header, caption and group rows have the label None. What names the
columns is `layout.table_cells`'s; what a merged cell says above is said of the rows it covers.

A row that is nothing but a name heads the rows below it; where it has a mark (一、水利工程, or 一 beside
水利工程) and the numbers begin anew under it, their labels go by that mark (二/1): only both tell such a row
from another. Beside the title may stand what is said of the whole section, its points or a remark (一 |
水利工程 | 40).

Columns that name offices though their heads do not say so (主体, 落实, 谁来干) are told by their cells:
nearly all under the head must be offices (`who_columns`). The column that names the row does not count (a
list of hospitals charges nobody), nor one whose head says what else its offices are (对象, 地址:
data/columns.yaml, `not_who`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.columns import UNSAVED, head_role, is_empty, is_total, names_others, repeats_above
from ingest.grammar.fields import fields_in
from ingest.grammar.marks import SECTIONS, Mark, read_marks
from ingest.grammar.offices import is_listed_office, split_names
from ingest.grammar.places import PLACE_END
from ingest.labels import including_step, joined, note
from ingest.layout.clean import Run
from ingest.layout.line_shape import is_note, is_sub_row
from ingest.layout.table_cells import TableHead, read_head
from ingest.model import Responsibility, Span
from ingest.outline.options import GRID
from ingest.responsibility.annotation import from_cell
from ingest.responsibility.groups import is_long_role, is_role, is_unknown_role

_FILLED_IN = frozenset(("填报", "联系人", "联系电话"))
_PLACE = re.compile(rf"(?:{PLACE_END})$")
"""Where something is done, as often as who does it: 青石镇."""


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
    due: str | None = None
    again: tuple[Span, ...] = ()
    """Where it says words of a merged cell again, in code points of the plan's text."""


def read_rows(rows: Sequence[tuple[tuple[Run, ...], int]]) -> tuple[Row, ...]:
    """`rows` are (cells, offset of the row's text in the plan)."""
    head = read_head([cells for cells, _ in rows])
    printed = [cells for cells, _ in rows]
    body = _Body(head, sections_of(printed, head), who_columns(printed, head))
    return tuple(
        Row(index=index, label=None)
        if index < head.end or head.is_repeated(cells)
        else body.read(index, cells, offset)
        for index, (cells, offset) in enumerate(rows)
    )


class _Body:
    """The rows below the head, read in order: what earlier ones said of their group, their number, their
    cells.
    """

    def __init__(self, head: TableHead, sections: TableSections, who: frozenset[int]) -> None:
        self.head = head
        self.sections = sections
        self.who = who
        """Columns of offices whose heads do not say so."""
        self.group: str | None = None
        self.section: str | None = None
        """The mark by which the labels of the rows go on."""
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
        if headed := self.sections.at.get(index):
            self.group = headed.title
            self.section = headed.mark if self.sections.anew else None
            return Row(index=index, label=None)
        if len(filled) == 1 and len(texts) > 1 and not any(cell.merged for cell in cells):
            return self._read_lone(index, texts, starts, filled[0])
        if self.head.columns and all(_is_filled_in(texts[n]) for n in filled):
            return Row(index=index, label=None)
        named = self.head.group
        if named is not None and named in filled:
            self.group = texts[named]
        shown = [n for n in filled if n not in self.head.no_words]
        own = next((n for n in shown if not cells[n].merged), None)
        if own is None:
            return Row(index=index, label=None)
        printed = self._printed_number(texts)
        summed = self.head.number if is_total(printed) else None
        label = self._label(cells, own, printed)
        mark_start = starts[self.head.number] if printed and self.head.number is not None else None
        full = _carry(texts, starts, self.head.columns, self.covered, cells)
        return Row(
            index=index,
            label=label,
            mark=printed or label.split("/")[-1],
            name=texts[self._name_at(own, shown) if summed is None else summed],
            start=starts[shown[0]],
            mark_start=mark_start if mark_start is not None and mark_start < starts[shown[0]] else None,
            columns=self.head.columns,
            cells=full,
            group=self.group,
            responsibilities=_offices(self.head.columns, full, starts, self.covered, self.who),
            due=_due(self.head.columns, full),
            again=_again(cells, starts),
        )

    def _name_at(self, own: int, shown: Sequence[int]) -> int:
        """The cell that says what the row is about: its first one, unless that only says who, when or how
        much.
        """
        roles = [head_role(column) for column in self.head.columns]
        if own < len(roles) and roles[own] not in ("text", "name", "goal"):
            return next((n for n in shown if n < len(roles) and roles[n] == "name"), own)
        return own

    def _read_lone(self, index: int, texts: tuple[str, ...], starts: Sequence[int], at: int) -> Row:
        """A row of one cell: a note, or the name of the group below it."""
        if not is_note(texts[at]):
            self.group = texts[at]
            return Row(index=index, label=None)
        self.notes += 1
        mark = note(self.notes)
        columns = self.head.columns
        return Row(index=index, label=mark, mark=mark, start=starts[at], columns=columns, cells=texts)

    def _printed_number(self, texts: Sequence[str]) -> str:
        """As printed; the one behind the last where a formula should have counted it."""
        at = self.head.number
        if at is None or at >= len(texts):
            return ""
        if texts[at] == UNSAVED:
            last = self.last.split("/")[-1]
            return str(int(last) + 1) if last.isdecimal() else ""
        return texts[at].strip(" .、．")

    def _label(self, cells: Sequence[Run], own: int, printed: str) -> str:
        """Its number as printed, else counted; 11/其中 for a sub-row; told apart where it stood before."""
        at = self.head.number
        if not printed and self.last and is_sub_row(cells[own].text):
            label = including_step(self.last)
        elif not printed and self.last and at is not None and at < len(cells) and cells[at].merged:
            label = self.last  # a second row under one number, which stands for both
        else:
            label = self.last = joined(self.section, printed or str(self.whole + 1))
        self.whole += label == joined(self.section, label.split("/")[-1])
        self.labels[label] += 1
        return label if self.labels[label] == 1 else f"{label}-{self.labels[label]}"


def _is_filled_in(cell: str) -> bool:
    """Whether a cell says who filled in the table, and when: 填表人：…"""
    return any(field.span.start == 0 and field.kind in _FILLED_IN for field in fields_in(cell))


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
        if n in covered and repeats_above(text):
            full[n] = covered[n][0]
        elif text:
            covered[n] = (text, starts[n])
        elif n in covered and cells[n].merged:
            full[n] = covered[n][0]
        else:
            covered.pop(n, None)
    if not columns:
        return tuple(full)
    return (*full, *[""] * (len(columns) - len(full)))[: len(columns)]  # the last are left out where empty


def _offices(
    columns: Sequence[str],
    cells: Sequence[str],
    starts: Sequence[int],
    covered: dict[int, tuple[str, int]],
    who: frozenset[int],
) -> tuple[Responsibility, ...]:
    found: list[Responsibility] = []
    for n, (column, text) in enumerate(zip(columns, cells, strict=False)):
        if text and text != UNSAVED and ((n in who and is_list(text)) or _charges(column, text)):
            found += from_cell(column, text, covered[n][1] if n in covered else starts[n])
    return tuple(found)


def _charges(column: str, cell: str) -> bool:
    """Whether a column says who is charged with what the row is about."""
    at_length = head_role(column) == "who" and is_long_role(column, cell)
    return is_role(column) or at_length or is_unknown_role(column, cell)


def _again(cells: Sequence[Run], starts: Sequence[int]) -> tuple[Span, ...]:
    said = ((cell, at) for cell, at in zip(cells, starts, strict=True) if cell.merged or cell.beside)
    return tuple(Span(start=at, end=at + len(cell.text)) for cell, at in said if cell.text)


def _due(columns: Sequence[str], cells: Sequence[str]) -> str | None:
    """When the row is to be done, as its column says."""
    cells_due = (c for head, c in zip(columns, cells, strict=False) if head_role(head) == "due")
    return next((cell for cell in cells_due if not is_empty(cell) and cell != UNSAVED), None)


def who_columns(rows: Sequence[Sequence[Run]], head: TableHead) -> frozenset[int]:
    roles = [head_role(column) for column in head.columns]
    named = next((n for n, role in enumerate(roles) if role == "name"), None)
    first = next((n for n, role in enumerate(roles) if role in ("text", "name")), None)
    if "who" in roles or first is None:
        return frozenset()
    row_name = first if named is None else named
    tried = (n for n, role in enumerate(roles) if role == "text" and n > row_name)
    body = rows[head.end :]
    return frozenset(n for n in tried if not names_others(head.columns[n]) and _names_offices(body, n))


def _names_offices(body: Sequence[Sequence[Run]], at: int) -> bool:
    cells = [row[at].text for row in body if at < len(row) and row[at].text]
    named = sum(map(is_list, cells))
    return named >= GRID.fewest and GRID.one_of * (len(cells) - named) <= len(cells)


def is_list(cell: str) -> bool:
    """Whether a cell is nothing but offices."""
    names, _ = split_names(cell)
    return bool(names) and all(map(is_listed_office, names)) and not all(map(_PLACE.search, names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """`mark` as it goes into a label, `title` the words of the row without a number of its own; `told`: more
    than these stand there.
    """

    mark: str
    title: str
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSections:
    """By the index of the row; `anew` whether a number stands under two of them."""

    at: Mapping[int, Headed]
    anew: bool


def sections_of(rows: Sequence[Sequence[Run]], head: TableHead) -> TableSections:
    """None in a table whose rows have no numbers."""
    at = head.number
    found: dict[int, Headed] = {}
    under: dict[str, set[int]] = defaultdict(set)
    for index, cells in enumerate(rows if at is not None else ()):
        if index < head.end or at is None:
            continue
        if headed := _headed(cells, head, at, rows[index + 1 : index + 2]):
            found[index] = headed
        elif at < len(cells) and cells[at].text and not cells[at].merged:
            under[cells[at].text.strip()].add(len(found))
    anew = any(len(sections - {0}) > 1 for sections in under.values())
    kept = {index: headed for index, headed in found.items() if anew or not headed.told}
    return TableSections(at=kept, anew=anew)


def _headed(cells: Sequence[Run], head: TableHead, at: int, below: Sequence[Sequence[Run]]) -> Headed | None:
    own = [n for n, cell in enumerate(cells) if cell.text and not (cell.merged or cell.beside)]
    if len(own) == 1 and len(cells) > 1:
        text = cells[own[0]].text
        mark = _mark(text)
        return Headed(mark=mark.printed, title=text) if mark and text[mark.length :].strip() else None
    if (
        len(own) > 1
        and own[0] == at
        and len(cells) > 2
        and all(_says_little(cells, head, n) for n in own[2:])
    ):
        mark = _mark(f"{cells[at].text.strip(' 、')}、") or _mark(cells[at].text)
        counted = any(at < len(row) and row[at].text.strip(" .、．").isdecimal() for row in below)
        title, told = cells[own[1]].text, len(own) > 2
        return Headed(mark=mark.printed, title=title, told=told) if mark and counted else None
    return None


def _says_little(cells: Sequence[Run], head: TableHead, at: int) -> bool:
    """Whether a cell beside the title of a section may be of the whole section: its points, a remark."""
    role = head_role(head.columns[at]) if at < len(head.columns) else "text"
    return role not in ("who", "due", "goal") and len(cells[at].text) <= GRID.remark


def _mark(text: str) -> Mark | None:
    """That of a heading, sure by its shape."""
    return next((m for m in read_marks(text) if m.family in SECTIONS and not m.weak), None)
