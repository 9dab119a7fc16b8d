"""How a plan is built, as counts: its parts, the sections of a part, the clauses of a section.

In: a plan, the marks or the title the question names, its words. Out: what was counted, in words, with the
clauses counted over. A part is what stands at the top; a section of a heading is what stands directly below
it; a clause is a leaf.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.model import Ask, Query
from assistant.query.reference import find_clauses
from assistant.query.slots import headings_named
from assistant.retrieval.catalog import PlanView
from ingest.grammar.numerals import IN_WORDS, UP_TO_TEN
from ingest.store.rows import ClauseRow

_ARTICLE = re.compile(rf"第{IN_WORDS}条(?:之{UP_TO_TEN})?")
_ROWS = ("表", "前言")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """`said` is a whole sentence; `rows` the clauses below what was counted."""

    said: str
    rows: tuple[ClauseRow, ...] = ()


def count_within(view: PlanView, query: Query) -> Counted | None:
    """Sections or clauses of the heading that is pointed at by its marks or called by its title; None where
    none is.
    """
    rows = _below(view, query)
    if not rows:
        return None
    depth = common_depth(rows)
    heading = rows[0].clause.path[depth - 1].replace(" ", "、", 1)
    sections = tuple(dict.fromkeys(r.clause.path[depth] for r in rows if len(r.clause.path) > depth))
    if "count_sections" in query.slots.asks and sections:
        names = "；".join(step.replace(" ", "、", 1) for step in sections)
        return Counted(said=f"“{heading}”下共 {len(sections)} 个部分：{names}。", rows=rows)
    clauses = tuple(r for r in rows if r.clause.family not in _ROWS)
    articles = _articles(clauses)
    if articles and "count_articles" in query.slots.asks:
        return Counted(said=f"“{heading}”下共 {len(articles)} 条。", rows=clauses)
    return Counted(said=f"“{heading}”下共 {len(clauses)} 项（按最末一级条款计）。", rows=clauses)


def count_all(view: PlanView, asks: Collection[Ask]) -> Counted:
    """Boxes, parts, or the leaf clauses of the whole plan."""
    boxes = {step.split(" ")[0] for r in view.clauses for step in r.clause.path if step.startswith("专栏")}
    if "count_boxes" in asks and boxes:
        return Counted(said=f"共 {len(boxes)} 个专栏。")
    parts = tuple(dict.fromkeys(r.clause.path[0] for r in view.clauses if r.clause.path))
    if "count_parts" in asks and parts:
        kind = "章" if all(re.match(r"第.+章", step) for step in parts) else "个部分"
        names = "；".join(step.replace(" ", "、", 1) for step in parts)
        return Counted(said=f"共 {len(parts)} {kind}：{names}。")
    clauses = tuple(r for r in view.clauses if r.clause.family not in _ROWS)
    articles = _articles(clauses)
    if articles and "count_articles" in asks:
        return Counted(said=f"共 {len(articles)} 条（{articles[0]}至{articles[-1]}）。", rows=clauses)
    return Counted(said=f"共 {len(clauses)} 条（按最末一级条款计，不含前言和表格）。", rows=clauses)


def _articles(rows: Sequence[ClauseRow]) -> list[str]:
    """The 第X条 the clauses belong to, whatever 款 and 项 they are made of; none in a plan that has no 条."""
    parts = (part for row in rows for part in row.clause.label.split("/"))
    return list(dict.fromkeys(part for part in parts if _ARTICLE.fullmatch(part)))


def _below(view: PlanView, query: Query) -> tuple[ClauseRow, ...]:
    if query.reference:
        return tuple(r for r in find_clauses(view, query) if r.clause.path)
    title = max(headings_named(query, view), key=lambda t: (len(t), t), default="")
    if not title:
        return ()
    return tuple(r for r in view.clauses if any(step.endswith(f" {title}") for step in r.clause.path))


def common_depth(rows: Sequence[ClauseRow]) -> int:
    """How many headings all the clauses have in common, counted from the top; at least one."""
    paths = [r.clause.path for r in rows]
    depth = 0
    while all(len(p) > depth for p in paths) and len({p[depth] for p in paths}) == 1:
        depth += 1
    return max(1, depth)
