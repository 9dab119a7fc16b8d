"""Files taken in from the command line or the app: read, stored, indexed, with progress where one waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.settings import Settings
from ingest.embedding import HashingEmbedder
from ingest.indexes import mend
from ingest.lexical import LexicalIndex
from ingest.library import Library
from ingest.load import FileReport, entries, find_files, load
from ingest.pipeline import READER_VERSION
from ingest.vectors import VectorIndex


def take_in(settings: Settings, paths: Sequence[Path], console: Console) -> list[FileReport]:
    """Read `paths` into the library and bring the indexes up. Raises IngestError for a manifest that cannot be read."""
    files = find_files(paths)
    reports: list[FileReport] = []
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with (
        Library.open(settings.home, settings.database, reader=READER_VERSION) as library,
        Progress(*columns, console=console, transient=True) as bars,
    ):
        reading = bars.add_task("读入文件", total=len(files), file="")
        known = entries([*paths, *([settings.corpus] if settings.corpus.is_dir() else [])])
        for report in load(
            library,
            files,
            known=known,
            progress=lambda done, _, name: bars.update(reading, completed=done, file=name),
        ):
            reports.append(report)
        indexing = bars.add_task("建立索引", total=2, file="全文")
        mend(library, LexicalIndex.open(settings.home / "lexical"))
        bars.update(indexing, completed=1, file="向量")
        mend(library, VectorIndex(settings.home / "chroma", HashingEmbedder(), server=settings.chroma))
        bars.update(indexing, completed=2, file="")
    return reports


def ensure_loaded(settings: Settings, console: Console) -> None:
    """Take in the corpus folder where it is there; unchanged files cost nothing."""
    if settings.corpus.is_dir():
        from assistant.report import print_report

        print_report(take_in(settings, [settings.corpus], console), console)
