"""Answers to “what does it say”: the sentences of the clauses that meet the question, and of the nearest
ones.

A clause that has the question's words without speaking of the thing they name does not answer it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.covered import meets, names_no_paper, share_of, tells_when
from assistant.answers.draft import Draft, one_a_clause, row_line, where
from assistant.answers.lists import Shown, those_asked, with_lists
from assistant.answers.near import near_or_nothing, nearest
from assistant.answers.options import ANSWERS, SERVING
from assistant.lookups.alignment import lacks, of_the_thing, tells_only_others
from assistant.lookups.cite import chip, cite, quote, reference
from assistant.lookups.mentions import explaining
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.query.things import words_said
from assistant.question import Query
from assistant.retrieval.coverage import coverage
from assistant.retrieval.evidence import togetherness
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, nearest_passages, pairs_of, passages_of, worth_of
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Found, Sources
from ingest import late_re as re
from ingest.grammar.measures import CONTINUOUS, kind_of
from ingest.grammar.segmentation import is_verb
from ingest.model import Span
from ingest.store.rows import ClauseRow

_LISTS = re.compile(r"(?:有|为|是|包括|分为)?[：:](?:[^。；]*、|[^。]*；[^。])")
"""A colon before things in a row, in words or in parts of a sentence: they are all there are, even if two."""


def content(query: Query, sources: Sources) -> Draft:
    """Quotes: first those that answer, then those that only lie near, those of other papers last; the nearest
    sentences, of which nothing is claimed, where none that answers is about as near as the nearest.
    """
    kept = meeting(query, sources)
    if not kept:
        return near_or_nothing(query, sources)
    first = [one_a_clause(statements)[0].row for statements in kept[:3]]
    passages = _Parted.of(query, sources, _best(query, sources, first), first)
    if not passages.answering or passages.covers < SERVING.covers or _lacks_words(query, passages, sources):
        return nearest(query, sources) or near_or_nothing(query, sources)
    answering = with_lists(query, passages.answering, len(passages.answering), short=0)
    answering = those_asked(query, answering)
    if _tells_one_of_all(query, answering[0]) or _tells_something_else(query, answering[0], sources):
        return nearest(query, sources) or near_or_nothing(query, sources)
    parts: list[str] = _place(query, answering[0])
    citations: list[Citation] = []
    counted: list[str] = list(parts)
    answers = 0
    for line, beside, these in (
        ("", "", passages.answering),
        ("", BESIDE, passages.beside),
        (ELSEWHERE, "", passages.elsewhere),
    ):
        parts += [line] if line and these else []
        for shown in those_asked(query, with_lists(query, these, len(these), short=0)):
            parts += [shown.said] if shown.said else []
            counted += [shown.said] if shown.said else []
            for row, span in shown.rows:
                _add(query, shown.passage, row, span, beside, parts, citations)
        answers = answers or len(citations)
    return Draft(
        status="answered",
        answer="\n\n".join(parts),
        citations=tuple(citations),
        beside=tuple(citations[answers:]),
        counted=tuple(counted),
    )


def explained(query: Query, sources: Sources) -> Draft | None:
    """The clauses that say what the word asked for means, whole: a next sentence may except something. None
    where it asks for none, or none does.
    """
    views = (sources.catalog.view(plan) for plan in query.scope.plans)
    found = [(cite(view, row), reference(view, row)) for view, row in explaining(query.slots.meaning, views)]
    parts = [part for c, place in found for part in (f"〔{c.marker}〕", quote(c), f"出处：{place}")]
    citations = tuple(citation for citation, _ in found)
    return Draft(status="answered", answer="\n\n".join(parts), citations=citations) if found else None


def _place(query: Query, shown: Shown) -> list[str]:
    """The line that says in which clause it stands, where that is asked for (是第几项任务)."""
    if "nth_place" not in query.slots.asks:
        return []
    row = shown.rows[0][0]
    return [f"所在条款：{reference(shown.passage.view, row)} {chip(shown.passage.view, row)}"]


def _tells_one_of_all(query: Query, shown: Shown) -> bool:
    """Whether all of something is asked for (哪几种车免费停) and what is quoted first lists nothing."""
    asks = query.slots.asks
    things = any(kind_of(measure) not in CONTINUOUS for measure in query.slots.measures)
    kinds = "set" in asks and things and not query.wants_figure
    if not ("list_things" in asks or kinds) or query.wants_unit or query.units or query.slots.whether:
        return False
    said = "".join(row.words(span) for row, span in shown.rows)
    return len(shown.rows) == 1 and said.count("、") < SERVING.listed - 1 and not _LISTS.search(said)


def _tells_something_else(query: Query, shown: Shown, sources: Sources) -> bool:
    """Whether a follow-up has words of its own that what is quoted first lacks: it has few, and what was
    carried over stands in many clauses.
    """
    own = [t for t in query.terms if not t.optional]
    if query.before is None or not own or all(is_verb(t.text) for t in own):
        return False
    view = shown.passage.view
    rows = [sources.prepared(view, row) for row, _ in shown.rows]
    text = "\n".join((*(row.whole for row in rows), rows[0].headings))
    had = sum(t.weight * coverage(t, text) for t in own)
    return had < SERVING.followed * sum(t.weight for t in own)


BESIDE = "相近的原文："
ELSEWHERE = "其他文件里相近的："


def _add(
    query: Query,
    passage: Passage,
    row: ClauseRow,
    span: Span,
    beside: str,
    parts: list[str],
    citations: list[Citation],
) -> None:
    citation = cite(passage.view, row, span)
    if citation in citations:
        return
    said = f"{row_line(row.clause)} " if row.clause.columns else ""
    named = "" if said or (row.clause.heading or "") in citation.quote else row.clause.heading
    parts += [f"{beside}{said}〔{citation.marker}〕 {named}".rstrip(), quote(citation)]
    parts.append(where(passage.view, [row], () if query.wants_unit else [span]))
    citations.append(citation)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parted:
    """`answering` have about as much of the question as the passage that has most, and meet what it asks;
    none do where none of the clauses that meet the question is among them. `beside` only lie near,
    `elsewhere` in other papers, but for those that have clearly less of the question. `covers` is the most.
    """

    answering: Sequence[Passage]
    beside: Sequence[Passage]
    elsewhere: Sequence[Passage]
    covers: float

    @classmethod
    def of(
        cls, query: Query, sources: Sources, passages: Sequence[Passage], first: Sequence[ClauseRow]
    ) -> _Parted:
        worth = worth_of(query, sources.retriever.lexical)
        shared = [(p, share_of(p, worth, sources)) for p in passages]
        most = max((share for _, share in shared), default=0.0)
        answering = [
            p
            for p, share in shared
            if share >= (SERVING.as_well_met if p.row in first else SERVING.as_well) * most
            and meets(query, p, sources)
        ]
        if not any(p.row in first for p in answering):
            answering = []
            shared.sort(key=lambda one: -one[1])
        rest = [(p, share) for p, share in shared if p not in answering]
        near = {p.row.plan for p in answering or [p for p, _ in shared[:1]]}
        plans = near if names_no_paper(query) else {p.row.plan for p in passages}
        return cls(
            answering=answering,
            beside=[p for p, _ in rest if p.row.plan in plans],
            elsewhere=[
                p for p, share in rest if p.row.plan not in plans and share >= SERVING.of_paper * most
            ],
            covers=most,
        )


def _lacks_words(query: Query, passages: _Parted, sources: Sources) -> bool:
    """Whether the first one and what stands above it have less than half of what is asked: of the names by
    weight, or of the pairs of characters of all words but those of asking, known to the library or not. A
    question that says which paper is meant need not have its words.
    """
    first = passages.answering[0]
    if not names_no_paper(query):
        return False
    prepared = sources.prepared(first.view, first.row)
    around = f"{prepared.whole}\n{prepared.headings}\n{prepared.title}"
    own = [t for t in query.terms if not t.optional]
    had = {t.text for t in own if coverage(t, around) >= RANKING.had}
    lacking = [t for t in own if t.text not in had and not is_verb(t.text)]
    if sum(t.weight for t in lacking) > SERVING.lacks * sum(t.weight for t in own):
        return True
    said = words_said(query, sources.lexicon)
    pairs = frozenset(pair for word in said if word not in had for pair in pairs_of(word))
    all_pairs = pairs.union(*(pairs_of(word) for word in said))
    stand = sum(pair in around for pair in pairs) + len(all_pairs - pairs)
    return not query.leans and stand < (1 - SERVING.lacks) * len(all_pairs)


def meeting(query: Query, sources: Sources) -> list[tuple[Found, ...]]:
    """The sentences of each plan that meet the question, best plan first; a plan in which none does is left
    out.
    """
    by_plan = {
        plan: _of_kind(query, own, sources)
        for plan, said in sources.statements(query, query.scope.plans).items()
        if (own := tuple(f for f in of_the_thing(query, said) if not _is_of_other(query, f)))
    }
    best = {
        p: s
        for p, s in by_plan.items()
        if s[0].statement.score >= ANSWERS.meets and lacks(query, s[0]) <= LOOKUPS.lacking
    }
    highest = max((s[0].statement.score for s in best.values()), default=0.0)
    kept = (
        s
        for s in best.values()
        if s[0].statement.score >= LOOKUPS.as_good * highest and _speaks_of(query, s[0])
    )
    return sorted(kept, key=lambda s: -s[0].statement.score)


def _of_kind(query: Query, found: tuple[Found, ...], sources: Sources) -> tuple[Found, ...]:
    """Of a question that asks when, the sentences that print a time, where one of those that meet it does."""
    if not query.wants_due:
        return found
    told = tuple(
        f
        for f in found
        if f.statement.score >= ANSWERS.meets and tells_when(sources.catalog.view(f.row.plan), f.row, f.text)
    )
    return told or found


def _is_of_other(query: Query, found: Found) -> bool:
    return tells_only_others(query, fold(found.text) + found.prepared.headings)


def _best(query: Query, sources: Sources, first: Sequence[ClauseRow]) -> list[Passage]:
    """Those of the clauses that meet the question, and of those nearest to it all that are nearly as near as
    the nearest; best first, those that only lie near counting a little less.
    """
    near = nearest_passages(query, sources, query.scope.plans)
    seen = [p.row for p in near]
    unseen = {(row.plan, row.clause.label): 0.0 for row in first if row not in seen}
    every = sorted((*near, *passages_of(query, sources, unseen)), key=lambda p: -p.score)
    shown = [p for p in every if p.row in first or p.score >= ANSWERS.as_near * every[0].score]
    return sorted(shown, key=lambda p: p.score * (1.0 if p.row in first else ANSWERS.beside), reverse=True)


def _speaks_of(query: Query, found: Found) -> bool:
    """A name in quotation marks is the thing itself, wherever the other words stand; words of doing alone
    name no thing.
    """
    if all(is_verb(t.text) for t in query.terms if not t.optional):
        return True
    if any(name in found.prepared.whole for name in query.slots.quoted):
        return True
    return togetherness(query.terms, query.stretches, found.prepared) >= ANSWERS.together
