"""What both indexes have in common: their interface, and how they are brought to what the Library holds.

An index is derived: it keeps the Library's stamp and, for each plan, the fingerprint of what it indexed.
`mend` compares them and reindexes the plans that differ, so that a crash between Library and index, a plan
changed by another process, and an index made by an older version of the code all end the same way. Nothing
here is a source of truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from filelock import BaseFileLock, Timeout

from ingest.errors import LibraryError
from ingest.index.model import ANYWHERE, BUDGET, PASSAGES_VERSION, Filters, Hit, Passage, passages
from ingest.store.library import Library
from ingest.tokens import TERMS_VERSION

LAYOUT = f"{TERMS_VERSION}.{PASSAGES_VERSION}.{BUDGET}"
"""Part of every stamp and fingerprint in an index: another way of cutting or reading means another index."""
Progress = Callable[[int, int], None]
"""(plans done, in all)."""
LOCK_WAIT = 120.0
"""Seconds to wait for another process that writes an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A plan's passages as they are now, in place of those indexed before; without any the plan is
    dropped.
    """

    plan: str
    fingerprint: str | None
    passages: tuple[Passage, ...] = ()


class PassageIndex(Protocol):
    """An index of passages. `update` is whole or, after a crash, seen as not done by `held` and `stamp`."""

    @property
    def name(self) -> str: ...

    def lock(self, wait: float = LOCK_WAIT) -> AbstractContextManager[None]:
        """Held by one process at a time; may be entered again by the holder. Raises IndexBusyError after
        `wait` seconds.
        """
        ...

    def stamp(self) -> str | None:
        """What the last update was given, seen as new as it is on disk; None for a new index."""
        ...

    def held(self) -> dict[str, str]:
        """Plan id -> fingerprint; "" where an update of that plan was cut short."""
        ...

    def update(self, changes: Iterable[Change], *, stamp: str) -> None: ...

    def search(self, query: str, k: int, filters: Filters = ANYWHERE) -> tuple[Hit, ...]:
        """At most k passages, best first, ties by passage id; none for a query without terms."""
        ...


class IndexBusyError(LibraryError):
    """Another process is writing the index."""


class IndexUnwritableError(LibraryError):
    """The files of an index cannot be made, read or written, for want of space or leave."""


def unwritable(place: str, fault: Exception) -> IndexUnwritableError:
    """The error for what the file system said of the index at `place`."""
    first = str(getattr(fault, "strerror", None) or fault).strip().split("\n")[0]
    quoted = re.search(r"'(.+?)(?: at path .*)?'", first)  # as Tantivy hands on what the system said
    first = quoted[1] if quoted else first
    remedy = "请检查磁盘空间和文件夹的写入权限，再运行 plans ingest；资料库本身不受影响。"
    return IndexUnwritableError(f"索引不能读写（{first}）", file=place, remedy=remedy)


@contextmanager
def holding(lock: BaseFileLock, wait: float = LOCK_WAIT) -> Iterator[None]:
    """Hold the lock file of an index; the system frees it when its process dies.

    Raises IndexBusyError, or IndexUnwritableError where no lock file can be made.
    """
    try:
        taken = lock.acquire(timeout=wait)
    except Timeout as exc:
        remedy = "另一个 plans 进程正在写入索引，请待其结束后重试。"
        raise IndexBusyError("索引被占用", file=lock.lock_file, remedy=remedy) from exc
    except OSError as exc:
        raise unwritable(lock.lock_file, exc) from exc
    with taken:
        yield


def fresh(library: Library, index: PassageIndex) -> bool:
    """Whether the index holds what the Library holds."""
    return index.stamp() == library_stamp(library)


def mend(
    library: Library,
    index: PassageIndex,
    *,
    wait: float = LOCK_WAIT,
    progress: Progress = lambda *_: None,
) -> int:
    """Bring the index to the state of the Library and return how many plans were reindexed or dropped.

    Raises:
        IndexBusyError: another process has been writing the index for longer than `wait` seconds.
    """
    if fresh(library, index):
        return 0
    with index.lock(wait):
        stamp = library_stamp(library)
        if index.stamp() == stamp:
            return 0
        wanted = _wanted(library)
        differing = _differing(wanted, index.held())
        index.update(_changes(library, differing, wanted, progress), stamp=stamp)
    return len(differing)


def to_do(library: Library, index: PassageIndex) -> tuple[str, ...]:
    """The plans that `mend` would index or drop, as things are now, sorted."""
    return () if fresh(library, index) else tuple(_differing(_wanted(library), index.held()))


def stale(library: Library, held: Mapping[str, str]) -> frozenset[str]:
    """The plans among those held that the Library has otherwise now, or no more."""
    wanted = _wanted(library)
    return frozenset(plan for plan, fingerprint in held.items() if wanted.get(plan) != fingerprint)


def library_stamp(library: Library) -> str:
    """What an index that holds all of the Library is stamped with."""
    return f"{LAYOUT}:{library.stamp()}"


def _wanted(library: Library) -> dict[str, str]:
    return {plan: f"{LAYOUT}:{digest}" for plan, digest in library.fingerprints().items()}


def _differing(wanted: Mapping[str, str], held: Mapping[str, str]) -> list[str]:
    return sorted(plan for plan in wanted.keys() | held.keys() if wanted.get(plan) != held.get(plan))


def _changes(
    library: Library, differing: Sequence[str], wanted: dict[str, str], progress: Progress
) -> Iterator[Change]:
    """What is not wanted, and what another process removes meanwhile, is dropped; the stamp, read before,
    shows what came after.
    """
    for done, plan_id in enumerate(differing):
        progress(done, len(differing))
        if plan_id not in wanted:
            yield Change(plan=plan_id, fingerprint=None)
            continue
        try:
            plan = library.get(plan_id)
        except KeyError:
            yield Change(plan=plan_id, fingerprint=None)
        else:
            yield Change(plan=plan_id, fingerprint=wanted[plan_id], passages=passages(plan))
