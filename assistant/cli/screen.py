"""What goes to the screen: results on stdout, in tables; the rest on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

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
