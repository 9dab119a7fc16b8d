"""What the commands have in common: options, the settings they act on, the library they open, JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.log import log_into
from assistant.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="资料库文件夹，默认 var/ 或环境变量 PLANS_HOME")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def settings_of(context: typer.Context, home: Path | None) -> Settings:
    settings: Settings = context.obj
    settings = settings.model_copy(update={"home": home}) if home else settings
    log_into(settings.home)
    return settings


def open_library(settings: Settings) -> Any:
    from ingest.pipeline import READER_VERSION
    from ingest.store.library import Library

    return Library.open(settings.home, settings.database, reader=READER_VERSION)


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
