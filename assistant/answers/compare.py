"""One indicator over places, years and plans, as a table: a row a plan, its quotes below. A cell says
文件未载明 only after a look-up in the plan's full text; else it shows what is nearest.
"""

from __future__ import annotations

from assistant.answers.draft import Draft, figures_line
from assistant.denial import By, Denial
from assistant.lookups.cite import chip, cite, quote
from assistant.lookups.compare import Comparison, PlanCompared, Standing, past_years
from assistant.lookups.figure import FigureFound
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from ingest.labels import is_row

NOT_STATED = Denial(what="", by=By.TEXT, where="文件").brief
_NO_LIKE = Denial(what="同样说法的条款", by=By.FOUND)


def compared(query: Query, found: Comparison) -> Draft:
    lines = ["| 文件 | 载明的内容 | 出处 |", "|---|---|---|", *map(_line, found.plans)]
    citations = tuple(c for one in found.plans for c in _cited(query, one))
    said = _conclusion(found.standing) if found.standing else ""
    quotes = (f"{quote(c)} 〔{c.marker}〕" for c in citations)
    text = "\n".join([*([said, ""] if said else []), *lines, "", *quotes])
    return Draft(status="answered", answer=text, citations=citations)


def _line(one: PlanCompared) -> str:
    """What the plan states; of one in which nothing answers, that it states nothing, or where to look."""
    rows = [f.found.row for f in one.figures] or [p.row for p in one.near]
    said = "；".join(dict.fromkeys(_words(f, one.view) for f in one.figures)).replace("|", "／")
    if not one.figures:
        said = NOT_STATED if one.silent else "最接近的原文见下" if one.near else f"{_NO_LIKE}，请看原文"
    chips = "".join(dict.fromkeys(chip(one.view, row) for row in rows))
    return f"| {one.view.short} | {said} | {chips or '—'} |"


def _cited(query: Query, one: PlanCompared) -> list[Citation]:
    """What is quoted of the plan: of one that states no figure where none is asked for, a short clause
    whole.
    """
    cited = []
    for f in one.figures:
        clause = f.found.row.clause
        whole = not query.wants_figure and clause.span.end - clause.span.start <= LOOKUPS.whole
        cited.append(cite(one.view, f.found.row, None if whole else f.found.statement.span))
    return cited or [cite(p.view, p.row, p.span) for p in one.near]


def _words(figure: FigureFound, view: PlanView) -> str:
    if figure.targets or is_row(figure.found.row.clause):
        return figures_line(figure)
    past = past_years(figure.found.row, view)
    return f"（{past[-1]}年情况）{figure.found.text}" if past else figure.found.text


def _conclusion(of: Standing) -> str:
    """Whether the figures agree, and which is higher."""
    if of.alike == "all":
        other = "，但指标的名称不同，请以各自条款为准。" if of.named_otherwise else "。"
        return f"所载数值一致{other}"
    if of.alike == "value":
        return "所载数值相同，但要求的方式（以上、以下、左右等）不同，请以各自条款为准。"
    which = f"**{of.highest.short}** 的数值较高；"
    if of.stricter == "lowest":
        which = f"**{of.lowest.short}** 的上限较低，要求更严；"
    if of.stricter == "highest":
        which = f"**{of.highest.short}** 的下限较高，要求更严；"
    called = "但指标的名称不同，" if of.named_otherwise else ""
    return f"所载数值不一致，{which}{called}各文件的地区、年份和口径可能不同，请以各自条款为准。"
