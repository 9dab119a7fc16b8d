"""The dossier of one question: what the rules cite, what the look-ups found, what the search finds
nearest.

In: what the model takes the question for, and the question as the rules read it. Out: `Dossier`. The first
clauses the rules cite come first, then one row of each look-up after the other, then the nearest clauses,
then what else the rules cite; what does not fit is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers.draft import Draft
from assistant.answers.near import plans_to_show
from assistant.errors import OutOfTimeError
from assistant.generation.dossier import Dossier
from assistant.generation.forms import Asked
from assistant.generation.lookups import Lookups, in_turn
from assistant.generation.options import GENERATION
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.nearest import nearest_passages
from assistant.retrieval.sources import Sources
from assistant.retrieval.time_limit import Limit, limited
from assistant.retrieval.wording import date_words, target_words
from ingest.model import Span, Target


def gathered(
    asked: Asked,
    drafts: Sequence[tuple[Query, Draft]],
    lookups: Lookups,
    budget: int,
    limit: Limit,
) -> Dossier:
    """`drafts` are the question's own and that of the question made whole. Where the time is over, what has
    been found till then.
    """
    manner = GENERATION.manner(asked)
    dossier = Dossier(
        sources=lookups.sources,
        budget=min(manner.evidence, budget),
        longest=manner.longest,
        limit=budget,
        asked=" ".join((asked.standalone, *(one.what for one in asked.asked))),
    )
    try:
        with limited(limit):
            for query, draft in drafts:
                _put_cited(draft.citations[: manner.first], query, dossier)
            in_turn(lookups.run(asked.lookups), dossier, manner.rows)
            _put_nearest(asked, [query for query, _ in drafts], lookups.sources, dossier, manner.nearest)
            for query, draft in drafts:
                _put_cited(draft.citations[manner.first : manner.cited], query, dossier)
    except OutOfTimeError:
        pass
    return dossier


def _put_cited(citations: Sequence[Citation], query: Query, dossier: Dossier) -> None:
    for cited in citations:
        number = dossier.add(cited.plan, cited.clause, Span(start=cited.start, end=cited.end))
        if number is not None and query.wants_figure:
            for target in _stated(cited, dossier):
                dossier.note("T", _line(target), (number,))


def _stated(cited: Citation, dossier: Dossier) -> Iterator[Target]:
    """The ledger's figures within the words that are cited."""
    view = dossier.sources.catalog.view(cited.plan)
    for target in view.targets.get(cited.clause, ()):
        if cited.start <= target.span.start < cited.end:
            yield target


def _line(target: Target) -> str:
    when = f"（{date_words(target.deadline)}）" if target.deadline else ""
    return f"{target_words(target)}{when}"


def _put_nearest(
    asked: Asked, queries: Sequence[Query], sources: Sources, dossier: Dossier, most: int
) -> None:
    """Those of the plans asked about, and those of the plans the model names; of these alone where the
    question names none.
    """
    known = {row.id for row in sources.catalog.rows}
    named = tuple(plan for plan in asked.plans if plan in known)
    for query in dict.fromkeys(queries):
        within = () if named and not query.scope.named else plans_to_show(query, sources)
        for plans in dict.fromkeys((within, named)):
            for passage in nearest_passages(query, sources, plans, most) if plans else ():
                dossier.add(passage.row.plan, passage.row.clause.label, passage.span)
