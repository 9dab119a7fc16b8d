"""The other parts of a question that asks how much or who: who, and by when
(目标是多少，哪个科室负责，什么时候完成).

In: the figures or clauses that answer it. Out: lines to stand below them, each from its own clause and with
its chip; what a clause does not state is said, and not taken from another one. A date is as printed behind a
label of its own (完成时限：8月底前), otherwise as in the figure's sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.related import named_in_clause
from assistant.denial import By, Denial
from assistant.lookups.cite import chip
from assistant.lookups.figure import FigureFound
from assistant.lookups.own_task import asked_of
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.wording import offices_words, silence
from ingest.grammar.dates import DateMark, PlanTime, date_alone, read_dates
from ingest.grammar.measures import kind_of
from ingest.grammar.quantities import read_quantities
from ingest.grammar.stops import COMMAS
from ingest.store.rows import ClauseRow
from ingest.targets.clause_times import ClauseTime, clause_times, prints_time


def other_parts_asked(query: Query, view: PlanView, figures: Sequence[FigureFound]) -> list[str]:
    """The lines asked for, each clause's once; none for a question that only asks how much."""
    rows = {f.found.row.clause.label: f.found.row for f in figures}.values()
    out = [_office(query, view, row) for row in rows] if query.wants_both else []
    if query.wants_due:
        told = [row.clause for row in rows if query.wants_both and row.clause.responsibilities]
        named = {clause.label for clause in told if clause.due}
        said = dict.fromkeys(_due(view, f) for f in figures if f.found.row.clause.label not in named)
        out += without_needless(tuple(said))
    return out


def by_when(rows: Sequence[tuple[PlanView, ClauseRow]], query: Query) -> list[str]:
    """The times of clauses that answer who: of what is asked for, where one clause dates several deeds; none
    of a clause whose offices are told with their time.
    """
    lines = []
    for view, row in rows:
        if row.clause.due:
            continue
        time = PlanTime.of(view.row.year, view.row.period)
        times = clause_times(row.clause, row.text, time, view.targets.get(row.clause.label, ()))
        lines.append(_told(view, row, _of_the_deed(view, row, times, query), time))
    return lines


def _of_the_deed(view: PlanView, row: ClauseRow, times: Sequence[ClauseTime], query: Query) -> str:
    """The one date of the clause; of several those of the part of a sentence that has the words asked for
    (2028年开展中期评估，2030年开展总结评估), or most of them; "" where two have as many.
    """
    whole = [t.printed for t in times if not t.words and not t.start]
    time = PlanTime.of(view.row.year, view.row.period)
    dated = [m for m in read_dates(row.text, time) if m.when]
    if whole or len(dated) < 2:
        return "；".join(dict.fromkeys(whole or (t.printed for t in times)))
    title = fold(view.row.title)
    terms = [t for t in query.terms if not t.optional and coverage(t, title) < RANKING.had]
    best, met = 0.0, set[str]()
    for part in COMMAS.finditer(row.text):
        said = fold(part[0])
        share = sum(t.weight for t in terms if coverage(t, said) >= RANKING.had)
        here = {m.words.of(row.text) for m in dated if part.start() <= m.words.start < part.end()}
        if here and share > best:
            best, met = share, here
        elif here and share == best:
            met |= here
    if len(met) > 1:  # of several that of a deadline
        met = {words for words in met if any(words in t.printed for t in times)}
    return met.pop() if best and len(met) == 1 else ""


def _office(query: Query, view: PlanView, row: ClauseRow) -> str:
    if query.slots.relations:
        return _related(query, view, row)
    clause = asked_of(row.clause, row.text, (), query.slots.deeds)
    words = offices_words(clause) if clause.responsibilities else ""
    if words:
        return f"**{words}** {chip(view, row)}"
    return f"{silence(row) or _AS_WRITTEN}{chip(view, row)}"


def _related(query: Query, view: PlanView, row: ClauseRow) -> str:
    """Those the clause names in the relation asked for (谁掏钱); whom it charges with its task are others."""
    named = [n for relation in query.slots.relations for n in named_in_clause(view, row, relation)]
    said = dict.fromkeys(row.words(part).strip(" 　") for *_, part in named)
    lines = [f"**{words}** {chip(view, row)}" for words in said]
    return "\n\n".join(lines) or f"{_AS_WRITTEN}{chip(view, row)}"


_AS_WRITTEN = "由谁负责以条文所写为准。"


def _due(view: PlanView, figure: FigureFound) -> str:
    row = figure.found.row
    time = PlanTime.of(view.row.year, view.row.period)
    times = clause_times(row.clause, row.text, time, figure.found.targets)
    each = {t.figure: _printed(replace(figure, targets=(t,)), times, time) for t in figure.targets}
    if len(set(each.values())) > 1 and all(each.values()):
        return f"完成时限：{'；'.join(f'{said} **{due}**' for said, due in each.items())} {chip(view, row)}"
    return _told(view, row, _printed(figure, times, time), time)


def _told(view: PlanView, row: ClauseRow, due: str, time: PlanTime) -> str:
    """The time as printed; that there is none ("") is said only where the clause prints no date at all."""
    if due:
        return f"完成时限：**{due}** {chip(view, row)}"
    if prints_time(row.clause, row.text, time) or _takes_time(row.text):
        return f"完成时限以条文所写为准。{chip(view, row)}"
    lasts = (view.row.last_year or 0) - (view.row.year or 0)
    dated = view.row.year and str(view.row.year) in view.row.title
    kind = _LASTING.get(lasts, "") if dated or view.row.period else ""
    of_plan = f"，{view.short}是{kind}" if kind else ""
    return f"{_NO_TIME}{of_plan}。{chip(view, row)}"


def _takes_time(text: str) -> bool:
    """Whether it prints how long anything takes (7个工作日内答复), which may be the time asked for."""
    return any(kind_of(q.unit) == "time" for q in read_quantities(text))


_NO_TIME = str(Denial(what="", by=By.STATED, where="完成时限：本条", way="另外"))


def without_needless(parts: Sequence[str]) -> list[str]:
    """The paragraphs without those that one clause has no time, where another answer tells one."""
    told = any(part.startswith("完成时限：") and "**" in part for part in parts)
    return [part for part in parts if not (told and part.startswith(_NO_TIME))]


_LASTING = {0: "年度文件", 4: "五年规划"}
"""What a paper that ends so many years after its first is called, if its title says its years: of a rule the
year is only that of its issue.
"""


def _printed(figure: FigureFound, times: Sequence[ClauseTime], time: PlanTime) -> str:
    """The time that governs the figure, else that of the whole clause, else the plan's own year as the
    figure's words print it, else any time of the clause (in words each, where there are several).
    """
    target = figure.targets[0] if figure.targets else None
    own = [t for t in times if target is not None and t.start == target.span.start]
    whole = [t for t in times if not t.words and not t.start]
    said = next((t.printed for t in (*own, *whole)), "")
    if said:
        return said
    if target is not None and target.deadline:
        heads = [h for h in figure.found.row.clause.columns if _is(date_alone(h, time), target.deadline)]
        years = [
            m.words.of(figure.found.text)
            for m in read_dates(figure.found.text, time)
            if _is(m, target.deadline)
        ]
        if heads or years:
            return f"{heads[0]}年" if heads and heads[0].strip().isdecimal() else (heads or years)[-1]
    sentence = figure.found.statement.span
    return "；".join(dict.fromkeys(t.printed for t in times if sentence.start <= _place(t) < sentence.end))


def _place(time: ClauseTime) -> int:
    return time.span.start if time.span else time.start


def _is(mark: DateMark | None, deadline: str) -> bool:
    return mark is not None and mark.role == "deadline" and mark.when == deadline
