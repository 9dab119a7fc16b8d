"""Lists of targets: of an office or a person (疾控科的指标有哪些), or of whole plans
(上饶要点有哪些量化目标).

In: the names and the plans asked about. Out: a listing of every indicator, each once, with its figures, their
times and the clause; of a plan of several years those of the years asked for; or the refusal where no target
is stated. How many of an office's clauses state no target is said beside it. A target is an office's because
its clause charges it; no clause says which of its several offices a target is for.

A paper states its goals in the clauses under a title that ends in 目标 or 指标; where there is no such title,
in those whose words say that what follows is the goal (主要预期目标是…), or of a plan for several years in
the first one that sets a figure to its last year (`goal_rows`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.denial import By, Denial
from assistant.lookups.charged import AskedPart, charged_rows
from assistant.lookups.cite import cite, marker
from assistant.lookups.deadlines import deadlines_of
from assistant.lookups.draft import Draft, ask_which, refuse
from assistant.lookups.listing import cell, listing_row, unlisted
from assistant.lookups.options import LOOKUPS
from assistant.model import Listing, ListingRow
from assistant.query.slots import group_named
from assistant.query.times import times_asked
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import date_words, figure_words, in_role
from ingest import late_re as re
from ingest.labels import is_preamble
from ingest.model import Target
from ingest.store.rows import ClauseRow

_SAYS_NOTHING = frozenset(
    ("量化", "数字", "数值", "指标", "目标", "任务", "定量", "具体", "领域", "方面", "板块", "指标表")
)
_TITLE = re.compile(r"(?:目标|指标)(?:任务|体系|要求|值|与指标|和指标)?[。.]?$")
_SAID = re.compile(r"(?:预期|总体?|主要|发展|工作|奋斗)目标(?:是|为|如下|[：:])")
OPENING = 3
"""Clauses from the beginning in which a paper says what it is for."""


def asks_targets(query: Query) -> bool:
    """Whether the targets of those named are asked for, and not one target or their tasks."""
    named = query.units or query.leaders
    return bool(named and "targets" in query.slots.asks) and not _says_which(query.terms)


def _says_which(terms: Sequence[Term]) -> bool:
    return any(not t.optional and t.text not in _SAYS_NOTHING for t in terms)


def list_targets(query: Query, sources: Sources, plans: Sequence[str], asked: AskedPart) -> Draft | None:
    """None where those named are charged with nothing in the plans; no `plans` are all."""
    names = (*query.units, *query.leaders)
    rows = charged_rows(sources.catalog, query.units, query.leaders, plans, asked)
    if not rows:
        return None
    stated, _ = _of_years(_stated(rows, sources), query, sources)
    if not stated:
        where = f"“{'、'.join(names)}”负责的 {len(rows)} 项任务都"
        return refuse("not_stated", f"{Denial(what='数字目标', by=By.STATED, where=where)}。")
    clauses = {(r.plan, r.clause.label) for r, _ in stated}
    head = f"**{'、'.join(names)}** 的数字目标共 {len(stated)} 个，分布在 {len(clauses)} 条，已全部列出。"
    notes = _without(len(rows) - len(clauses)) + unlisted(rows, sources.catalog, query.units, plans)
    return _tabulated(head, stated, notes, sources)


def list_all_targets(query: Query, sources: Sources) -> Draft | None:
    """Every target of the plans asked about; None where one target is asked for, those of somebody, or
    something else.
    """
    plans = query.scope.plans
    if query.units or query.leaders or query.slots.relations or not _of_all(query, sources):
        return None
    if len(plans) > LOOKUPS.plans and not query.scope.named:
        return ask_which(plans, sources.catalog)
    rows = [row for plan in plans for row in _meant_in(sources.catalog.view(plan), query)]
    rows = _of_group(query, rows, sources)
    kinds = query.slots.kinds
    every = [one for one in _stated(rows, sources) if not kinds or one[1][0].kind in kinds]
    stated, beside = _of_years(every, query, sources)
    name = f"{'、'.join(kinds)}指标" if kinds else "数字目标"
    apart = len(rows) < sum(len(sources.catalog.view(plan).clauses) for plan in plans)
    name = f"单列为目标的部分写明的{name}" if apart and "main_goals" in query.slots.asks else name
    if not stated:
        where = "、".join(sources.catalog.short(plan) for plan in plans[:4])
        what, by = (f"是{name}的", By.LABELLED) if kinds else (name, By.STATED)
        return refuse("not_stated", f"{Denial(what=what, by=by, where=where)}。")
    clauses = {(r.plan, r.clause.label) for r, _ in stated}
    head = f"{name}共 {len(stated)} 个，分布在 {len(clauses)} 条，已全部列出。"
    silent = sum(not is_preamble(r.clause) for r in rows) - len({(r.plan, r.clause.label) for r, _ in every})
    return _tabulated(head, stated, [*beside, *([] if kinds else _without(silent, "条"))], sources)


def _meant_in(view: PlanView, query: Query) -> Sequence[ClauseRow]:
    """The clauses of its goals where these alone are asked for and the paper sets them apart; else all."""
    rows = (titled(view) or goal_rows(view)) if "main_goals" in query.slots.asks else []
    return rows if any(view.targets.get(row.clause.label) for row in rows) else view.clauses


def tabulated_targets(head: str, rows: Sequence[ClauseRow], sources: Sources) -> Draft | None:
    """The targets of the rows as one table, `head` with their number filled in; None where they have none."""
    stated = _stated(rows, sources)
    return _tabulated(head.format(len(stated)), stated, [], sources) if stated else None


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


Stated = tuple[ClauseRow, tuple[Target, ...]]
"""A clause and the figures of one of its indicators, in printed order."""


def _stated(rows: Sequence[ClauseRow], sources: Sources) -> list[Stated]:
    """Every indicator of the clauses once, with what is to be reached by which time."""
    stated: dict[tuple[str, str, str, str | None], tuple[ClauseRow, list[Target]]] = {}
    for row in rows:
        for target in dict.fromkeys(sources.catalog.view(row.plan).targets.get(row.clause.label, ())):
            key = (row.plan, row.clause.label, target.indicator, target.scope)
            stated.setdefault(key, (row, []))[1].append(target)
    return [(row, tuple(targets)) for row, targets in stated.values()]


def _of_years(stated: Sequence[Stated], query: Query, sources: Sources) -> tuple[list[Stated], list[str]]:
    """Of plans of several years the figures of those asked for, with how many indicators have none."""
    years = times_asked(query)
    kept: list[Stated] = []
    for row, targets in stated:
        lasting = years and sources.catalog.row(row.plan).period
        meant = tuple(t for t in targets if not lasting or (t.deadline or "")[:4] in years)
        kept += [(row, meant)] if meant else []
    if not kept:
        return list(stated), []
    left = len(stated) - len(kept)
    dates = "、".join(f"{year}年" for year in years)
    beside = Denial(what=f"是{dates}的", by=By.LABELLED, where=f"- 另有 {left} 个指标")
    return kept, [f"{beside}，未列入。"] if left else []


def _tabulated(head: str, stated: Sequence[Stated], notes: Sequence[str], sources: Sources) -> Draft:
    views = {plan: sources.catalog.view(plan) for plan in dict.fromkeys(r.plan for r, _ in stated)}
    clauses = {(r.plan, r.clause.label): r for r, _ in stated}
    counted, lines = [head], [head]
    for plan, view in views.items():
        mine = [(r, t) for r, t in stated if r.plan == plan]
        count = f"**{view.short}**（{len(mine)} 个）"
        counted.append(count)
        lines += [f"\n{count}\n", "| 指标 | 目标值 | 时限 | 条款 | 分工 |\n|---|---|---|---|---|"]
        printed = _printed(view, sources)
        lines += [_line(view, row, targets, printed) for row, targets in mine]
    return Draft(
        status="answered",
        answer="\n".join([*lines, *([""] if notes else []), *notes]),
        citations=tuple(cite(views[r.plan], r) for r in clauses.values()),
        listing=Listing(
            total=len(stated),
            complete=True,
            rows=tuple(_row(views[r.plan], r, targets[0]) for r, targets in stated),
        ),
        counted=(*counted, *notes),
    )


def _without(silent: int, measure: str = "项任务") -> list[str]:
    beside = Denial(what="数字目标", by=By.STATED, where=f"- 另有 {silent} {measure}")
    return [f"{beside}，未列入。"] if silent else []


def _printed(view: PlanView, sources: Sources) -> dict[tuple[str, int], str]:
    """Dates as printed by clause and by where what they govern begins; 0 for all of the clause."""
    dated = deadlines_of(view, sources.catalog.milestones(view.row.id))
    return {(d.row.clause.label, d.start): d.printed for d in dated}


def _line(
    view: PlanView, row: ClauseRow, targets: Sequence[Target], printed: dict[tuple[str, int], str]
) -> str:
    times = [_time(row, target, printed) for target in targets]
    apart = len(set(times)) > 1
    figures = (
        f"{when} {figure_words(t)}" if apart else figure_words(t)
        for t, when in zip(targets, times, strict=True)
    )
    told, when = "；".join(dict.fromkeys(figures)), "分年度" if apart else times[0]
    roles = "；".join(in_role(r) for r in row.clause.responsibilities)
    chip = f"〔{marker(view, row.clause.label)}〕"
    return f"| {cell(_name(targets[0]))} | {cell(told)} | {cell(when)} | {chip} | {cell(roles)} |"


def _time(row: ClauseRow, target: Target, printed: dict[tuple[str, int], str]) -> str:
    label = row.clause.label
    own = date_words(target.deadline[:4]) if target.deadline else ""
    return printed.get((label, target.span.start)) or printed.get((label, 0)) or own


def _name(target: Target) -> str:
    scope = f" {target.scope}" if target.scope and target.scope not in target.indicator else ""
    return f"{target.indicator}{scope}"


def _row(view: PlanView, row: ClauseRow, target: Target) -> ListingRow:
    return replace(listing_row(view, row), summary=_name(target))


def goal_rows(view: PlanView) -> list[ClauseRow]:
    """In printed order; [] where the paper does not set its goals apart."""
    rows = titled(view)
    if rows and not all(row.clause.cells for row in rows):
        return rows
    said = [row for row in view.clauses if not row.clause.cells and _SAID.search(row.text)][:1]
    return [*(said or _early(view)), *rows]


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
