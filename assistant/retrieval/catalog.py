"""What the Library holds, as questions need it: the plans with the names people give them, offices, people,
clauses.

A snapshot that is renewed when the Library's stamp changes; the clauses of a plan are read when first asked
for and kept for the plans asked for last.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from threading import RLock
from typing import Any

from assistant.retrieval.time_limit import check
from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.genres import genre_of
from ingest.grammar.numerals import DIGIT
from ingest.grammar.offices import is_name
from ingest.grammar.places import AREA, stem
from ingest.grammar.printed_numbers import in_words
from ingest.model import Milestone, Particular, Plan, Target
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, PlanRow, VersionRow
from ingest.store.standing import AmendmentRow

_KEPT = 60_000
"""Clauses that stay in memory, about 7 kB each. Which plan goes for one more is drawn by dice: a walk over
more plans than can stay would throw out each of them just before its turn if those unused for longest went.
"""
_LISTS = 16
"""Lists of charged clauses that stay in memory: an answer asks for its own more than once."""
_GENERIC = re.compile(
    rf"{YEAR_DIGITS}\s*[-—–至]?\s*(?:{YEAR_DIGITS})?年?|[“”\"《》（）()〔〕\s]|十{DIGIT}?五"
    rf"|关于|印发|全{AREA}|工作|年度|实施|行动|发展|重点|的通知|开展|推进|加强"
)


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan with its clauses, and by clause its targets and its results (what has been reached); `short`
    names it in citation chips, `topic` is its title's own words.
    """

    row: PlanRow
    short: str
    topic: str
    clauses: tuple[ClauseRow, ...]
    targets: dict[str, tuple[Target, ...]]
    results: dict[str, tuple[Target, ...]] = field(default_factory=dict)

    @cached_property
    def by_label(self) -> dict[str, ClauseRow]:
        return {row.clause.label: row for row in reversed(self.clauses)}  # the first of two alike

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What others have made of its clauses and would make again; it goes with the view."""
        return {}

    def clause(self, label: str) -> ClauseRow:
        """Raises KeyError."""
        return self.by_label[label]


class Catalog:
    """May be shared by threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = RLock()
        self._stamp: str | None = None
        self.refreshed = 0
        self._views: dict[str, PlanView] = {}
        self._charged: dict[tuple[str | None, str | None, tuple[str, ...]], tuple[ClauseRow, ...]] = {}
        self._kept = 0
        self._dice = Random(7)
        self.rows: tuple[PlanRow, ...] = ()
        self._withdrawn: tuple[PlanRow, ...] = ()
        self.amendments: tuple[AmendmentRow, ...] = ()
        self.units: tuple[str, ...] = ()
        self.leaders: tuple[str, ...] = ()
        self._short: dict[str, str] = {}

    def refresh(self) -> str:
        """Take in what changed since; the Library's stamp. `refreshed` counts the looks."""
        with self._lock:
            self.refreshed += 1
            stamp = self._library.stamp()
            if stamp != self._stamp:
                self.rows = self._library.plans()
                self._withdrawn = tuple(r for r in self._library.plans(withdrawn=True) if r.withdrawn)
                self.amendments = self._library.amendments()
                self.units = tuple(filter(is_name, self._library.names("unit")))
                self.leaders = tuple(filter(is_name, self._library.names("leader")))
                self._short = short_names(self.rows)
                self._views.clear()
                self._charged.clear()
                self._kept = 0
                self._stamp = stamp
            return stamp

    @property
    def stamp(self) -> str | None:
        """Of the library as it was taken in last; None before the first time."""
        return self._stamp

    def withdrawn(self) -> tuple[PlanRow, ...]:
        """The plans that are no longer in force; nothing is answered from them."""
        return self._withdrawn

    def row(self, plan: str) -> PlanRow:
        """Raises KeyError."""
        for row in self.rows:
            if row.id == plan:
                return row
        raise KeyError(plan)

    def within(
        self,
        ids: Collection[str] | None = None,
        *,
        region: str | None = None,
        year: int | None = None,
        withdrawn: bool = False,
    ) -> tuple[PlanRow, ...]:
        """The plans in the order of ids; `region` is a part of the region's name, `year` is met by every plan
        that covers it. An id that is not there leaves none.
        """
        rows = (*self.rows, *(self._withdrawn if withdrawn else ()))
        return tuple(
            row
            for row in sorted(rows, key=lambda row: row.id)
            if (ids is None or row.id in ids)
            and (region is None or region in (row.region or ""))
            and (year is None or covers(row, year))
        )

    def short(self, plan: str) -> str:
        """The plan's name in chips, without reading the plan. Raises KeyError."""
        return self._short[plan]

    def view(self, plan: str) -> PlanView:
        """Raises KeyError, and OutOfTimeError where the question's time is over."""
        check()
        with self._lock:
            if plan not in self._views:
                view = self._read(plan)
                self._kept += len(view.clauses)
                while self._views and self._kept > _KEPT:
                    self._kept -= len(self._views.pop(self._dice.choice(list(self._views))).clauses)
                self._views[plan] = view
            return self._views[plan]

    def _read(self, plan: str) -> PlanView:
        row = self.row(plan)
        return PlanView(
            row=row,
            short=self._short[plan],
            topic=topic_of(row),
            clauses=self._library.clauses(plan=plan),
            targets=_by_clause(self._library.stated(plan)),
            results=_by_clause(self._library.results(plan)),
        )

    def versions(self, plan: str) -> tuple[VersionRow, ...]:
        """Every stored version of the plan, oldest first."""
        return self._library.versions(plan)

    def version(self, plan: str, version: int) -> Plan:
        """The plan as that version has it. Raises KeyError."""
        check()
        return self._library.get(plan, version=version)

    def milestones(self, plan: str) -> tuple[Milestone, ...]:
        return self._library.milestones(plan)

    def particulars(self, plan: str) -> tuple[Particular, ...] | None:
        """What the paper says about itself beside its clauses; None where that was not kept."""
        return self._library.particulars(plan)

    def charged(
        self, *, unit: str | None = None, leader: str | None = None, plans: Iterable[str] = ()
    ) -> tuple[ClauseRow, ...]:
        """Every clause an office or a person is charged with, in the order of plans and clauses."""
        key = (unit, leader, tuple(plans))
        with self._lock:
            if key not in self._charged:
                while len(self._charged) >= _LISTS:
                    del self._charged[next(iter(self._charged))]
                self._charged[key] = self._library.clauses(plan=key[2] or None, unit=unit, leader=leader)
            return self._charged[key]


def _by_clause(stated: Iterable[Target]) -> dict[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    for target in stated:
        found.setdefault(target.clause, []).append(target)
    return {label: tuple(rows) for label, rows in found.items()}


def covers(row: PlanRow, year: int) -> bool:
    return row.year is not None and row.year <= year <= (row.last_year or row.year)


def topic_of(row: PlanRow) -> str:
    """The title's own words: without place, year, kind and the words all titles have."""
    title = row.title
    for word in (row.region or "", stem(row.region) if row.region else "", genre_of(title)):
        title = title.replace(word, "") if word else title
    return own_words(title)


def own_words(title: str) -> str:
    """What is left of a title without the words all titles have (全市, 工作, 实施)."""
    return _GENERIC.sub("", title)


def short_names(rows: Iterable[PlanRow]) -> dict[str, str]:
    """A short name for each plan, no two alike: place, year or 十四五, and kind; the title's own words where
    needed.
    """
    rows = tuple(rows)
    plain = {row.id: _short(row, "") for row in rows}
    topics = {row.id: topic_of(row) for row in rows}
    names = {}
    for row in rows:
        twins = [other for other in rows if plain[other.id] == plain[row.id]]
        own = topics[row.id]
        if len(twins) > 1:
            common = min((topics[t.id] for t in twins), key=len)
            own = own.replace(common, "", 1) if own != common else ""
            names[row.id] = _short(row, own)
        else:
            names[row.id] = plain[row.id]
    counts: dict[str, int] = {}
    for name in names.values():
        counts[name] = counts.get(name, 0) + 1
    return {plan: name if counts[name] == 1 else f"{name}·{plan}" for plan, name in names.items()}


def _short(row: PlanRow, own: str) -> str:
    place = stem(row.region) if row.region else ""
    when = five_year_name(row.period) or (f"{row.year}" if row.year else "")
    return f"{place}{when}{own}{genre_of(row.title)}"


def five_year_name(period: str | None) -> str | None:
    """十四五 for "2021-2025"; None for a period that is no five-year plan's. The sixth began in 1981."""
    if not period:
        return None
    first, last = (int(part) for part in period.split("-"))
    number, rest = divmod(first - 1981, 5)
    number += 6
    if rest or last - first != 4 or not 10 <= number <= 19:
        return None
    return f"{in_words(number)}五"
