"""What is shown while files are added: read one by one, then stored one by one, or why not.

In: the context, files, proposals. Out: for each step the values of the components in `OUTPUTS`' order:
progress, the button that stops it, what was made of the files, the proposals, the row that decides, the row
that asks only whether to keep more originals, the part where files are chosen, the attachments that a page
offers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import gradio as gr

from assistant.admin.library_changes import Proposal, accept, index, propose, written_down
from assistant.app.context import AppContext
from assistant.app.options import PAGE
from assistant.app.plans.change_cards import progress_html, proposals_html, refusal_html, reports_html
from ingest.errors import IngestError, PlanError
from ingest.identity import Entry
from ingest.load import FileReport, page_words
from ingest.model import Edition
from ingest.readers.enclosed import Enclosed, Parcel
from ingest.readers.links import Link
from ingest.recognition.progress import Reached
from ingest.store.library import Library
from ingest.store.originals import Originals

STOPPED = "已停止，没有存入任何文件。"
_ONE = "更新一份文件时，请只选一份；这个文件里有几份。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The files that a fetched page links to, and the page itself as what they come with."""

    page: Parcel
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What waits for a decision: the proposals, and what the page they come from offers besides."""

    proposals: tuple[Proposal, ...] = ()
    offered: Offered | None = None


def looked_at(
    context: AppContext,
    sources: Iterable[tuple[str, Iterable[Enclosed]]],
    count: int,
    plan: str,
    before: Held = Held(),
) -> Iterator[list[Any]]:
    """How far it is, then what each file would do, behind those held `before`; `plan` is the one to be
    brought up to date.

    `sources` gives each file that was chosen, `count` of them, with the files in it once it is asked for.
    """
    try:
        known = written_down(context.settings)
    except PlanError as error:
        yield refused(error.in_a_page())
        return
    out = list(before.proposals)
    for done, (name, files) in enumerate(sources):
        words = f"正在读入第 {done + 1} 个，共 {count} 个：{name}"
        yield waiting(progress_html(words, done, count), proposals_html(out))
        within = tuple(files)
        if plan and len(within) > 1:
            yield refused(_ONE)
            return
        for file in within:
            if len(within) > 1:
                yield waiting(progress_html(f"{words}，其中的 {file.name}", done, count), proposals_html(out))
            proposing = Proposing(context.assistant.library, file, known, plan or None)
            for reached in proposing.pages():
                told = f"{words}{page_words(reached)}"
                yield waiting(progress_html(told, done, count), proposals_html(out))
            out.append(proposing.proposal)
    yield _decided(Held(proposals=tuple(out), offered=before.offered))


def _decided(held: Held) -> list[Any]:
    count = sum(p.stores for p in held.proposals)
    asks = any(p.asks for p in held.proposals)
    words = "读完了，没有可以存入的文件。"
    if count and not asks:
        words = "读完了，文字都已经在资料库里。要不要另存原件？"
    elif count:
        words = f"读完了，可以存入 {count} 份。请核对，再选这是谁的文本，按下就存入。"
    links = held.offered.links if held.offered else ()
    choices = [(link.words, link.address) for link in links]
    return [
        f'<p role="status"><b>{words}</b></p>',
        gr.Button(visible=False),
        proposals_html(held.proposals),
        held,
        gr.Row(visible=asks),
        gr.Row(visible=count > 0 and not asks),
        gr.Column(visible=count == 0),
        gr.CheckboxGroup(choices=choices, value=[], label=f"这个网页上的附件（{len(links)}个）"),
        gr.Column(visible=bool(links)),
    ]


def with_page(held: Held, offered: Offered, linked: Sequence[Enclosed]) -> tuple[Held, tuple[Enclosed, ...]]:
    """What is held as having come with the page, and the files it links to likewise; those that were chosen
    are offered no more.
    """
    first = len(held.proposals)
    page = tuple(
        replace(p, source=replace(p.source, parcel=offered.page, place=n)) if p.source else p
        for n, p in enumerate(held.proposals, start=1)
    )
    files = tuple(replace(one, parcel=offered.page, place=first + n) for n, one in enumerate(linked, start=1))
    return Held(proposals=page, offered=offered), files


def stored(context: AppContext, proposals: Sequence[Proposal], edition: Edition) -> Iterator[list[Any]]:
    """One after another, then the index; what is stored stays stored whatever comes after."""
    library, originals = context.assistant.library, Originals(home=context.settings.home)
    reports: list[FileReport] = []
    for done, proposal in enumerate(proposals):
        yield _busy(f"正在存入 {proposal.file}", done, len(proposals) + 1)
        reports.append(accept(library, originals, proposal, edition))
    yield _busy("正在更新索引", len(proposals), len(proposals) + 1)
    try:
        later = index(context.settings, library)
    except PlanError as error:
        later = error.in_a_page()
    context.assistant.catalog.refresh()
    yield _step("", gr.Button(visible=False), reports_html(reports, later), picking=True)


def waiting(progress: str, so_far: str) -> list[Any]:
    """While files are fetched and read: it can be stopped."""
    return _step(progress, gr.Button(visible=True), so_far, picking=False)


def refused(words: str) -> list[Any]:
    return _step(refusal_html(words), gr.Button(visible=False), "", picking=True)


def _step(progress: str, stop: Any, shown: str, *, picking: bool) -> list[Any]:
    """Nothing waits for a decision."""
    hidden = *_undecided(), gr.Column(visible=picking), gr.skip(), gr.Column(visible=False)
    return [progress, stop, shown, Held(), *hidden]


def _busy(words: str, done: int, total: int) -> list[Any]:
    """While files are stored: what was begun is finished."""
    hidden = *_undecided(), gr.Column(visible=False), gr.skip(), gr.Column(visible=False)
    return [progress_html(words, done, total), gr.Button(visible=False), gr.skip(), gr.skip(), *hidden]


def _undecided() -> tuple[Any, Any]:
    """Neither row that decides."""
    return gr.Row(visible=False), gr.Row(visible=False)


def failed(shown: str | None) -> list[Any]:
    """A bug, reported without details: the traceback is in the log. What was stopped on purpose ends as a
    failure too, and has said so already.
    """
    if STOPPED in (shown or ""):
        return [gr.skip()] * 9
    return refused("没有做成：程序出了错，已记入日志。请再试一次，不行就联系管理员。")


def stopped() -> list[Any]:
    """Said once more: what was on its way to the page when it was stopped has come by now."""
    time.sleep(PAGE.on_its_way)
    return refused(STOPPED)


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
