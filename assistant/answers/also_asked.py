"""What a question asks beside how much: who, and by when (目标是多少，哪个科室负责，什么时候完成).

In: the figures that answer it, of one plan. Out: lines that stand below them, each from the figures' own
clauses and with their chip; what a clause does not state is said, and not taken from another one. A date is
as printed behind a label of its own (完成时限：8月底前), else in the figure's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lookups.cite import marker
from assistant.lookups.figure import FigureFound
from assistant.model import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.wording import offices_words
from ingest.store.rows import ClauseRow

_DATE = re.compile(
    r"(?:到|至)?((?:20\d{2}年)(?:\d{1,2}月(?:份)?(?:\d{1,2}日)?|[上下]半年|第?[一二三四]季度)?(?:年?[底末内中]|以?前)*"
    r"|(?<![\d.年])\d{1,2}月(?:\d{1,2}日|[底末]|份)?(?:之前|以前|前|内)?|年[底末](?:之?前)?|年内|[上下]半年|第?[一二三四]季度)"
)
_LABELLED = re.compile(r"(?:完成)?(?:时限|期限|时间)[:：]([^；;，,（）()。\n]{2,20})")
_YEAR = re.compile(r"20\d{2}")


def besides(query: Query, view: PlanView, figures: Sequence[FigureFound]) -> list[str]:
    """The lines asked for, each clause's once; none for a question that only asks how much."""
    rows = {f.found.row.clause.label: f.found.row for f in figures}.values()
    out = [_office(view, row) for row in rows] if query.wants_both else []
    if query.wants_due:
        told = [row.clause for row in rows if query.wants_both and row.clause.responsibilities]
        named = {clause.label for clause in told if clause.due}
        out += dict.fromkeys(_due(view, f) for f in figures if f.found.row.clause.label not in named)
    return out


def _office(view: PlanView, row: ClauseRow) -> str:
    words = offices_words(row.clause) if row.clause.responsibilities else ""
    return f"**{words}** {_chip(view, row)}" if words else f"本条未载明责任单位。{_chip(view, row)}"


def _due(view: PlanView, figure: FigureFound) -> str:
    row = figure.found.row
    labelled = _LABELLED.search(row.text)
    due = row.clause.due or (labelled[1].strip() if labelled else "") or _printed_date(figure)
    if due:
        return f"完成时限：**{due}** {_chip(view, row)}"
    kind = "五年规划" if view.row.period else "年度文件" if view.row.year else ""
    of_plan = f"，{view.short}是{kind}" if kind else ""
    return f"完成时限：本条没有另外写明{of_plan}。{_chip(view, row)}"


def _printed_date(figure: FigureFound) -> str:
    """The last date before the figure in its sentence, else the first behind it, of the year its deadline is
    in; "" where there is none.

    A row of a table has its dates in its columns.
    """
    statement, text = figure.found.statement, figure.found.text
    if figure.found.row.clause.family == "表":
        columns = figure.found.row.clause.columns
        return next(
            (
                c if not _YEAR.fullmatch(c) else f"{c}年"
                for c in columns
                if _years(figure) & {*_YEAR.findall(c)}
            ),
            "",
        )
    at = figure.targets[0].span.start - statement.span.start if figure.targets else len(text)
    dates = [
        m for m in _DATE.finditer(text) if not (years := {*_YEAR.findall(m[1])}) or years <= _years(figure)
    ]
    before = [m[1] for m in dates if m.start() < at]
    return before[-1] if before else next((m[1] for m in dates), "")


def _years(figure: FigureFound) -> set[str]:
    return {t.deadline[:4] for t in figure.targets[:1] if t.deadline}


def _chip(view: PlanView, row: ClauseRow) -> str:
    return f"〔{marker(view, row.clause.label)}〕"
