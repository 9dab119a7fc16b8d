"""Caveats shown beside cited clauses, the last step of every answer.

In: a checked answer. Out: the same with remarks (assistant/lookups/remarks.py): another paper has changed a
clause, its plan has another stage, it was read with some doubt. Their lines are checked like any others; one
that does not pass is shown as the engine's own, for it was looked up exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.lookups.remarks import remarks_on
from assistant.model import Answer
from assistant.question import Query
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.sources import Sources
from assistant.verification.answer import Facts, Known, faults, figures_of
from assistant.versions.relations import Relations
from ingest.model import Span


def with_remarks(
    answer: Answer,
    catalog: Catalog,
    relations: Relations,
    facts: Callable[[Answer], Facts],
    known: Callable[[], Known],
) -> Answer:
    """An answer that says nothing of a clause is left as it is; `facts` gives those an answer stands on. Both
    are asked for only where there is something to be told.
    """
    if answer.status not in ("answered", "near"):
        return answer
    listed = answer.listing.rows if answer.listing else ()
    places = [(c.plan, c.clause) for c in answer.citations]
    places += [(row.plan, row.clause) for row in listed if row.version is None]
    quoted: dict[tuple[str, str], list[Span]] = {}
    for c in answer.citations:
        quoted.setdefault((c.plan, c.clause), []).append(Span(start=c.start, end=c.end))
    found = remarks_on(catalog, relations, places, quoted)
    if not found.lines:
        return answer
    told = replace(
        answer,
        answer="\n\n".join((answer.answer, *found.lines)),
        citations=(*answer.citations, *found.citations),
        counted=(*answer.counted, *found.counted),
        remarks=found.remarks,
    )
    stated, names = facts(told), known()
    if faults(told, stated, names):
        told = replace(told, counted=(*answer.counted, *found.lines))
    return replace(told, figures=figures_of(told, stated, names))


def scope_note(query: Query, sources: Sources) -> str:
    """What the question was taken to ask about, for the reader to correct."""
    parts = []
    if query.scope.named and query.scope.plans:
        parts.append("范围：" + "、".join(sources.catalog.short(p) for p in query.scope.plans[:6]))
    parts += [f"“{typed}”按“{read}”理解" for typed, read in query.corrected]
    return "；".join(parts)
