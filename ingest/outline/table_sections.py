"""The rows of a table that head the rows below them by a mark: 一、水利工程, or 一 beside 水利工程.

Beside the title may stand what is said of the whole section, its points or a remark (一 | 水利工程 | 40): it
heads those below it only where their numbers begin anew, else it is a row like them.

In: the cells of each row and the table's head. Out: which rows these are, with mark and title, and whether
the numbers of the rows begin anew under them, so that only both tell a row from another. A row without a
mark of its own that is nothing but a name heads a group, too; that is `rowgrid`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.grammar.columns import head_role
from ingest.grammar.marks import SECTIONS, Mark, read_marks
from ingest.layout.clean import Run
from ingest.layout.table_heads import TableHead

_REMARK = 12
"""Characters a cell beside the title of a section may have."""


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
    return role not in ("who", "due", "goal") and len(cells[at].text) <= _REMARK


def _mark(text: str) -> Mark | None:
    """That of a heading, sure by its shape."""
    return next((m for m in read_marks(text) if m.family in SECTIONS and not m.weak), None)
