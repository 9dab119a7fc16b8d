"""The cell of a table that a question names by its row and its column (一类对象的补贴系数).

In: a query and a plan. Out: the cells of the rows the question names, under the one column head that has its
other words; nothing where a word of the question stands in neither, nor above the table, or where two columns
match equally.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.lookups.alignment import names_member, tells_only_others
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Sources
from ingest.grammar.columns import head_role, is_empty
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`name` of its row and `head` of its column as printed, and its `words`."""

    row: ClauseRow
    name: str
    head: str
    words: str


def cells_asked(query: Query, view: PlanView, sources: Sources) -> tuple[Cell, ...]:
    """In printed order; one a row."""
    terms = [t for t in query.terms if not t.optional]
    rows = [
        row for row in view.clauses if row.clause.cells and len(row.clause.cells) == len(row.clause.columns)
    ]
    if not terms or not rows:
        return ()
    named = dict.fromkeys(head for row in rows for head in row.clause.columns)
    heads = {head: [coverage(t, fold(head)) for t in terms] for head in named}
    found = (_cell(row, terms, heads, query, partial(_above, view, row, sources)) for row in rows)
    return tuple(cell for cell in found if cell)


def _cell(
    row: ClauseRow,
    terms: Sequence[Term],
    heads: dict[str, list[float]],
    query: Query,
    above: Callable[[], str],
) -> Cell | None:
    columns, cells = row.clause.columns, row.clause.cells
    at = next((n for n, (c, w) in enumerate(zip(columns, cells, strict=True)) if _names(c, w)), None)
    if at is None or not _is_named(cells[at], terms, query):
        return None
    name = fold(cells[at])
    open_ = [n for n, t in enumerate(terms) if coverage(t, name) < RANKING.had]
    had = {n: [heads[c][i] >= RANKING.had for i in open_] for n, c in enumerate(columns) if n != at}
    most = max((sum(one) for one in had.values()), default=0)
    best = [n for n, one in had.items() if sum(one) == most]
    if not most or len(best) > 1 or is_empty(cells[best[0]]):
        return None
    left = [terms[i] for i, got in zip(open_, had[best[0]], strict=True) if not got]
    if any(coverage(t, above()) < RANKING.had for t in left):
        return None
    return Cell(row=row, name=cells[at].strip(), head=columns[best[0]].strip(), words=cells[best[0]].strip())


def _above(view: PlanView, row: ClauseRow, sources: Sources) -> str:
    return sources.prepared(view, row).headings


def _names(head: str, words: str) -> bool:
    return head_role(head) not in ("number", "group") and not is_empty(words)


def _is_named(name: str, terms: Sequence[Term], query: Query) -> bool:
    """Whether the question says the row's name: the member of a class it is of, or a word of it, all that is
    in it being said.
    """
    words = fold(name)
    if tells_only_others(query, words):
        return False
    return names_member(query, words) or (
        len(words) > 1 and (words in "".join(query.stretches) or any(t.text == words for t in terms))
    )
