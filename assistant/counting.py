"""Counts: how many clauses, targets, binding indicators, tables' rows, plans. From the Library's rows, each with what was counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalog import PlanView
from assistant.cite import cite, marker
from assistant.lexicon import fold
from assistant.listing import summary
from assistant.model import Citation, Listing, ListingRow, Query, Term
from assistant.sources import Sources
from assistant.words import coverage, overall
from ingest.library_rows import ClauseRow

_KINDS = ("约束性", "预期性")
_ABOUT = 0.7
_STRUCTURE = frozenset(("指标体系", "体系", "领域", "类", "任务", "部分", "专栏", "工程", "章"))


def count(
    query: Query, sources: Sources, plans: Sequence[str]
) -> tuple[str, tuple[Citation, ...], Listing] | None:
    """The answer with the rows that were counted; None where there is nothing to count."""
    text = fold(query.text)
    parts: list[str] = []
    rows: list[tuple[PlanView, ClauseRow]] = []
    if (
        re.search(r"(?:多少|几)(?:个|份)?(?:文件|规划|要点|方案)$|文件.{0,4}(?:多少|几)", text)
        and not query.scope.named
    ):
        names = "、".join(sources.catalog.view(p).short for p in query.scope.plans)
        return (
            f"资料库现有 {len(query.scope.plans)} 份文件：{names}。",
            (),
            Listing(total=len(query.scope.plans), complete=True, rows=()),
        )
    for plan in plans:
        view = sources.catalog.view(plan)
        said, counted = _count_in(view, text, query)
        if said:
            parts.append(f"**{view.short}**：{said}")
            rows += ((view, row) for row in counted)
    if not parts:
        return None
    listing = Listing(
        total=len(rows),
        complete=True,
        rows=tuple(
            ListingRow(
                plan=row.plan,
                clause=row.clause.label,
                marker=marker(view, row.clause.label),
                summary=summary(row),
                units=row.clause.units,
                leaders=row.clause.leaders,
                open=row.clause.units_open,
            )
            for view, row in rows
        ),
    )
    lines = [f"- {summary(row)} 〔{marker(view, row.clause.label)}〕" for view, row in rows]
    return "\n".join([*parts, "", *lines]), tuple(cite(view, row) for view, row in rows), listing


def _count_in(view: PlanView, text: str, query: Query) -> tuple[str, list[ClauseRow]]:
    """What is asked for in one plan, in words, and the rows to show (those of the narrowest count)."""
    table = [r for r in view.clauses if r.clause.family == "表" and _numbered(r)]
    group = next(
        (g for g in dict.fromkeys(r.clause.group for r in table if r.clause.group) if fold(g) in text), None
    )
    if group:
        table = [r for r in table if r.clause.group == group]
    said: list[str] = []
    shown: list[ClauseRow] = []
    about = [t for t in query.terms if not (group and t.text in fold(group)) and t.text not in _STRUCTURE]
    if about:
        return _count_about(view, about)
    asks_kind = [k for k in _KINDS if k in text]
    if table and ("指标" in text or asks_kind):
        main = [r for r in table if "/其中" not in r.clause.label]
        within = len(table) - len(main)
        extra = f"（另有 {within} 个“其中”子项）" if within else ""
        said.append(f"指标体系{f'“{group}”类' if group else ''}共 {len(main)} 个指标{extra}")
        shown = table
        for kind in asks_kind:
            of_kind = [r for r in table if any(kind in cell for cell in r.clause.cells)]
            count_main = sum("/其中" not in r.clause.label for r in of_kind)
            sub = len(of_kind) - count_main
            said.append(f"{kind}指标 {count_main} 个{f'（另有 {sub} 个“其中”子项）' if sub else ''}")
            shown = of_kind
        return "，".join(said) + "。", shown
    if asks_kind or re.search(r"指标|目标", text):
        targets = [t for found in view.targets.values() for t in found]
        of = [t for t in targets if not asks_kind or t.kind in asks_kind]
        if not of:
            return "", []
        labels = dict.fromkeys(t.clause for t in of)
        name = f"{'、'.join(asks_kind)}指标" if asks_kind else "量化目标"
        return f"读出{name} {len(of)} 个，分布在 {len(labels)} 条。", [
            view.clause(label) for label in labels
        ][:3]
    boxes = {step.split(" ")[0] for r in view.clauses for step in r.clause.path if step.startswith("专栏")}
    if "专栏" in text and boxes:
        return f"共 {len(boxes)} 个专栏。", []
    chapters = dict.fromkeys(r.clause.path[0] for r in view.clauses if r.clause.path)
    if re.search(r"章|部分", text) and chapters:
        return f"共 {len(chapters)} 个部分：{'；'.join(chapters)}。", []
    numbered = [r for r in view.clauses if r.clause.label != "前言" and r.clause.family != "表"]
    return f"共 {len(numbered)} 条（按最末一级条款计，不含前言和表格）。", numbered[:1]


def _count_about(view: PlanView, about: Sequence[Term]) -> tuple[str, list[ClauseRow]]:
    """Targets whose indicator has the words asked for."""
    meant = [
        t
        for found in view.targets.values()
        for t in found
        if overall(about, [coverage(a, fold(t.indicator + (t.scope or ""))) for a in about]) >= _ABOUT
    ]
    if not meant:
        return "", []
    labels = dict.fromkeys(t.clause for t in meant)
    return f"与所问相符的量化目标 {len(meant)} 个，分布在 {len(labels)} 条。", [
        view.clause(label) for label in labels
    ]


def _numbered(row: ClauseRow) -> bool:
    return not row.clause.label.endswith("/注")
