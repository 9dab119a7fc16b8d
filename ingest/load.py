"""Files into the Library: each one read, stored in one transaction, the indexes brought up at the end.

In: paths (files or folders) and addresses. Out: one `FileReport` a file; a file that is refused does not stop
the others. An archive or mail is as many files as it holds (`readers.enclosed`), and which came together is
noted. A file whose bytes are known under this reader costs one look-up. Which plan a file is, a manifest
or front matter says (matched by title, place and year, never by file name), else the file's stem. Of two
files of one plan the one that came last stands; the earlier one, still lying in its folder, does not come
back. Nor does a file whose plan a person has removed, unless it is named itself; a withdrawn plan stays
withdrawn whatever comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from ingest.bounded import parse_bounded
from ingest.errors import IngestError, PlanError, ReadError, refusing
from ingest.identity import identify, other_stages
from ingest.layout.metadata import Entry, read_introduction, read_manifest
from ingest.model import Edition, Plan
from ingest.naming import printed
from ingest.readers import SUFFIXES
from ingest.readers.enclosed import Enclosed, enclosed
from ingest.readers.fetch import Limits
from ingest.readers.markdown import MarkdownReader, read_front_matter
from ingest.readers.sniff import DOCUMENTS, suffix_of
from ingest.readers.text import decode
from ingest.recognition.progress import Reached, Told
from ingest.sources import bytes_of, content, fetched_files, with_page
from ingest.store.library import Library
from ingest.store.originals import Originals
from ingest.store.rows import PlanRow

MANIFEST = "manifest.yaml"
_IGNORED = {"readme.md", MANIFEST}
"""Files beside plans that are not plans."""

Outcome = Literal[
    "new", "replaced", "unchanged", "aside", "rendition", "renewed", "removed", "passed", "refused"
]
Progress = Callable[[int, int, str], None]
"""(files done, files in all, name of the file at hand)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. `plan` None where it was refused, unchanged or removed; `message` says why, or
    what else is to be known.

    outcome "aside": the Library holds the official text of this digest, or a later file of the same plan;
    "rendition" and "renewed" as in `Stored`; "removed": a person has taken this plan out, and the file was
    not named; "passed": what lies in an archive and is no document.
    """

    file: str
    outcome: Outcome
    id: str | None = None
    version: int | None = None
    plan: Plan | None = None
    message: str = ""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once, in the order given and within a folder by name.

    A folder without any stands for itself, as does a path that does not exist: `load` refuses them with a
    reason.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in (_inside(path) or [path]) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def links_out(paths: Sequence[Path]) -> list[FileReport]:
    """The links in folders that lead to a file or a folder outside of them: each a refusal, none is followed.

    Whoever may write into a folder need not be allowed to read what such a link points at.
    """
    folders = [path for path in paths if path.is_dir()]
    files = [p for folder in folders for p in _listed(folder) if not _within(p, folder)]
    linked = [p for folder in folders for p in _linked(folder) if not _within(p, folder)]
    return [_led_out(p, "文件") for p in dict.fromkeys(files)] + [
        _led_out(p, "文件夹") for p in dict.fromkeys(linked)
    ]


def _led_out(path: Path, what: str) -> FileReport:
    remedy = f"要读入它，请直接写出那个{what}的路径"
    refused = ReadError("这是指向文件夹之外的链接，没有读入", file=path.name, remedy=remedy)
    return FileReport(file=printed(str(path)), outcome="refused", message=str(refused))


def _inside(folder: Path) -> list[Path]:
    """The files to read in a folder, links that lead out of it left aside."""
    return [p for p in _listed(folder) if _within(p, folder)]


def _listed(folder: Path) -> list[Path]:
    wanted = {*SUFFIXES, *DOCUMENTS}
    # A document that no reader knows is refused aloud, other files are passed over.
    return [
        p
        for p in _seen(folder)
        if p.suffix.lower() in wanted and p.name.lower() not in _IGNORED and _is_file(p)
    ]


def _linked(folder: Path) -> list[Path]:
    """The folders that only a link puts there: nobody looks into them."""
    return [p for p in _seen(folder) if p.is_symlink() and _is_folder(p)]


def _seen(folder: Path) -> Iterator[Path]:
    """What lies in a folder and below, without what is hidden or a lock of an office program."""
    for path in sorted(folder.rglob("*")):
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts):
            yield path


def _is_file(path: Path) -> bool:
    """Also of one in a folder that may not be entered, and of a link to nothing: reading it says why."""
    try:
        return path.is_file() or _leads_nowhere(path)
    except OSError:
        return True


def _leads_nowhere(path: Path) -> bool:
    """Whether it is a link to what is not there; a circle of links leads to itself."""
    try:
        path.resolve(strict=True)
    except FileNotFoundError:
        return path.is_symlink()
    except (OSError, RuntimeError):
        return False
    return False


def _is_folder(path: Path) -> bool:
    """Not of one behind a folder that may not be entered: nobody can tell what it is."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _within(path: Path, folder: Path) -> bool:
    """Whether what is read lies in the folder, links followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a circle of links
        return False


def entries(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """What people wrote of the plans: manifests in the folders or beside the files, then front matter that
    gives an id.

    Raises IngestError for a manifest that cannot be read; faulty front matter is reported when its own file
    is read.
    """
    folders = dict.fromkeys(p if p.is_dir() else p.parent for p in paths)
    manifests = [folder / MANIFEST for folder in folders]
    files = [file for file in manifests if file.is_file() and _within(file, file.parent)]
    listed = [entry for file in files for entry in _manifest(file)]
    return (*listed, *(e for e in map(_introduced, find_files(paths)) if e and e.id))


def _manifest(file: Path) -> tuple[Entry, ...]:
    with refusing(str(file)):
        data = bytes_of(file)
        return read_manifest(decode(data, str(file)), str(file)) if data.strip() else ()


def _introduced(file: Path) -> Entry | None:
    """The front matter of a Markdown file that can be read."""
    if file.suffix.lower() not in MarkdownReader.suffixes or not file.is_file():
        return None
    try:
        with refusing(file.name):
            return read_introduction(read_front_matter(bytes_of(file), file.name), file.name)
    except IngestError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """How files are taken in: `known` is what people wrote of the plans, `originals` keeps a copy of every
    file that is in the library, `edition` whose text the files are where somebody says so, and with
    `attachments` the files that a page at an address links to are fetched too.
    """

    known: Sequence[Entry] = ()
    originals: Originals | None = None
    edition: Edition | None = None
    attachments: bool = False


def load(
    library: Library,
    sources: Sequence[Path | str],
    *,
    how: Loading = Loading(),
    progress: Progress | None = None,
    named: Collection[Path | str] = (),
) -> Iterator[FileReport]:
    """Read and store each file, giving its report as soon as it is stored; the indexes are the caller's to
    mend.

    A source that is a `str` is an address to be fetched. `named` are the sources a person named one by one.
    """
    for done, source in enumerate(sources):
        name = source if isinstance(source, str) else source.name
        if progress:
            progress(done, len(sources), name)
        told = progress and _pages_told(progress, done, len(sources), name)
        yield from _load_one(library, source, how, by_name=source in named, told=told)
    if progress:
        progress(len(sources), len(sources), "")


def _pages_told(progress: Progress, done: int, count: int, name: str) -> Told:
    return lambda reached: progress(done, count, f"{name} {page_words(reached)}")


def page_words(reached: Reached) -> str:
    """How far the reading of a file is."""
    doing = "识别" if reached.recognised else "读"
    return f"（正在{doing}第 {reached.page} 页，共 {reached.pages} 页）"


def _load_one(
    library: Library, source: Path | str, how: Loading, *, by_name: bool, told: Told | None = None
) -> Iterator[FileReport]:
    """The reports on a source: one for each file in it."""
    name = source if isinstance(source, str) else source.name
    shown = printed(str(source))
    try:
        with refusing(name):
            name, data, links = content(source)
            files = enclosed(data, name)
    except PlanError as error:
        yield FileReport(file=shown, outcome="refused", message=refusal(error, name))
        return
    if how.attachments and links:
        linked = [one for link in links for one in fetched_files(link.address, Limits(here=True))]
        files = with_page(files, linked, shown, hashlib.sha256(data).hexdigest())
    for file in files:
        its = shown + file.name.removeprefix(name) if file.name.startswith(name) else file.name
        yield load_file(library, file, its, how, by_name=by_name, told=told)


def load_file(
    library: Library, file: Enclosed, shown: str, how: Loading, *, by_name: bool, told: Told | None = None
) -> FileReport:
    """Read and store one file, and note with what it came; `shown` is what it is called in the report."""
    try:
        with refusing(file.name):
            if isinstance(file.data, ReadError):
                raise file.data
            if file.parcel and not is_document(file.name, file.data):
                return FileReport(file=shown, outcome="passed", message=f"{shown}不是文档，没有读")
            report = _stored(library, file.name, file.data, shown, how, by_name=by_name, told=told)
            note_parcel(library, file)
            return report
    except PlanError as error:
        outcome: Outcome = "passed" if file.covers else "refused"
        return FileReport(file=shown, outcome=outcome, message=refusal(error, file.name))


def note_parcel(library: Library, file: Enclosed) -> None:
    """Keep with what a file that is stored came in, where it did not come alone."""
    if file.parcel and isinstance(file.data, bytes):
        library.enclose(
            parcel=file.parcel.sha256,
            name=file.parcel.name,
            place=file.place,
            file=file.name,
            sha256=hashlib.sha256(file.data).hexdigest(),
        )


def is_document(name: str, data: bytes) -> bool:
    """Whether a plan may come so: a reader knows the format by the bytes, or it is one that plans come in."""
    if PurePath(name).name.lower() in _IGNORED:
        return False
    try:
        return suffix_of(data, name) in SUFFIXES or PurePath(name).suffix.lower() in DOCUMENTS
    except ReadError:
        return True


def _stored(
    library: Library,
    name: str,
    data: bytes,
    shown: str,
    how: Loading,
    *,
    by_name: bool,
    told: Told | None,
) -> FileReport:
    sha256 = hashlib.sha256(data).hexdigest()
    held = library.known(sha256)
    if held is None and not by_name and (title := library.removed(sha256)) is not None:
        return FileReport(file=shown, outcome="removed", message=f"《{title}》已从资料库移除，不再读入")
    plan = read(library, data, name, how.known, told=told) if held is None else None
    if how.originals:
        how.originals.keep(data)
    if plan is None:
        return FileReport(file=shown, outcome="unchanged", id=held, message=standing(library, held))
    return store(library, replace(plan, edition=how.edition or plan.edition), shown)


def read(
    library: Library, data: bytes, name: str, known: Sequence[Entry], *, told: Told | None = None
) -> Plan:
    """The plan in a file under the id it has, or is to have, in the library; nothing is stored. `told` hears
    of every page that is recognised. Raises IngestError.
    """
    return identify(parse_bounded(data, name, told=told), known, library.plans(withdrawn=True))


def refusal(error: PlanError, name: str) -> str:
    """The error as a sentence that names the file, also where something else of this machine stands in the
    way.
    """
    if not isinstance(error, IngestError) and error.file != name:
        return f"{printed(name)}：{error}"
    named = (
        error if error.file else type(error)(error.message, file=name, line=error.line, remedy=error.remedy)
    )
    return str(named)


def standing(library: Library, plan: str | None) -> str:
    """What is to be said where a file belongs to a plan that was withdrawn; else nothing."""
    rows = library.plans(plan=plan, withdrawn=True) if plan else ()
    return "这份文件已标为废止，恢复之后才会用于回答" if rows and rows[0].withdrawn else ""


def store(library: Library, plan: Plan, file: str, *, insist: bool = False) -> FileReport:
    """Put one plan; with `insist` a file that was current once may be so again. Raises LibraryError."""
    before = next(iter(library.plans(plan=plan.id, withdrawn=True)), None)
    if before and not insist and left_behind(library, plan, before):
        return FileReport(file=file, outcome="aside", id=plan.id, version=before.version, plan=plan)
    own = before is not None and before.file == plan.source.file
    stored = library.store(plan, anew=insist or own)
    return FileReport(
        file=file,
        outcome=stored.outcome,
        id=plan.id,
        version=stored.version,
        plan=plan,
        message=standing(library, plan.id) or look_alikes(library, plan),
    )


def confirm(library: Library, plan: str, version: int, edition: Edition) -> FileReport:
    """Say whose text a version is that was unconfirmed until now; it is current then unless a text of higher
    standing is. Raises KeyError for a version that there is not.
    """
    text = replace(library.get(plan, version=version), edition=edition)
    return store(library, text, text.source.file, insist=True)


def look_alikes(library: Library, plan: Plan) -> str:
    """What is to be said where the library has another stage of the same paper in force; else nothing."""
    others = other_stages(plan, library.plans())
    if not others:
        return ""
    named = "、".join(f"《{row.title}》（{row.id}）" for row in others)
    return (
        f"像是{named}的另一份稿，两份都在用；请确认以哪一份为准，不用的一份请标为废止（plans withdraw 编号）"
    )


def left_behind(library: Library, plan: Plan, current: PlanRow) -> bool:
    """Whether these bytes were current once and a file of another name took their place (its own file put
    back may return).
    """
    mine = plan.source
    return (
        current.sha256 != mine.sha256
        and current.file != mine.file
        and any(
            v.sha256 == mine.sha256 and v.edition is not Edition.UNCONFIRMED
            for v in library.versions(plan.id)
        )
    )
