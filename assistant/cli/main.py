"""The one command `plans`. Results on stdout, notes and progress on stderr; exit 0 right, 1 the answer is no,
2 misuse.

Every command is a thin face: it reads options, calls one function of the packages, prints. Heavy libraries
are imported by the commands that use them.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assistant.cli.brief import brief
from assistant.cli.check import check
from assistant.cli.common import (
    AsJson,
    Home,
    changes_in,
    log_file,
    open_library,
    print_json,
    settings_of,
)
from assistant.cli.ingest import ingest
from assistant.cli.library import library_app
from assistant.cli.user import user
from assistant.errors import SettingsError
from assistant.model import Engine
from assistant.settings import Settings, path_prefix, read_settings
from ingest.errors import PlanError

app = typer.Typer(
    help="在政府文件里查条款、目标和责任单位，每句话都有出处。", no_args_is_help=True, add_completion=False
)
app.command()(ingest)
app.add_typer(user, name="user")
app.add_typer(library_app)
_LOG = logging.getLogger(__name__)
_UNBOUNDED = 10_000
"""Columns for another program that reads: as many as a line needs."""
_out = Console(emoji=False, width=None if sys.stdout.isatty() else _UNBOUNDED)
_err = Console(stderr=True, soft_wrap=True, emoji=False)

PlanIds = Annotated[list[str] | None, typer.Option("--plan", help="只看这些文件（编号），可多次给出")]
Region = Annotated[str | None, typer.Option("--region", help="只看这个地区")]
Year = Annotated[int | None, typer.Option("--year", help="只看覆盖这一年的文件")]
Unit = Annotated[str | None, typer.Option("--unit", help="只看这个责任单位（名称逐字）")]
Leader = Annotated[str | None, typer.Option("--leader", help="只看这位领导")]
Workbook = Annotated[Path | None, typer.Option("--xlsx", help="写成 Excel 工作簿（.xlsx）")]
Force = Annotated[bool, typer.Option("--force", help="工作簿已存在时覆盖")]


def main() -> None:
    """Entry point: errors become one sentence and exit code 1, those nobody foresaw with their traceback in
    the log; misuse is click's exit code 2.

    Commands of packages above this one are mounted by name (entry points "plans.commands"), so that none is
    imported here.
    """
    for point in entry_points(group="plans.commands"):
        app.add_typer(point.load(), name=point.name)
    try:
        app()
    except PlanError as error:
        _fail(str(error))
    except OSError as error:
        _LOG.exception("a file could not be used")
        _fail(f"文件不能读写（{error}）。请检查磁盘空间与文件夹的权限")
    except Exception as error:  # noqa: BLE001  the edge of the program: whatever it was, the person is told
        _LOG.exception("a command failed")
        where = f"，细节已记入 {file}" if (file := log_file()) else ""
        _fail(f"程序出了错（{type(error).__name__}）{where}。请运行 plans doctor 检查，或把日志交给管理员")


def _fail(words: str) -> None:
    _err.print(f"[red]错误[/red] {escape(words)}", highlight=False)
    sys.exit(1)


@app.callback()
def _common(context: typer.Context, home: Home = None) -> None:
    try:
        settings = read_settings()
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    context.obj = settings.model_copy(update={"home": home}) if home else settings


@app.command("list")
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
        rows = library.plans(plan=plan, region=region, year=year, withdrawn=withdrawn)
        more = library_doubts(library)
    if json_:
        print_json([plan_json(row, more.get(row.id, ())) for row in rows])
        return
    names = ("编号", "名称", "地区", "年份", "版本", "条款", "目标", "存疑")
    _table(
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


@app.command()
def clauses(
    context: typer.Context, home: Home = None, json_: AsJson = False, plan: PlanIds = None, unit: Unit = None,
    leader: Leader = None, region: Region = None, year: Year = None,
) -> None:  # fmt: skip
    """条款：按原文顺序，每条带责任单位。"""
    from assistant.tables.present import clause_json, with_changes

    with open_library(settings_of(context, home)) as library:
        rows = library.clauses(plan=plan, unit=unit, leader=leader, region=region, year=year)
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
    _table(("文件", "条款", "内容", "责任"), cells)


@app.command()
def targets(
    context: typer.Context, home: Home = None, json_: AsJson = False, plan: PlanIds = None, unit: Unit = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="指标名称里的词")] = None,
    region: Region = None, year: Year = None,
    xlsx: Workbook = None, force: Force = False,
) -> None:  # fmt: skip
    """量化目标：指标、范围、数值、时限、条款。"""
    from assistant.tables.present import target_json, with_changes

    _check_output(json_, xlsx)
    with open_library(settings_of(context, home)) as library:
        rows = library.targets(plan=plan, unit=unit, indicator=indicator, region=region, year=year)
        plans = library.plans(plan=plan, region=region, year=year)
        changes = changes_in(library)
    if xlsx:
        from assistant.tables.sheet import scope_words
        from assistant.tables.workbook import write_targets

        scope = scope_words(unit=unit, indicator=indicator, region=region, year=year)
        write_targets(xlsx, rows, plans, made=date.today(), scope=scope, force=force)
        _err.print(f"已写入 {xlsx}：{len(rows)} 项指标", markup=False, highlight=False)
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
    _table(("文件", "条款", "指标", "范围", "目标", "时限", "责任"), cells)


@app.command()
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
        _err.print(f"已写入 {xlsx}：{len(rows)} 条任务，{sheets} 个工作表", markup=False, highlight=False)
        return
    cells = (
        (r.plan, r.label, r.summary, "\n".join(map(target_words, r.targets)),
         "\n".join(map(date_words, r.deadlines)), "\n".join(map(in_role, r.responsibilities)))
        for r in rows
    )  # fmt: skip
    _table(("文件", "条款", "任务", "目标值", "完成时限", "分工"), cells, wrap=True)
    if silent:
        _err.print(f"另有 {sum(silent.values())} 条{listed.LEFT_OUT}，未列入；--all 一并列出", markup=False)


app.command()(brief)
app.command()(check)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="问题")],
    home: Home = None,
    json_: AsJson = False,
    engine: Annotated[
        Engine, typer.Option("--engine", help="rules（不用模型）、llm（须有模型）或 auto（有模型就用）")
    ] = "auto",
) -> None:
    """问一个问题。"""
    from assistant.tables.present import answer_json

    with _assistant(settings_of(context, home), model=engine != "rules") as assistant:
        answer = assistant.ask(question, engine=engine)
    if json_:
        print_json(answer_json(answer))
    else:
        for aside in filter(None, (answer.scope, answer.note)):
            _err.print(aside, style="dim", highlight=False)
        _print_markdown(answer.answer)
    if answer.status != "answered":
        raise typer.Exit(1)


@app.command()
def batch(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help='每行一个 {"id","q","history"}', exists=True, dir_okay=False)],
    home: Home = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="rules（不用模型）、llm（须有模型）或 auto（有模型就用）")
    ] = "auto",
) -> None:
    """逐行回答一个文件里的问题，每行输出一个 JSON 答案。"""
    from assistant.cli.batch import answer_lines

    with _assistant(settings_of(context, home), model=engine != "rules") as assistant:
        for value in answer_lines(assistant, file, engine=engine):
            sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _prefix(value: str | None) -> str | None:
    try:
        return None if value is None else str(path_prefix(value))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


@app.command()
def chat(
    context: typer.Context,
    home: Home = None,
    host: Annotated[str | None, typer.Option("--host", help="监听地址")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="监听端口")] = None,
    prefix: Annotated[
        str | None, typer.Option("--prefix", callback=_prefix, help="反向代理之后的路径前缀，例如 /plans")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="启动后打开浏览器")] = True,
) -> None:
    """打开聊天页面；资料库还是空的时，先读入 corpus/。"""
    from assistant.admin.ingest_files import ensure_loaded
    from assistant.app.server.serve import serve, share_one_heap
    from assistant.auth.access import check_door

    share_one_heap()  # before the first thread, which shows progress
    settings = settings_of(context, home)
    given = {"host": host, "port": port, "prefix": prefix}
    settings = settings.model_copy(update={name: v for name, v in given.items() if v is not None})
    check_door(settings)  # before anything is read in
    ensure_loaded(settings, _err)
    serve(settings, open_browser=browser)


@app.command()
def doctor(context: typer.Context, home: Home = None, json_: AsJson = False) -> None:
    """检查安装、资料库、索引和模型接口，并证明问答过程不访问外部网络。"""
    from assistant.admin.doctor import examine

    checks = examine(settings_of(context, home))
    if json_:
        print_json([{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks])
    else:
        for c in checks:
            _out.print(
                f"{'[green]✓[/green]' if c.ok else '[red]✗[/red]'} {c.name}：{escape(c.detail)}",
                highlight=False,
                soft_wrap=True,
            )
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


def _assistant(settings: Settings, *, model: bool) -> Any:
    from assistant.opening import opened

    return opened(settings, model=model)


def _check_output(json_: bool, xlsx: Path | None) -> None:
    """One form of output, and a workbook under a name that programs open as one."""
    if xlsx and json_:
        raise typer.BadParameter("--json 与 --xlsx 只能用一个", param_hint="--xlsx")
    if xlsx and xlsx.suffix.lower() != ".xlsx":
        raise typer.BadParameter("文件名应以 .xlsx 结尾", param_hint="--xlsx")


def _table(names: Iterable[str], rows: Iterable[Iterable[object]], *, wrap: bool = False) -> None:
    """Rows in columns; long cells take several lines, and with `wrap` a rule parts the rows."""
    table = Table(header_style="bold", show_lines=wrap)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    _out.print(table)


def _print_markdown(text: str) -> None:
    """As a page on a terminal, as it is to another program."""
    if _out.is_terminal:
        from rich.markdown import Markdown

        _out.print(Markdown(text))
    else:
        sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
