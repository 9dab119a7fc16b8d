"""Counts of clauses, targets, binding indicators, table rows and plans, from the Library's rows, each with
what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lookups import structure
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft
from assistant.lookups.listing import listing_row, summary
from assistant.lookups.options import LOOKUPS
from assistant.lookups.tally import counted_by_name
from assistant.model import Listing
from assistant.query.slots import group_named
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.labels import is_note, is_part, is_preamble, is_row
from ingest.store.rows import ClauseRow

_SHOWN = 3
"""Clauses cited for a count too large to be listed."""
_LISTED = 12
"""Up to so many clauses below a heading are listed with their count."""
_STRUCTURE = frozenset(
    (
        "指标体系",
        "量化",
        "定量",
        "数字",
        "体系",
        "领域",
        "类",
        "任务",
        "工作",
        "部分",
        "专栏",
        "工程",
        "章",
        "分解",
        "分解表",
        "指标表",
        "表",
        "分解任务",
        "清单",
        "一览",
        "条",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """`rows` are what was counted; `enumerated` False where they are too many or too general to be shown."""

    said: str
    rows: tuple[ClauseRow, ...] = ()
    enumerated: bool = True


def count(query: Query, sources: Sources, plans: Sequence[str]) -> Draft | None:
    """The answer with the rows that were counted; None where there is nothing to count."""
    if "count_plans" in query.slots.asks and not query.scope.named:
        names = "、".join(sources.catalog.short(p) for p in query.scope.plans)
        said = f"资料库现有 {len(query.scope.plans)} 份文件：{names}。"
        return Draft(status="answered", answer=said, counted=(said,))
    return _told([(v, c) for v in map(sources.catalog.view, plans) if (c := _count_in(v, query))])


def counted_in_lists(query: Query, sources: Sources, plans: Sequence[str]) -> Draft | None:
    """The entries of the lists the question calls by their name; None where no plan has one."""
    found = ((view, counted_by_name(view, query)) for view in map(sources.catalog.view, plans))
    return _told(
        [
            (view, _Count(said=c.said, rows=c.rows, enumerated=len(c.rows) <= _LISTED))
            for view, c in found
            if c is not None
        ]
    )


def _told(counts: Sequence[tuple[PlanView, _Count]]) -> Draft | None:
    if not counts:
        return None
    parts = [f"**{view.short}**：{c.said}" for view, c in counts]
    rows = [(view, row) for view, c in counts for row in c.rows]
    citations = tuple(cite(view, row) for view, row in rows)
    if not all(c.enumerated for _, c in counts):
        return Draft(
            status="answered", answer="\n".join(parts), counted=tuple(parts), citations=citations[:_SHOWN]
        )
    listing = Listing(
        total=len(rows),
        complete=True,
        rows=tuple(listing_row(view, row) for view, row in rows),
    )
    lines = [f"- {summary(row)} 〔{marker(view, row.clause.label)}〕" for view, row in rows]
    return Draft(
        status="answered",
        answer="\n".join([*parts, "", *lines]),
        counted=tuple(parts),
        citations=citations,
        listing=listing,
    )


def _count_in(view: PlanView, query: Query) -> _Count | None:
    """What is asked for in one plan; the rows are those of the narrowest count."""
    table = [r for r in view.clauses if is_row(r.clause) and not is_note(r.clause)]
    whole = bool(table) and all(
        is_row(r.clause) or is_preamble(r.clause) or is_note(r.clause) for r in view.clauses
    )
    asks = query.slots.asks
    group = group_named(query, view)
    groups = tuple(dict.fromkeys(r.clause.group for r in table if r.clause.group))
    if groups and not whole and "count_groups" in asks:
        return _Count(said=f"指标表分 {len(groups)} 个领域：{'；'.join(groups)}。", enumerated=False)
    within = structure.count_within(view, query)
    if within is not None:
        return _Count(said=within.said, rows=within.rows, enumerated=len(within.rows) <= _LISTED)
    if group:
        table = [r for r in table if r.clause.group == group]
    about = [t for t in query.terms if not (group and t.text in fold(group)) and t.text not in _STRUCTURE]
    if "count_articles" in asks:  # what the document is called says which, not what is counted in it
        about = [t for t in about if t.text not in fold(view.row.title)]
    kinds = query.slots.kinds
    if whole:
        return _tasks(table, about)
    if about:
        return _targets_about(view, about)
    if table and ("count_indicators" in asks or kinds):
        return _indicators(_of_indicators(table), group, kinds)
    if kinds or asks & {"count_indicators", "count_targets"}:
        return _all_targets(view, kinds)
    counted = structure.count_all(view, asks)
    return _Count(said=counted.said, rows=counted.rows, enumerated=False)


def _tasks(table: Sequence[ClauseRow], about: Sequence[Term]) -> _Count:
    """The rows of a plan that is all table, and those of them that have the words asked for."""
    said = f"共 {len(table)} 项任务"
    if not about:
        return _Count(said=f"{said}。", rows=tuple(table))
    meant = [r for r in table if overall(about, [coverage(a, fold(r.text)) for a in about]) >= LOOKUPS.about]
    return _Count(said=f"{said}，其中与所问相符的 {len(meant)} 项。", rows=tuple(meant))


def _of_indicators(table: Sequence[ClauseRow]) -> Sequence[ClauseRow]:
    """The rows of the tables whose head or heading speaks of indicators, where any does: a table of tasks
    beside them has none.
    """
    spoken = [r for r in table if any("指标" in words for words in (*r.clause.columns, *r.clause.path[-1:]))]
    return spoken or table


def _indicators(table: Sequence[ClauseRow], group: str | None, kinds: Sequence[str]) -> _Count:
    """The rows of an indicator table, sub-rows (其中) told apart; of the kinds asked for."""
    main = [r for r in table if not is_part(r.clause)]
    said = [f"指标体系{f'“{group}”类' if group else ''}共 {len(main)} 个指标{_within(table, main)}"]
    shown = list(table)
    for kind in kinds:
        shown = [r for r in table if any(kind in cell for cell in r.clause.cells)]
        of_kind = [r for r in shown if not is_part(r.clause)]
        said.append(f"{kind}指标 {len(of_kind)} 个{_within(shown, of_kind)}")
    return _Count(said="，".join(said) + "。", rows=tuple(shown))


def _within(rows: Sequence[ClauseRow], main: Sequence[ClauseRow]) -> str:
    return f"（另有 {len(rows) - len(main)} 个“其中”子项）" if len(rows) > len(main) else ""


def _targets_about(view: PlanView, about: Sequence[Term]) -> _Count | None:
    """Targets whose indicator has the words asked for."""
    meant = [
        t
        for found in view.targets.values()
        for t in found
        if overall(about, [coverage(a, fold(t.indicator + (t.scope or ""))) for a in about]) >= LOOKUPS.about
    ]
    labels = dict.fromkeys(t.clause for t in meant)
    said = f"与所问相符的量化目标 {len(meant)} 个，分布在 {len(labels)} 条。"
    return _Count(said=said, rows=tuple(view.clause(label) for label in labels)) if meant else None


def _all_targets(view: PlanView, kinds: Sequence[str]) -> _Count | None:
    targets = [t for found in view.targets.values() for t in found if not kinds or t.kind in kinds]
    labels = dict.fromkeys(t.clause for t in targets)
    name = f"{'、'.join(kinds)}指标" if kinds else "量化目标"
    said = f"读出{name} {len(targets)} 个，分布在 {len(labels)} 条。"
    return (
        _Count(said=said, rows=tuple(view.clause(label) for label in labels), enumerated=bool(kinds))
        if targets
        else None
    )
