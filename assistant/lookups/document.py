"""A document's own particulars: its number (文号), when it was issued and by whom. Read from its head, not
from a clause.

In: a question that asks for nothing else. Out: one line a plan with all that is known, and what the head does
not print said so. When a plan within the plan is issued (何时印发实施方案) is no matter of this module: what
is asked about must be in the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.lookups.draft import Draft
from assistant.lookups.options import LOOKUPS
from assistant.model import Fact, Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.store.rows import PlanRow

_WORDS = re.compile(
    r"文号|字号|编号|号文|文件|印发|发布|下发|公布|出台|成文|发出|发文|制定|印制|时间|日期|时候|单位|机关|机构|部门|主体|落款|哪[年天日]|[^\u4e00-\u9fff]+"
)
"""What the question's words may be made of beside the plan's title."""
_KNOWN: dict[Fact, Callable[[PlanRow], str]] = {
    "文号": lambda row: row.number or "",
    "日期": lambda row: _in_chinese(row.issued) if row.issued else "",
    "印发单位": lambda row: row.issuer or "",
}


def particulars(query: Query, sources: Sources) -> Draft | None:
    """None where something else is asked, or something beside."""
    asked = query.slots.facts
    plans = [sources.catalog.row(plan) for plan in query.scope.plans]
    titles = fold(" ".join(t for row in plans for t in (row.title, *row.titles)))
    said = (t.text for t in query.terms if not t.optional)
    if not asked or any(_WORDS.sub("", word) and word not in titles for word in said):
        return None
    if len(plans) > LOOKUPS.plans:
        shown = "、".join(sources.catalog.short(row.id) for row in plans[:10])
        return Draft(status="clarify", answer=f"请说明地区、年份或文件，例如：{shown}。")
    if not any(_KNOWN[name](row) for row in plans for name in asked):
        where = "、".join(sources.catalog.short(row.id) for row in plans)
        text = f"{where}没有印出{'、'.join(asked)}，或所收版本略去了文件头。"
        return Draft(status="not_found", reason="not_stated", answer=text)
    lines = tuple(
        f"- **{sources.catalog.short(row.id)}**《{row.title}》：{_said(row, asked)}。" for row in plans
    )
    return Draft(status="answered", answer="\n".join(lines), counted=lines)


def _said(row: PlanRow, asked: Sequence[Fact]) -> str:
    """What is asked for first, then what else is known."""
    known = {name: known(row) for name, known in _KNOWN.items()}
    parts = [f"{name} **{known[name]}**" if known[name] else f"没有印出{name}" for name in asked]
    return "，".join(
        [*parts, *(f"{name} {said}" for name, said in known.items() if said and name not in asked)]
    )


def _in_chinese(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
