"""Files taken in from the command line or the app: read, stored, indexed, with progress where one waits.

Reading and the full-text index come first: whatever happens to the vectors, the files are there and are
found. Vectors of a model may take long and may fail: what stands in the way is told and leaves the rest as it
is. The app does not wait for them: they are computed beside it, while the full-text index, or the vectors of
the model before, answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from assistant.admin.filling import fill, unfinished
from assistant.admin.upkeep import AT_IT, fill_beside
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import LEXICAL_FOLDER
from assistant.settings import Settings
from ingest.errors import PlanError
from ingest.index.indexes import LOCK_WAIT, IndexBusyError, mend
from ingest.index.lexical import LexicalIndex
from ingest.load import FileReport, entries, find_files, links_out, load
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from ingest.store.originals import Originals

_BUSY = 3.0
"""Seconds to wait for another process that is embedding; it may be at it for an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of each file, and of the indexes in words (`vectors`); `whole` is whether these hold all
    there is.
    """

    files: tuple[FileReport, ...]
    vectors: str = ""
    whole: bool = True


def take_in(
    settings: Settings, sources: Sequence[Path | str], console: Console, *, vectors: bool = True
) -> Intake:
    """Read files, folders and addresses (`str`) into the library and bring the indexes up, that of vectors
    only where it is wanted.

    A file that is named itself is taken in though its plan was removed. An interrupt leaves everything that
    was done, to be gone on with. Raises IngestError for a manifest that cannot be read.
    """
    with _opened(settings) as library:
        files = _read(settings, sources, library, console)
        later = _index(settings, library)
        words, whole = _fill(settings, library, console) if vectors else ("", True)
    return Intake(files=files, vectors="\n".join(filter(None, (later, words))), whole=whole and not later)


def _index(settings: Settings, library: Library) -> str:
    """Bring the full-text index up; what stands in the way as a sentence, for the files are stored already."""
    try:
        mend(library, LexicalIndex.open(settings.home / LEXICAL_FOLDER))
    except PlanError as error:
        return f"文件已经存好，全文索引没有更新：{error}"
    return ""


def ensure_loaded(settings: Settings, console: Console) -> None:
    """Take in the corpus folder where it is there; unchanged files cost nothing. Vectors of a model are
    computed beside.

    What stands in the way is said; whether the library can be used shows when it is opened. What a killed
    process left of the indexes is made whole without a corpus folder too.
    """
    from assistant.admin.report import print_report

    beside = dense_of(settings).weight > 0
    sources = [settings.corpus] if settings.corpus.is_dir() else []
    try:
        taken = take_in(settings, sources, console, vectors=not beside)
    except PlanError as error:  # the page opens with what the library holds
        _say(f"{settings.corpus} 没有读入：{error}", console)
    else:
        if sources:
            print_report(taken.files, console)
        _say(taken.vectors, console)
    if beside:
        Thread(target=_fill_beside, args=(settings, console), name="vectors", daemon=True).start()


def _read(
    settings: Settings, sources: Sequence[Path | str], library: Library, console: Console
) -> tuple[FileReport, ...]:
    paths = [source for source in sources if isinstance(source, Path)]
    wanted: list[Path | str] = [*find_files(paths), *(s for s in sources if isinstance(s, str))]
    known = entries([*paths, *([settings.corpus] if settings.corpus.is_dir() else [])])
    with _bars(console) as bars:
        reading = bars.add_task("读入文件", total=len(wanted), file="")

        def progress(done: int, _: int, name: str) -> None:
            bars.update(reading, completed=done, file=name)

        reports = tuple(
            load(
                library,
                wanted,
                known=known,
                progress=progress,
                originals=Originals(home=settings.home),
                named=[source for source in sources if isinstance(source, str) or not source.is_dir()],
            )
        )
    return (*reports, *links_out(paths))


def _fill(settings: Settings, library: Library, console: Console) -> tuple[str, bool]:
    """What to say of the vectors, and whether they are whole."""
    dense = dense_of(settings)
    with _bars(console, TimeRemainingColumn()) as bars:
        filling = bars.add_task("计算向量", total=None, file=dense.embedder.recipe.title)
        try:
            done = fill(
                library,
                dense,
                settings.home,
                progress=lambda n, of: bars.update(filling, completed=n, total=of),
                wait=LOCK_WAIT if dense.prompt else _BUSY,
            )
        except IndexBusyError:
            return AT_IT, False
        except PlanError as error:
            return unfinished(error, dense.index(settings.home)), False
        except KeyboardInterrupt:
            bars.stop()
            _say("已停止。算好的向量都留着，再次运行 plans ingest 会接着做。", console)
            raise
    return (done.words() if done.plans and not dense.prompt else ""), True


def _fill_beside(settings: Settings, console: Console) -> None:
    _say(fill_beside(settings), console)


def _opened(settings: Settings) -> Library:
    return Library.open(settings.home, settings.database, reader=READER_VERSION)


def _bars(console: Console, *more: TimeRemainingColumn) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        *more,
        TextColumn("{task.fields[file]}"),
    )
    return Progress(*columns, console=console, transient=True)


def _say(words: str, console: Console) -> None:
    if words:
        console.print(escape(words), highlight=False)
