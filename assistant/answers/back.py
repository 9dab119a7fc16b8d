"""Answers to a question that points at the answer before it: the next clause, the words to the letter, where
it stands, what it is for, by when, who.

In: such a query and a way to answer the one before it. Out: the clauses that answer cites, shown for what is
asked; how many they are is said where not all are shown. What a clause does not say is said of that clause
and of the words looked for, never of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, chips, noted, whole
from assistant.answers.options import ANSWERS
from assistant.denial import By, Denial
from assistant.lookups.cite import chip, cite, quote, reference
from assistant.lookups.deadlines import deadlines_of
from assistant.lookups.listing import summary
from assistant.model import Citation
from assistant.query.follow_up import topic_of
from assistant.question import Back, Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import offices_words
from ingest.grammar.numerals import in_digits
from ingest.grammar.purposes import purposes
from ingest.store.rows import ClauseRow

Again = Callable[[Query], Draft]
"""Answers a question asked before."""
Cited = tuple[PlanView, ClauseRow]


def of_the_answer(query: Query, sources: Sources, again: Again) -> Draft:
    """Asks which clause is meant where nothing was asked before, or the answer cites nothing."""
    if query.before is None:
        return _which()
    if query.slots.back == "both":
        return _both(query, again)
    draft = again(query.before)
    of_the_matter = query.slots.back in _OF_THE_MATTER
    cited = _cited(draft, sources, besides=not of_the_matter)
    if not cited:
        return _which()
    if query.slots.back == "nth":
        return _nth(query, draft, cited)
    back = query.slots.back

    def told_of(clauses: Sequence[Cited]) -> Draft:
        return _due(clauses, sources) if back == "due" else _TOLD[back](clauses)

    shown = cited[: ANSWERS.clauses_shown]
    if draft.status == "near" and of_the_matter:  # of those that only lie near nothing is denied either
        telling = [one for one in shown if told_of([one]).status == "answered"]
        return replace(noted(told_of(telling), OPEN), status="near") if telling else draft
    told = told_of(shown)
    if len(cited) == len(shown) or query.slots.back in ("next", "previous"):
        return told
    note = f"上一个回答引用了 {len(cited)} 条，这里是前 {len(shown)} 条。"
    return noted(told, note)


OPEN = "上一问所列的只是最接近的原文，以下是它们各自写的，请核对是否正是所问。"
_OF_THE_MATTER: frozenset[Back] = frozenset(("who", "due", "why"))
"""What is asked of the matter itself, and not of the clauses shown: those that only lie near tell nothing
of it.
"""


def _which() -> Draft:
    return Draft(status="clarify", answer="请说明指的是哪一条，例如文件名和条款号，或先问想了解的事项。")


def _cited(draft: Draft, sources: Sources, *, besides: bool) -> list[Cited]:
    """The clauses of the answer, each once, in the order it cites them; those that only lie near one that
    answers as well where they are asked of, too (`besides`).
    """
    found: dict[tuple[str, str], Cited] = {}
    for citation in draft.citations:
        if citation in draft.beside and not besides:
            continue
        view = sources.catalog.view(citation.plan)
        row = next((r for r in view.clauses if r.clause.label == citation.clause), None)
        if row is not None:
            found.setdefault((citation.plan, citation.clause), (view, row))
    return list(found.values())


def _answered(parts: Sequence[str], citations: Sequence[Citation], counted: Sequence[str] = ()) -> Draft:
    return Draft(
        status="answered", answer="\n\n".join(parts), citations=tuple(citations), counted=tuple(counted)
    )


def _beside(step: int) -> Callable[[Sequence[Cited]], Draft]:
    """The clause `step` behind the last one, or in front of the first one, of every paper cited, in the order
    of the paper.
    """
    word, last = ("下一条", "最后一条") if step > 0 else ("上一条", "第一条")

    def beside(cited: Sequence[Cited]) -> Draft:
        in_order = cited if step > 0 else cited[::-1]
        parts: list[str] = []
        ends: list[Cited] = []
        citations: list[Citation] = []
        for view, row in {view.row.id: (view, row) for view, row in in_order}.values():
            at = next(n for n, r in enumerate(view.clauses) if r is row) + step
            if not 0 <= at < len(view.clauses):
                ends.append((view, row))
                continue
            other = view.clauses[at]
            citations.append(cite(view, other))
            parts += [f"{word}：", whole(view, other)]
        note = (
            f"{Denial(what=word, by=By.MARKS, where=f'{chips(ends)}是这份文件的{last}，')}。" if ends else ""
        )
        cited_too = [cite(view, row) for view, row in ends]
        if parts:
            more = [note] if note else []
            return _answered([*parts, *more], [*citations, *cited_too], [f"{word}：", *more])
        return Draft(status="not_found", reason="not_stated", answer=note, citations=tuple(cited_too))

    return beside


def _nth(query: Query, draft: Draft, cited: Sequence[Cited]) -> Draft:
    """The n-th of what the answer lists, or who does that: of the items of one clause it shows the one of
    that number, else the n-th row of its listing, else the n-th clause it cites.
    """
    n = query.slots.nth
    numbered = [row for view, row in cited if _number(row)]
    above = {row.clause.parent for row in numbered}
    items = [(v, r) for v, r in cited if _number(r) == n and r.clause.parent in above]
    listed = draft.listing.rows[n - 1 : n] if draft.listing else ()
    rows = [c for c in cited if any((c[1].plan, c[1].clause.label) == (x.plan, x.clause) for x in listed)]
    told = (items[:1] if len(numbered) > 1 and not listed else []) or rows or list(cited[n - 1 : n])
    if not told:
        return Draft(status="clarify", answer=f"上一个回答没有列到第{n}个，请说明指的是哪一条。")
    return _who(told[:1]) if query.wants_unit else _answered([whole(*told[0])], [cite(*told[0])])


def _number(row: ClauseRow) -> int:
    """The number of an item of a clause ((三) as 3); 0 for what has none."""
    said = in_digits(row.clause.mark.strip("（）().、")) if row.clause.parent else ""
    return int(said) if said.isdecimal() else 0


def _text(cited: Sequence[Cited]) -> Draft:
    parts, citations = [], []
    for view, row in cited:
        citations.append(cite(view, row))
        parts += [chip(view, row), quote(citations[-1]), f"出处：{reference(view, row)}"]
    return _answered(parts, citations)


def _source(cited: Sequence[Cited]) -> Draft:
    parts = [f"- {reference(view, row)} {chip(view, row)}" for view, row in cited]
    return _answered(["\n".join(parts)], [cite(view, row) for view, row in cited], parts)


def _detail(cited: Sequence[Cited]) -> Draft:
    """The clauses whole, and what else stands under the heading of the first."""
    parts = [whole(view, row) for view, row in cited]
    view, row = cited[0]
    shown = {id(r) for _, r in cited}
    around = [r for r in view.clauses if r.clause.path == row.clause.path and id(r) not in shown]
    if not row.clause.path or not around or len(around) > ANSWERS.around:
        return _answered(parts, [cite(v, r) for v, r in cited])
    head = f"同在“{row.clause.path[-1].partition(' ')[2]}”下的另有 {len(around)} 条："
    lines = [f"- {summary(r)} {chip(view, r)}" for r in around]
    citations = [*(cite(v, r) for v, r in cited), *(cite(view, r) for r in around)]
    return _answered([*parts, "\n".join([head, "", *lines])], citations, [head])


def _why(cited: Sequence[Cited]) -> Draft:
    """What the clauses say themselves that they are for."""
    parts, citations = [], []
    for view, row in cited:
        said = [row.text[span.start : span.end] for span in purposes(row.text)]
        if said:
            citations.append(cite(view, row))
            parts += [f"{'；'.join(said)} {chip(view, row)}", quote(citations[-1])]
    if parts:
        return _answered(parts, citations)
    why = Denial(what="目的或原因", by=By.STATED, where=chips(cited))
    text = f"{why}（{Denial(what='“为了……”“旨在……”一类的话', by=By.WORDS)}）。原文："
    citations = [cite(view, row) for view, row in cited]
    shown = "\n\n".join(map(quote, citations))
    return Draft(
        status="not_found",
        reason="not_stated",
        answer=f"{text}\n\n{shown}",
        citations=tuple(citations),
    )


def _due(cited: Sequence[Cited], sources: Sources) -> Draft:
    """The times the clauses print, and else those of their figures."""
    parts, citations, silent = [], [], []
    for view, row in cited:
        dated = deadlines_of(view, sources.catalog.milestones(view.row.id))
        printed = dict.fromkeys(
            (*(d.printed for d in dated if d.row is row), *filter(None, [row.clause.due]))
        )
        if not printed:
            silent.append((view, row))
            continue
        citations.append(cite(view, row))
        parts += [f"**{'、'.join(printed)}** {chip(view, row)}", quote(citations[-1])]
    if not silent:
        return _answered(parts, citations)
    year = "、".join(dict.fromkeys(_year_of(view) for view, _ in silent if _year_of(view)))
    undated = Denial(what="完成时限", by=By.STATED, where=chips(silent), way="单独")
    note = f"{undated}，所在文件是{year}的。" if year else f"{undated}。"
    citations += [cite(view, row) for view, row in silent]
    if parts:
        return _answered([*parts, note], citations, [note])
    shown = [quote(citation) for citation in citations]
    return Draft(
        status="not_found",
        reason="not_stated",
        answer="\n\n".join([note, *shown]),
        citations=tuple(citations),
    )


def _year_of(view: PlanView) -> str:
    first, _, last = (view.row.period or str(view.row.year or "")).partition("-")
    return f"{first}—{last}年" if last else f"{first}年" if first else ""


def _who(cited: Sequence[Cited]) -> Draft:
    named = [(view, row) for view, row in cited if row.clause.responsibilities]
    silent = [(view, row) for view, row in cited if not row.clause.responsibilities]
    citations = [cite(view, row) for view, row in (*named, *silent)]
    parts = []
    for n, (view, row) in enumerate(named):
        parts += [f"**{offices_words(row.clause)}** {chip(view, row)}", quote(citations[n])]
    note = f"{Denial(what='责任单位', by=By.NOTED, where=chips(silent))}。" if silent else ""
    if named:
        return _answered([*parts, *([note] if note else [])], citations, [note] if note else [])
    shown = "\n\n".join(quote(citation) for citation in citations)
    return Draft(
        status="not_found", reason="not_stated", answer=f"{note}\n\n{shown}", citations=tuple(citations)
    )


_TOLD: dict[Back, Callable[[Sequence[Cited]], Draft]] = {
    "next": _beside(1),
    "previous": _beside(-1),
    "text": _text,
    "source": _source,
    "detail": _detail,
    "why": _why,
    "who": _who,
}


def _both(query: Query, again: Again) -> Draft:
    """The answers to the last two questions that had a topic, one below the other."""
    last = topic_of(query.before) if query.before else None
    first = topic_of(last.before) if last and last.before else None
    if last is None or first is None:
        return Draft(status="clarify", answer="请说明要比较的是哪两项，例如两个地方、两份文件或两个指标。")
    drafts = [draft for draft in (again(first), again(last)) if draft.status == "answered"]
    if not drafts:
        none = Denial(what="可以比较的内容", by=By.ASKED, where="前面两问都")
        return Draft(status="clarify", answer=f"{none}，请说明要比较的是哪两项。")
    return Draft(
        status="answered",
        answer="\n\n".join(draft.answer for draft in drafts),
        citations=tuple(dict.fromkeys(c for draft in drafts for c in draft.citations)),
        counted=tuple(line for draft in drafts for line in draft.counted),
    )
