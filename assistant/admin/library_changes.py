"""Changes a person makes to the library: a file looked at before it is stored, stored, a plan removed, the
indexes brought up.

In: bytes under a name. Out: first a `Proposal`, what the file would do to the library, with which nothing is
changed; then, where the person agrees, the `FileReport` of the file as it was stored. Whoever else changes
the library in between is not run over: the proposal is told to be out of date. No console and no page is
known here; who may do this is asked by the callers.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock, Thread
from typing import Literal

from assistant.admin.index_fill import Progress, fill, unfinished
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import LEXICAL_FOLDER
from assistant.settings import Settings
from assistant.versions.diff import Differences, differences
from ingest.errors import IngestError, PlanError, ReadError, refusing
from ingest.identity import Entry, twins
from ingest.index.indexes import LOCK_WAIT, IndexBusyError, IndexUnwritableError, mend
from ingest.index.lexical import LexicalIndex
from ingest.load import (
    FileReport,
    entries,
    is_document,
    look_alikes,
    note_parcel,
    read,
    refusal,
    store,
)
from ingest.load import confirm as confirm_edition
from ingest.model import Edition, Plan
from ingest.naming import printed
from ingest.reader_version import READER_VERSION
from ingest.readers.enclosed import Enclosed
from ingest.recognition.progress import Told
from ingest.store.library import Library
from ingest.store.originals import Originals
from ingest.store.renditions import Joining
from ingest.store.rows import PlanRow

AT_IT = "另一个进程正在计算向量，这里不重复；等它结束后再运行 plans ingest，补上它没有赶上的文件。"
_PATIENCE = 10.0
"""Seconds a person waits for another process that writes the full-text index."""

_STORING = Lock()
"""One file at a time is compared with the library and stored, so that two people do not both find it
unchanged.
"""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a file would do: a new plan, a new version of `before`, kept aside beside it, nothing (it is
    there), or nothing at all. A file with the words of a version joins it (`joins`): it is kept as one more
    original ("rendition"), or the version is read from it ("renewed").

    `notes` are sentences to be read before one agrees. `message` says why it was refused, or passed over as
    no document. `source` is the file with what it came in.
    """

    file: str
    outcome: Literal["new", "version", "aside", "same", "rendition", "renewed", "passed", "refused"]
    plan: Plan | None = None
    before: PlanRow | None = None
    joins: Joining | None = field(default=None, repr=False)
    changes: Differences | None = None
    notes: tuple[str, ...] = ()
    message: str = ""
    source: Enclosed | None = field(default=None, repr=False)

    @property
    def stores(self) -> bool:
        return self.outcome in ("new", "version", "aside", "rendition", "renewed")

    @property
    def asks(self) -> bool:
        """Whether somebody has to say whose text it is; of words that are held it is known, or not asked
        again.
        """
        return self.stores and (self.joins is None or self.joins.held.edition is Edition.UNCONFIRMED)


def written_down(settings: Settings) -> tuple[Entry, ...]:
    """What people wrote of the plans in the default folder. Raises IngestError for a manifest that cannot be
    read.
    """
    return entries([settings.corpus]) if settings.corpus.is_dir() else ()


def propose(
    library: Library,
    file: Enclosed,
    known: Sequence[Entry],
    *,
    instead_of: str | None = None,
    told: Told | None = None,
) -> Proposal:
    """What the file would do, by its title, place and year; with `instead_of`, as a new version of that
    plan. `told` hears which page is read now; what it raises is the refusal.
    """
    name = printed(file.name)
    try:
        with refusing(name):
            if isinstance(file.data, ReadError):
                raise file.data
            if file.parcel and not is_document(name, file.data):
                return Proposal(file=name, outcome="passed", message="不是文档，没有读。", source=file)
            plan = read(library, file.data, name, known, told=told)
            notes = list[str]()
            if instead_of is not None:
                plan, notes = _instead(library, plan, instead_of)
            return _proposed(library, name, file, plan, notes)
    except PlanError as error:
        passed: Literal["passed", "refused"] = "passed" if file.covers else "refused"
        return Proposal(file=name, outcome=passed, message=refusal(error, name), source=file)


def _proposed(library: Library, name: str, file: Enclosed, plan: Plan, notes: list[str]) -> Proposal:
    before = _row(library, plan.id)
    if (title := library.removed(plan.source.sha256)) is not None:
        notes.append(f"《{title}》此前已从资料库移除；存入之后重新可用。")
    if alike := look_alikes(library, plan):
        notes.append(f"{alike}。")
    if before is None:
        return Proposal(file=name, outcome="new", plan=plan, notes=tuple(notes), source=file)
    if before.sha256 == plan.source.sha256:
        return Proposal(file=name, outcome="same", plan=plan, before=before, notes=tuple(notes), source=file)
    if before.withdrawn:
        notes.append("这份文件已标为废止：新版本存入后仍是废止，恢复之后才会用于回答。")
    said = plan.edition if plan.edition is Edition.DIGEST else Edition.UNCONFIRMED
    joins = library.joining(replace(plan, edition=said), anew=True)
    if joins is not None:
        renewed = joins.outcome == "renewed"
        return Proposal(
            file=name,
            outcome="renewed" if renewed else "rendition",
            plan=plan,
            before=before,
            joins=joins,
            changes=differences(joins.held, plan) if renewed else None,
            notes=tuple(notes),
            source=file,
        )
    aside = before.edition is Edition.OFFICIAL and plan.edition is Edition.DIGEST
    if aside:
        notes.append("资料库里已有这份文件的官方文本：摘编只作存档，不会用于回答。")
    former = [v.version for v in library.versions(plan.id) if v.sha256 == plan.source.sha256]
    if before.edition is not Edition.UNCONFIRMED and not aside:
        notes.append("没有确认是谁的文本之前，只作存档，不替换现行文本。")
    if former and not aside:
        notes.append(f"这份文本就是原来的第 {former[-1]} 版；存入之后重新成为现行文本。")
    return Proposal(
        file=name,
        outcome="aside" if aside else "version",
        plan=plan,
        before=before,
        changes=None if aside else differences(library.get(plan.id), plan),
        notes=tuple(notes),
        source=file,
    )


def accept(
    library: Library, originals: Originals, proposal: Proposal, edition: Edition | None = None
) -> FileReport:
    """Store what was proposed; refused where the library is no longer as it was then. `edition` is whose text
    the person says it is; a file that says itself that it is a digest is one.
    """
    plan, source = proposal.plan, proposal.source
    assert plan is not None, "only what stores is accepted"
    assert source is not None
    assert isinstance(source.data, bytes)
    if proposal.joins and not proposal.asks:
        edition = proposal.joins.held.edition
    if edition and plan.edition is not Edition.DIGEST:
        plan = replace(plan, edition=edition)
    with _STORING:
        if _outdated(library, plan, proposal.before):
            return FileReport(
                file=proposal.file,
                outcome="refused",
                message=f"《{plan.title}》刚刚有了改动，这份没有存入。请重新添加，核对之后再存入",
            )
        try:
            with refusing(proposal.file):
                originals.keep(source.data)
                report = store(library, plan, proposal.file, insist=True)
                note_parcel(library, source)
                return report
        except PlanError as error:
            return FileReport(file=proposal.file, outcome="refused", message=error.in_a_page())


def _outdated(library: Library, plan: Plan, before: PlanRow | None) -> bool:
    """Whether the plan has another version than the one that was compared with, or is there by now under
    another id.
    """
    held = library.plans(withdrawn=True)
    now = next((row for row in held if row.id == plan.id), None)
    if (now and (now.version, now.sha256)) != (before and (before.version, before.sha256)):
        return True
    same = twins(plan, held)
    return bool(same) and plan.id not in same


def confirm(library: Library, plan: str, version: int, edition: Edition) -> FileReport:
    """Say whose text a version is. Raises KeyError, LibraryError."""
    with _STORING:
        return confirm_edition(library, plan, version, edition)


def unconfirmed(library: Library, plan: str) -> int | None:
    """The last version of which nobody has said yet whose text it is; None where there is none."""
    versions = [v.version for v in library.versions(plan) if v.edition is Edition.UNCONFIRMED]
    return max(versions, default=None)


def remove(library: Library, originals: Originals, plan: str) -> None:
    """Forget the plan, its versions and their files. Raises KeyError."""
    with _STORING:  # a file of the same bytes may just be on its way in
        originals.drop(library.remove(plan))


def index(settings: Settings, library: Library, *, beside: bool = True) -> str:
    """Bring the full-text index up, with `beside` begin with the vectors of a model; a sentence on what has
    to wait, else "".
    """
    if beside and dense_of(settings) is not None:
        Thread(target=_fill_and_log, args=(settings,), name="vectors", daemon=True).start()
    try:
        mend(library, LexicalIndex.open(settings.home / LEXICAL_FOLDER), wait=_PATIENCE)
    except IndexBusyError:
        return "另一个程序正在写入索引；改动已经存好，稍后提问时会自动补上。"
    except IndexUnwritableError as error:
        return f"改动已经存好；{error.in_a_page()}"
    return ""


def fill_beside(settings: Settings, wait: float = 0, progress: Progress = lambda *_: None) -> str:
    """Bring the vectors up on a library of its own, and say what was done or what stood in the way."""
    dense = dense_of(settings)
    if dense is None:
        return ""
    try:
        with Library.open(settings.home, settings.database, reader=READER_VERSION) as library:
            done = fill(library, dense, settings.home, wait=wait, progress=progress)
    except IndexBusyError:
        return AT_IT
    except PlanError as error:
        return unfinished(error, dense.index(settings.home))
    return done.words() if done.plans else ""


def _fill_and_log(settings: Settings) -> None:
    if words := fill_beside(settings, LOCK_WAIT):
        _LOG.info("%s", words)


def _row(library: Library, plan: str) -> PlanRow | None:
    return next(iter(library.plans(plan=plan, withdrawn=True)), None)


def _instead(library: Library, plan: Plan, target: str) -> tuple[Plan, list[str]]:
    """The plan under the id of the one it is to replace. Raises IngestError where that is gone, or it is the
    text of another one.
    """
    row = _row(library, target)
    if row is None:
        raise IngestError("要更新的文件已经不在资料库里", remedy="请回到列表，重新添加")
    other = _row(library, plan.id)
    if plan.id != target and other is not None:
        raise IngestError(
            f"这是另一份文件《{other.title}》的文本，没有存入《{row.title}》",
            remedy="请在列表里用“添加文件”添加它",
        )
    notes = (
        []
        if plan.title in (row.title, *row.titles)
        else [f"标题不同：原来是《{row.title}》，这份是《{plan.title}》。请确认没有选错文件。"]
    )
    return replace(plan, id=target), notes
