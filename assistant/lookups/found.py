"""What a look-up of the catalogue answers with: rows that lead back to a clause, cells that can be printed, a
line each for a prompt.

In: clauses and targets of the Library. Out: `Row` and `Found`. `complete` is a claim: it is set only where
the look-up is exact and no row was cut, so that whoever says 已全部列出 or 未载明 has it to stand on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from assistant.retrieval.catalog import PlanView
from ingest.grammar.folding import unbroken
from ingest.model import Span
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. `quote` equals the plan's text from `start` to `end` (half-open, code points).

    `cells` are in the order of their columns, names in Chinese, values as printed; `text` says them in one
    line. A row of no clause (a plan, a computed result) has `clause` "", no quote and 0 for both places; a
    computed result has no `plan` either. `version` is set where the clause stands in that earlier version
    only: then quote and places are that version's.
    """

    plan: str
    clause: str
    start: int
    end: int
    cells: Mapping[str, str]
    text: str
    quote: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of one look-up. `arguments` are those it was made with, names of plans and offices as the
    library has them; `total` counts what was found, which for a computed result are its operands; `note` says
    what the rows cannot.
    """

    lookup: str
    arguments: Mapping[str, Any]
    rows: tuple[Row, ...]
    total: int
    complete: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What one look-up makes, before the catalogue adds its name; `read` are arguments as the library spells
    them, in place of those given.
    """

    rows: tuple[Row, ...]
    complete: bool = True
    note: str = ""
    total: int | None = None
    read: Mapping[str, Any] = field(default_factory=dict)


FOUND_JSON = TypeAdapter(Found)


def clause_row(
    view: PlanView, row: ClauseRow, cells: Mapping[str, str], span: Span | None = None, text: str = ""
) -> Row:
    """A row of the clause, or of the stretch `span` of it; `text` says the filled cells unless given."""
    span = span or row.clause.span
    base = row.clause.span.start
    filled = filled_cells(cells)
    return Row(
        plan=view.row.id,
        clause=row.clause.label,
        start=span.start,
        end=span.end,
        cells=filled,
        text=text or line_of(filled),
        quote=row.text[span.start - base : span.end - base],
        version=None,
    )


def filled_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Those that say something."""
    return {name: value for name, value in cells.items() if value}


def line_of(cells: Mapping[str, str]) -> str:
    """指标=…；2025年=…: the cells in one line."""
    return "；".join(f"{name}={in_line(value)}" for name, value in cells.items())


def in_line(text: str) -> str:
    """The text without the breaks of its layout; cells of a printed row stay apart."""
    return unbroken(text.replace("\t", " ｜ ")).strip()
