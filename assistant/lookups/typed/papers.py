"""The plans there are, how one is built, and its clauses by label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.lookups.arguments import ClauseArguments, OutlineArguments, PlansArguments
from assistant.lookups.found import Row, Rows, clause_row, filled_cells, line_of
from assistant.lookups.typed.named import clauses_called, plan_id
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import date_words, offices_words
from ingest.grammar.folding import unbroken
from ingest.model import Heading, Plan
from ingest.store.rows import ClauseRow, PlanRow


def plans(catalog: Catalog, arguments: PlansArguments) -> Rows:
    kept = {row.id for row in (catalog.withdrawn() if arguments.withdrawn else ())}
    named = [p if p in kept else plan_id(catalog, p, "plans") for p in arguments.plans]
    rows = catalog.within(
        named or None,
        region=arguments.region,
        year=arguments.year,
        withdrawn=arguments.withdrawn,
    )
    return Rows(rows=tuple(_plan(catalog, row) for row in rows), read={"plans": named})


def _plan(catalog: Catalog, row: PlanRow) -> Row:
    cells = filled_cells(
        {
            "编号": row.id,
            "名称": row.title,
            "简称": "" if row.withdrawn else catalog.short(row.id),
            "地区": row.region or "",
            "年份": row.period or (str(row.year) if row.year else ""),
            "印发机关": row.issuer or "",
            "文号": row.number or "",
            "印发日期": date_words(row.issued) if row.issued else "",
            "文本": EDITION_WORDS[row.edition].name,
            "条款数": str(row.clauses),
            "目标数": str(row.targets),
            "状态": "已废止" if row.withdrawn else "",
        }
    )
    return Row(plan=row.id, clause="", start=0, end=0, cells=cells, text=line_of(cells), quote="")


def outline(catalog: Catalog, arguments: OutlineArguments) -> Rows:
    """Every heading in printed order with the number of clauses below it, and the clauses that have a title
    of their own.
    """
    plan = plan_id(catalog, arguments.plan)
    view = catalog.view(plan)
    whole = catalog.version(plan, view.row.version)
    below, headings = _below(whole), {h.label for h in whole.headings}
    titled = [r for r in view.clauses if r.clause.heading and r.clause.label not in headings]
    rows = [(h.span.start, _heading(whole, h, below)) for h in whole.headings]
    rows += [(r.clause.span.start, _titled(view, r)) for r in titled]
    return Rows(
        rows=tuple(row for _, row in sorted(rows, key=lambda one: one[0])),
        note=f"{view.short}共 {len(view.clauses)} 条",
        read={"plan": plan},
    )


def _below(plan: Plan) -> Counter[str]:
    """How many clauses stand below each heading, at whatever depth; one that has the heading's own label is
    the heading's.
    """
    parents = {heading.label: heading.parent for heading in plan.headings}
    counted: Counter[str] = Counter()
    for clause in plan.clauses:
        label: str | None = clause.label if clause.label in parents else clause.parent
        while label:
            counted[label] += 1
            label = parents.get(label, label.rpartition("/")[0] or None)
    return counted


def _heading(plan: Plan, heading: Heading, below: Counter[str]) -> Row:
    quote = heading.span.of(plan.text)
    cells = {
        "编号": heading.label,
        "标题": unbroken(heading.title or quote),
        "条数": str(below[heading.label]),
    }
    return Row(
        plan=plan.id,
        clause=heading.label,
        start=heading.span.start,
        end=heading.span.end,
        cells=cells,
        text=line_of(cells),
        quote=quote,
    )


def _titled(view: PlanView, row: ClauseRow) -> Row:
    title = unbroken(row.clause.heading or "")
    return clause_row(view, row, {"编号": row.clause.label, "标题": title, "条数": "1"})


def clause(catalog: Catalog, arguments: ClauseArguments) -> Rows:
    """The clause, or the clauses below a heading, with `around` neighbours on either side."""
    plan = plan_id(catalog, arguments.plan)
    view = catalog.view(plan)
    meant = clauses_called(view, arguments.label)
    shown = _with_neighbours(view.clauses, meant, arguments.around)
    return Rows(rows=tuple(whole(view, row) for row in shown), read={"plan": plan})


def _with_neighbours(rows: Sequence[ClauseRow], meant: Sequence[ClauseRow], around: int) -> list[ClauseRow]:
    at = {id(row): n for n, row in enumerate(rows)}
    places = [at[id(row)] for row in meant]
    wanted = {n for place in places for n in range(place - around, place + around + 1)}
    return [row for n, row in enumerate(rows) if n in wanted]


def whole(view: PlanView, row: ClauseRow) -> Row:
    """The clause with all that is in it, its own heading where its text does not hold it."""
    return clause_row(view, row, {**place_cells(view, row), **duty_cells(row), "原文": own_words(row)})


def place_cells(view: PlanView, row: ClauseRow) -> dict[str, str]:
    """Which clause of which plan, and under which headings."""
    above = " > ".join(unbroken(step) for step in row.clause.path)
    return {"文件": view.short, "条款": row.clause.label, "所在": above}


def duty_cells(row: ClauseRow) -> dict[str, str]:
    return {"分工": offices_words(row.clause)}


def own_words(row: ClauseRow) -> str:
    """The text, behind its heading where that is apart; a row of a table cell by cell."""
    clause = row.clause
    if clause.cells and len(clause.columns) == len(clause.cells):
        named = zip(clause.columns, clause.cells, strict=True)
        return "；".join(f"{column}：{cell}" if column else cell for column, cell in named if cell.strip())
    heading = clause.heading if clause.heading and clause.heading not in row.text else ""
    return f"{heading}\n{row.text}" if heading else row.text
