"""Where a quote stands in a clause. In: words said to be a clause's, and the clause. Out: the stretch of the
plan they are, or None.

Width, white space and the punctuation of either width are read alike, as everywhere; a word left out, put in
or changed is no quote. Of a table's row a quote may be cells behind their columns' names, as a prompt shows
them: it stands for the whole row.
"""

from __future__ import annotations

from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.folding import as_read
from ingest.model import Span
from ingest.store.rows import ClauseRow

_CELLS = re.compile(r"[；;=｜|\t\n]")
_BETWEEN = re.compile(r"\s*[｜|]\s*")
"""How cells are set apart where they are shown."""
_EDGES = "“”\"'…。；，、： "


def span_of_quote(quote: str, row: ClauseRow) -> Span | None:
    """In code points of the plan's text, half-open."""
    wanted = as_read(_BETWEEN.sub("\t", quote.strip(_EDGES))).text.replace("\n", "")
    if len(wanted) < VERIFICATION.quote:
        return None
    folded = as_read(row.text)
    kept = [n for n, char in enumerate(folded.text) if char != "\n"]
    at = "".join(folded.text[n] for n in kept).find(wanted)
    if at >= 0:
        return folded.span(kept[at], kept[at + len(wanted) - 1] + 1, row.clause.span.start)
    return row.clause.span if _is_of_cells(quote, row) else None


def _is_of_cells(quote: str, row: ClauseRow) -> bool:
    """Whether it is made of nothing but the row's cells and the names of its columns, at least one cell."""
    cells, columns = ({as_read(word).text for word in of} for of in (row.clause.cells, row.clause.columns))
    parts = [as_read(part).text for part in _CELLS.split(quote.strip(_EDGES)) if part.strip(_EDGES)]
    return bool(cells.intersection(parts)) and cells.union(columns).issuperset(parts)
