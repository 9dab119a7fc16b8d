"""`plans ingest`: files, folders and addresses into the library. A thin face."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from assistant.cli.common import AsJson, Home, NoWait, print_json, settings_of
from assistant.cli.screen import ERR
from ingest.model import Edition


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
