"""What the commands share: options, the settings and library they act on, results on stdout as tables or
JSON, the rest on stderr, and the log.

While a command runs, warnings and errors appear as one line each on stderr, and with tracebacks in
`plans.log` in the library folder, which is kept small. A folder that does not exist is not created, and a log
that cannot be written is done without.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.settings import Settings

if TYPE_CHECKING:
    from ingest.store.library import Library

FILE = "plans.log"
_LARGEST = 1_000_000
"""Bytes of the file; one more is kept of what came before."""


class _Sentences(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(record.getMessage(), file=sys.stderr)


class _Rotating(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  as the class above names it
        """A log that cannot be written is done without."""


class _File(logging.Handler):
    """Writes into the folder that was named last."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.home: Path | None = None
        self._open: RotatingFileHandler | None = None
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if self.home is None or not self.home.is_dir():
            return
        try:
            self._file(self.home / FILE).emit(record)
        except OSError:
            self._open = None

    def _file(self, path: Path) -> RotatingFileHandler:
        if self._open is None or Path(self._open.baseFilename) != path.absolute():
            self.close()
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
            self._open = _Rotating(path, maxBytes=_LARGEST, backupCount=1, encoding="utf-8")
            self._open.setFormatter(self.formatter)
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
        super().close()


_SENTENCES, _FILE = _Sentences(logging.WARNING), _File()


def log_into(home: Path) -> None:
    """From now on what is logged goes there."""
    _FILE.home = home
    root = logging.getLogger()
    for handler in (_SENTENCES, _FILE):
        if handler not in root.handlers:
            root.addHandler(handler)


def log_file() -> Path | None:
    """Where it goes, if it has come there."""
    path = _FILE.home / FILE if _FILE.home is not None else None
    return path if path is not None and path.is_file() else None


NoWait = Annotated[bool, typer.Option("--no-wait", help="不等向量算完：先用全文检索，页面打开时在后台接着算")]
Home = Annotated[Path | None, typer.Option("--home", help="资料库文件夹，默认 var/ 或环境变量 PLANS_HOME")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def settings_of(context: typer.Context, home: Path | None) -> Settings:
    settings: Settings = context.obj
    settings = settings.model_copy(update={"home": home}) if home else settings
    log_into(settings.home)
    return settings


def open_library(settings: Settings) -> Any:
    from ingest.reader_version import READER_VERSION
    from ingest.store.library import Library

    return Library.open(settings.home, settings.database, reader=READER_VERSION)


def changes_in(library: Library) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What other papers have changed, by plan and label; nothing is loaded where no paper changes another."""
    if not library.amendments():
        return {}
    from assistant.lookups.remarks import changes_by_clause
    from assistant.retrieval.catalog import Catalog

    catalog = Catalog(library)
    catalog.refresh()
    return changes_by_clause(catalog)


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


_UNBOUNDED = 10_000
"""Columns for another program that reads: as many as a line needs."""
OUT = Console(emoji=False, width=None if sys.stdout.isatty() else _UNBOUNDED)
ERR = Console(stderr=True, soft_wrap=True, emoji=False)


def print_table(names: Iterable[str], rows: Iterable[Iterable[object]], *, wrap: bool = False) -> None:
    """Rows in columns; long cells take several lines, and with `wrap` a rule parts the rows."""
    table = Table(header_style="bold", show_lines=wrap)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    OUT.print(table)
