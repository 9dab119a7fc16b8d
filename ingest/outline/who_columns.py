"""Columns of a table that name offices though their heads do not say so: 主体, 落实, 谁来干.

In: the cells of the rows and the table's head. Out: the places of such columns. Nearly all that stands under
the head must be offices; the column that names the row is none (a list of hospitals charges nobody), nor is
one whose head says what else its offices are (对象, 地址: data/columns.yaml, `not_who`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.columns import head_role, names_others
from ingest.grammar.offices import is_listed_office, split_names
from ingest.grammar.places import PLACE_END
from ingest.layout.clean import Run
from ingest.layout.table_heads import TableHead

_FEWEST = 2
"""Cells that must name offices."""
_OF = 5
"""Of so many cells one may name something else."""
_PLACE = re.compile(rf"(?:{PLACE_END})$")
"""Where something is done, as often as who does it: 青石镇."""


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
    return named >= _FEWEST and _OF * (len(cells) - named) <= len(cells)


def is_list(cell: str) -> bool:
    """Whether a cell is nothing but offices."""
    names, _ = split_names(cell)
    return bool(names) and all(map(is_listed_office, names)) and not all(map(_PLACE.search, names))
