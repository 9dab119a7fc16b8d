"""The nearest sentences: what is shown where nothing states what is asked in so many words.

In: a question no kind of answer could answer, or a clause that would otherwise have to be denied something.
Out: a draft with status “near”: at most three passages, the best first, each with its place, and no claim.
That there is nothing at all is said only after the words asked for, in any known wording, were looked up in
the full text of every clause and heading within the scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from assistant.answers.covered import is_of_time, states
from assistant.answers.draft import Draft
from assistant.answers.lists import Shown, with_lists
from assistant.answers.options import SERVING
from assistant.denial import By, Denial
from assistant.lookups.absence import asked_for, pairs_asked, stands_in, stands_nowhere
from assistant.lookups.carried import asks_goal, of_time
from assistant.lookups.cite import cite, quote, reference
from assistant.lookups.figure import counts
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import tells_of
from assistant.model import Citation, Reason
from assistant.query.slots import times_named
from assistant.question import Query, Term
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import (
    Passage,
    nearest_passages,
    passages_of,
    things_of_one_character,
)
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.breaches import states_sanction
from ingest.grammar.granting import gives_money
from ingest.grammar.segmentation import is_no_name, is_word
from ingest.index.model import Filters
from ingest.labels import is_row
from ingest.model import Span

SAID = "最接近的原文，请核对是否正是所问："
"""What stands above the passages; it says how they were chosen, and nothing of what they say."""


def near_or_nothing(query: Query, sources: Sources, say: str = "") -> Draft:
    """The nearest passages; where the words asked for stand nowhere in the papers looked at, that is said
    above those that have as much of the rest of the question as one rare word is worth, or, in papers a
    question names, a character of it. That there is nothing is said where no such passage is there.
    """
    plans = plans_to_show(query, sources)
    ranked = best_first(query, sources, plans)
    passages = _with_what_is_asked(query, ranked[: NEAREST.clauses])
    wanted = pairs_asked(query)
    if passages and (not wanted or stands_in(wanted, (p.row for p in passages), sources)):
        return _shown_whole(query, passages, ranked, say)
    if passages and not stands_nowhere(query, sources, plans):
        return _shown_whole(query, passages, ranked, say)
    carried = any(t.optional for t in query.terms)
    named = query.scope.named
    alike = [
        p for p in passages if p.worth >= NEAREST.alike or (named and (carried or _has_character(query, p)))
    ]
    alike = alike or _of_the_kind(query, ranked)
    absent = _absent(query, sources, alike)
    alike = alike or ([] if absent else _with_a_thing(query, ranked, sources))
    if not alike:
        return nothing(query, sources)
    return shown(alike, f"{absent}{_beside(query, sources)}{SAID}" if absent else SAID)


def _of_the_kind(query: Query, ranked: Sequence[Passage]) -> list[Passage]:
    """Those that state a penalty or a grant, where one is asked for in none of the papers' words
    (把栈道占了要罚多少).
    """
    asks = query.slots.asks
    states_it = states_sanction if "penalty" in asks else gives_money if "granted" in asks else None
    found = (p for p in ranked if states_it is not None and states_it(p.row.text))
    return list(islice(found, NEAREST.clauses))


def _with_a_thing(query: Query, ranked: Sequence[Passage], sources: Sources) -> list[Passage]:
    """Those that have a thing of the question whose name is one character, which may be all they share."""
    said = things_of_one_character(query, sources.retriever.lexical)
    found = (p for p in ranked if any(word in p.row.text for word in said))
    return list(islice(found, NEAREST.clauses))


def nearest(query: Query, sources: Sources) -> Draft | None:
    """Nearest passages, with no claim made; None where there are no passages."""
    ranked = _not_far(best_first(query, sources, plans_to_show(query, sources)))
    passages = _with_what_is_asked(query, ranked[: NEAREST.clauses])
    return _shown_whole(query, passages, ranked) if passages else None


def is_nearer(query: Query, other: Query, sources: Sources) -> bool:
    """Whether the papers of the one have clearly more of it than those of the other, which a year alone set
    apart (`SERVING.of_paper`).
    """
    most = [
        max((p.share for p in nearest_passages(one, sources, plans_to_show(one, sources))), default=0.0)
        for one in (query, other)
    ]
    return SERVING.of_paper * most[0] > most[1]


def _not_far(ranked: Sequence[Passage]) -> tuple[Passage, ...]:
    """Those that have enough of the question beside the first one, more of it where another paper's."""
    if not ranked:
        return ()
    first = ranked[0]
    least = {True: SERVING.far, False: SERVING.of_paper}
    return tuple(p for p in ranked if p.share >= least[p.row.plan == first.row.plan] * first.share)


def _shown_whole(
    query: Query, passages: Sequence[Passage], ranked: Sequence[Passage], say: str = ""
) -> Draft:
    """The passages, lists whole; where one list takes the place of several, the next of `ranked` follow."""
    more = _with_what_is_asked(query, ranked[NEAREST.clauses :])
    return _said(with_lists(query, (*passages, *more), NEAREST.clauses, claimed=False), say)


def best_first(query: Query, sources: Sources, plans: Sequence[str]) -> tuple[Passage, ...]:
    """The nearest passages by what their clauses have of the question, what one sentence of them has, how
    near they are by meaning, and whether they state something of the kind and of the time asked for.
    """
    within = Filters(plans=tuple(plans))
    meant = sources.retriever.by_meaning(query.searched, NEAREST.meant, within)

    def worth(passage: Passage) -> float:
        row = passage.row
        sentence = max((f.statement.score for f in sources.of_clause(passage.view, row, query)), default=0.0)
        both = (1 - SERVING.sentence) * passage.score + SERVING.sentence * sentence
        both += SERVING.meant * meant.get((row.plan, row.clause.label), 0.0)
        kind = SERVING.of_kind if states(query, row) else 0.0
        return both + kind - (SERVING.of_another_time if _tells_of_another_time(query, passage) else 0.0)

    near = nearest_passages(query, sources, plans, NEAREST.depth)
    seen = {(p.row.plan, p.row.clause.label) for p in near}
    more = passages_of(query, sources, dict.fromkeys((key for key in meant if key not in seen), 0.0))
    return tuple(sorted((*near, *more), key=lambda p: -worth(p)))


def _tells_of_another_time(query: Query, passage: Passage) -> bool:
    """Whether it prints times, and not the one that is asked for. A clause that tells only what has been
    reached does where a goal or another time is asked for, whatever it prints: its 年底 is the end of the
    year it looks back on.
    """
    label = passage.row.clause.label
    reached = passage.view.results.get(label, ())
    if not reached:
        return not is_of_time(query, passage, passage.row.text)
    times = times_named(query, passage.view)
    other = asks_goal(query) or bool(times and not of_time(reached, times))
    return other and not passage.view.targets.get(label)


def _with_what_is_asked(query: Query, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Where who is asked for with the offices of each clause; where a penalty, a sum, a length or the like,
    those first that have one.
    """
    if query.wants_unit:
        passages = [replace(p, span=_with_offices(p)) for p in passages]
        if query.slots.deeds:
            passages.sort(key=lambda p: not any(tells_of(d, p.row.text) for d in query.slots.deeds))
    if "list_things" in query.slots.asks:  # conditions, papers to hand in: a row of figures has none
        passages = sorted(passages, key=lambda p: is_row(p.row.clause))
    if "penalty" in query.slots.asks:
        return tuple(sorted(passages, key=lambda p: not states_sanction(p.row.words(p.span))))
    if query.wants_figure and not query.wants_unit:
        passages = sorted(passages, key=lambda p: not counts(p.row.words(p.span), query.slots.measure))
    return tuple(passages)


def _with_offices(passage: Passage) -> Span:
    """The stretch with the words that charge somebody; the whole of a clause that is not long."""
    clause, span = passage.row.clause, passage.span
    own = [r.span for r in clause.responsibilities if clause.span.start <= r.span.start < clause.span.end]
    if own and clause.span.end - clause.span.start <= LOOKUPS.whole:
        return clause.span
    inside = [s for s in own if s.end <= clause.span.end]
    return Span(
        start=min(span.start, *(s.start for s in inside)) if inside else span.start,
        end=max(span.end, *(s.end for s in inside)) if inside else span.end,
    )


def _has_character(query: Query, passage: Passage) -> bool:
    text = passage.row.text
    return any(ch in text for term in asked_for(query) for ch in term.text)


def so_far(query: Query, sources: Sources, why: str) -> Draft | None:
    """What full text alone finds, where the time was over before the question was looked up: `why` says so,
    and that there may be more. None where it finds nothing.
    """
    passages = nearest_passages(query, sources, plans_to_show(query, sources))
    say = f"{why}以下只是全文检索里最接近的原文，可能不全："
    return shown(passages, say) if passages else None


def plans_to_show(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans asked about and those that are no place's own, of a year that is asked for; all plans where
    the question says neither. A plan of another place does not count.
    """
    scope = query.scope
    if not scope.named:
        return scope.plans or tuple(row.id for row in sources.catalog.rows)
    others = (
        row.id
        for row in sources.catalog.rows
        if not row.region and (not row.year or not scope.years or row.year in scope.years)
    )
    return tuple(dict.fromkeys((*scope.plans, *others)))


def shown(passages: Sequence[Passage], say: str = "") -> Draft:
    """`say` stands in place of the usual line above."""
    return _said([Shown(passage=p, rows=((p.row, p.span),)) for p in passages], say)


def _said(these_: Sequence[Shown], say: str) -> Draft:
    parts = [say or SAID]
    citations: list[Citation] = []
    for one in these_:
        view = one.passage.view
        parts += [one.said] if one.said else []
        for row, span in one.rows:
            citation = cite(view, row, span)
            heading = row.clause.heading or ""
            named = "" if heading in citation.quote else heading
            parts += [f"〔{citation.marker}〕 {named}".rstrip(), quote(citation)]
            parts += [f"出处：{reference(view, row)}"] if row is one.rows[0][0] else []
            citations.append(citation)
    counted = tuple(dict.fromkeys((parts[0], *(one.said for one in these_ if one.said))))
    return Draft(status="near", answer="\n\n".join(parts), citations=tuple(citations), counted=counted)


def these(found: Iterable[Found], sources: Sources, say: str = "") -> Draft:
    """The sentences a kind of answer has found, where it may not call them one."""
    once = {(f.row.plan, f.row.clause.label): f for f in reversed(list(found))}
    passages = [
        Passage(
            view=sources.catalog.view(f.row.plan),
            row=f.row,
            span=f.statement.span,
            share=f.statement.score,
        )
        for f in reversed(once.values())
    ]
    return shown(passages, say)


def nothing(query: Query, sources: Sources) -> Draft:
    """What was looked up and where, word by word; `out_of_scope` where no plan at all has a word of it."""
    absent = _absent(query, sources)
    if not absent:
        looked = "、".join(f"“{term.text}”" for term in asked_for(query)[:4])
        none = Denial(what=f"写到{looked or '所问事项'}的条款", by=By.FOUND)
        text = f"{none}，请换一种说法，或说明想了解的事项。"
        return Draft(status="not_found", reason="out_of_scope", answer=text)
    beside = _beside(query, sources)
    reason: Reason = "not_stated" if beside else "out_of_scope"
    return Draft(status="not_found", reason=reason, answer=absent + beside)


def _beside(query: Query, sources: Sources) -> str:
    """Where else a whole word stands that those asked about lack: looked up in the clauses nearest to the
    question outside them, in their text and headings; "" where in none.
    """
    looked = plans_to_show(query, sources)
    others = tuple(r.id for r in sources.catalog.rows if r.id not in looked) if query.scope.named else ()
    words = _lacking(query, sources)
    for passage in nearest_passages(query, sources, others) if others and words else ():
        prepared = sources.prepared(passage.view, passage.row)
        said = "\n".join((prepared.whole, prepared.headings))
        if any(wording in said for word in words for wording in word.wordings):
            return f"{passage.view.short}里有相近的内容，可以改问那里。"
    return ""


def _is_printed(word: str, query: Query, sources: Sources) -> bool:
    """Whether it stands in a paper's text beside its clauses: the covering notice, what is below them."""
    if not query.scope.named:
        return False
    rows = (sources.catalog.row(plan) for plan in query.scope.plans[:_PAPERS])
    return any(word in fold(sources.catalog.version(row.id, row.version).text) for row in rows)


_PAPERS = 4


def _absent(query: Query, sources: Sources, beside: Sequence[Passage] = ()) -> str:
    """The words that were looked up and stand nowhere, and where; "" where none of them names a thing.
    Nothing is said of a word that a clause shown below has in full (年报 of 年度报告).
    """
    prepared = [sources.prepared(p.view, p.row) for p in beside]
    said = [fold(f"{p.whole}\n{p.headings}\n{p.title}") for p in prepared]
    terms = [t for t in _lacking(query, sources) if not any(coverage(t, text) for text in said)]
    topic = "、".join(f"“{term.text}”" for term in terms[:4])
    held = (
        "、".join(sources.catalog.short(p) for p in query.scope.plans[:_PAPERS]) if query.scope.named else ""
    )
    where = f"{held or '资料库里的文件'}的条款里"
    return f"{Denial(what=f'{topic}这样的字样', by=By.WORDS, where=where)}。" if topic else ""


def _lacking(query: Query, sources: Sources) -> list[Term]:
    """The names of things among the words asked for, which are not printed beside the clauses either. Two
    characters that are no word (能申 of 能申请) name nothing.
    """
    named = (t for t in asked_for(query) if not is_no_name(t.text) and (len(t.text) > 2 or is_word(t.text)))
    return [term for term in named if not _is_printed(term.text, query, sources)]
