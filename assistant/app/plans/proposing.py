"""One file looked at in a thread of its own, so that the page can tell how far its reading is.

In: a file and the library. Out: the pages that are read, as they come, then the `Proposal`. Whoever
leaves off listening stops it at the next page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event, Thread

from assistant.admin.library_changes import Proposal, propose
from ingest.errors import IngestError
from ingest.identity import Entry
from ingest.readers.enclosed import Enclosed
from ingest.recognition.progress import Reached
from ingest.store.library import Library


@dataclass(slots=True)
class Proposing:
    """`instead_of` is the plan that is brought up to date, None for a new file."""

    library: Library
    file: Enclosed
    known: Sequence[Entry]
    instead_of: str | None
    _said: SimpleQueue[Reached | Proposal | BaseException] = field(default_factory=SimpleQueue)
    _stopped: Event = field(default_factory=Event)
    _proposal: Proposal | None = None

    def pages(self) -> Iterator[Reached]:
        """Which page is read now; ends when the file has been looked at."""
        Thread(target=self._propose, name="proposing", daemon=True).start()
        try:
            while self._proposal is None:
                said = self._said.get()
                if isinstance(said, BaseException):
                    raise said
                if isinstance(said, Proposal):
                    self._proposal = said
                else:
                    yield said
        finally:
            self._stopped.set()

    @property
    def proposal(self) -> Proposal:
        """Once `pages` has ended."""
        assert self._proposal is not None, "pages() has not ended"
        return self._proposal

    def _propose(self) -> None:
        try:
            self._said.put(
                propose(
                    self.library,
                    self.file,
                    self.known,
                    instead_of=self.instead_of,
                    told=self._hear,
                )
            )
        except BaseException as error:  # noqa: BLE001  raised again in the thread of the page
            self._said.put(error)

    def _hear(self, reached: Reached) -> None:
        if self._stopped.is_set():
            raise IngestError("已停止", file=self.file.name)
        self._said.put(reached)
