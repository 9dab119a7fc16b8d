"""Lists of targets as a table a plan: of an office or a person, or of whole plans, every indicator with its
figures, their times, the clause and who is charged with it; or the refusal where no target is stated. How
many clauses state none is said beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, ask_which, refuse
from assistant.answers.listing import cell
from assistant.denial import By, Denial
from assistant.lookups.charged import AskedPart
from assistant.lookups.cite import chip, cite
from assistant.lookups.listing import listing_row
from assistant.lookups.options import LOOKUPS
from assistant.lookups.target_lists import (
    Stated,
    all_targets,
    asks_all_targets,
    printed_times,
    stated_in,
    targets_of,
    time_of,
)
from assistant.lookups.typed.notes import unlisted_notes
from assistant.model import Listing, ListingRow
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import figure_words, in_role
from ingest.model import Target
from ingest.store.rows import ClauseRow


def list_targets(query: Query, sources: Sources, plans: Sequence[str], asked: AskedPart) -> Draft | None:
    """None where those named are charged with nothing in the plans; no `plans` are all."""
    found = targets_of(query, sources, plans, asked)
    if found is None:
        return None
    names = "、".join((*query.units, *query.leaders))
    if not found.stated:
        where = f"“{names}”负责的 {found.tasks} 项任务都"
        return refuse("not_stated", f"{Denial(what='数字目标', by=By.STATED, where=where)}。")
    beside = unlisted_notes(found.unlisted) if found.unlisted else []
    head = f"**{names}** 的数字目标共 {len(found.stated)} 个，分布在 {found.clauses} 条，已全部列出。"
    return _tabulated(head, found.stated, [*_without(found.silent), *beside], sources)


def list_all_targets(query: Query, sources: Sources) -> Draft | None:
    """Every target of the plans asked about; None where one target is asked for, those of somebody, or
    something else.
    """
    if not asks_all_targets(query, sources):
        return None
    plans, kinds = query.scope.plans, query.slots.kinds
    if len(plans) > LOOKUPS.plans and not query.scope.named:
        return ask_which(plans, sources.catalog)
    found = all_targets(query, sources)
    name = f"{'、'.join(kinds)}指标" if kinds else "数字目标"
    name = f"单列为目标的部分写明的{name}" if found.apart else name
    if not found.stated:
        where = "、".join(sources.catalog.short(plan) for plan in plans[:4])
        what, by = (f"是{name}的", By.LABELLED) if kinds else (name, By.STATED)
        return refuse("not_stated", f"{Denial(what=what, by=by, where=where)}。")
    head = f"{name}共 {len(found.stated)} 个，分布在 {found.clauses} 条，已全部列出。"
    notes = [*_of_other_years(found.years, found.left), *_without(found.silent, "条")]
    return _tabulated(head, found.stated, notes, sources)


def tabulated_targets(head: str, rows: Sequence[ClauseRow], sources: Sources) -> Draft | None:
    """The targets of the rows as one table, `head` with their number filled in; None where they have none."""
    stated = stated_in(rows, sources)
    return _tabulated(head.format(len(stated)), stated, [], sources) if stated else None


def _of_other_years(years: Sequence[str], left: int) -> list[str]:
    dates = "、".join(f"{year}年" for year in years)
    beside = Denial(what=f"是{dates}的", by=By.LABELLED, where=f"- 另有 {left} 个指标")
    return [f"{beside}，未列入。"] if left else []


def _tabulated(head: str, stated: Sequence[Stated], notes: Sequence[str], sources: Sources) -> Draft:
    views = {plan: sources.catalog.view(plan) for plan in dict.fromkeys(r.plan for r, _ in stated)}
    clauses = {(r.plan, r.clause.label): r for r, _ in stated}
    counted, lines = [head], [head]
    for plan, view in views.items():
        mine = [(r, t) for r, t in stated if r.plan == plan]
        count = f"**{view.short}**（{len(mine)} 个）"
        counted.append(count)
        lines += [f"\n{count}\n", "| 指标 | 目标值 | 时限 | 条款 | 分工 |\n|---|---|---|---|---|"]
        printed = printed_times(view, sources)
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


def _line(
    view: PlanView, row: ClauseRow, targets: Sequence[Target], printed: Mapping[tuple[str, int], str]
) -> str:
    times = [time_of(row, target, printed) for target in targets]
    apart = len(set(times)) > 1
    figures = (
        f"{when} {figure_words(t)}" if apart else figure_words(t)
        for t, when in zip(targets, times, strict=True)
    )
    told, when = "；".join(dict.fromkeys(figures)), "分年度" if apart else times[0]
    roles = "；".join(in_role(r) for r in row.clause.responsibilities)
    return f"| {cell(_name(targets[0]))} | {cell(told)} | {cell(when)} | {chip(view, row)} | {cell(roles)} |"


def _name(target: Target) -> str:
    scope = f" {target.scope}" if target.scope and target.scope not in target.indicator else ""
    return f"{target.indicator}{scope}"


def _row(view: PlanView, row: ClauseRow, target: Target) -> ListingRow:
    return replace(listing_row(view, row), summary=_name(target))
