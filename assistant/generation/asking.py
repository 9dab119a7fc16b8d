"""ASK: what a question wants, as a model understands it.

In: a question, the conversation, the plans and the look-ups there are. Out: `Asked`. Nothing of it is shown
and nothing of it is believed: the look-ups are run by code, the question made whole goes through the rules
engine as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError

from assistant.generation.forms import ASK, Asked, object_in
from assistant.generation.options import GENERATION
from assistant.generation.prompts import load_prompt
from assistant.generation.talking import Talk
from assistant.llm.model import ModelError
from assistant.question import Query, Turn
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Sources
from ingest.index.model import Filters

_NONE = "（没有）"


def understood(question: str, history: Sequence[Turn], query: Query, sources: Sources, talk: Talk) -> Asked:
    """Raises ModelError: "malformed" for a reply that says nothing of it."""
    prompt = load_prompt("ask")
    asked = prompt.fill(
        plans="\n".join(cards(sources.catalog, plans_shown(query, sources))),
        lookups="\n".join(talk.lookups.told()),
        history="\n".join(said(history)) or _NONE,
        question=question,
    )
    found = object_in(talk.complete(asked, prompt.max_tokens, ASK))
    try:
        return Asked.model_validate(found)
    except ValidationError:
        raise ModelError("malformed", cause="request") from None


def said(history: Sequence[Turn]) -> Iterator[str]:
    for turn in history[-GENERATION.turns :]:
        yield f"{'问' if turn.role == 'user' else '答'}：{turn.content[: GENERATION.said]}"


def plans_shown(query: Query, sources: Sources) -> list[str]:
    """The plans asked about first, then those whose clauses meet the question best, then the others; as many
    as the card holds.
    """
    named = query.scope.plans if query.scope.named else ()
    hits = (
        sources.retriever.search(query.searched, NEAREST.depth, Filters(plans=())) if query.searched else ()
    )
    every = (*named, *(hit.plan for hit in hits), *(row.id for row in sources.catalog.rows))
    return list(dict.fromkeys(every))[: GENERATION.plans]


def cards(catalog: Catalog, plans: Iterable[str]) -> Iterator[str]:
    """编号｜简称｜地区｜年份｜章节, a plan a line."""
    for plan in plans:
        row = catalog.row(plan)
        year = row.period or (str(row.year) if row.year else "")
        parts = (plan, catalog.short(plan), row.region or "", year, "、".join(chapters(catalog, plan)))
        yield "｜".join(parts)


def chapters(catalog: Catalog, plan: str) -> list[str]:
    paths = (row.clause.path for row in catalog.view(plan).clauses)
    titles = dict.fromkeys(path[0][: GENERATION.title] for path in paths if path)
    return list(titles)[: GENERATION.chapters]
