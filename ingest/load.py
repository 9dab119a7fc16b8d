"""Files into the Library: each one read, stored in one transaction, the indexes brought up at the end.

In: paths (files or folders). Out: one `FileReport` a file; a file that is refused does not stop the others. A file whose
bytes are known under this reader costs one look-up. Which plan a file is, a manifest or front matter says (matched by
title, place and year, never by file name), else the file's stem. Of two files of one plan the one that came last stands;
the earlier one, still lying in its folder, does not come back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.errors import IngestError, PlanError, ReadError
from ingest.library import Library
from ingest.library_rows import PlanRow
from ingest.metadata import Entry, read_entry, read_manifest
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import SUFFIXES
from ingest.readers.markdown import MarkdownReader, read_front_matter
from ingest.readers.text import decode

MANIFEST = "manifest.yaml"
_IGNORED = {"readme.md", MANIFEST}
_DOCUMENTS = frozenset(
    (".doc", ".docx", ".dot", ".dotx", ".wps", ".wpt", ".odt", ".rtf", ".pdf", ".ofd", ".ceb", ".caj", ".xls", ".xlsx", ".et", ".csv", ".mht", ".mhtml")
)  # fmt: skip
"""Formats a plan may well come in: in a folder, such a file that no reader knows is refused aloud, other files are passed over."""
LARGEST = 50_000_000
"""Bytes; a larger file is no plan and is refused before it is read."""

_SERIES = re.compile(r"(?:纪要|会议记录|简报|公报|通报)(?:[（(].*[）)])?$")
"""Titles that many documents of one office and year share."""

Outcome = Literal["new", "replaced", "unchanged", "aside", "refused"]
Progress = Callable[[int, int, str], None]
"""(files done, files in all, name of the file at hand)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. `plan` None where it was refused or unchanged; `message` says why it was refused.

    outcome "aside": the Library holds the official text of this digest, or a later file of the same plan.
    """

    file: str
    outcome: Outcome
    id: str | None = None
    version: int | None = None
    plan: Plan | None = None
    message: str = ""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once, in the order given and within a folder by name.

    A folder without any stands for itself, as does a path that does not exist: `load` refuses them with a reason.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in (_inside(path) or [path]) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    wanted = {*SUFFIXES, *_DOCUMENTS}
    return [
        p
        for p in sorted(folder.rglob("*"))
        if p.suffix.lower() in wanted
        and p.name.lower() not in _IGNORED
        and not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts)
        and p.is_file()
    ]


def entries(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """What people wrote of the plans: manifests in the folders or beside the files, then front matter that gives an id.

    Raises IngestError for a manifest that cannot be read; faulty front matter is reported when its own file is read.
    """
    folders = dict.fromkeys(p if p.is_dir() else p.parent for p in paths)
    files = [folder / MANIFEST for folder in folders if (folder / MANIFEST).is_file()]
    listed = [entry for file in files for entry in _manifest(file)]
    return (*listed, *(e for e in map(_introduced, find_files(paths)) if e and e.id))


def _manifest(file: Path) -> tuple[Entry, ...]:
    data = file.read_bytes()
    return read_manifest(decode(data, str(file)), str(file)) if data.strip() else ()


def _introduced(file: Path) -> Entry | None:
    """The front matter of a Markdown file that can be read."""
    if file.suffix.lower() not in MarkdownReader.suffixes or not file.is_file():
        return None
    try:
        return read_entry(read_front_matter(_bytes(file), file.name), file.name)
    except IngestError:
        return None


def load(
    library: Library, files: Sequence[Path], *, known: Sequence[Entry] = (), progress: Progress | None = None
) -> Iterator[FileReport]:
    """Read and store each file, giving its report as soon as it is stored; the indexes are the caller's to mend."""
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        yield _load_one(library, path, known)
    if progress:
        progress(len(files), len(files), "")


def _load_one(library: Library, path: Path, known: Sequence[Entry]) -> FileReport:
    try:
        data = _bytes(path)
        held = library.known(hashlib.sha256(data).hexdigest())
        if held is not None:
            return FileReport(file=str(path), outcome="unchanged", id=held)
        plan = identify(parse(data, path.name), known, library.plans())
        return store(library, plan, str(path))
    except PlanError as error:
        named = (
            error
            if error.file
            else type(error)(error.message, file=path.name, line=error.line, remedy=error.remedy)
        )
        return FileReport(file=str(path), outcome="refused", message=str(named))


def store(library: Library, plan: Plan, file: str) -> FileReport:
    """Put one plan. Raises LibraryError."""
    before = next(iter(library.plans(plan=plan.id)), None)
    if before and _left_behind(library, plan, before):
        return FileReport(file=file, outcome="aside", id=plan.id, version=before.version, plan=plan)
    version = library.put(plan)
    after = library.plans(plan=plan.id)[0]
    if before is None:
        outcome: Outcome = "new"
    elif after.sha256 != plan.source.sha256:
        outcome = "aside"
    else:
        outcome = "replaced" if before.version != version or before.sha256 != after.sha256 else "unchanged"
    return FileReport(file=file, outcome=outcome, id=plan.id, version=version, plan=plan)


def _left_behind(library: Library, plan: Plan, current: PlanRow) -> bool:
    """Whether these bytes were current once and a file of another name took their place (its own file put back may return)."""
    mine = plan.source
    return (
        current.sha256 != mine.sha256
        and current.file != mine.file
        and any(v.sha256 == mine.sha256 for v in library.versions(plan.id))
    )


def identify(plan: Plan, known: Sequence[Entry], held: Sequence[PlanRow]) -> Plan:
    """The plan under the id it is known by: that of the stored plan, else of the entry, of its title, place and year.

    Another plan in a file of the same name gets an id of its own, derived from title, place and year.

    Raises:
        IngestError: the id that was written for it belongs to another plan, from another file.
    """
    entry = next(
        (
            e
            for e in known
            if e.id and _is(plan, (e.title or "", *e.titles), e.region, e.year, e.period, e.number)
        ),
        None,
    )
    plan = _completed(plan, entry) if entry else plan
    same = [
        row.id
        for row in held
        if _is(plan, (row.title, *row.titles), row.region, row.year, row.period, row.number)
    ]
    if same:
        return plan if plan.id in same else replace(plan, id=same[0])
    namesake = next((row for row in held if row.id == plan.id), None)
    if entry:
        if namesake and namesake.file != plan.source.file and not _may_be(plan, namesake):
            remedy = "请在文首信息或清单中给其中一份换一个编号"
            raise IngestError(
                f"编号“{plan.id}”已属于《{namesake.title}》（{namesake.file}）",
                file=plan.source.file,
                remedy=remedy,
            )
        return plan
    if (namesake and not _may_be(plan, namesake)) or any(e.id == plan.id for e in known):
        key = "|".join((_plain(plan.title), f"{plan.region}|{plan.year}", *_counted(plan)))
        return replace(plan, id=f"{plan.id}-{hashlib.sha256(key.encode()).hexdigest()[:6]}")
    return plan


def _completed(plan: Plan, entry: Entry) -> Plan:
    """The plan as the entry has it: what people wrote overrules what was read; what they left open stays as read."""
    title = entry.title or plan.title
    titles = dict.fromkeys((*plan.titles, plan.title, *entry.titles))
    return replace(
        plan,
        id=entry.id or plan.id,
        title=title,
        titles=tuple(t for t in titles if t and t != title),
        issuer=entry.issuer or plan.issuer,
        region=entry.region or plan.region,
        year=entry.year or plan.year,
        period=entry.period or plan.period,
        number=entry.number or plan.number,
        issued=entry.issued.isoformat() if entry.issued else plan.issued,
    )


def _may_be(plan: Plan, row: PlanRow) -> bool:
    """Same title and year, and no two places that differ."""
    place = plan.region or row.region or ""
    return _is(
        replace(plan, region=place),
        (row.title, *row.titles),
        row.region or place,
        row.year,
        row.period,
        row.number,
    )


def _is(
    plan: Plan,
    titles: Sequence[str],
    region: str | None,
    year: int | None,
    period: str | None,
    number: str | None,
) -> bool:
    """Same title, same known place, and the same period where both have one, else the same year.

    Minutes and bulletins bear one title all year: of two that print a number, the number tells.
    """
    if number and number not in (_counted(plan) or (number,)):
        return False
    mine = {_plain(t) for t in (plan.title, *plan.titles)}
    if not mine & {_plain(t) for t in titles if t} or region is None or region != plan.region:
        return False
    return plan.period == period if plan.period and period else plan.year == year


def _counted(plan: Plan) -> tuple[str, ...]:
    """The number of a document that is one of a series, () for any other."""
    return (plan.number,) if plan.number and _SERIES.search(plan.title) else ()


def _plain(title: str) -> str:
    return "".join(ch for ch in title if ch.isalnum())


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(
                f"文件超过 {LARGEST // 1_000_000} MB",
                file=path.name,
                remedy="请确认是否为文件正文，必要时拆分后再试",
            )
        return path.read_bytes()
    except IsADirectoryError as error:
        raise ReadError(
            "文件夹里没有可以读入的文件", file=str(path), remedy=f"请放入 {'、'.join(SUFFIXES)} 格式的文件"
        ) from error
    except FileNotFoundError as error:
        raise ReadError("文件不存在", file=str(path), remedy="请检查路径") from error
    except OSError as error:
        raise ReadError(
            f"文件打不开（{error.strerror}）", file=path.name, remedy="请检查是否有读取权限"
        ) from error
