"""The listings people type: list, clauses, targets, tasks. Thin faces over the look-ups."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    ERR,
    AsJson,
    Home,
    changes_in,
    open_library,
    print_json,
    print_table,
    settings_of,
)

if TYPE_CHECKING:
    from assistant.retrieval.catalog import Catalog

listings = typer.Typer()

PlanIds = Annotated[list[str] | None, typer.Option("--plan", help="只看这些文件（编号），可多次给出")]
Region = Annotated[str | None, typer.Option("--region", help="只看这个地区")]
Year = Annotated[int | None, typer.Option("--year", help="只看覆盖这一年的文件")]
Unit = Annotated[str | None, typer.Option("--unit", help="只看这个责任单位（名称逐字）")]
Leader = Annotated[str | None, typer.Option("--leader", help="只看这位领导")]
Workbook = Annotated[Path | None, typer.Option("--xlsx", help="写成 Excel 工作簿（.xlsx）")]
Force = Annotated[bool, typer.Option("--force", help="工作簿已存在时覆盖")]


@listings.command("list")
def list_(
    context: typer.Context,
    home: Home = None,
    json_: AsJson = False,
    region: Region = None,
    year: Year = None,
    plan: PlanIds = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="连同已废止的")] = False,
) -> None:
    """资料库里的文件。"""
    from assistant.tables.present import plan_json
    from assistant.versions.relations import library_doubts

    with open_library(settings_of(context, home)) as library:
        rows = _catalog(library).within(plan, region=region, year=year, withdrawn=withdrawn)
        more = library_doubts(library)
    if json_:
        print_json([plan_json(row, more.get(row.id, ())) for row in rows])
        return
    names = ("编号", "名称", "地区", "年份", "版本", "条款", "目标", "存疑")
    print_table(
        names,
        (
            (
                r.id,
                f"{r.title}（已废止）" if r.withdrawn else r.title,
                r.region,
                r.period or r.year,
                f"{r.edition.value} v{r.version}",
                r.clauses,
                r.targets,
                len(r.doubts) + len(more.get(r.id, ())),
            )
            for r in rows
        ),
    )


@listings.command()
def clauses(
    context: typer.Context, home: Home = None, json_: AsJson = False, plan: PlanIds = None, unit: Unit = None,
    leader: Leader = None, region: Region = None, year: Year = None,
) -> None:  # fmt: skip
    """条款：按原文顺序，每条带责任单位。"""
    from assistant.lookups.charged import charging
    from assistant.tables.present import clause_json, with_changes

    with open_library(settings_of(context, home)) as library:
        catalog = _catalog(library)
        plans = catalog.within(plan, region=region, year=year)
        units, leaders = (() if name is None else (name,) for name in (unit, leader))
        rows = [r for p in plans for r in charging(catalog, catalog.view(p.id), units, leaders)]
        changes = changes_in(library)
    if json_:
        print_json([with_changes(clause_json(row), changes) for row in rows])
        return
    cells = (
        (
            r.plan,
            r.clause.label,
            r.text.replace("\n", " ")[:60],
            "、".join((*r.clause.units, *r.clause.leaders)),
        )
        for r in rows
    )
    print_table(("文件", "条款", "内容", "责任"), cells)


@listings.command()
def targets(
    context: typer.Context, home: Home = None, json_: AsJson = False, plan: PlanIds = None, unit: Unit = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="指标名称里的词")] = None,
    region: Region = None, year: Year = None,
    xlsx: Workbook = None, force: Force = False,
) -> None:  # fmt: skip
    """量化目标：指标、范围、数值、时限、条款。"""
    from assistant.lookups.typed.ledger import targets_within
    from assistant.tables.present import target_json, with_changes

    _check_output(json_, xlsx)
    with open_library(settings_of(context, home)) as library:
        catalog = _catalog(library)
        plans = catalog.within(plan, region=region, year=year)
        units = None if unit is None else (unit,)
        rows = targets_within(catalog, [p.id for p in plans], words=indicator or "", units=units)
        changes = changes_in(library)
    if xlsx:
        from assistant.tables.sheet import scope_words
        from assistant.tables.workbook import write_targets

        scope = scope_words(unit=unit, indicator=indicator, region=region, year=year)
        write_targets(xlsx, rows, plans, made=date.today(), scope=scope, force=force)
        ERR.print(f"已写入 {xlsx}：{len(rows)} 项指标", markup=False, highlight=False)
        return
    if json_:
        print_json([with_changes(target_json(row), changes) for row in rows])
        return
    cells = (
        (
            r.plan,
            r.target.clause,
            r.target.indicator,
            r.target.scope,
            r.target.figure,
            r.target.deadline,
            "、".join(r.clause.units),
        )
        for r in rows
    )
    print_table(("文件", "条款", "指标", "范围", "目标", "时限", "责任"), cells)


@listings.command()
def tasks(
    context: typer.Context, home: Home = None, json_: AsJson = False, plan: PlanIds = None, unit: Unit = None,
    leader: Leader = None, region: Region = None, year: Year = None,
    every: Annotated[bool, typer.Option("--all", help="连同没有责任单位、目标和节点的条款")] = False,
    xlsx: Workbook = None, force: Force = False,
) -> None:  # fmt: skip
    """任务：条款、目标值、完成时限、牵头、责任、配合；--xlsx 写成任务分解推进表。"""
    from assistant.lookups import tasks as listed
    from assistant.retrieval.wording import date_words, in_role, target_words
    from assistant.tables.present import task_json

    _check_output(json_, xlsx)
    with open_library(settings_of(context, home)) as library:
        rows = listed.tasks(
            library, plan=plan, unit=unit, leader=leader, region=region, year=year, every=every
        )
        silent = {} if every else listed.left_out(library, {row.plan for row in rows})
    if json_:
        print_json([task_json(row) for row in rows])
        return
    if xlsx:
        from assistant.tables.sheet import scope_words
        from assistant.tables.workbook import write_tasks

        scope = scope_words(unit=unit, leader=leader, region=region, year=year)
        sheets = write_tasks(xlsx, rows, made=date.today(), scope=scope, force=force, silent=silent)
        ERR.print(f"已写入 {xlsx}：{len(rows)} 条任务，{sheets} 个工作表", markup=False, highlight=False)
        return
    cells = (
        (r.plan, r.label, r.summary, "\n".join(map(target_words, r.targets)),
         "\n".join(map(date_words, r.deadlines)), "\n".join(map(in_role, r.responsibilities)))
        for r in rows
    )  # fmt: skip
    print_table(("文件", "条款", "任务", "目标值", "完成时限", "分工"), cells, wrap=True)
    if silent:
        ERR.print(f"另有 {sum(silent.values())} 条{listed.LEFT_OUT}，未列入；--all 一并列出", markup=False)


def _catalog(library: Any) -> Catalog:
    from assistant.retrieval.catalog import Catalog

    catalog = Catalog(library)
    catalog.refresh()
    return catalog


def _check_output(json_: bool, xlsx: Path | None) -> None:
    """One form of output, and a workbook under a name that programs open as one."""
    if xlsx and json_:
        raise typer.BadParameter("--json 与 --xlsx 只能用一个", param_hint="--xlsx")
    if xlsx and xlsx.suffix.lower() != ".xlsx":
        raise typer.BadParameter("文件名应以 .xlsx 结尾", param_hint="--xlsx")
