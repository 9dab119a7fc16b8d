"""Lists of targets: of an office or a person (疾控科的指标有哪些), or of whole plans
(上饶要点有哪些量化目标).

In: the names and the plans asked about. Out: `TargetList`: every indicator, each once, with its figures and
its clause; of a plan of several years those of the years asked for; and how many clauses beside it state no
target. A target is an office's because its clause charges it; no clause says which of its several offices a
target is for.

A paper states its goals in the clauses under a title that ends in 目标 or 指标; where there is no such title,
in those whose words say that what follows is the goal (主要预期目标是…), or of a plan for several years in
the first one that sets a figure to its last year (`goal_rows`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.lookups.charged import AskedPart, charged_rows
from assistant.lookups.deadlines import deadlines_of
from assistant.lookups.listing import Unlisted, unlisted
from assistant.lookups.options import LOOKUPS
from assistant.query.slots import group_named
from assistant.query.times import times_asked
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import date_words
from ingest import late_re as re
from ingest.labels import is_preamble
from ingest.model import Target
from ingest.store.rows import ClauseRow

_SAYS_NOTHING = frozenset(
    ("量化", "数字", "数值", "指标", "目标", "任务", "定量", "具体", "领域", "方面", "板块", "指标表")
)
_TITLE = re.compile(r"(?:目标|指标)(?:任务|体系|要求|值|与指标|和指标)?[。.]?$")
OPENING = 3
"""Clauses from the beginning in which a paper says what it is for."""

Stated = tuple[ClauseRow, tuple[Target, ...]]
"""A clause and the figures of one of its indicators, in printed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetList:
    """`stated` are the indicators with their figures, `clauses` how many clauses state them; beside these
    `silent` clauses state no target, and `left` indicators have no figure of the `years` asked for. `tasks`
    are the clauses of those named, `unlisted` what cannot be told of the others; `apart` where the goals a
    paper sets apart are told, and not all of its targets.
    """

    stated: tuple[Stated, ...]
    silent: int = 0
    years: tuple[str, ...] = ()
    left: int = 0
    tasks: int = 0
    unlisted: Unlisted | None = None
    apart: bool = False

    @property
    def clauses(self) -> int:
        return len({(row.plan, row.clause.label) for row, _ in self.stated})


def asks_targets(query: Query) -> bool:
    """Whether the targets of those named are asked for, and not one target or their tasks."""
    named = query.units or query.leaders
    return bool(named and "targets" in query.slots.asks) and not _says_which(query.terms)


def _says_which(terms: Sequence[Term]) -> bool:
    return any(not t.optional and t.text not in _SAYS_NOTHING for t in terms)


def targets_of(query: Query, sources: Sources, plans: Sequence[str], asked: AskedPart) -> TargetList | None:
    """Of those named; None where they are charged with nothing in the plans; no `plans` are all."""
    rows = charged_rows(sources.catalog, query.units, query.leaders, plans, asked)
    if not rows:
        return None
    years = times_asked(query)
    stated, _ = _of_years(stated_in(rows, sources), years, sources)
    clauses = {(r.plan, r.clause.label) for r, _ in stated}
    return TargetList(
        stated=stated,
        silent=len(rows) - len(clauses),
        tasks=len(rows),
        unlisted=unlisted(rows, sources.catalog, query.units, plans) if stated else None,
    )


def all_targets(query: Query, sources: Sources) -> TargetList:
    """Of the plans asked about: of the group of their tables the question names, of the kinds it asks for."""
    plans = query.scope.plans
    rows = [row for plan in plans for row in _meant_in(sources.catalog.view(plan), query)]
    rows = _of_group(query, rows, sources)
    kinds = query.slots.kinds
    every = [one for one in stated_in(rows, sources) if not kinds or one[1][0].kind in kinds]
    years = times_asked(query)
    stated, left = _of_years(every, years, sources)
    stating = len({(r.plan, r.clause.label) for r, _ in every})
    fewer = len(rows) < sum(len(sources.catalog.view(plan).clauses) for plan in plans)
    return TargetList(
        stated=stated,
        silent=0 if kinds else sum(not is_preamble(r.clause) for r in rows) - stating,
        years=tuple(years),
        left=left,
        apart=fewer and "main_goals" in query.slots.asks,
    )


def asks_all_targets(query: Query, sources: Sources) -> bool:
    """Whether every target of the plans asked about is asked for: not one, nor those of somebody."""
    named = query.units or query.leaders or query.slots.relations
    return not named and _of_all(query, sources)


def _meant_in(view: PlanView, query: Query) -> Sequence[ClauseRow]:
    """The clauses of its goals where these alone are asked for and the paper sets them apart; else all."""
    rows = (titled(view) or goal_rows(view)) if "main_goals" in query.slots.asks else []
    return rows if any(view.targets.get(row.clause.label) for row in rows) else view.clauses


def _of_all(query: Query, sources: Sources) -> bool:
    """Whether the question asks for the targets of its papers, or of a group of their tables, each word of it
    being one of asking for them, of their titles or of the group's name.
    """
    if "all_targets" in query.slots.asks:
        return True
    if not {"targets", "target_set"} <= query.slots.asks or len(query.slots.kinds) > 1:
        return False
    titles = fold(" ".join(sources.catalog.row(plan).title for plan in query.scope.plans))
    groups = fold(" ".join(_groups(query, sources).values()))
    said = (t.text for t in query.terms if not t.optional and t.text not in _SAYS_NOTHING)
    return all(word in titles or word in groups or _is_short_for(word, titles) for word in said)


def _is_short_for(word: str, title: str) -> bool:
    """Whether it is made of the first characters of words of the title (文旅 of 文化和旅游)."""
    return (
        len(word) == _PAIR and re.search("[\u4e00-\u9fff]{1,2}".join(map(re.escape, word)), title) is not None
    )


_PAIR = 2


def _groups(query: Query, sources: Sources) -> dict[str, str]:
    """By plan, the group of its table the question names."""
    plans = query.scope.plans if len(query.scope.plans) <= LOOKUPS.plans else ()
    named = {plan: group_named(query, sources.catalog.view(plan)) for plan in plans}
    return {plan: group for plan, group in named.items() if group}


def _of_group(query: Query, rows: Sequence[ClauseRow], sources: Sources) -> list[ClauseRow]:
    """The rows of the group named, where one is; all of them else."""
    groups = _groups(query, sources)
    return [r for r in rows if groups.get(r.plan) == r.clause.group] if groups else list(rows)


def stated_in(rows: Sequence[ClauseRow], sources: Sources) -> list[Stated]:
    """Every indicator of the clauses once, with what is to be reached by which time."""
    stated: dict[tuple[str, str, str, str | None], tuple[ClauseRow, list[Target]]] = {}
    for row in rows:
        for target in dict.fromkeys(sources.catalog.view(row.plan).targets.get(row.clause.label, ())):
            key = (row.plan, row.clause.label, target.indicator, target.scope)
            stated.setdefault(key, (row, []))[1].append(target)
    return [(row, tuple(targets)) for row, targets in stated.values()]


def _of_years(
    stated: Sequence[Stated], years: Sequence[str], sources: Sources
) -> tuple[tuple[Stated, ...], int]:
    """Of plans of several years the figures of those asked for, with how many indicators have none; all where
    none has.
    """
    kept: list[Stated] = []
    for row, targets in stated:
        lasting = years and sources.catalog.row(row.plan).period
        meant = tuple(t for t in targets if not lasting or (t.deadline or "")[:4] in years)
        kept += [(row, meant)] if meant else []
    return (tuple(kept), len(stated) - len(kept)) if kept else (tuple(stated), 0)


def printed_times(view: PlanView, sources: Sources) -> dict[tuple[str, int], str]:
    """Dates as printed by clause and by where what they govern begins; 0 for all of the clause."""
    dated = deadlines_of(view, sources.catalog.milestones(view.row.id))
    return {(d.row.clause.label, d.start): d.printed for d in dated}


def time_of(row: ClauseRow, target: Target, printed: Mapping[tuple[str, int], str]) -> str:
    """When the figure is due, as printed, else by its year; "" where nothing says."""
    label = row.clause.label
    own = date_words(target.deadline[:4]) if target.deadline else ""
    return printed.get((label, target.span.start)) or printed.get((label, 0)) or own


def goal_rows(view: PlanView) -> list[ClauseRow]:
    """In printed order; [] where the paper does not set its goals apart."""
    rows = titled(view)
    if rows and not all(row.clause.cells for row in rows):
        return rows
    return [*_early(view), *rows]


def titled(view: PlanView) -> list[ClauseRow]:
    """The clauses under a title of goals or of indicators; [] where there is none."""
    return [row for row in view.clauses if any(_TITLE.search(title) for title in _titles(row))]


def _early(view: PlanView) -> list[ClauseRow]:
    """Of a plan for several years, the first of its opening clauses that has a figure for the last one."""
    if not view.row.period:
        return []
    last = str(view.row.last_year)
    return [
        row
        for row in view.clauses[: OPENING + 1]
        if any((t.deadline or "").startswith(last) for t in view.targets.get(row.clause.label, ()))
    ][:1]


def _titles(row: ClauseRow) -> tuple[str, ...]:
    own = row.clause.heading or ""
    return (*row.clause.path, own if len(own) <= LOOKUPS.goal_title else "")
