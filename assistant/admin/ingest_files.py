"""Files read, stored and indexed from the command line or the app, with progress, and the ingest report as
JSON and text.

Reading and the full-text index come first: whatever happens to the vectors, the files are stored and can be
found. Computing vectors with a model may take long and may fail; the report then says why, and everything
else stays. The app does not wait for vectors: they are computed in the background, while the full-text index,
or the vectors of the previous model, answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

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

from assistant.admin.index_fill import fill, unfinished
from assistant.admin.library_changes import AT_IT, fill_beside
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import DENSE_FOLDER, LEXICAL_FOLDER
from assistant.settings import Settings
from assistant.tables.present import doubt_json
from ingest.errors import PlanError
from ingest.identity import Entry
from ingest.index.indexes import IndexBusyError, mend
from ingest.index.lexical import LexicalIndex
from ingest.index.vectors import discard_doomed
from ingest.load import FileReport, Loading, entries, find_files, links_out, load
from ingest.model import Edition
from ingest.reader_version import READER_VERSION
from ingest.store.library import Library
from ingest.store.originals import Originals

_WORDS = {
    "new": "新增",
    "replaced": "更新",
    "unchanged": "未变",
    "aside": "存档（已有正式或更新的文本）",
    "rendition": "文字相同",
    "renewed": "文字相同，换用这份原件",
    "removed": "已移除，不再读入",
    "passed": "略过",
    "refused": "未读入",
}


def report_json(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    return [
        {
            "file": r.file,
            "outcome": r.outcome,
            "id": r.id,
            "version": r.version,
            "clauses": len(r.plan.clauses) if r.plan else None,
            "units": _units(r),
            "targets": len(r.plan.targets) if r.plan else None,
            "dropped": [{"line": d.line, "text": d.text, "reason": d.reason} for d in r.plan.dropped]
            if r.plan
            else [],
            "doubts": [doubt_json(d) for d in r.plan.doubts] if r.plan else [],
            "message": r.message,
        }
        for r in reports
    ]


def print_report(reports: Sequence[FileReport], console: Console) -> None:
    """One line a file, then what was left out and what is in doubt, with line numbers, then the sums.

    Square brackets of a document or a file name are printed as they are.
    """
    for report in reports:
        for line in _lines(report):
            console.print(line, highlight=False)
    read = [r.plan for r in reports if r.plan and r.outcome in ("new", "replaced")]
    count = Counter(r.outcome for r in reports)
    joined = count["rendition"] + count["renewed"]
    same = f"，文字相同（原件另存）{joined}" if joined else ""
    removed = f"，已移除 {count['removed']}" if count["removed"] else ""
    removed += f"，略过 {count['passed']}" if count["passed"] else ""
    console.print(
        f"共 {len(reports)} 个文件：读入 {len(read)}{same}，"
        f"存档 {count['aside']}，未变 {count['unchanged']}，"
        f"未读入 {count['refused']}{removed}；"
        f"条款 {sum(len(p.clauses) for p in read)}，"
        f"略去 {sum(len(p.dropped) for p in read)} 行，"
        f"存疑 {sum(len(p.doubts) for p in read)} 处。",
        highlight=False,
    )


def _lines(report: FileReport) -> Iterator[str]:
    """The lines on one file, in the console's markup."""
    plan = report.plan
    if report.outcome == "refused":
        yield f"[red]✗ 未读入[/red] {escape(report.message)}"
    elif report.outcome == "rendition" and plan is not None:
        words = f"{report.id}《{plan.title}》{report.file} 与已有的第 {report.version} 版文字相同（原件另存）"
        yield f"[dim]· {escape(words)}[/dim]"
    elif plan is None:
        said = f"（{report.message}）" if report.message else ""
        yield f"[dim]· {_WORDS[report.outcome]} {escape(f'{report.id or report.file}{said}')}[/dim]"
    else:
        counts = f"条款 {len(plan.clauses)}，责任单位 {_units(report)}，目标 {len(plan.targets)}"
        yield f"[green]✓ {_WORDS[report.outcome]}[/green] {escape(f'{report.id}《{plan.title}》')} {counts}"
        if report.message:
            yield f"    [yellow]{escape(report.message)}[/yellow]"
        for dropped in plan.dropped:
            yield f"    [dim]略去 第{dropped.line}行（{dropped.reason}）：{escape(dropped.text[:60])}[/dim]"
        for doubt in plan.doubts:
            yield f"    [yellow]存疑 第{doubt.line}行：{escape(doubt.message)}[/yellow]"


def _units(report: FileReport) -> int | None:
    """How many offices the plan names."""
    return len({u for c in report.plan.clauses for u in c.units}) if report.plan else None


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
    settings: Settings,
    sources: Sequence[Path | str],
    console: Console,
    *,
    vectors: bool = True,
    edition: Edition | None = None,
    attachments: bool = False,
) -> Intake:
    """Read files, folders and addresses (`str`) into the library and bring the indexes up, that of vectors
    only where it is wanted.

    A file that is named itself is taken in though its plan was removed. An interrupt leaves everything that
    was done, to be gone on with. Raises IngestError for a manifest that cannot be read.
    """
    with _opened(settings) as library:
        how = Loading(
            known=_known(settings, sources),
            originals=Originals(home=settings.home),
            edition=edition,
            attachments=attachments,
        )
        files = _read(sources, library, how, console)
        later = _index(settings, library, console, stored=any(f.outcome != "refused" for f in files))
        words, whole = _fill(settings, library, console) if vectors else ("", True)
    return Intake(files=files, vectors="\n".join(filter(None, (later, words))), whole=whole and not later)


def _index(settings: Settings, library: Library, console: Console, *, stored: bool = True) -> str:
    """Bring the full-text index up; what stands in the way as a sentence, for files may be `stored`
    already.
    """
    try:
        lexical = LexicalIndex.open(settings.home / LEXICAL_FOLDER)
        with _bars(console) as bars:
            filling = bars.add_task("更新全文索引", total=None, file="")
            mend(library, lexical, progress=lambda n, of: bars.update(filling, completed=n, total=of))
    except PlanError as error:
        return f"{'文件已经存好，' if stored else ''}全文索引没有更新：{error}"
    return ""


def ensure_loaded(settings: Settings, console: Console) -> None:
    """Take in the corpus folder where it is there; unchanged files cost nothing. Vectors of a model are
    computed beside.

    What stands in the way is said; whether the library can be used shows when it is opened. What a killed
    process left of the indexes is made whole without a corpus folder too.
    """
    sources = [settings.corpus] if settings.corpus.is_dir() else []
    try:
        taken = take_in(settings, sources, console, vectors=False)
    except PlanError as error:  # the page opens with what the library holds
        _say(f"{settings.corpus} 没有读入：{error}", console)
    else:
        if sources:
            print_report(taken.files, console)
        _say(taken.vectors, console)
    if dense_of(settings) is not None:
        Thread(target=_fill_beside, args=(settings, console), name="vectors", daemon=True).start()


def _known(settings: Settings, sources: Sequence[Path | str]) -> tuple[Entry, ...]:
    paths = [source for source in sources if isinstance(source, Path)]
    return entries([*paths, *([settings.corpus] if settings.corpus.is_dir() else [])])


def _read(
    sources: Sequence[Path | str], library: Library, how: Loading, console: Console
) -> tuple[FileReport, ...]:
    paths = [source for source in sources if isinstance(source, Path)]
    wanted: list[Path | str] = [*find_files(paths), *(s for s in sources if isinstance(s, str))]
    with _bars(console) as bars:
        reading = bars.add_task("读入文件", total=len(wanted), file="")

        def progress(done: int, _: int, name: str) -> None:
            bars.update(reading, completed=done, file=name)

        reports = tuple(
            load(
                library,
                wanted,
                how=how,
                progress=progress,
                named=[source for source in sources if isinstance(source, str) or not source.is_dir()],
            )
        )
    return (*reports, *links_out(paths))


def _fill(settings: Settings, library: Library, console: Console) -> tuple[str, bool]:
    """What to say of the vectors, and whether they are whole."""
    dense = dense_of(settings)
    if dense is None:
        discard_doomed(settings.home / DENSE_FOLDER)
        return "", True
    with _bars(console, TimeRemainingColumn()) as bars:
        filling = bars.add_task("计算向量", total=None, file=dense.embedder.recipe.title)
        try:
            done = fill(
                library,
                dense,
                settings.home,
                progress=lambda n, of: bars.update(filling, completed=n, total=of),
                wait=_BUSY,
            )
        except IndexBusyError:
            return AT_IT, False
        except PlanError as error:
            return unfinished(error, dense.index(settings.home)), False
        except KeyboardInterrupt:
            bars.stop()
            _say("已停止。算好的向量都留着，再次运行 plans ingest 会接着做。", console)
            raise
    return (done.words() if done.plans else ""), True


def _fill_beside(settings: Settings, console: Console) -> None:
    _say(fill_beside(settings, progress=_by_quarters(console)), console)


def _by_quarters(console: Console) -> Callable[[int, int], None]:
    """A line at the beginning, and after each quarter, of what is done while the page is open."""
    told = -1

    def progress(done: int, total: int) -> None:
        nonlocal told
        if (quarter := 4 * done // total if total else 4) > told and quarter < 4:
            told = quarter
            _say(f"后台计算向量 {done:,} / {total:,} 段，其间用全文检索。", console)

    return progress


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
