"""Complete lists: every task of an office or a person, and the tasks with nobody named. Read from the
Library, never from search results.

In: names, plans, the part asked for. Out: rows (`TaskList`, `Unassigned`), complete by construction: they are
all clauses the Library charges the name with; beside them stands what cannot be known (lists that end in 等,
plans that name nobody). Told beside a list as well are clauses that charge its office without saying that it
leads or supports, and those that charge an office by the end of its name (产业促进处 beside
县商务局产业促进处): a paper that names a department in full where it stands alone leaves out the parent where
others of its departments stand before it. Whether both are one office the reader tells.

A task with nobody named (没有写明责任单位的条款有哪些) prints neither office nor person, of its own or of its
section; a list of offices that ends in 等 names somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.lookups.charged import (
    ANY_PART,
    AskedPart,
    charged_rows,
    divides,
    marks_offices,
)
from assistant.lookups.cite import marker
from assistant.lookups.items import leads_in, list_of
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import own_task
from assistant.model import Listing, ListingRow
from assistant.query.entities import kin_of
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import silence
from ingest.grammar.stops import STATEMENT
from ingest.grammar.whole_names import names_office
from ingest.labels import is_preamble
from ingest.store.rows import ClauseRow

_SUMMARY = 60
"""Characters a row's summary may take; it ends at a mark of punctuation where one is near."""

Shorter = Mapping[str, Sequence[ClauseRow]]
"""The shorter name -> the clauses that charge it, in printed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """What a list of an office cannot tell of the other clauses of its papers: how many name offices `opened`
    by 等, how many are `silent` on who is charged, how many are `unread`, where somebody may be named; and
    `kin`, for each office named those of a like name, with the number of their tasks.
    """

    opened: int = 0
    silent: int = 0
    unread: int = 0
    kin: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """The clauses that charge those named (`rows`), in a part asked for (`asked`), `together` where all of
    them; with the papers they stand in (`views`).

    Beside them: `mentions`, whose words name an office that they do not charge; `besides`, that charge it
    without a word for its part; `shorter`; `outside`, how many of their tasks stand in the rest of a paper
    where the list is confined to a part of it (`within`), `unlisted` where it is not; `undivided`, the papers
    that mark no leading offices where these are asked for. `unsure` where a paper does not mark its offices.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    asked: AskedPart
    rows: tuple[ClauseRow, ...]
    views: Mapping[str, PlanView]
    together: bool = False
    within: Confined | None = None
    mentions: tuple[ClauseRow, ...] = ()
    besides: tuple[ClauseRow, ...] = ()
    shorter: Shorter
    outside: int = 0
    unlisted: Unlisted | None = None
    undivided: tuple[PlanView, ...] = ()
    unsure: bool = False

    @property
    def listing(self) -> Listing:
        return Listing(
            total=len(self.rows),
            complete=not self.mentions and not self.unsure and not self.besides and not self.shorter,
            rows=tuple(listing_row(self.views[r.plan], r, self.names) for r in self.rows),
        )


def list_tasks(
    sources: Sources,
    units: Sequence[str],
    leaders: Sequence[str],
    plans: Sequence[str],
    asked: AskedPart = ANY_PART,
    *,
    together: bool = False,
    within: Confined | None = None,
) -> TaskList | None:
    """Every clause of `plans` that names one of the offices or people in a part asked for, `together` all of
    them, `within` the part of a paper the question names; None where there is none.
    """
    names = (*units, *leaders)
    every = charged_rows(sources.catalog, units, leaders, plans, asked)
    chosen = [r for r in every if within is None or within.holds(r)]
    if together:
        chosen = [r for r in chosen if len(held(r, names)) == len(names)]
    if not chosen:
        return None
    views = {plan: sources.catalog.view(plan) for plan in dict.fromkeys(r.plan for r in chosen)}
    beside = [r for r in others(chosen, views) if within is None or within.holds(r)]
    return TaskList(
        names=names,
        units=tuple(units),
        asked=asked,
        rows=tuple(chosen),
        views=views,
        together=together,
        within=within,
        mentions=tuple(r for r in beside if _only_mentions(r, units)),
        besides=tuple(beside_a_part(beside, names, asked)),
        shorter=by_shorter_names(chosen, views, units) if within is None else {},
        outside=len(every) - len(chosen) if within else 0,
        unlisted=None if within else unlisted(chosen, sources.catalog, units, plans),
        undivided=tuple(_undivided(views, asked)) if units else (),
        unsure=not all(map(marks_offices, views.values())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """The part of each paper a list is confined to: what it is called, plan id -> title in quotation marks,
    and its clauses, (plan id, label) each. `said` is its name as the question has it.
    """

    said: str
    titles: Mapping[str, str]
    clauses: frozenset[tuple[str, str]]

    def name(self, plans: Iterable[str]) -> str:
        """What it is called in all of these papers, else as it is said."""
        titles = {self.titles[plan] for plan in plans}
        return titles.pop() if len(titles) == 1 else f"“{self.said}”"

    def holds(self, row: ClauseRow) -> bool:
        return (row.plan, row.clause.label) in self.clauses


def _undivided(views: Mapping[str, PlanView], asked: AskedPart) -> list[PlanView]:
    """The papers whose responsible offices count as leading, where only those that lead are asked for."""
    if not asked.narrows or "lead" not in asked.parts or "responsible" in asked.parts:
        return []
    return [view for view in views.values() if not divides(view)]


def held(row: ClauseRow, names: Sequence[str]) -> set[str]:
    """Those of the names the clause is charged with."""
    return {n for n in names if any(n in (*r.units, *r.leaders) for r in row.clause.responsibilities)}


def _only_mentions(row: ClauseRow, units: Sequence[str]) -> bool:
    """Whether the clause's words name an office without its being charged with it."""
    return any(unit not in row.clause.units and names_office(row.text, unit) for unit in units)


def beside_a_part(rows: Iterable[ClauseRow], names: Sequence[str], asked: AskedPart) -> list[ClauseRow]:
    """Where those that lead or support are asked for: those of the rows whose note names them without a word
    for their part (【县水利局】); of those that support also the ones that name them as responsible beside
    somebody else who leads, which many papers mean by supporting.
    """
    if asked.noun or not {"lead", "support"} & {*asked.parts} or "responsible" in asked.parts:
        return []
    supports = "support" in asked.parts
    return [
        row
        for row in rows
        if (
            own := [
                r for r in row.clause.responsibilities if set(names) & {*r.units} and r.part == "responsible"
            ]
        )
        and (
            any(not r.role and r.evidence in ("note", "column") for r in own)
            or (supports and led_by_others(row, names))
        )
    ]


def led_by_others(row: ClauseRow, names: Sequence[str]) -> bool:
    """Whether somebody other than those named leads."""
    return any(r.part == "lead" and not set(names) & {*r.units} for r in row.clause.responsibilities)


def others(rows: Sequence[ClauseRow], views: Mapping[str, PlanView]) -> Iterator[ClauseRow]:
    """The other clauses of the same plans, in printed order."""
    listed = {(r.plan, r.clause.label) for r in rows}
    every = (row for view in views.values() for row in view.clauses)
    return (row for row in every if (row.plan, row.clause.label) not in listed)


def by_shorter_names(
    listed: Sequence[ClauseRow], views: Mapping[str, PlanView], units: Sequence[str]
) -> Shorter:
    """Of the papers in `views`, the clauses not listed that charge an office whose name is the end of one of
    `units`; {} where none does.
    """
    found: dict[str, list[ClauseRow]] = {}
    for row in others(listed, dict(views)):
        for name in row.clause.units:
            if any(is_end_of(name, unit) for unit in units):
                found.setdefault(name, []).append(row)
    return found


def is_end_of(name: str, unit: str) -> bool:
    """Whether a name may be what is left of a longer one: long enough to be an office's own."""
    return len(name) >= LOOKUPS.own_name and name != unit and unit.endswith(name)


def listing_row(view: PlanView, row: ClauseRow, names: Sequence[str] = ()) -> ListingRow:
    """A row with what the clause is about; where `names` are listed with what it charges them with."""
    clause = row.clause
    return ListingRow(
        plan=row.plan,
        clause=clause.label,
        marker=marker(view, clause.label),
        summary=own_task(row, names) or summary(row),
        units=clause.units,
        leaders=clause.leaders,
        open=clause.units_open,
    )


def summary(row: ClauseRow, *, uncut: bool = False) -> str:
    """The clause's own heading, else its first words up to a full stop, to the letter; of a long sentence
    the first parts, unless it is to be `uncut`.
    """
    if row.clause.heading and row.clause.heading in row.text:
        return row.clause.heading
    first = STATEMENT.split(row.text, maxsplit=1)[0]
    if uncut or len(first) <= _SUMMARY:
        return first
    cut = max(first.rfind(ch, 0, _SUMMARY) for ch in "，、：,")
    return (first[:cut] if cut >= 12 else first[:_SUMMARY]) + "…"


def items_below(row: ClauseRow, view: PlanView) -> tuple[ClauseRow, ...]:
    """The items of a clause that leads in to a list, none of any other: what it charges somebody with stands
    in them.
    """
    found = list_of(row, view) if leads_in(row) else None
    return found.items if found is not None and found.row == row else ()


def by_plan(rows: Iterable[ClauseRow]) -> dict[str, list[ClauseRow]]:
    """The rows of each plan, plans and rows in the order they come in."""
    found: dict[str, list[ClauseRow]] = {}
    for row in rows:
        found.setdefault(row.plan, []).append(row)
    return found


def unlisted(
    rows: Sequence[ClauseRow], catalog: Catalog, units: Sequence[str], plans: Sequence[str]
) -> Unlisted:
    """Of the papers of the rows; no `plans` are all."""
    covered = {r.plan for r in rows} if not plans else set(plans)
    named = {(r.plan, r.clause.label) for r in rows}
    opened = silent = unread = 0
    for plan in sorted(covered & {r.plan for r in rows}):
        for row in catalog.view(plan).clauses:
            if (row.plan, row.clause.label) in named or is_preamble(row.clause):
                continue
            opened += row.clause.units_open
            told = bool(silence(row))
            silent += told
            unread += not row.clause.responsibilities and not told
    kin = []
    for unit in units:
        counts = [(k, len(catalog.charged(unit=k, plans=plans))) for k in kin_of(unit, catalog.units)]
        kin.append((unit, tuple((k, n) for k, n in counts if n)))
    return Unlisted(
        opened=opened, silent=silent, unread=unread, kin=tuple((unit, of) for unit, of in kin if of)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """The clauses that print nobody (`rows`), and the papers that name nobody at all (`silent`), each with
    the number of its clauses; of such a paper no clause is listed.
    """

    rows: tuple[ClauseRow, ...]
    silent: tuple[tuple[PlanView, int], ...]


def unassigned(catalog: Catalog, plans: Sequence[str]) -> Unassigned:
    silent: list[tuple[PlanView, int]] = []
    rows: list[ClauseRow] = []
    for view in map(catalog.view, plans):
        clauses = [r for r in view.clauses if not is_preamble(r.clause)]
        nobody = [r for r in clauses if not r.clause.responsibilities]
        if len(nobody) == len(clauses):
            silent.append((view, len(clauses)))
        else:
            rows += nobody
    return Unassigned(rows=tuple(rows), silent=tuple(silent))
