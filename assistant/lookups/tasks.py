"""Tasks: clauses with all their demands, ready for a 任务分解表.

In: the Library and what to confine the listing to. Out: `Task` values in reading order, every clause that
charges somebody or states a target or a milestone, so that a listing is complete by construction. Offices are
grouped by the part of their role, people stand apart from offices. Nothing is filled in that the clause does
not say: no unit, no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.denial import By, Denial
from assistant.lookups.charged import ANY_PART, AskedPart, charging
from assistant.lookups.cite import reference
from assistant.lookups.listing import summary
from assistant.lookups.remarks import changes_by_clause
from assistant.retrieval.catalog import Catalog, PlanView
from ingest.grammar.dates import PlanTime
from ingest.grammar.folding import unbroken
from ingest.model import Edition, Heading, Milestone, Part, Plan, Responsibility, Target
from ingest.store.library import Library
from ingest.store.rows import ClauseRow
from ingest.targets.clause_times import ClauseTime, times_by_clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """任务: one clause. `short` is the plan's name in chips, `section` the headings above as printed,
    outermost first.

    `heading` is the clause's own heading where its text does not hold it. `summary` and `text` are to the
    letter; a row of a table has its filled `cells` with the names of their columns.
    """

    plan: str
    plan_title: str
    short: str
    edition: Edition
    label: str
    reference: str
    section: tuple[str, ...]
    heading: str | None
    summary: str
    text: str
    cells: tuple[tuple[str, str], ...]
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    times: tuple[ClauseTime, ...] = ()
    """Whatever the clause prints as the time of doing, in printed order."""
    page: int | None = None
    """Where the clause begins in a file that has pages, from 1."""
    amended: tuple[str, ...] = ()
    """What other papers have changed in the clause, in words."""
    confidence: float | None = None
    """As the clause's."""

    def offices(self, part: Part) -> tuple[str, ...]:
        """Offices of that part in printed order, each once."""
        return _once(u for r in self.responsibilities if r.part == part for u in r.units)

    @property
    def leaders(self) -> tuple[str, ...]:
        return _once(name for r in self.responsibilities for name in r.leaders)

    @property
    def open(self) -> bool:
        """Whether a list of offices or people ends in 等."""
        return any(r.open for r in self.responsibilities)

    @property
    def inherited_from(self) -> str | None:
        """The label of the section that states the offices for all its clauses ("" the whole plan); None: the
        clause itself.
        """
        return next(
            (r.inherited_from for r in self.responsibilities if r.inherited_from is not None),
            None,
        )

    @property
    def deadlines(self) -> tuple[str, ...]:
        """Deadlines of the targets, of the milestones, then what else the clause prints, each once; "2025" or
        "2025-06-30".
        """
        printed = (t.when for t in self.times if t.kind == "dated")
        stated = (*(t.deadline for t in self.targets), *(m.deadline for m in self.milestones), *printed)
        return _once(d for d in stated if d)


def tasks(
    library: Library,
    *,
    plan: str | Collection[str] | None = None,
    unit: str | None = None,
    leader: str | None = None,
    region: str | None = None,
    year: int | None = None,
    every: bool = False,
) -> tuple[Task, ...]:
    """By plan id and then in reading order; `every` takes in the clauses that ask nothing of anybody as well.

    `unit` and `leader` are exact names, `region` a part of the region's name, `year` is met by every plan
    that covers it. A plan taken out meanwhile leaves none.
    """
    plans = [row.id for row in library.plans(plan=plan, region=region, year=year)]
    catalog = Catalog(library)
    catalog.refresh()
    units, leaders = (() if name is None else (name,) for name in (unit, leader))
    found = charged_tasks(catalog, plans, units=units, leaders=leaders, every=every)
    changes = changes_by_clause(catalog) if catalog.amendments else {}
    return tuple(replace(t, amended=changes.get((t.plan, t.label), ())) for t in found)


def charged_tasks(
    catalog: Catalog,
    plans: Sequence[str],
    *,
    units: Sequence[str] = (),
    leaders: Sequence[str] = (),
    asked: AskedPart = ANY_PART,
    every: bool = False,
) -> tuple[Task, ...]:
    """The tasks of the plans in their order; where offices and people are named, those that charge one of the
    offices and one of the people, in a part asked for.
    """
    found: list[Task] = []
    for plan in plans:
        try:
            view = catalog.view(plan)
            rows = charging(catalog, view, units, leaders, asked)
            found += as_tasks(view, catalog.version(plan, view.row.version), rows) if rows else ()
        except KeyError:  # taken out meanwhile
            continue
    return tuple(t for t in found if every or t.responsibilities or t.targets or t.milestones)


LEFT_OUT = str(Denial(what="责任单位、数字目标和时间节点", by=By.COUNTED))
"""Why a clause is no task, in words for people."""


def left_out(library: Library, plans: Collection[str]) -> dict[str, int]:
    """How many clauses of each plan ask nothing of anybody and so are no tasks; only plans with some."""
    asking = Counter(task.plan for task in tasks(library, plan=plans)) if plans else Counter[str]()
    silent = {row.id: row.clauses - asking[row.id] for row in library.plans() if row.id in plans}
    return {plan: count for plan, count in silent.items() if count > 0}


def as_tasks(view: PlanView, plan: Plan, rows: Iterable[ClauseRow]) -> list[Task]:
    """A task for each of the clauses, all of one plan, whether or not it asks anything."""
    headings = {h.label: h for h in plan.headings}
    rows = tuple(rows)
    time = PlanTime.of(plan.year, plan.period)
    times = times_by_clause(((r.clause, r.text) for r in rows), time, view.targets, plan.milestones)
    milestones: dict[str, list[Milestone]] = {}
    for milestone in plan.milestones:
        milestones.setdefault(milestone.clause, []).append(milestone)
    return [
        Task(
            plan=row.plan,
            plan_title=view.row.title,
            short=view.short,
            edition=view.row.edition,
            label=row.clause.label,
            reference=reference(view, row),
            section=_section(plan, headings, row.clause.parent),
            heading=row.clause.heading if row.clause.heading and row.clause.heading not in row.text else None,
            summary=row.clause.heading or summary(row),
            text=row.text,
            cells=_cells(row),
            responsibilities=row.clause.responsibilities,
            targets=view.targets.get(row.clause.label, ()),
            milestones=tuple(milestones.get(row.clause.label, ())),
            times=times.get(row.clause.label, ()),
            page=row.clause.page,
            confidence=row.clause.confidence,
        )
        for row in rows
    ]


def _section(plan: Plan, headings: Mapping[str, Heading], label: str | None) -> tuple[str, ...]:
    """The printed headings above a clause, outermost first, without line breaks; a table is under the heading
    it is under.
    """
    above: list[str] = []
    while label:
        if label in headings:
            above.append(unbroken(headings[label].span.of(plan.text)))
            label = headings[label].parent
        else:
            label = label.rpartition("/")[0]
    return tuple(reversed(above))


def _cells(row: ClauseRow) -> tuple[tuple[str, str], ...]:
    columns, cells = row.clause.columns, row.clause.cells
    if len(columns) != len(cells):
        return ()
    if cells and not cells[0].strip() and row.clause.group:
        cells = (row.clause.group, *cells[1:])
    return tuple((column, cell) for column, cell in zip(columns, cells, strict=True) if cell.strip())


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
