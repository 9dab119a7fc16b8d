"""What the commands of `plans bench` and `plans eval` share: settings, common options, one line of progress
on stderr.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from assistant.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="资料库文件夹，默认 var/ 或环境变量 PLANS_HOME")]
Against = Annotated[
    str | None, typer.Option("--against", help="一并评测：naive（朴素流程：按长度切块，取最近的几块）")
]


class Bars:
    """One line of progress, gone when the work is done."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __enter__(self) -> Bars:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._progress.start()
        self._task = self._progress.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, description: str, done: int, total: int) -> None:
        """A `total` of 0 is one that is not known."""
        self._progress.update(self._task, description=description, completed=done, total=total or None)


def settings_of(context: typer.Context, home: Path | None) -> Settings:
    """Those of the command line above, or of the environment, with this folder in place of theirs."""
    from assistant.settings import Settings, read_settings

    settings = context.obj if isinstance(context.obj, Settings) else read_settings()
    return settings.model_copy(update={"home": home}) if home else settings


def naive_wanted(against: str | None) -> bool:
    """Raises BadParameter for anything but the plain pipeline."""
    if against not in (None, "naive"):
        raise typer.BadParameter("可选 naive", param_hint="--against")
    return against == "naive"
