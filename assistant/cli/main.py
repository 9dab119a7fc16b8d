"""The one command `plans`. Results on stdout, notes and progress on stderr; exit 0 right, 1 the answer is no,
2 misuse.

Every command is a thin face: it reads options, calls one function of the packages, prints. Heavy libraries
are imported by the commands that use them.
"""

from __future__ import annotations

import json
import logging
import sys
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from assistant.cli.brief import brief
from assistant.cli.check import check
from assistant.cli.common import ERR, OUT, AsJson, Home, log_file, print_json, settings_of
from assistant.cli.library import ingest, library_app
from assistant.cli.listings import listings
from assistant.cli.lookup import AS_THE_LOOKUP_SAYS, lookup
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
app.add_typer(listings)
app.command()(brief)
app.command()(check)
app.command(context_settings=AS_THE_LOOKUP_SAYS)(lookup)
_LOG = logging.getLogger(__name__)


def main() -> None:
    """Entry point: errors become one sentence and exit code 1, those nobody foresaw with their traceback in
    the log; misuse is click's exit code 2.
    """
    _mount()
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


@cache
def _mount() -> None:
    """The commands of packages above this one, by name (entry points "plans.commands"), so that none is
    imported here; once in a process, however often it runs a command.
    """
    for point in entry_points(group="plans.commands"):
        app.add_typer(point.load(), name=point.name)


def _fail(words: str) -> None:
    ERR.print(f"[red]错误[/red] {escape(words)}", highlight=False)
    sys.exit(1)


@app.callback()
def _common(context: typer.Context, home: Home = None) -> None:
    try:
        settings = read_settings()
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    context.obj = settings.model_copy(update={"home": home}) if home else settings


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
            ERR.print(aside, style="dim", highlight=False)
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
    ensure_loaded(settings, ERR)
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
            OUT.print(
                f"{'[green]✓[/green]' if c.ok else '[red]✗[/red]'} {c.name}：{escape(c.detail)}",
                highlight=False,
                soft_wrap=True,
            )
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


def _assistant(settings: Settings, *, model: bool) -> Any:
    from assistant.opening import opened

    return opened(settings, model=model)


def _print_markdown(text: str) -> None:
    """As a page on a terminal, as it is to another program."""
    if OUT.is_terminal:
        from rich.markdown import Markdown

        OUT.print(Markdown(text))
    else:
        sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
