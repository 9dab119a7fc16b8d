"""The commands that change the library: `ingest` files, folders and addresses; withdraw, restore, remove what
is in force; and `diff`, which shows what changed. Thin faces all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from assistant.cli.common import ERR, AsJson, Home, NoWait, open_library, print_json, settings_of
from assistant.errors import AssistantError
from assistant.settings import Settings
from ingest.model import Edition

library_app = typer.Typer()
_out = Console(emoji=False, soft_wrap=True)
PlanId = Annotated[str, typer.Argument(help="文件编号，plans list --withdrawn 可以看到", show_default=False)]


def ingest(
    context: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(help="文件、文件夹或网址，默认 corpus/")] = None,
    attachments: Annotated[
        bool, typer.Option("--attachments", help="连同网页上链接的附件一起取回（只对网址）")
    ] = False,
    edition: Annotated[
        Edition | None, typer.Option(help="文本的性质：正式文本、自己写的摘编、还没有确认")
    ] = None,
    no_wait: NoWait = False,
    home: Home = None,
    json_: AsJson = False,
) -> None:
    """读入文件：显示进度，最后报告读到了什么、略去了什么、哪里存疑、哪些没有读成。"""
    from assistant.admin.ingest_files import print_report, report_json, take_in
    from ingest.readers.fetch import is_address

    settings = settings_of(context, home)
    named = [source if is_address(source) else Path(source) for source in sources or ()]
    taken = take_in(
        settings,
        named or [settings.corpus],
        ERR,
        vectors=not no_wait,
        edition=edition,
        attachments=attachments,
    )
    if json_:
        print_json(report_json(taken.files))
    else:
        print_report(taken.files, ERR)
    if taken.vectors:
        ERR.print(escape(taken.vectors), highlight=False)
    if not taken.whole or any(r.outcome == "refused" for r in taken.files):
        raise typer.Exit(1)


@library_app.command()
def withdraw(context: typer.Context, plan: PlanId, home: Home = None) -> None:
    """废止：留在资料库里，可以查看和恢复，不再用于回答和清单。"""
    settings = settings_of(context, home)
    with _changing(settings, plan) as (library, title):
        changed = library.withdraw(plan)
    _say(
        f"《{title}》"
        f"{'已标为废止，不再用于回答' if changed else '此前已经废止'}。"
        f"要恢复：plans restore {plan}"
    )


@library_app.command()
def restore(context: typer.Context, plan: PlanId, home: Home = None) -> None:
    """恢复：让废止的文件重新用于回答和清单。"""
    settings = settings_of(context, home)
    with _changing(settings, plan) as (library, title):
        changed = library.restore(plan)
    _say(f"《{title}》{'已恢复使用' if changed else '没有废止，不需要恢复'}。")


@library_app.command()
def remove(
    context: typer.Context,
    plan: PlanId,
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="确认移除")] = False,
) -> None:
    """移除：连同所有版本和留存的原件一起删去，不能恢复。"""
    from assistant.admin.library_changes import remove as remove_plan
    from ingest.store.originals import Originals

    settings = settings_of(context, home)
    if not yes:
        with open_library(settings) as library:
            title, versions = _title(library, plan), len(library.versions(plan))
        _say(
            f"将移除《{title}》及其全部 {versions} 个版本，不能恢复。"
            f"确认请加 --yes；只想停用，用 plans withdraw {plan}"
        )
        raise typer.Exit(2)
    with _changing(settings, plan) as (library, title):
        remove_plan(library, Originals(home=settings.home), plan)
    _say(
        f"已移除《{title}》。原文件若还在文件夹里，不会自动读回；要再用，运行 plans ingest 加上该文件的路径。"
    )


@library_app.command()
def diff(
    context: typer.Context,
    plan: PlanId,
    home: Home = None,
    json_: AsJson = False,
    from_: Annotated[int | None, typer.Option("--from", help="较早的版本，默认为现行的前一版")] = None,
    to: Annotated[int | None, typer.Option("--to", help="较新的版本，默认为现行版本")] = None,
) -> None:
    """同一份文件两个版本之间的逐条差异。"""
    from assistant.lookups.typed.changes import changed
    from assistant.retrieval.catalog import Catalog
    from assistant.versions.diff import DIFFERENCES_JSON
    from assistant.versions.words import lines

    with open_library(settings_of(context, home)) as library:
        _title(library, plan)
        older, newer, found = changed(Catalog(library), plan, from_, to)
    if json_:
        value = {
            "from": older,
            "to": newer,
            **DIFFERENCES_JSON.dump_python(found, mode="json"),
            "counts": found.counts,
        }
        print_json(value)
        return
    _out.print(Text(f"第 {older} 版 → 第 {newer} 版"))
    for line in lines(found):
        _out.print(Text(line), highlight=False)


@contextmanager
def _changing(settings: Settings, plan: str) -> Iterator[tuple[Any, str]]:
    """The library and the plan's title; the full-text index follows the change."""
    from assistant.admin.library_changes import index

    with open_library(settings) as library:
        yield library, _title(library, plan)
        if words := index(settings, library, beside=False):
            _say(words)


def _title(library: Any, plan: str) -> str:
    rows = library.plans(plan=plan, withdrawn=True)
    if not rows:
        raise AssistantError(
            "资料库里没有这个编号的文件", file=plan, remedy="plans list --withdrawn 列出全部编号"
        )
    return str(rows[0].title)


def _say(words: str) -> None:
    ERR.print(Text(words), highlight=False)
