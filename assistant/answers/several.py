"""Several things asked of in one question (老年食堂和护理员各多少), or one at several times (2026年和2028年
各多少): each gets its line. Where its pieces ask several things (最长多久，能延吗，谁批), the clauses that
answer are quoted whole.

In: a query that asks how much, within one place. Out: the answers to each thing, one below the
other; None where it asks of one thing, where one sentence answers for all of them, or where nothing is found
for any. A thing nothing states is named, with the nearest sentence.

One thing at several times (2026年和2028年各多少, 今年比去年) gets the figure of each year, in a line for each
place it stands in; a year for which nothing is found is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers.also_asked import without_needless
from assistant.answers.amount import amounts
from assistant.answers.draft import Draft, row_line, where
from assistant.answers.near import nearest
from assistant.answers.options import ANSWERS
from assistant.answers.serving import falls_short
from assistant.denial import By, Denial
from assistant.lookups.arithmetic import Operand, at_times
from assistant.lookups.cite import cite, marker, quote, reference
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.query.things import lacks_noun, members_asked, things_asked, with_noun
from assistant.query.times import times_asked
from assistant.question import Query
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Sources
from ingest.grammar.contrasts import contrasts_in
from ingest.grammar.letters import is_han
from ingest.grammar.quantities import read_quantities
from ingest.model import Span


def each_in_turn(query: Query, sources: Sources) -> Draft | None:
    """None where the question is to be answered as one."""
    timed = at_each_time(query, sources)
    if timed is not None:
        return timed
    things = members_asked(query) or things_asked(query)
    scope = query.scope
    if (
        not 1 < len(things) <= ANSWERS.things
        or len(scope.regions) > 1
        or len(scope.years) + scope.five_year > 1
    ):
        return None
    query = replace(query, intent="figure")
    together = amounts(query, sources)
    at_once = all(_is_told(thing, together, query, sources) for thing in things)
    if at_once and _sets_figures(together, sources):
        return together
    found = {
        thing: _of(thing, things[-1], query, sources) for thing in things if _names(thing, query, sources)
    }
    if at_once and not all(_sets_figures(draft, sources) for draft in found.values()):
        return together
    found = _of_one_paper(found, together, query)
    answered = [draft for draft in found.values() if draft.status == "answered"]
    if not answered or (len(answered) == 1 and together.status == "answered"):
        return None
    joined = _joined(found, query, sources)
    # Words cut from a question say less than the whole of it: where a part has found nothing, what another
    # has found must serve the whole (公租房 alone is told of something else in every paper on it).
    return None if joined.counted and falls_short(query, joined, sources) else joined


def _may_tell(thing: str, draft: Draft, query: Query, sources: Sources) -> Citation | None:
    """The first citation whose clause has a character of the thing and several amounts: of 90台，其中乡镇不少
    于50台 the second is what a question for 镇上 may be after.
    """
    said = {ch for term in sources.about(thing, query).terms for ch in term.text if is_han(ch)}
    for citation in draft.citations:
        text = fold(sources.catalog.view(citation.plan).clause(citation.clause).text)
        if said & {*text} and sum(q.role == "amount" for q in read_quantities(text)) > 1:
            return citation
    return None


def _sets_figures(draft: Draft, sources: Sources) -> bool:
    """Whether a clause it cites sets a figure, and does not only report how things stand."""
    if draft.status != "answered":
        return False
    return any(sources.catalog.view(c.plan).targets.get(c.clause) for c in draft.citations)


def _names(thing: str, query: Query, sources: Sources) -> bool:
    """Whether it has a word of its own: 一年 of 一年最多多少 has none."""
    return bool(sources.about(thing, query).terms)


def _of_one_paper(found: dict[str, Draft], together: Draft, query: Query) -> dict[str, Draft]:
    """Where the question names no paper, the answers from the papers that the whole of it is answered from,
    else from those of its first part: a few words of it stand in another paper as well.
    """
    if query.scope.named:
        return found
    served = [draft for draft in (together, *found.values()) if draft.status in ("answered", "near")]
    plans = {c.plan for draft in served[:1] for c in draft.citations[:1]}
    return {
        thing: draft
        if draft.status != "answered" or {c.plan for c in draft.citations} <= plans
        else replace(draft, status="not_found", citations=())
        for thing, draft in found.items()
    }


def _is_told(thing: str, draft: Draft, query: Query, sources: Sources) -> bool:
    """Whether a line in bold has all words of the thing."""
    lines = [fold(x) for x in draft.answer.splitlines() if "**" in x and not x.startswith(">")]
    terms = sources.about(thing, query).terms
    return draft.status == "answered" and all(
        any(coverage(term, line) >= RANKING.had for line in lines) for term in terms
    )


def _of(thing: str, last: str, query: Query, sources: Sources) -> Draft:
    """What answers for one of them by itself, or with the noun of the last one; what lies nearest to it where
    that falls short of what is asked of it.
    """
    shares = thing != last and lacks_noun(thing) and not lacks_noun(last)
    asked = _about(with_noun(thing, last) if shares else thing, query, sources)
    draft = amounts(asked, sources)
    short = draft.status == "answered" and falls_short(asked, draft, sources)
    return (nearest(asked, sources) or draft) if short else draft


def _about(words: str, query: Query, sources: Sources) -> Query:
    slots = replace(
        query.slots,
        qualifiers=contrasts_in(fold(words)),
        figures=1,
        measure=_measure_in(words, query),
        asks=query.slots.asks - {"several"},
    )
    return replace(sources.about(words, query), slots=slots, claimed=(), wording=words)


def _measure_in(words: str, query: Query) -> str:
    """The measure in which the piece of the question asks that the words are cut from; "" where none has
    them.
    """
    said = (measure for piece, measure in query.slots.pieces if fold(words) in piece)
    return next(said, "") if len(query.slots.pieces) > 1 else ""


def _joined(found: dict[str, Draft], query: Query, sources: Sources) -> Draft:
    """Answers first, every paragraph once; then what was not found, each under its name, but for words of a
    piece of the question in which another thing was. Of what is nearest to a clause that is quoted above
    nothing is denied.
    """
    served = [thing for thing, draft in found.items() if draft.status == "answered"]
    parts: dict[str, None] = {}
    for draft in found.values():
        if draft.status == "answered":
            parts |= dict.fromkeys(draft.answer.split("\n\n"))
    told_of = [draft for draft in found.values() if draft.status == "answered"]
    cited = [c for draft in told_of for c in draft.citations]
    plans = {c.plan for c in cited}
    notes = []
    told = fold(" ".join(parts))
    for thing, draft in found.items():
        if draft.status != "answered" and thing not in told:
            if any(_in_one_piece(thing, other, query) for other in served):
                continue
            near = draft.citations[:1] if draft.status == "near" else ()
            near = tuple(c for c in near if query.scope.named or c.plan in plans)
            if besides := next((c for d in told_of if (c := _may_tell(thing, d, query, sources))), None):
                notes.append(f"“{thing}”：请看 〔{besides.marker}〕 的原文。")
                continue
            if any((c.plan, c.clause) == (other.plan, other.clause) for c in near for other in cited):
                notes.append(f"“{thing}”：请看 〔{near[0].marker}〕 的原文。")
                continue  # quoted above, where it may well be told
            shown = "".join(f"最接近的原文在 〔{c.marker}〕。" for c in near)
            unread = Denial(what="对应的数字", by=By.READ_FROM_CLAUSES, where=f"“{thing}”：")
            notes.append(f"{unread}，请看原文。{shown}")
            cited += near
    return Draft(
        status="answered",
        answer="\n\n".join([*without_needless(tuple(parts)), *notes]),
        citations=tuple(dict.fromkeys(cited)),
        counted=tuple(notes),
    )


def _in_one_piece(one: str, other: str, query: Query) -> bool:
    return any(fold(one) in piece and fold(other) in piece for piece, _ in query.slots.pieces)


def with_whole_clauses(query: Query, draft: Draft, sources: Sources) -> Draft:
    """The draft with each clause it quotes a part of quoted whole, where the question asks several things:
    the rest of the clause may answer what a line in bold leaves open.
    """
    if draft.status != "answered" or len(query.slots.pieces) < 2 or draft.listing or draft.earlier:
        return draft
    answer, citations = draft.answer, dict.fromkeys(draft.citations)
    for citation in draft.citations:
        view = sources.catalog.view(citation.plan)
        row = view.clause(citation.clause)
        whole = cite(view, row)
        if row.clause.columns or len(whole.quote) > LOOKUPS.whole or whole.quote == citation.quote:
            continue
        if quote(whole) in answer:  # another sentence of the same clause
            answer = answer.replace(f"{quote(citation)}\n\n", "", 1)
        elif quote(citation) in answer:
            answer = answer.replace(quote(citation), quote(whole), 1)
        else:
            source = f"出处：{reference(view, row)}"
            answer = answer.replace(source, f"{quote(whole)}\n\n{source}", 1)
        citations = dict.fromkeys(whole if one == citation else one for one in citations)
    return replace(draft, answer=answer, citations=tuple(citations))


def at_each_time(query: Query, sources: Sources) -> Draft | None:
    """The years as the plan states them that has most; those it lacks as another plan asked about does.
    Where several plans are asked about and a year is in none, they are left to be compared.
    """
    times = times_asked(query)
    if len(times) < 2 or len(query.scope.regions) > 1 or not query.wants_figure:
        return None
    plans = query.scope.plans[: ANSWERS.plans]
    found = sorted((at_times(query, sources, plan, times) for plan in plans), key=_had, reverse=True)
    if not found or _had(found[0]) < 2 or (len(found) > 1 and _had(found[0]) == _had(found[1])):
        return None
    told = {time: next((one[time] for one in found if one[time]), None) for time in times}
    return None if len(plans) > 1 and _had(told) < len(times) else _told(told)


def _had(found: Mapping[str, Operand | None]) -> int:
    return sum(one is not None for one in found.values())


def _told(found: Mapping[str, Operand | None]) -> Draft:
    """Clause by clause: the figures in a line an indicator, their sentences, where they stand."""
    clauses: dict[tuple[str, str], list[Operand]] = {}
    for one in found.values():
        if one is not None:
            clauses.setdefault((one.row.plan, one.row.clause.label), []).append(one)
    parts: list[str] = []
    citations: list[Citation] = []
    for stated in clauses.values():
        parts += [_line([o for o in stated if o.target.indicator == name]) for name in _indicators(stated)]
        cited = tuple(dict.fromkeys(_cited(one) for one in stated))
        parts += [
            *map(quote, cited),
            where(stated[0].view, [stated[0].row], [Span(start=c.start, end=c.end) for c in cited]),
        ]
        citations += cited
    missing = [time for time, one in found.items() if one is None]
    absent = (Denial(what="直接写明的数字", by=By.FOUND, where=f"“{time}年”：") for time in missing)
    notes = [f"{one}。" for one in absent]
    return Draft(
        status="answered",
        answer="\n\n".join(filter(None, (*parts, *notes))),
        citations=tuple(citations),
        counted=tuple(notes),
    )


def _indicators(stated: Sequence[Operand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.target.indicator for one in stated))


def _line(found: Sequence[Operand]) -> str:
    one = found[0]
    chip = f"〔{marker(one.view, one.row.clause.label)}〕"
    if one.row.clause.cells:
        return f"{row_line(one.row.clause, [o.time for o in found])} {chip}"
    scope = one.target.scope
    of = f"（{scope}）" if scope and scope not in one.target.indicator else ""
    told = "，".join(f"{o.time}年 **{o.said}**" for o in found)
    return f"{one.target.indicator}{of}：{told} {chip}"


def _cited(one: Operand) -> Citation:
    span = one.figure.found.statement.span if one.figure and not one.row.clause.cells else None
    return cite(one.view, one.row, span)
