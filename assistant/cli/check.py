"""`plans check`: sentences held against the clauses they cite, one JSON object a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import Home, settings_of


def check(
    context: typer.Context,
    pairs: Annotated[
        Path,
        typer.Option(
            "--pairs", help='每行一个 {"sentence","cites":[[文件编号,条款],…]}', exists=True, dir_okay=False
        ),
    ],
    home: Home = None,
) -> None:
    """核对句子：每句话与它所引的条款对照，说明能不能用、哪里不符。"""
    from assistant.checking.pairs import judged
    from assistant.opening import opened

    with opened(settings_of(context, home), model=False) as assistant:
        for value in judged(assistant, pairs):
            sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
