"""One streamed reply on its way from the thread that receives it to the thread that reads it, with the
model's reasoning taken out.

In: pieces as they arrive. Out: a `Stream`. `Hearing` is one attempt at a reply: it removes reasoning, notices
when the reply is long enough, and says what was wrong with a reply that ended. A reply that is wanted whole
is handed over only at its end, so that until then it may be tried again.

Reasoning stands between <think> and </think> (also <thinking>, <thought>); the marks may arrive in pieces,
and one that is never closed runs to the end. Some servers put the opening mark into the prompt, so the reply
starts inside the reasoning and only the closing mark is seen, after its words were handed over: `orphan` says
so. From then on replies of that server are read with `begun`: everything waits for the closing mark, and is
the answer where none comes.

What the calls on one endpoint share is the event loop of its model, in a thread of its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from assistant.llm.model import Finish, Usage
from assistant.llm.wire import Piece
from ingest import late_re as re
from ingest.embedding.endpoint import Endpoint, async_client
from ingest.embedding.endpoint_faults import Fault
from ingest.tokens import count_tokens

if TYPE_CHECKING:
    import openai

_NAMES = ("think", "thinking", "thought")
_MARK = re.compile(rf"<(?P<closing>/?)(?:{'|'.join(_NAMES)})>")
_MARKS = tuple(f"<{slash}{name}>" for slash in ("", "/") for name in _NAMES)


class Words:
    """The words of one reply as they come; however they are cut into pieces, what comes out is the same in
    all.
    """

    def __init__(self, *, begun: bool = False) -> None:
        self.orphan = False
        """A closing mark was seen that nothing had opened."""
        self._thinking = begun
        self._waiting: list[str] | None = [] if begun else None
        self._opened = begun
        self._held = ""
        self._speaking = False

    def feed(self, text: str) -> str:
        """What can be given away now; white space before the first word is left out."""
        rest, out = self._held + text, []
        while mark := _MARK.search(rest):
            out.append(self._take(rest[: mark.start()]))
            out.append(self._turn(closing=bool(mark["closing"])))
            rest = rest[mark.end() :]
        kept = _beginning(rest)
        self._held = rest[len(rest) - kept :]
        out.append(self._take(rest[: len(rest) - kept]))
        return self._given("".join(out))

    def end(self) -> str:
        """What was held back until the end."""
        last = self._take(self._held)
        waited = "".join(self._waiting or ())
        self._held, self._waiting = "", None
        return self._given(waited + last)

    def _take(self, text: str) -> str:
        if self._waiting is not None:
            self._waiting.append(text)
        return "" if self._thinking else text

    def _turn(self, *, closing: bool) -> str:
        """A mark has come: the words before it that are now known to be meant for the person."""
        waited = "".join(self._waiting or ()) if not closing else ""
        self._waiting = None
        if closing and not self._opened:
            self.orphan = True
        self._thinking = not closing
        self._opened = True
        return waited

    def _given(self, text: str) -> str:
        text = text if self._speaking else text.lstrip()
        self._speaking = self._speaking or bool(text)
        return text


def _beginning(text: str) -> int:
    """How many characters at the end may be the beginning of a mark."""
    at = text.rfind("<")
    tail = text[at:] if at >= 0 else ""
    return len(tail) if tail and any(mark.startswith(tail) for mark in _MARKS) else 0


_CHARACTERS = 4
"""Of the most a token says, in Chinese as in English: a reply longer than its room in these does not end by
itself.
"""


class Reply:
    """`prompt_tokens` for where the endpoint does not tell; `room` in tokens, of what is said."""

    def __init__(
        self, *, prompt_tokens: int, room: int, stop: threading.Event | None = None, whole: bool = False
    ) -> None:
        self.given = False
        """Words have been given away: from now on it is this reply or none."""
        self.whole = whole
        self.limit = room * _CHARACTERS
        self.told: Usage | None = None
        self.finish: Finish = "stop"
        self._prompt_tokens = prompt_tokens
        self._heard: list[str] = []
        self._stop = stop
        self._closed = threading.Event()
        self._ended = False
        self._pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()

    # -- for the reader --------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[str]:
        while not self._ended and not self._closed.is_set():
            piece = self._pieces.get()
            if isinstance(piece, str):
                yield piece
                continue
            self._ended = True
            if piece is not None and not self._closed.is_set():
                raise piece

    @property
    def usage(self) -> Usage:
        """As the endpoint reports it; what it does not report is counted, reasoning too."""
        told = self.told or Usage()
        if told.prompt is not None and told.completion is not None:
            return told
        heard = count_tokens("".join(self._heard))
        return Usage(prompt=self._prompt_tokens, completion=heard, cached=told.cached, counted=True)

    def close(self) -> None:
        self._closed.set()
        self._pieces.put(None)

    # -- for the one who hears -------------------------------------------------------------------------------

    @property
    def wanted(self) -> bool:
        return not self._closed.is_set() and not (self._stop is not None and self._stop.is_set())

    def hear(self, text: str) -> None:
        """For the count only."""
        self._heard.append(text)

    def forget(self) -> None:
        """All that was heard in an attempt that is made again."""
        self._heard.clear()
        self.told = None

    def say(self, text: str) -> None:
        if text:
            self.given = True
            self._pieces.put(text)

    def end(self, error: BaseException | None) -> None:
        self._pieces.put(error)


class Hearing:
    """`begun`: the reply is taken to begin in the middle of a thought."""

    def __init__(self, reply: Reply, *, begun: bool) -> None:
        reply.forget()
        self.orphan = False
        """Its reasoning had no opening mark: the next reply is read as begun."""
        self._reply = reply
        self._words = Words(begun=begun)
        self._heard: list[str] = []
        self._spoken: list[str] = []
        self._length = 0
        self._finish: Finish | None = None

    @property
    def full(self) -> bool:
        return self._length > self._reply.limit

    def take(self, piece: Piece) -> Fault | None:
        """The fault that ends it: reasoning was handed over as the answer, because nothing had marked it."""
        self._reply.hear(piece.text + piece.thought)
        self._heard.append(piece.text)
        self._finish = piece.finish or self._finish
        self._reply.told = piece.usage or self._reply.told
        text = self._words.feed(piece.text)
        if self._words.orphan:
            self.orphan = True
            if self._reply.given:
                return Fault(kind="malformed", cause="thoughts")
            self._words, self._length = Words(begun=True), 0
            self._spoken.clear()
            text = self._words.feed("".join(self._heard))
        self._give(text)
        return None

    def end(self) -> Fault | None:
        """What was wrong with the reply, now that nothing more comes of it."""
        if self._finish is None and not self.full:
            return Fault(kind="cut", passing=True)
        self._reply.finish = "length" if self.full else self._finish or "stop"
        self._give(self._words.end())
        if not self._length:
            return Fault(kind="empty")
        if self._reply.whole:
            self._reply.say("".join(self._spoken))
        return None

    def _give(self, text: str) -> None:
        self._length += len(text)
        self._spoken.append(text)
        if not self._reply.whole:
            self._reply.say(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelThread:
    """What is in it may be used on the loop only."""

    loop: asyncio.AbstractEventLoop
    client: openai.AsyncOpenAI
    places: asyncio.Semaphore
    ending: asyncio.Event
    thread: threading.Thread

    def end(self) -> None:
        """Waits for the thread."""
        self.loop.call_soon_threadsafe(self.ending.set)
        self.thread.join()


def started(endpoint: Endpoint, places: int) -> ModelThread:
    """Raises PlanError where no client can be made of the endpoint."""
    client = async_client(endpoint)
    ready: Future[ModelThread] = Future()
    threading.Thread(
        target=lambda: asyncio.run(_serve(client, places, ready)), name="plans-model", daemon=True
    ).start()
    return ready.result()


async def _serve(client: openai.AsyncOpenAI, places: int, ready: Future[ModelThread]) -> None:
    found = ModelThread(
        loop=asyncio.get_running_loop(),
        client=client,
        places=asyncio.Semaphore(places),
        ending=asyncio.Event(),
        thread=threading.current_thread(),
    )
    async with client:
        ready.set_result(found)
        await found.ending.wait()
        calls = asyncio.all_tasks() - {asyncio.current_task()}
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
