"""Files into the Library: each one read, stored in one transaction, the indexes brought up at the end.

In: paths (files or folders). Out: an `IngestReport` with one outcome a file; a file that is refused does not stop the
others. A file whose bytes are known under this reader costs one look-up. Which plan a file is, the manifest or its front
matter says (matched by title, place and year, never by file name), else the file's stem.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.errors import IngestError, PlanError, ReadError
from ingest.library import Library
from ingest.library_rows import PlanRow
from ingest.metadata import Entry, read_manifest
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import SUFFIXES

MANIFEST = "manifest.yaml"
_IGNORED = {"readme.md", MANIFEST}
LARGEST = 50_000_000
"""Bytes; a larger file is no plan and is refused before it is read."""

Outcome = Literal["new", "replaced", "unchanged", "aside", "refused"]
Progress = Callable[[int, int, str], None]
"""(files done, files in all, name of the file at hand)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. `plan` None where it was refused or unchanged; `message` says why it was refused.

    outcome "aside": a digest of a plan whose official text the Library holds; it is kept, but not current.
    """

    file: str
    outcome: Outcome
    id: str | None = None
    version: int | None = None
    plan: Plan | None = None
    message: str = ""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read, folders searched for known formats, each once, in the order given and then by name.

    Raises IngestError for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and not any(part.startswith(".") for part in p.parts[len(path.parts) :]))
            found |= dict.fromkeys(p for p in inside if p.suffix.lower() in SUFFIXES and p.name.lower() not in _IGNORED)
        elif path.exists():
            found[path] = None
        else:
            raise IngestError("文件不存在", file=str(path), remedy="请检查路径")
    return list(found)


def manifests(paths: Iterable[Path]) -> tuple[Entry, ...]:
    """The entries of the manifests beside the files. Raises IngestError for one that cannot be read."""
    folders = dict.fromkeys(p if p.is_dir() else p.parent for p in paths)
    files = [folder / MANIFEST for folder in folders if (folder / MANIFEST).is_file()]
    return tuple(entry for file in files for entry in read_manifest(file.read_text("utf-8"), str(file)))


def load(library: Library, files: Sequence[Path], *, known: Sequence[Entry] = (), progress: Progress | None = None) -> Iterator[FileReport]:
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
        sha256 = hashlib.sha256(data).hexdigest()
        held = library.known(sha256)
        if held is not None:
            return FileReport(file=str(path), outcome="unchanged", id=held)
        plan = identify(parse(data, path.name), known, library.plans())
        return store(library, plan, str(path))
    except PlanError as error:
        named = error if error.file else type(error)(error.message, file=path.name, line=error.line, remedy=error.remedy)
        return FileReport(file=str(path), outcome="refused", message=str(named))


def store(library: Library, plan: Plan, file: str) -> FileReport:
    """Put one plan. Raises LibraryError."""
    before = {row.id: row for row in library.plans()}.get(plan.id)
    version = library.put(plan)
    after = library.plans(plan=plan.id)[0]
    if before is None:
        outcome: Outcome = "new"
    elif after.sha256 != plan.source.sha256:
        outcome = "aside"
    else:
        outcome = "replaced" if before.version != version or before.sha256 != after.sha256 else "unchanged"
    return FileReport(file=file, outcome=outcome, id=plan.id, version=version, plan=plan)


def identify(plan: Plan, known: Sequence[Entry], held: Sequence[PlanRow]) -> Plan:
    """The plan under the id it is known by: that of the manifest entry or stored plan of the same title, place and year.

    Another plan in a file of the same name gets an id of its own, derived from title, place and year.
    """
    for entry in known:
        if entry.id and _same(plan, (entry.title or "", *entry.titles), entry.region, entry.year):
            return replace(
                plan, id=entry.id, region=plan.region or entry.region, issuer=plan.issuer or entry.issuer,
                titles=tuple(dict.fromkeys((*plan.titles, *(t for t in (entry.title or "", *entry.titles) if t and t != plan.title)))),
            )  # fmt: skip
    for row in held:
        if row.id != plan.id and _same(plan, (row.title, *row.titles), row.region, row.year):
            return replace(plan, id=row.id)
    namesake = next((row for row in held if row.id == plan.id), None)
    if namesake and not _same(plan, (namesake.title, *namesake.titles), namesake.region or plan.region, namesake.year):
        key = f"{_plain(plan.title)}|{plan.region}|{plan.year}"
        return replace(plan, id=f"{plan.id}-{hashlib.sha256(key.encode()).hexdigest()[:6]}")
    return plan


def _same(plan: Plan, titles: Sequence[str], region: str | None, year: int | None) -> bool:
    mine = {_plain(t) for t in (plan.title, *plan.titles)}
    same_title = bool(mine & {_plain(t) for t in titles if t})
    return same_title and region is not None and region == plan.region and year == plan.year


def _plain(title: str) -> str:
    return "".join(ch for ch in title if ch.isalnum())


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"文件超过 {LARGEST // 1_000_000} MB", file=path.name, remedy="请确认是否为文件正文，必要时拆分后再试")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"文件打不开（{error.strerror}）", file=path.name, remedy="请检查文件是否存在、是否有读取权限") from error
