"""Answers to “who”: the offices and people of the clause that meets the question, roles as printed.

Where the clause states the thing but names nobody, that is said; an office of a neighbouring clause is no
answer, nor that of a clause which has the question's words without speaking of the thing they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.answers.also_asked import by_when
from assistant.answers.draft import Draft, one_a_clause
from assistant.answers.near import near_or_nothing, shown
from assistant.answers.options import ANSWERS
from assistant.answers.parts import but_the_body, in_part, not_in_part
from assistant.answers.related import CHARGED, doing, done_in_words, told, whom
from assistant.answers.unnamed import no_leader, nobody
from assistant.denial import By, Denial
from assistant.lookups.alignment import lacks, of_the_thing
from assistant.lookups.cite import cite, quote, reference
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import asked_of, tells_of
from assistant.model import Citation
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.evidence import togetherness
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage
from assistant.retrieval.sources import Found, Sources
from assistant.retrieval.wording import offices_words
from ingest import late_re as re
from ingest.grammar.breaches import states_sanction
from ingest.grammar.relations import posts_in, related
from ingest.grammar.role_words import OF_THE_WHOLE
from ingest.grammar.roles import PARTS
from ingest.grammar.stops import SENTENCES
from ingest.inspection.kinds import is_of_offices
from ingest.model import Clause, Responsibility, Span
from ingest.store.rows import ClauseRow

_WHOLE = re.compile(OF_THE_WHOLE)


def responsible(query: Query, sources: Sources) -> Draft:
    if of_relation := whom(query, sources):
        return of_relation
    if set(query.slots.relations) - CHARGED:
        return near_or_nothing(query, sources)
    if not query.wants_leader and (of_deed := doing(query, sources)):
        return of_deed
    by_plan = sources.statements(query, query.scope.plans)
    best = {plan: told for plan, found in by_plan.items() if (told := _most_plainly(query, found))}
    if not best:
        return _in_annual_plan(query, sources) or near_or_nothing(query, sources)
    highest = max(found[0].statement.score for found in best.values())
    several = len(query.scope.regions) > 1 or len(query.scope.years) > 1
    kept = {p: f for p, f in best.items() if several or f[0].statement.score >= LOOKUPS.as_good * highest}
    # Where those that speak of it most plainly name nobody, one that speaks of it a little less plainly may.
    charging = _naming(kept) or _naming(best)
    if not charging:
        return _where_none_charges(query, kept, sources)
    pairs = [
        (sources.catalog.view(p), f)
        for p, fs in charging.items()
        for f in fs
        if f.row.clause.responsibilities
    ]
    pairs.sort(key=lambda pair: -pair[1].statement.score)
    asked = {*query.parts, *query.slots.parts}
    charged = {r.part for _, f in pairs for r in f.row.clause.responsibilities}
    if asked and not asked & charged and (whole := _of_the_whole(query, sources, kept)):
        return offices_of(whole)  # who leads all of it: no task of it says
    return _otherwise_told(query, pairs, sources) or _charged(query, pairs, by_plan, sources)


_Pairs = Sequence[tuple[PlanView, Found]]


def _most_plainly(query: Query, found: Sequence[Found]) -> list[Found]:
    """Of a plan's sentences the one that speaks of the thing most plainly, first of those that charge
    somebody, and a second of them that does so as well; none where none speaks of it.
    """
    about = [f for f in of_the_thing(query, found) if _may_charge(query, f)]
    statements = [f for f in about if f.statement.score >= ANSWERS.meets and _speaks_of(query, f)]
    if not statements or lacks(query, statements[0]) > LOOKUPS.lacking:
        return []
    top = statements[0].statement.score
    near = one_a_clause(f for f in statements if f.statement.score >= LOOKUPS.as_good * top)
    named = [f for f in near if f.row.clause.responsibilities]
    return [*(named[:1] or near[:1]), *(f for f in named[1:2] if f.statement.score >= top)]


def _may_charge(query: Query, found: Found) -> bool:
    """Whether it says what somebody has to bear, where it is asked who makes him."""
    return "penalty" not in query.slots.asks or states_sanction(_read(found.row))


def _where_none_charges(query: Query, kept: Mapping[str, Sequence[Found]], sources: Sources) -> Draft:
    """Who does all the plan is about, else who the annual plan charges, else that nobody is named."""
    if whole := _of_the_whole(query, sources, kept):
        return offices_of(whole)
    elsewhere = _in_annual_plan(query, sources)
    return elsewhere or nobody([f for fs in kept.values() for f in fs], query, sources)


def _otherwise_told(query: Query, pairs: _Pairs, sources: Sources) -> Draft | None:
    """What is said where the clauses charge nobody in just the way asked for: no leader, no part printed, a
    deed told in words; None where they do.
    """
    if query.wants_leader and not any(f.row.clause.leaders for _, f in pairs):
        return no_leader([f for _, f in pairs], query, sources)
    if unmarked := not_in_part(query, pairs):
        return unmarked
    if not (query.slots.parts or query.parts) and (said := done_in_words(query, pairs)):
        return told(said)
    return None


def _charged(query: Query, pairs: _Pairs, by_plan: Mapping[str, Sequence[Found]], sources: Sources) -> Draft:
    """Those the clauses charge, with the deeds no clause tells of and, where asked for, when it is due."""
    deeds = query.slots.deeds
    if deeds:
        pairs = [(v, f) for v, f in pairs if any(tells_of(d, _read(f.row)) for d in deeds)]
    if not pairs:
        return near_or_nothing(query, sources)
    rows = [(v, but_the_body(query, in_part(query, _noted_for(query, v, f.row, sources)))) for v, f in pairs]
    spans = (
        None
        if query.wants_how
        else [_to_show(query, f, row) for (_, f), (_, row) in zip(pairs, rows, strict=True)]
    )
    draft = offices_of(rows, spans, query.terms, deeds)
    undone = [d for d in deeds if not any(tells_of(d, fold(c.quote)) for c in draft.citations)]
    draft = _with_open(undone, draft, by_plan, sources)
    if not query.wants_due:
        return draft
    return replace(draft, answer="\n\n".join((draft.answer, *by_when(rows, query))))


def _read(row: ClauseRow) -> str:
    """The clause with the headings above it, folded."""
    return fold("\n".join((*row.clause.path, row.clause.heading or "", row.text)))


def _with_open(
    deeds: Sequence[str], draft: Draft, by_plan: Mapping[str, Sequence[Found]], sources: Sources
) -> Draft:
    """The draft, and of each deed no clause in it tells of the sentence of its papers that does and meets the
    question best.
    """
    plans = {c.plan for c in draft.citations}
    for deed in deeds:
        found = [f for plan in plans for f in by_plan.get(plan, ()) if tells_of(deed, fold(f.text))]
        best = max(found, key=lambda f: f.statement.score, default=None)
        unread = Denial(what="由谁来做", by=By.READ_FROM_CLAUSES, where=f"“{deed}”：")
        said = f"{unread}{'，最接近的原文：' if best else '。'}"
        parts, citations = [said], list(draft.citations)
        if best is not None:
            view = sources.catalog.view(best.row.plan)
            citation = cite(view, best.row, best.statement.span)
            parts += [f"〔{citation.marker}〕", quote(citation), f"出处：{reference(view, best.row)}"]
            citations.append(citation)
        draft = replace(
            draft,
            answer="\n\n".join((draft.answer, *parts)),
            citations=tuple(dict.fromkeys(citations)),
            counted=(*draft.counted, said),
        )
    return draft


def _noted_for(query: Query, view: PlanView, row: ClauseRow, sources: Sources) -> ClauseRow:
    """The clause with those alone beside whom a note behind it prints words of the question that it does not
    print beside the others (责任单位：县水利局；鱼道由县渔政站负责); as it is where that tells none apart.
    """
    notes = [r for r in row.clause.responsibilities if r.evidence == "note" and r.inherited_from is None]
    if len(notes) < 2 or len(notes) < len(row.clause.responsibilities) or len({r.part for r in notes}) > 1:
        return row
    text = sources.catalog.version(view.row.id, view.row.version).text
    printed = [_without(r.units, fold(r.span.of(text))) for r in notes]
    asked = [t for t in query.terms if not t.optional and any(coverage(t, said) == 1.0 for said in printed)]
    kept = tuple(
        r for r, said in zip(notes, printed, strict=True) if all(coverage(t, said) == 1.0 for t in asked)
    )
    return row._replace(clause=replace(row.clause, responsibilities=kept)) if asked and kept else row


def _without(names: Iterable[str], text: str) -> str:
    for name in names:
        text = text.replace(fold(name), "　")
    return text


def _but_who_explains(clause: Clause, text: str) -> Clause:
    """The clause without those who only say what the paper means, where others are charged with what is done
    by it.
    """
    base = clause.span.start
    explaining = [
        Span(start=base + m.start(), end=base + m.end())
        for m in SENTENCES.finditer(text)
        if related(m[0], "explained")
    ]
    kept = tuple(
        r for r in clause.responsibilities if not any(s.start <= r.span.start < s.end for s in explaining)
    )
    return replace(clause, responsibilities=kept) if kept else clause


def _to_show(query: Query, found: Found, row: ClauseRow) -> Span:
    """The sentence found; the whole clause where that is only its name (口袋公园。) and charges nobody, where
    the post asked for stands in another sentence of it, or `row`, what is left of it, charges nobody.
    """
    clause, span = found.row.clause, found.statement.span
    posts = query.slots.posts & posts_in(found.row.text)
    elsewhere = posts and not posts & posts_in(found.text)
    if (elsewhere or not row.clause.responsibilities) and len(found.row.text) <= LOOKUPS.whole:
        return clause.span
    named = fold(found.text).rstrip("。:") == fold(clause.heading or "")
    charges = any(span.start <= r.span.start < span.end for r in clause.responsibilities)
    return clause.span if named and not charges else span


def _naming(found: dict[str, list[Found]]) -> dict[str, list[Found]]:
    return {p: f for p, f in found.items() if any(x.row.clause.responsibilities for x in f)}


def _of_the_whole(query: Query, sources: Sources, plans: Iterable[str]) -> list[tuple[PlanView, ClauseRow]]:
    """The clauses that say who does all a plan is about, where the question asks about just that; those with
    the part asked for.
    """
    found = []
    for view in map(sources.catalog.view, plans):
        for row in view.clauses:
            parts = {r.part for r in row.clause.responsibilities if r.inherited_from is None}
            if is_of_the_whole(query, view, row) and parts & set(query.parts or PARTS):
                found.append((view, row))
    return found[: ANSWERS.of_the_whole]


def is_of_the_whole(query: Query, view: PlanView, row: ClauseRow) -> bool:
    """Whether a clause says who does all its plan is about (加强组织领导), and just that is asked: no word of
    the question is missing in the title.
    """
    words = [term.text for term in query.terms if term.text != "工作"]
    said = " ".join((*row.clause.path, row.clause.heading or ""))
    titled = bool(words) and all(word in fold(view.row.title) for word in words)
    return titled and _WHOLE.search(said) is not None


def _speaks_of(query: Query, found: Found) -> bool:
    return togetherness(query.terms, query.stretches, found.prepared) >= ANSWERS.together


def _in_annual_plan(query: Query, sources: Sources) -> Draft | None:
    """The answer of the annual plan of a year the question names beside 十四五: its work may be the five-year
    plan itself (规划编制).
    """
    scope = query.scope
    if not (scope.five_year and scope.years):
        return None
    rows = [r for r in sources.catalog.rows if not scope.regions or r.region in scope.regions]
    annual = tuple(r.id for r in rows if r.year in scope.years and not r.period and r.id not in scope.plans)
    if not annual:
        return None
    again = replace(
        sources.about(query.slots.titled, query), scope=replace(scope, plans=annual, five_year=False)
    )
    found = responsible(again, sources)
    return found if found.status == "answered" else None


def _said_in(clause: Clause, text: str, citation: Citation) -> Clause:
    """The clause with those alone whom the quoted sentences charge, where its sentences charge several; those
    of a sentence that does nothing but charge (县财政局配合。) are of the one before it. As it is where the
    quoted ones charge nobody and who leads and who supports may stand in two sentences.
    """
    own = [r for r in clause.responsibilities if r.inherited_from is None]
    inside = all(clause.span.start <= r.span.start < clause.span.end for r in own)
    here = [r for r in own if _is_quoted(r, citation)]
    alike = len({r.part for r in own}) == 1 or len({r.units for r in own}) >= ANSWERS.each_apart
    several = inside and (alike or here) and len({r.units for r in own}) > 1
    if not several:
        return clause
    kept = tuple(r for r in own if r in here or (not alike and _is_of_the_rest(r, clause, text)))
    return replace(clause, responsibilities=kept)


def _is_of_the_rest(charge: Responsibility, clause: Clause, text: str) -> bool:
    """Whether it is printed apart from the sentences, or its sentence holds nothing but charges."""
    if charge.evidence in _PRINTED:
        return True
    base = clause.span.start
    at = charge.span.start - base
    start = max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
    end = min((n for stop in _STOPS if (n := text.find(stop, at)) >= 0), default=len(text))
    bare = [*text]
    for r in clause.responsibilities:
        for n in range(max(r.span.start - base, start), min(r.span.end - base, end)):
            bare[n] = ""
    return len("".join(bare[start:end]).strip(_BESIDE)) <= 1


_PRINTED = ("note", "column", "heading")
_STOPS = "。；;\n"
_BESIDE = " 　，,、由和并"


def _told(view: PlanView, clause: Clause, citation: Citation) -> tuple[Responsibility, ...]:
    """Those the clause charges; where that is doubted, only those the quoted sentences charge."""
    charges = clause.responsibilities
    if not is_doubted(view, clause):
        return charges
    return tuple(r for r in charges if r.evidence in _PRINTED or _is_quoted(r, citation))


def _is_quoted(charge: Responsibility, citation: Citation) -> bool:
    return citation.start <= charge.span.start < citation.end


def is_doubted(view: PlanView, clause: Clause) -> bool:
    """Whether it is doubted whom the clause charges, where its sentences say it."""
    own = [r for r in clause.responsibilities if r.inherited_from is None]
    return bool(own) and any(d.clause == clause.label and is_of_offices(d) for d in view.row.doubts)


def offices_of(
    rows: Sequence[tuple[PlanView, ClauseRow]],
    spans: Sequence[Span] | None = None,
    terms: Sequence[Term] = (),
    deeds: Sequence[str] = (),
) -> Draft:
    """Those a clause charges; only the sentences where those quoted name none of several of the clause, or
    where it is doubted whom it charges. Of several those the part of which has the `terms` and `deeds` asked
    for.
    """
    each = []
    for n, (view, row) in enumerate(rows):
        citation = cite(view, row, spans[n] if spans else None)
        row = row._replace(clause=_but_who_explains(row.clause, row.text)) if terms else row
        each.append((view, row, *_charging(view, row, citation, terms, deeds)))
    charging = [one for one in each if one[2].responsibilities]
    if not charging:
        spans = [Span(start=c.start, end=c.end) for *_, c in each]
        quoted = zip(each, spans, strict=True)
        return shown([Passage(view=v, row=r, span=span, share=1.0) for (v, r, *_), span in quoted])
    parts: list[str] = []
    citations: list[Citation] = []
    for view, row, clause, citation in charging:
        doubted = is_doubted(view, row.clause)
        if doubted and not all(_is_quoted(r, citation) for r in clause.responsibilities):
            citation = cite(view, row)  # what is doubted is read by people
        citations.append(citation)
        head = f"〔{citation.marker}〕" if doubted else f"**{offices_words(clause)}** 〔{citation.marker}〕"
        parts += [head, quote(citation), f"出处：{reference(view, row)}"]
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _charging(
    view: PlanView, row: ClauseRow, citation: Citation, terms: Sequence[Term], deeds: Sequence[str]
) -> tuple[Clause, Citation]:
    """The clause with those alone whom the quoted sentences charge with what is asked for; where they charge
    nobody and another sentence of it tells who does just this, that and the whole of it.
    """
    said = asked_of(_said_in(row.clause, row.text, citation), row.text, terms, deeds)
    more = [t for t in terms if coverage(t, fold(citation.quote)) < 1.0]
    elsewhere = asked_of(row.clause, row.text, more or terms, deeds)
    if not said.responsibilities and elsewhere != row.clause:
        said, citation = elsewhere, cite(view, row)
    return replace(said, responsibilities=_told(view, said, citation)), citation
