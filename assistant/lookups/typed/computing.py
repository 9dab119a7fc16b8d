"""Counts, sums, differences and ranks over rows of other look-ups, with the operands that went in.

In: which operation, and over what: rows pointed at one by one, or all rows of a look-up. Out: the result as a
row of its own in front, then its operands. Figures are read from the ledger, never from what somebody wrote;
nothing is computed over a list that is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from assistant.errors import LookupError_
from assistant.lookups.arguments import (
    CompareArguments,
    ComputeArguments,
    Operation,
    RowReference,
    TargetsArguments,
)
from assistant.lookups.arithmetic import Operand, places, ranked
from assistant.lookups.found import Found, Row, Rows, line_of
from assistant.lookups.typed.ledger import compared_in, target_row, targets_meant, targets_within
from assistant.lookups.typed.named import clauses_called, offices_called, plan_id, plan_ids
from assistant.lookups.typed.notes import computed_line, unfit
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.wording import figure_words
from ingest.labels import is_paragraph
from ingest.store.rows import TargetRow

Run = Callable[[str, Mapping[str, Any]], Found]
Read = Callable[[str, Mapping[str, Any]], BaseModel]
"""Makes another look-up; validates its arguments. Both raise LookupError_."""
_OF_FIGURES = ("targets", "compare")
WORDS: Mapping[Operation, str] = {"count": "计数", "sum": "合计", "difference": "相差", "rank": "排序"}


def compute(catalog: Catalog, arguments: ComputeArguments, run: Run, read: Read) -> Rows:
    """Raises LookupError_ where nothing, or both rows and a look-up, is given."""
    if bool(arguments.rows) == bool(arguments.lookup):
        raise LookupError_("参数 rows、lookup：请给出其中一个，要么逐个指明行，要么给出一个查询")
    if arguments.operation == "count":
        return _counted(catalog, arguments, run)
    operands = _operands(catalog, arguments, read)
    if reason := unfit(operands, arguments.operation):
        rows = tuple(_row(catalog, one) for one in operands)
        return Rows(
            rows=rows, complete=False, note=f"不能{WORDS[arguments.operation]}：{reason}", total=len(rows)
        )
    if arguments.operation == "rank":
        return _ranked(catalog, operands)
    several = len({one.row.plan for one in operands}) > 1
    line = computed_line(operands, arguments.operation, _with_plan if several else _dated)
    rows = (result_row(line), *(_row(catalog, one) for one in operands))
    return Rows(rows=rows, total=len(operands))


def result_row(line: str) -> Row:
    """A computed result; it belongs to no clause."""
    return Row(
        plan="", clause="", start=0, end=0, cells={"结果": line}, text=line_of({"结果": line}), quote=""
    )


def _counted(catalog: Catalog, arguments: ComputeArguments, run: Run) -> Rows:
    """Of the clauses below a label the items alone: the rows of its table, or its clauses without the
    paragraphs that lead them in or close them.
    """
    if arguments.rows:
        raise LookupError_("参数 rows：计数要给出一个查询（lookup 和 arguments），逐个指明的行不用数")
    if arguments.lookup in ("compute", "search"):
        raise LookupError_(f"参数 lookup：{arguments.lookup} 的结果不是全部，不能计数")
    found = run(arguments.lookup, arguments.arguments)
    if arguments.lookup == "clause":
        rows = _items(catalog, found.rows)
        found = replace(found, rows=rows, total=len(rows))
    clauses = {(row.plan, row.clause) for row in found.rows if row.clause}
    plans = {row.plan for row in found.rows}
    line = f"共 {found.total} 项" + (f"，分布在 {len(plans)} 份文件的 {len(clauses)} 条" if clauses else "")
    return Rows(
        rows=(result_row(line), *found.rows),
        complete=found.complete,
        note=found.note,
        total=found.total,
    )


def _items(catalog: Catalog, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a table where one of two and more is among them; else all but the paragraphs beside
    items.
    """
    clauses = {(row.plan, row.clause): catalog.view(row.plan).clause(row.clause).clause for row in rows}
    of_table = [row for row in rows if clauses[row.plan, row.clause].cells]
    if len(of_table) > 1 and len({clauses[row.plan, row.clause].columns for row in of_table}) == 1:
        return tuple(of_table)
    loose = [is_paragraph(clauses[row.plan, row.clause]) for row in rows]
    above = {row.clause.rpartition("/")[0] for row, one in zip(rows, loose, strict=True) if not one}
    return tuple(
        row
        for row, one in zip(rows, loose, strict=True)
        if not (one and row.clause.rpartition("/")[0] in above)
    )


def _operands(catalog: Catalog, arguments: ComputeArguments, read: Read) -> list[Operand]:
    if arguments.rows:
        return [_pointed_at(catalog, one) for one in arguments.rows]
    if arguments.lookup not in _OF_FIGURES:
        raise LookupError_(
            f"参数 lookup：{WORDS[arguments.operation]}只能用于 {'、'.join(_OF_FIGURES)} 的结果"
        )
    rows = _figures(catalog, read(arguments.lookup, arguments.arguments))
    several = len({one.target.deadline for one in rows}) > 1
    return [_operand(catalog, one, dated=several) for one in rows]


def _figures(catalog: Catalog, asked: BaseModel) -> Sequence[TargetRow]:
    if isinstance(asked, TargetsArguments):
        plans = plan_ids(catalog, asked.plans)
        return targets_meant(catalog, asked, plans, offices_called(catalog, asked.unit))
    assert isinstance(asked, CompareArguments)
    plans = plan_ids(catalog, asked.plans)
    return [one for plan in plans for one, _ in compared_in(catalog, plan, asked.indicator)]


def _operand(catalog: Catalog, one: TargetRow, *, dated: bool = False) -> Operand:
    view, target = catalog.view(one.plan), one.target
    return Operand(
        view=view,
        row=view.clause(target.clause),
        target=target,
        value=None if target.value_high is not None else target.value,
        said=figure_words(target),
        time=(target.deadline or "")[:4] if dated else "",
    )


def _pointed_at(catalog: Catalog, reference: RowReference) -> Operand:
    """The one figure a reference means. Raises LookupError_ where there is none, or where there are
    several.
    """
    plan = plan_id(catalog, reference.plan, "rows")
    labels = {row.clause.label for row in clauses_called(catalog.view(plan), reference.clause)}
    every = targets_within(catalog, (plan,), words=reference.indicator, year=reference.year)
    found = [one for one in every if one.target.clause in labels]
    exact = [one for one in found if one.target.indicator == reference.indicator]
    found = exact or found
    where = f"{catalog.short(plan)}·{reference.clause}"
    if not found:
        named = f"“{reference.indicator}”的" if reference.indicator else ""
        raise LookupError_(f"参数 rows：{where} 没有{named}目标值")
    if len(found) > 1:
        told = "、".join(f"{o.target.indicator} {figure_words(o.target)}" for o in found)
        raise LookupError_(
            f"参数 rows：{where} 有 {len(found)} 个目标值，请用 indicator、year 说明是哪一个：{told}"
        )
    one = _operand(catalog, found[0])
    return _at_base(one, reference.year)


def _at_base(one: Operand, year: int | None) -> Operand:
    """What the figure starts from, where that is of the year asked for."""
    target = one.target
    if year is None:
        return one
    if (target.deadline or "")[:4] != str(year) and (target.base_year or "")[:4] == str(year):
        said = "" if target.baseline is None else f"{target.baseline:f}{target.unit or ''}"
        return replace(one, value=target.baseline, said=said, time=str(year))
    return replace(one, time=str(year))


def _ranked(catalog: Catalog, operands: Sequence[Operand]) -> Rows:
    """From the largest to the smallest, each with its place."""
    inorder = ranked(operands)
    told = zip(inorder, places(inorder), strict=True)
    rows = tuple(_row(catalog, one, place) for one, place in told)
    line = " ＞ ".join(map(_with_plan, inorder))
    return Rows(rows=(result_row(f"从大到小：{line}"), *rows), total=len(rows))


def _dated(operand: Operand) -> str:
    return operand.dated


def _with_plan(one: Operand) -> str:
    return f"{one.view.short} {one.dated}"


def _row(catalog: Catalog, one: Operand, place: int = 0) -> Row:
    shown = TargetRow(one.row.plan, one.target, one.row.clause)
    return target_row(catalog, shown, {"名次": str(place)} if place else None)
