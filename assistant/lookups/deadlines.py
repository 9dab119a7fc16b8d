"""The deadlines the clauses of a plan print, each with the words it stands for, and the tasks that have one
within a time asked for.

In: a plan and a time (`Due`). Out: `Dated` values in reading order, as `ingest.targets.clause_times` tells
them; `InPlan`, every clause that prints a date within the time, by date, and beside these the clauses with a
date outside it, with one that no calendar dates (春节前), or with no date of their own. A time by which
(6月底前) includes what is due earlier.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from assistant.lookups.listing import summary
from assistant.lookups.options import LOOKUPS
from assistant.question import Due, Query
from assistant.retrieval.catalog import Catalog, PlanView
from ingest.grammar.brackets import depths
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.folding import unbroken
from ingest.labels import is_preamble
from ingest.model import Milestone
from ingest.store.rows import ClauseRow
from ingest.targets.clause_times import ClauseTime, TimeKind, times_by_clause

_STOPS = "，。；：！？,;:"
_ANY_YEAR = PlanTime(first=2024, last=2024)
"""Stands for the plan's year where only the place of a date counts."""
LISTED = 6
"""Clauses of one sort that are named beside a list; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A clause with one time it prints; `printed` and `words` (what is to be done by then) to the letter."""

    row: ClauseRow
    time: ClauseTime
    words: str

    @property
    def when(self) -> str | None:
        return self.time.when

    @property
    def printed(self) -> str:
        return self.time.printed

    @property
    def kind(self) -> TimeKind:
        return self.time.kind

    @property
    def start(self) -> int:
        return self.time.start

    @property
    def day(self) -> str:
        """The last day that is meant, for comparison; after every date where there is none."""
        if self.kind == "dated" and self.time.last is not None:
            return self.time.last.isoformat()
        return f"{self.when}-12-31" if self.kind == "undated" and self.when else "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """Of one plan: `rows` with their deadlines within the time, by date; `unclear` the times that no calendar
    dates, of clauses that are not in `rows`; `beyond` the clauses with another one only; `lasting` those
    whose work goes on or comes round again; `silent` the number of tasks that print none.
    """

    view: PlanView
    rows: tuple[tuple[ClauseRow, tuple[Dated, ...]], ...]
    unclear: tuple[Dated, ...]
    beyond: tuple[ClauseRow, ...]
    lasting: tuple[Dated, ...]
    silent: int


def due_for(query: Query, catalog: Catalog, due: Due) -> list[InPlan]:
    """For each plan of the query's scope in which a task is left, of those it names where it names some."""
    plans = query.scope.plans
    rows = [r for unit in query.units for r in catalog.charged(unit=unit, plans=plans)]
    rows += [r for leader in query.leaders for r in catalog.charged(leader=leader, plans=plans)]
    theirs = {(r.plan, r.clause.label) for r in rows} if query.units or query.leaders else None
    read = [due_in_plan(catalog, plan, due, theirs) for plan in plans]
    return [r for r in read if r.rows or r.unclear or r.beyond or r.lasting or r.silent]


def due_in_plan(
    catalog: Catalog, plan: str, due: Due, within: Container[tuple[str, str]] | None = None
) -> InPlan:
    """`within` are the clauses looked at, (plan id, label) each; all where it is None."""
    view = catalog.view(plan)
    milestones = catalog.milestones(plan)
    clauses = [r for r in view.clauses if within is None or (plan, r.clause.label) in within]
    labels = {r.clause.label for r in clauses}
    dated: dict[str, list[Dated]] = {}
    for one in deadlines_of(view, milestones):
        if one.row.clause.label in labels:
            dated.setdefault(one.row.clause.label, []).append(one)
    last = last_year(view)
    meant = {
        label: tuple(sorted((d for d in found if _is_within(d, due, last)), key=lambda d: d.day))
        for label, found in dated.items()
    }
    rows = [(r, meant[r.clause.label]) for r in clauses if meant.get(r.clause.label)]
    others = {label: found for label, found in dated.items() if not meant[label]}
    unclear = {label: d for label, found in others.items() for d in found if d.kind == "undated"}
    lasting = {label: found[0] for label, found in others.items() if all(d.kind == "lasting" for d in found)}
    deeds = {m.clause for m in milestones} | {label for label in view.targets if label in labels}
    tasks = [r for r in clauses if r.clause.responsibilities or r.clause.label in deeds]
    return InPlan(
        view=view,
        rows=tuple(sorted(rows, key=lambda row: row[1][0].day)),
        unclear=tuple(unclear.values()),
        beyond=tuple(r for r in clauses if r.clause.label in others.keys() - unclear.keys() - lasting.keys()),
        lasting=tuple(lasting.values()),
        silent=sum(r.clause.label not in dated for r in tasks),
    )


def _is_within(dated: Dated, due: Due, last: int | None) -> bool:
    """`last` is the plan's last year, which a question without a year means."""
    if not due.words:  # what a column of deadlines says is one, if it is 长期坚持
        return dated.kind != "lasting" or not dated.time.words
    year = due.year or last
    if dated.kind == "lasting" or dated.when is None or year is None:
        return False
    begin, end = f"{year}-{due.first}" if due.first else "", f"{year}-{due.last}"
    # a time that no calendar dates is some day of its year
    first = f"{dated.when[:4]}-01-01" if dated.kind == "undated" else dated.day
    return first > end if due.after else begin <= first and dated.day <= end


def last_year(view: PlanView) -> int | None:
    return int(view.row.period[-4:]) if view.row.period else view.row.year


def deadlines_of(view: PlanView, milestones: Sequence[Milestone]) -> list[Dated]:
    """A time and its words once; none for a clause whose only date is the plan's own year, and none for a
    preface, which charges nobody with anything.
    """
    time = PlanTime.of(view.row.year, view.row.period)
    rows = {row.clause.label: row for row in view.clauses if not is_preamble(row.clause)}
    times = times_by_clause(((r.clause, r.text) for r in rows.values()), time, view.targets, milestones)
    return [
        Dated(row=rows[label], time=one, words=one.words or summary(rows[label]))
        for label, found in times.items()
        for one in found
    ]


def opening(row: ClauseRow) -> str:
    """What a clause is about, to the letter: its heading, if it has one, and the first part of its sentence
    that says more than a date or a word or two; the first cells of a row of a table.
    """
    text = _flat(row.text)
    if row.clause.cells:
        return summary(row)
    begin = _behind_title(text, _flat(row.clause.heading or ""))
    while begin < len(text) and text[begin] in _STOPS:
        begin += 1
    for at, depth in enumerate(depths(text[begin:]), begin):
        if text[at] in "。！？" and depth == 0 and at > begin:
            return text[:at]
        if depth == 0 and text[at] in _STOPS and _says(text[begin:at]):
            return text[:at]
    return text


def _behind_title(text: str, heading: str) -> int:
    """Where the sentence behind a title (改造诊室。…) begins; 0 where the heading is the sentence itself:
    long, or with a date or a stop in it.
    """
    rest = text[len(heading) :]
    if (
        not heading
        or not text.startswith(heading)
        or len(heading) > LOOKUPS.short_title
        or set(heading) & set(_STOPS)
    ):
        return 0
    if read_dates(heading, _ANY_YEAR):
        return 0
    return len(heading) if rest[:1] in "。：:" and _says(rest.strip(_STOPS)) else 0


def task_words(row: ClauseRow, dated: Sequence[Dated]) -> str:
    """What is to be done by some of the times of a clause: what it is about, and the parts that have the
    times and what they date, …… where something between is left out. A clause of a few words stands behind
    its title.
    """
    text, first = _flat(row.text), opening(row)
    if row.clause.cells:
        return first
    begin = max(0, text.find(first))
    shown = [(begin, begin + len(first))]
    for one in dated:
        words = _flat(one.time.words)
        at = text.find(words) if words else -1
        shown += [(at, at + len(words))] if at >= 0 else []
        if one.time.span is not None and not any(one.printed in text[i:j] for i, j in shown):
            shown += _part_with(text, one.printed)
    told = _joined(text, shown)
    above = row.clause.path[-1] if row.clause.path else ""
    return told if _says(told) or not above else f"{above.partition(' ')[2] or above}：{told}"


def _part_with(text: str, words: str) -> list[tuple[int, int]]:
    """The part between two stops that has the words."""
    at = text.find(words)
    if at < 0:
        return []
    begin = max(text.rfind(ch, 0, at) for ch in _STOPS) + 1
    ends = [end for ch in _STOPS if (end := text.find(ch, at + len(words))) >= 0]
    return [(begin, min(ends, default=len(text)))]


def _joined(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """The parts in the order of the text, once; what lies between two is left out unless it is a stop."""
    told, end = "", 0
    for i, j in sorted(parts):
        if j > end:
            gap = text[end:i] if i > end else ""
            between = gap if not told or not gap.strip(_STOPS) else "……"
            told += (between if told else "") + text[max(i, end) if told else i : j]
            end = j
    return told


def _says(part: str) -> bool:
    """Whether a part of a sentence says more than when, or one word (全县要)."""
    for mark in reversed(read_dates(part, _ANY_YEAR)):
        part = part[: mark.span.start] + part[mark.span.end :]
    return len(part) >= LOOKUPS.wordy


def _flat(text: str) -> str:
    """The text without the line breaks of its layout."""
    return unbroken(text).strip()
