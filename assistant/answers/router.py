"""The rules engine: an understood question -> an answer, without a model.

Refusals are decided before anything is composed. A module may hand the question on, rephrased, at most a few
times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.amount import amounts, binding_kind, in_parts, stated_number
from assistant.answers.back import of_the_answer
from assistant.answers.changes import changes
from assistant.answers.clause import by_reference, by_title, enumerated
from assistant.answers.compare import NOT_STATED, compared
from assistant.answers.computed import computed
from assistant.answers.content import content, explained, meeting
from assistant.answers.covered import fitting
from assistant.answers.document import document_facts
from assistant.answers.draft import BOLD, CHIP, Draft, Reply, noted
from assistant.answers.due_listing import by_deadline
from assistant.answers.followed import (
    after_what_was_shown,
    is_left_open,
    lacks_what_was_carried,
    leaves_the_matter,
    of_the_papers_shown,
    tells_of_other_papers,
    what_was_shown,
)
from assistant.answers.indicator import named_figures
from assistant.answers.listing import mentioned, nobody_named
from assistant.answers.lists import itemised
from assistant.answers.near import is_nearer, near_or_nothing, nearest
from assistant.answers.office import responsible
from assistant.answers.office_tasks import listed
from assistant.answers.options import ANSWERS
from assistant.answers.refusal import (
    absent_paper,
    asks_the_opposite,
    is_off_task,
    no_such_name,
    no_such_plan,
    nothing_asked,
    off_task,
    unknown_scope,
)  # fmt: skip
from assistant.answers.serving import falls_short, serving
from assistant.answers.several import each_in_turn, with_whole_clauses
from assistant.answers.summary import outlined, summarised
from assistant.answers.tallies import counted, serves_count, tallied
from assistant.answers.target_lists import list_all_targets
from assistant.answers.whether import whether_charged
from assistant.answers.wider import of_all, wider
from assistant.answers.years import (
    as_understood,
    names_year,
    of_another_year,
    settle_years,
    told_elsewhere,
    with_withdrawn,
)
from assistant.denial import By, Denial, not_held
from assistant.lookups.compare import compare, plans_to_compare
from assistant.lookups.figure import FigureFound
from assistant.lookups.versions import without_names_of_versions
from assistant.query.asides import asks_no_more, without_asides
from assistant.query.conditions import conditions_of
from assistant.question import IN_A_SENTENCE, Intent, Query
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.retrieval.time_limit import check
from ingest.grammar.measures import comparable_by
from ingest.grammar.quantities import read_quantities, states_figure

_ROUNDS = 4


def answer(query: Query, sources: Sources) -> Draft:
    """The answer for the year asked about: of its plans, else of those that tell of it; for 今年 of any year,
    named as what it is.
    """
    earlier = answer(query.before, sources) if query.before is not None and not query.slots.back else None
    here = of_the_papers_shown(query, earlier, sources) if query.intent in IN_A_SENTENCE else None
    draft = _of_meanings(here, sources) if here else None
    if draft is None or draft.status != "answered" or not _serves(query, draft, sources):
        draft = _of_meanings(query, sources)
    if draft.status in ("near", "not_found"):
        other = told_elsewhere(query, sources)
        again = _of_meanings(other, sources) if other else draft
        draft = replace(again, query=again.query or other) if again.status == "answered" else draft
    if draft.status in ("near", "not_found") and query.undated:
        again = _of_meanings(query.undated, sources)
        cited = {c.plan for c in again.citations}
        if again.status == "answered" and not names_year(query, sources, cited, again.citations):
            return of_another_year(query, replace(again, query=again.query or query.undated))
        if again.status == "near" and (
            draft.reason in ("not_stated", "out_of_scope") or is_nearer(query.undated, query, sources)
        ):
            draft = again
    if draft.status in ("near", "not_found") and (all_papers := wider(query, sources)):
        again = _of_meanings(all_papers, sources)
        if again.status in ("answered", "near"):
            draft = of_all(query, replace(again, query=again.query or all_papers), sources)
    if draft.status in ("near", "not_found"):
        draft = with_withdrawn(query, draft, sources)
    if earlier and leaves_the_matter(query, draft, earlier, sources):
        return as_understood(query, what_was_shown(query, earlier, sources))
    if earlier and tells_of_other_papers(query, draft, earlier):
        draft = nearest(query, sources) or draft
    if earlier and is_left_open(query, draft):
        draft = after_what_was_shown(query, draft, earlier, sources)
    return as_understood(query, draft)


def _of_meanings(query: Query, sources: Sources) -> Draft:
    """Decide, then compose; where nothing answers, the question is tried without what is said beside it. A
    follow-up that finds nothing, or nothing of its own words, is tried as questions with less of what was
    carried over. Of a question with two likely meanings both are answered.
    """
    draft = _of_cited(query, sources) or _answer(query, sources)
    if draft.status == "near" or draft.reason == "not_stated":
        # What is left out may be the half that tells what is asked: weighed again; no cell denies a part.
        lesser = ((one, _answer(one, sources)) for one in without_asides(query))
        told = (d for one, d in lesser if not (d.counted and asks_no_more(query, one)))
        served = (d for d in told if d.status == "answered" and NOT_STATED not in d.answer)
        draft = next((d for d in served if not falls_short(query, d, sources)), draft)
    if query.otherwise and not _serves(query, draft, sources):
        for other in query.otherwise:
            again = _answer(other, sources)
            left = other.scope.regions != query.scope.regions and not other.scope.named
            if lacks_what_was_carried(query, draft, again) or _serves(other, again, sources, whole=left):
                return _read_as(other, again, query, sources)
    if query.second is not None:
        draft = _with_second(draft, query.second, sources)
    return _of_other_places(query, draft)


def _of_cited(query: Query, sources: Sources) -> Draft | None:
    """A follow-up that says too little to be of anything else (特困的呢) answered from the clauses the answer
    before it cites, where one has all its words; None where none has, or none answers it.
    """
    own = [t for t in query.terms if not t.optional]
    if not (query.leans and own and query.before) or query.intent not in IN_A_SENTENCE:
        return None
    if query.slots.relations:  # whom a sentence names is looked for in all that speak of the matter
        return None
    cited = {(c.plan, c.clause) for c in answer(query.before, sources).citations}
    if len(cited) > ANSWERS.clauses_shown:
        return None
    rows = (sources.catalog.view(plan).clause(label) for plan, label in sorted(cited))
    held = {(r.plan, r.clause.label) for r in rows if all(coverage(t, fold(r.text)) == 1.0 for t in own)}
    draft = _answer(query, sources.within(held)) if held else None
    if draft is None or draft.status != "answered":
        return None
    return draft if {(c.plan, c.clause) for c in draft.citations} <= held else None


def _with_second(draft: Draft, second: Query, sources: Sources) -> Draft:
    """The draft, and below a line what the answer to the second meaning has and it has not; that answer alone
    where the first finds nothing.
    """
    if draft.reason in ("no_such_plan", "out_of_scope"):
        return draft  # refused whatever is asked
    other = _answer(second, sources)
    if other.status != "answered":
        return draft
    if draft.status != "answered":
        return replace(other, query=second)
    shown = set(draft.answer.split("\n\n"))
    more = [part for part in other.answer.split("\n\n") if part not in shown]
    if not any(part.startswith(("**", ">")) for part in more):  # only chips and sources are new
        return draft
    note = f"如果问的是{_CALLED.get(second.intent, '具体内容')}："
    return replace(
        draft,
        answer="\n\n".join((draft.answer, "---", note, *more)),
        citations=tuple(dict.fromkeys((*draft.citations, *other.citations))),
        counted=(*draft.counted, note, *other.counted),
    )


_CALLED: dict[Intent, str] = {"unit": "责任单位", "figure": "数量"}


def _of_other_places(query: Query, draft: Draft) -> Draft:
    """The draft, saying in its first words that it is of a place of another level than was asked about."""
    read = [(said, place) for said, place in query.corrected if place in query.scope.regions]
    if not read or draft.status != "answered":
        return draft
    note = "；".join(f"{not_held(f'{said}的文件')}，以下是{place}的" for said, place in read) + "。"
    return noted(draft, note)


def _serves(query: Query, draft: Draft, sources: Sources, *, whole: bool = False) -> bool:
    """Whether it is an answer and what it cites has a word of the question's own, all of them where it must
    be the `whole` question's.
    """
    own = [t.wordings for t in query.terms if not t.optional]
    if draft.status != "answered" or not own or not draft.citations:
        return draft.status == "answered"
    cited = {(c.plan, c.clause) for c in draft.citations}
    rows = (r for plan in {p for p, _ in cited} for r in sources.catalog.view(plan).clauses)
    said = (" ".join((*r.clause.path, r.text)) for r in rows if (r.plan, r.clause.label) in cited)
    texts = [fold(text) for text in said]
    had = [any(word in text for text in texts for word in wordings) for wordings in own]
    return len(had) > 1 and all(had) if whole else any(had)


def _read_as(other: Query, draft: Draft, query: Query, sources: Sources) -> Draft:
    """The draft as the answer to `other`, another meaning of the query, with a line on what was let go."""
    kept = {c.key for c in conditions_of(other, sources.catalog.short)}
    dropped = [
        c.name for c in conditions_of(query, sources.catalog.short) if c.inherited and c.key not in kept
    ]
    if not dropped or {c.plan for c in draft.citations} <= {*query.scope.plans}:
        return replace(draft, query=other)
    note = f"{Denial(what='', by=By.ASKED, where='按上一问限定的' + '、'.join(dropped))}，以下不限于此。"
    return noted(replace(draft, query=other), note)


def _answer(query: Query, sources: Sources) -> Draft:
    if query.slots.back:
        return of_the_answer(query, sources, lambda earlier: answer(earlier, sources))
    query = settle_years(query, sources)
    if query.intent == "changes":
        query = without_names_of_versions(query, sources.catalog)
    for _ in range(_ROUNDS):
        check()
        reply = _refusal(query, sources) or _looked_up(query, sources) or _reply(query, sources)
        if isinstance(reply, Draft):
            if not serves_count(query, reply):
                return near_or_nothing(query, sources)
            told = reply if _bears_out(query, reply) else _set_right(query, reply, sources)
            return with_whole_clauses(query, serving(query, told, sources, alone), sources)
        query = reply
    return near_or_nothing(query, sources)


def alone(query: Query, sources: Sources) -> Draft | None:
    """What the clauses of `sources` alone answer; None where that is a question for another kind."""
    reply = _reply(query, sources)
    if not isinstance(reply, Draft) or not serves_count(query, reply):
        return None
    return reply if _bears_out(query, reply) else None


def _bears_out(query: Query, draft: Draft) -> bool:
    """Whether a figure the question itself states stands in what is cited; a false one is not answered
    around.
    """
    if draft.status != "answered" or not query.claimed or query.intent == "changes":
        return True
    if query.intent == "figure":  # in what is said of the thing asked for; a sentence may state it of another
        said = [line for line in draft.answer.splitlines() if not line.startswith((">", "出处："))]
        # a cell of another year stands beside the one asked for
        bold = [words for words in BOLD.findall(" ".join(said)) if read_quantities(words)]
        text = fold(CHIP.sub(" ", "；".join(bold or said)))
    else:
        text = fold(" ".join(c.quote for c in draft.citations))
    return all(states_figure(text, claim) for claim in query.claimed)


def _set_right(query: Query, draft: Draft, sources: Sources) -> Draft:
    """What the plan says in place of a figure the question states wrongly; the nearest sentences where
    something else was asked, or the figure found measures another thing (6000元 for 干满五年).
    """
    bold = " ".join(line for line in draft.answer.splitlines() if "**" in line)
    told = {comparable_by(q.unit) for q in read_quantities(CHIP.sub(" ", bold).replace("**", ""))}
    if None in told:  # a cell: its unit stands in its row's name or its column's head
        rows = (sources.catalog.view(c.plan).targets.get(c.clause, ()) for c in draft.citations[:1])
        told |= {comparable_by(target.unit) for targets in rows for target in targets}
    stated = {comparable_by(q.unit) for claim in query.claimed for q in read_quantities(claim)}
    bare = query.before is not None and None in stated  # 是15吗, in the unit of what was told before
    if query.intent != "figure" or "orders" in query.slots.asks or not (told & stated or (told and bare)):
        return near_or_nothing(query, sources)
    return replace(draft, answer=f"与问题里所说的数字不同，文件载明：\n\n{draft.answer}")


def _refusal(query: Query, sources: Sources) -> Draft | None:
    if is_off_task(query, sources):
        return off_task(sources)
    if asks_the_opposite(query):
        return near_or_nothing(query, sources)
    strange = unknown_scope(query, sources)
    if strange:
        return no_such_plan(query, sources, strange)
    return absent_paper(query, sources)


def _looked_up(query: Query, sources: Sources) -> Draft | None:
    """What asks for no topic: what changed, a document's head or its headings, a word's places, what nobody
    is charged with, all figures.
    """
    if query.intent == "changes":
        return changes(query, sources)
    if query.tally is not None and (tally := tallied(query, sources)) is not None:
        return tally
    if query.reference:
        return None
    return (
        document_facts(query, sources)
        or summarised(query, sources)
        or nobody_named(query, sources)
        or explained(query, sources)
        or mentioned(query, sources)
        or outlined(query, sources)
        or list_all_targets(query, sources)
        or computed(query, sources)
        or whether_charged(query, sources)
    )


def _reply(query: Query, sources: Sources) -> Reply:
    if query.strange and not sources.knows(query.strange, query.scope.plans):
        return no_such_name(query, sources)
    if query.due is not None:
        return by_deadline(query, sources, query.due)
    match query.intent:
        case "reference":
            return by_reference(query, sources)
        case "count" if query.reference and (query.units or query.leaders):
            return by_reference(query, sources)
        case "list" if query.tally is not None and query.tally.of_kinds:
            return near_or_nothing(query, sources)  # an office's tasks are no kinds of anything
        case "list":
            return listed(query, sources)
        case "content" | "figure" | "unit" if (items := itemised(query, sources)) is not None:
            return items
        case "content" | "count" | "figure" if (members := enumerated(query, sources)) is not None:
            return members
        case "count":
            return stated_number(query, sources) or _count(query, sources)
        case "content" | "figure" if (section := by_title(query, sources)) is not None:
            return section
        case _ if not query.terms:
            return nothing_asked(query, sources)
        case "compare" | "figure" if (each := each_in_turn(query, sources)) is not None:
            return each
        case "compare":
            return _compare(query, sources)
        case "unit":
            if not query.wants_both:
                return responsible(query, sources)
            return each_in_turn(query, sources) or in_parts(query, sources)
        case "kind":
            return binding_kind(query, sources)
        case "figure":
            stated = amounts(query, sources)
            if stated.status in ("near", "not_found") and "in_words" in query.slots.asks:
                said = content(query, sources)
                return said if said.status == "answered" else stated
            return stated
        case _ if named_figures(query, sources):
            return amounts(query, sources)
        case _:
            return content(query, sources)


def _count(query: Query, sources: Sources) -> Reply:
    found = counted(query, sources)
    if found is not None:
        return found
    return replace(query, intent="figure") if query.terms else nothing_asked(query, sources)


def _compare(query: Query, sources: Sources) -> Reply:
    plans = fitting(query, sources, plans_to_compare(query, sources))
    if len(plans) < 2:
        other: Intent = (
            "unit"
            if query.wants_unit and not query.wants_figure
            else "figure"
            if query.wants_figure
            else "content"
        )
        return replace(query, intent=other)
    found = compare(
        query,
        sources,
        plans[: ANSWERS.plans],
        lambda words: sources.about(words, query),
        lambda plan: _alone(query, sources, plan),
    )
    return near_or_nothing(query, sources) if found is None else compared(query, found)


def _alone(query: Query, sources: Sources, plan: str) -> Sequence[FigureFound]:
    """What the plan answers by an indicator's name or, where no figure is asked for, in words."""
    within = replace(query, scope=replace(query.scope, plans=(plan,)))
    if query.wants_figure:
        return named_figures(within, sources).get(plan, ())
    found = [f for statements in meeting(within, sources) for f in statements[:1]]
    return [FigureFound(found=f, targets=(), score=f.statement.score) for f in found]
