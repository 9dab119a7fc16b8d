"""What a passage must have of a question to be quoted as its answer, and from which papers.

In: a query and passages, or papers. Out: how much of the question's worth a passage has (rarity in the
library, as in `retrieval.nearest`), whether it has what any answer needs (a time, a batch, an office,
somebody charged), and the papers that have about as much of the question as the best one. Nothing is claimed
of a passage that falls behind; it may be shown as a nearest one. `states` marks a clause that states
something of the kind asked for (who, how much, how long, what for, what penalty, what a word means), to
sort by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answers.options import SERVING
from assistant.lookups.figure import FigureFound, asked_kind, counts
from assistant.lookups.own_task import tells_of
from assistant.query.slots import times_named
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, Worth, nearest_passages, worth_of
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Sources
from ingest.grammar.breaches import states_sanction
from ingest.grammar.contrasts import contrasts_in, is_of_no_instalment
from ingest.grammar.date_forms import AT_A_TIME, CALLED_YEAR
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.definitions import tells_meaning
from ingest.grammar.letters import has_digit
from ingest.grammar.measures import ANY_THING, CONTINUOUS, kind_of, lasts_hours, names_share
from ingest.grammar.purposes import purposes
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import RECURS
from ingest.model import Span
from ingest.store.rows import ClauseRow


def share_of(passage: Passage, worth: Worth, sources: Sources) -> float:
    """Of what is quoted, its headings and the title of its paper."""
    return _share(passage.row, passage.span, worth, sources)


def _share(row: ClauseRow, span: Span, worth: Worth, sources: Sources) -> float:
    prepared = sources.prepared(sources.catalog.view(row.plan), row)
    return worth.share(worth.held(f"{fold(row.words(span))}\n{prepared.headings}\n{prepared.title}"))


def names_no_paper(query: Query) -> bool:
    """Whether no place and no title in the question chooses between papers."""
    return not (query.scope.regions or query.scope.titles)


def fitting(query: Query, sources: Sources, plans: Sequence[str]) -> tuple[str, ...]:
    """The papers whose best passage has about as much of the question as any; all of them where the question
    itself says which.
    """
    if len(plans) < 2 or not names_no_paper(query):
        return tuple(plans)
    worth = worth_of(query, sources.retriever.lexical)
    shares = {
        plan: max(
            (share_of(p, worth, sources) for p in nearest_passages(query, sources, [plan])), default=0.0
        )
        for plan in plans
    }
    return tuple(_about_as_good(shares))


def figures_that_fit(
    query: Query, sources: Sources, found: Mapping[str, tuple[FigureFound, ...]]
) -> dict[str, tuple[FigureFound, ...]]:
    """Without figures of another measure than the one asked for, and without those of papers that have
    clearly less of the question than another's.
    """
    found = {p: kept for p, figures in found.items() if (kept := _of_measure(query, figures))}
    found = {p: figures for p, figures in found.items() if not is_strange_to(query, p, sources)}
    if len(found) < 2 or not names_no_paper(query):
        return dict(found)
    worth = worth_of(query, sources.retriever.lexical)
    shares = {
        plan: max(_share(f.found.row, f.found.statement.span, worth, sources) for f in figures)
        for plan, figures in found.items()
    }
    return {plan: found[plan] for plan in _about_as_good(shares)}


def is_strange_to(query: Query, plan: str, sources: Sources) -> bool:
    """Whether the paper has nowhere a word of the question that another paper has in its title, with each
    other word somewhere (避难 of 人均避难面积): it is of that paper.
    """
    if not names_no_paper(query):
        return False
    own = [t for t in query.terms if not t.optional]
    here = _read(plan, sources)
    lacking = [t for t in own if coverage(t, here) < RANKING.had]
    others = [row.id for row in sources.catalog.rows if row.id != plan] if lacking else []
    return any(
        all(coverage(t, fold(sources.catalog.row(p).title)) >= RANKING.had for t in lacking)
        and all(coverage(t, _read(p, sources)) >= RANKING.had for t in own)
        for p in others
    )


def _read(plan: str, sources: Sources) -> str:
    """All a paper says, folded."""
    view = sources.catalog.view(plan)
    return fold("\n".join((view.row.title, *(row.text for row in view.clauses))))


def _of_measure(query: Query, figures: Sequence[FigureFound]) -> tuple[FigureFound, ...]:
    """Those whose sentence, or whose columns, have a figure of the measure that is asked for."""
    wanted = query.slots.measure
    kept = tuple(f for f in figures if _counts(wanted, f) and not _is_a_fine(query, f))
    if wanted or not _asks_money(query):
        return kept
    return tuple(f for f in kept if _counts("元", f) or _counts("share", f))


def _asks_money(query: Query) -> bool:
    """Whether money alone is asked for, by what is done with it (一张补多少): a sum or a share of one. A
    piece that asks in no measure, and not who, may ask how much of something else.
    """
    measures = [m for _, m in query.slots.pieces if kind_of(m) != "time"]
    return {*measures} - {""} == {"元"} and measures.count("") <= query.wants_unit


def _is_a_fine(query: Query, figure: FigureFound) -> bool:
    """Whether its sentence sets a fine, and what something costs is asked, or what is given (罚款5万元以上的
    案子奖多少).
    """
    fines = any("罚" in t.text for t in query.terms) and "granted" not in query.slots.asks
    if "penalty" in query.slots.asks or fines:
        return False
    return "罚" in figure.found.text and states_sanction(figure.found.text)


def _counts(wanted: str, figure: FigureFound) -> bool:
    """A row tells what its figures measure in its name or above its columns, where not behind them."""
    clause = figure.found.row.clause
    heads = " ".join((clause.heading or "", *clause.columns, *(t.indicator for t in figure.targets)))
    if not wanted or any(t.comparator == "all" for t in figure.targets):
        return True
    if wanted == "share":
        quantities = read_quantities(figure.found.text)
        return any(kind_of(q.unit) == "ratio" for q in quantities) or names_share(heads)
    if asked_kind(wanted) not in CONTINUOUS | {"household"}:  # 家, 个托位 are told in 个 as well
        return not _tells_only_times(figure) and (wanted == ANY_THING or not _is_a_share(figure))
    units = {*clause.cells, *(t.unit for t in figure.targets)}
    alike = any(kind_of(unit) == asked_kind(wanted) for unit in units if unit)
    return alike or counts(figure.found.text, wanted) or wanted in heads


def _tells_only_times(figure: FigureFound) -> bool:
    """Whether its sentence counts nothing but days or years (提前7个工作日): not how many of anything."""
    if figure.found.row.clause.columns:
        return False
    units = [q.unit for q in read_quantities(figure.found.text) if q.role == "amount" and q.unit]
    return bool(units) and all(kind_of(unit) == "time" for unit in units)


def _is_a_share(figure: FigureFound) -> bool:
    """Whether nothing but rates is told, which say nothing of how many there are (快充桩多少台)."""
    units = [t.unit for t in figure.targets if t.unit]
    return bool(units) and all(kind_of(unit) == "ratio" for unit in units)


def _about_as_good(shares: Mapping[str, float]) -> Iterable[str]:
    least = SERVING.of_paper * max(shares.values())
    return (plan for plan, share in shares.items() if share >= least)


def meets(query: Query, passage: Passage, sources: Sources) -> bool:
    """Whether it is of the time, the batch and the office that are asked for, and tells who, when, how long,
    what for, what penalty or what is meant where that is.
    """
    row = passage.row
    said = row.words(passage.span)
    prepared = sources.prepared(passage.view, row)
    around = f"{prepared.whole}\n{prepared.headings}\n{prepared.title}"
    if is_of_no_instalment(query.slots.qualifiers, contrasts_in(around)):
        return False
    if query.wants_unit and not row.clause.responsibilities:
        return False
    if "penalty" in query.slots.asks and not states_sanction(f"{said}\n{prepared.headings}"):
        return False
    if "why" in query.slots.asks and not purposes(row.text):
        return False
    if {"meaning", "members"} & query.slots.asks and not tells_meaning(row.text):
        return False
    if "lapse" in query.slots.asks and not _tells_time(said):
        return False
    if query.wants_figure and "in_words" not in query.slots.asks and not states(query, row):
        return False
    if query.intent == "list" and query.units:
        return any(unit in row.text or unit in row.clause.units for unit in query.units)
    return is_of_time(query, passage, said)


def _tells_time(said: str) -> bool:
    """Whether any time is told, how long or till when; what is open all the time needs no figure."""
    return _tells_length(said) or AT_A_TIME.search(said) is not None or RECURS.search(said) is not None


def _tells_length(said: str) -> bool:
    return any(kind_of(q.unit) == "time" for q in read_quantities(CALLED_YEAR.sub("，", said)))


def is_of_time(query: Query, passage: Passage, said: str) -> bool:
    """Of a question that names a time: whether that one is printed, or none is; of one that asks when:
    whether any time is.
    """
    plan = passage.view.row
    asked = times_named(query, passage.view) - {str(plan.year)}
    if not (asked or query.wants_due):
        return True
    if query.wants_due and not tells_when(passage.view, passage.row, said):
        return False
    marks = read_dates(said, PlanTime.of(plan.year, plan.period), alone=True)
    printed = {mark.when for mark in marks if mark.when}
    if asked and (headed := _times_above(passage)) and not _meet(asked, printed):
        return _meet(asked, headed)
    return not (asked and printed) or _meet(asked, printed)


def tells_when(view: PlanView, row: ClauseRow, said: str) -> bool:
    """Whether words of the clause print a day, a length of time, or its note says when it is due. That
    something comes again (每年) says not when.
    """
    marks = read_dates(said, PlanTime.of(view.row.year, view.row.period), alone=True)
    dated = any(mark.role != "name" and (mark.when or has_digit(mark.words.of(said))) for mark in marks)
    return dated or bool(row.clause.due) or _tells_length(said)


def _times_above(passage: Passage) -> set[str]:
    """The days or months by which the clause is headed (2026年6月底前); a year alone heads whole parts."""
    plan, clause = passage.view.row, passage.row.clause
    headings = (clause.heading or "", *clause.path[-1:])
    marks = [
        m for text in headings for m in read_dates(text, PlanTime.of(plan.year, plan.period), alone=True)
    ]
    return {m.when for m in marks if m.when and len(m.when) > len("2026")}


def _meet(times: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one is the other, or lies in it."""
    return any(one.startswith(other) or other.startswith(one) for one in times for other in others)


def states(query: Query, row: ClauseRow) -> bool:
    """Of a question that asks for nothing of a kind every clause states it."""
    asked = query.slots.asks
    if "penalty" in asked:
        return states_sanction(row.text)
    if "why" in asked:
        return bool(purposes(row.text))
    if query.wants_unit:
        deeds = query.slots.deeds
        return bool(row.clause.responsibilities) and (not deeds or any(tells_of(d, row.text) for d in deeds))
    if "lapse" in asked and kind_of(query.slots.measure) in (None, "time"):
        return _tells_how_long(row.text, query.slots.measure)
    if "meaning" in asked:
        return tells_meaning(row.text)
    if not query.wants_figure:
        return True
    wanted = query.slots.measure
    # What a row is counted in may stand above its columns, and a 托位 is counted in 个 as well.
    anything = bool(row.clause.columns) or asked_kind(wanted) not in CONTINUOUS | {"times"}
    return any(ch.isdigit() for ch in row.text) and (anything or counts(row.text, wanted))


def _tells_how_long(text: str, wanted: str) -> bool:
    """Whether it tells a length of time; minutes and hours where these are asked for, and not where days."""
    amounts = (q for q in read_quantities(text) if q.role == "amount")
    units = {q.unit for q in amounts if q.unit and kind_of(q.unit) == "time"}
    if not wanted:
        return bool(units)
    return any(lasts_hours(unit) == lasts_hours(wanted) for unit in units)
