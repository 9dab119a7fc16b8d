"""A chat model at an OpenAI-compatible endpoint. In: messages. Out: replies that stream, or ModelError.

All calls to one model run on an event loop in its own thread (`ModelThread`), where each can be cancelled at
any point: at the deadline of the reply, after too long a silence (comments and empty events are silence,
reasoning is not), when the reader leaves or sets `stop`. Temporary faults are retried after growing pauses,
or when the server says, as long as no words have been handed over and the deadline allows; a stream cut after
that is ModelError("cut"). Arguments a server refuses are left out from then on. Faults of the endpoint open
the circuit breaker. The only module here that knows `openai`.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, wait_random_exponential

from assistant.llm.breaker import Breaker, Permit
from assistant.llm.form import Form, Level, arguments_of, remembered
from assistant.llm.model import Completion, Kind, Message, ModelError
from assistant.llm.options import WAITS
from assistant.llm.stream import Hearing, ModelThread, Reply, started
from assistant.llm.wire import MalformedError, arguments, level_left, piece_of, piece_of_whole, refused
from assistant.settings import Settings, chat_endpoint
from ingest.embedding.endpoint import Endpoint
from ingest.embedding.endpoint_faults import Fault, fault_of, malformed, words_of
from ingest.errors import PlanError
from ingest.tokens import count_tokens

if TYPE_CHECKING:
    import openai


_AROUND = 4
"""Tokens around each message."""
_LONGEST_PAUSE = 8.0
_NO_FAULT = frozenset[Kind]({"too_long", "empty"})
"""The endpoint is alive and answers."""
_NOT_ASKED = frozenset[Kind]({"cancelled", "busy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOptions:
    """Tokens and seconds. `reply` is the room of a reply with its reasoning, `queue` how long a call waits
    for its turn, `pause` the longest before the first try again."""

    context: int = 16_000
    reply: int = 2_000
    timeout: float = 120.0
    first: float = 30.0
    retries: int = 2
    concurrency: int = 4
    temperature: float = 0.0
    queue: float = 10.0
    pause: float = 0.5
    level: Level = "json"


def open_chat(settings: Settings) -> OpenAIChat | None:
    """The model of the settings, None where none is named. Nothing is called before the first question."""
    endpoint = chat_endpoint(settings)
    if endpoint is None:
        return None
    options = ChatOptions(
        context=settings.llm_context,
        reply=settings.llm_reply,
        timeout=settings.llm_timeout,
        first=settings.llm_first,
        retries=settings.llm_retries,
        concurrency=settings.llm_concurrency,
        temperature=settings.llm_temperature,
        level=remembered(settings.home, endpoint) if settings.llm_form == "auto" else settings.llm_form,
    )
    return OpenAIChat(endpoint, options)


class OpenAIChat:
    """Shared by threads; to be closed. A ChatModel."""

    def __init__(
        self, endpoint: Endpoint, options: ChatOptions | None = None, *, breaker: Breaker | None = None
    ) -> None:
        self.breaker = breaker or Breaker()
        self._endpoint = endpoint
        self._options = options or ChatOptions()
        self._lock = threading.Lock()
        self._running: ModelThread | None = None
        self._left_out: frozenset[str] = frozenset()
        self._begun = False

    @property
    def name(self) -> str:
        return self._endpoint.model

    @property
    def level(self) -> Level:
        """At which it is asked for a form, as far as the server has not refused it."""
        return level_left(self._options.level, self._left_out)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Reply:
        """Begins at once. Raises ModelError where the circuit is open, the messages are too long, or the
        endpoint's settings useless.
        """
        return self._ask(messages, max_tokens, stop, form, whole=False)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        stop: threading.Event | None = None,
        form: Form | None = None,
    ) -> Completion:
        """Raises ModelError."""
        reply = self._ask(messages, max_tokens, stop, form, whole=True)
        return Completion(text="".join(reply), usage=reply.usage, finish=reply.finish)

    def close(self) -> None:
        """Replies under way end as cancelled."""
        with self._lock:
            if self._running is not None:
                self._running.end()
                self._running = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- in the asker's thread -------------------------------------------------------------------------------

    def _ask(
        self,
        messages: Sequence[Message],
        room: int,
        stop: threading.Event | None,
        form: Form | None,
        *,
        whole: bool,
    ) -> Reply:
        permit = self.breaker.permit()
        if permit is None:
            raise ModelError("open")
        try:
            length = sum(count_tokens(message.content) + _AROUND for message in messages)
            length += self._length_of(form)
            if length + room > self._options.context:
                raise ModelError("too_long")
            reply = Reply(prompt_tokens=length, room=room, stop=stop, whole=whole)
            self._begin(
                _Call(
                    reply=reply,
                    permit=permit,
                    messages=tuple(messages),
                    room=room,
                    length=length,
                    form=form,
                )
            )
        except BaseException:
            permit.left()
            raise
        return reply

    def _length_of(self, form: Form | None) -> int:
        formed = arguments_of(form, self.level) if form else {}
        return count_tokens(json.dumps(formed, ensure_ascii=False)) if formed else 0

    def _begin(self, call: _Call) -> None:
        """However a call ends, its reply is closed, so that no reader waits for ever."""
        with self._lock:
            if self._running is None:
                self._running = self._started()
            future = asyncio.run_coroutine_threadsafe(self._answer(call, self._running), self._running.loop)
        future.add_done_callback(lambda done: _settle(call, done))

    def _started(self) -> ModelThread:
        try:
            return started(self._endpoint, self._options.concurrency)
        except PlanError as exc:  # the certificates
            raise ModelError("unreachable", exc.message, remedy=exc.remedy, cause="tls") from exc

    # -- in the loop's thread --------------------------------------------------------------------------------

    async def _answer(self, call: _Call, running: ModelThread) -> ModelError | None:
        talking = asyncio.create_task(self._talk(call, running))
        try:
            while call.reply.wanted and not talking.done():
                await asyncio.wait({talking}, timeout=WAITS.look)
        finally:
            talking.cancel()
            await asyncio.wait({talking})
        return ModelError("cancelled") if talking.cancelled() else talking.result()

    async def _talk(self, call: _Call, running: ModelThread) -> ModelError | None:
        try:
            async with asyncio.timeout(self._options.timeout) as deadline:
                try:
                    async with asyncio.timeout(self._options.queue):
                        await running.places.acquire()
                except TimeoutError:
                    return ModelError("busy")
                try:
                    fault = await self._tried(call, running.client, deadline.when() or 0.0)
                finally:
                    running.places.release()
        except TimeoutError:
            fault = Fault(kind="timeout")
        return None if fault is None else _error(fault)

    async def _tried(self, call: _Call, client: openai.AsyncOpenAI, deadline: float) -> Fault | None:
        options = self._options
        growing = wait_random_exponential(multiplier=options.pause, max=_LONGEST_PAUSE)

        def pause(state: RetryCallState) -> float:
            wished = _outcome(state).retry_after
            return growing(state) if wished is None else wished

        def given_up(state: RetryCallState) -> bool:
            left = deadline - asyncio.get_running_loop().time()
            too_late = state.upcoming_sleep >= min(left, options.first)
            return too_late or state.attempt_number > options.retries

        again = AsyncRetrying(
            retry=retry_if_result(lambda f: f is not None and f.passing and not call.reply.given),
            stop=given_up,
            wait=pause,
            retry_error_callback=_outcome,
        )
        found: Fault | None = await again(self._once, call, client)
        return found

    async def _once(self, call: _Call, client: openai.AsyncOpenAI) -> Fault | None:
        """One try at a reply; what the library raises is put in order here."""
        try:
            return await self._heard(call, client)
        except TimeoutError:
            return Fault(kind="timeout")
        except MalformedError as error:
            return malformed(error)
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            return fault

    async def _heard(self, call: _Call, client: openai.AsyncOpenAI) -> Fault | None:
        hearing = Hearing(call.reply, begun=self._begun)
        clock, patience = asyncio.get_running_loop().time, self._options.first
        async with asyncio.timeout(patience) as silence, await self._begun_stream(call, client) as stream:
            if not _is_stream(stream):
                hearing.take(piece_of_whole(await _json_of(stream)))
                return hearing.end()
            async for event in stream:
                piece = piece_of(event)
                if piece.lively:
                    silence.reschedule(clock() + patience)
                fault = hearing.take(piece)
                self._begun = self._begun or hearing.orphan
                if fault is not None:
                    return fault
                if hearing.full:
                    break
        return hearing.end()

    async def _begun_stream(self, call: _Call, client: openai.AsyncOpenAI) -> Any:
        """The endpoint's reply once its headers are there; asked again without what it refuses to be asked
        with.
        """
        import openai

        left_out = self._left_out
        while True:
            sent = self._arguments(call, left_out)
            try:
                stream = await client.chat.completions.create(**sent)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                fault = fault_of(error)
                name = refused(words_of(error), sent) if fault and fault.cause == "request" else None
                if name is None:
                    raise
                left_out |= {name}
            else:
                self._left_out = left_out
                return stream

    def _arguments(self, call: _Call, left_out: frozenset[str]) -> dict[str, Any]:
        options = self._options
        return arguments(
            call.messages,
            model=self._endpoint.model,
            room=max(call.room, min(options.reply, options.context - call.length)),
            temperature=options.temperature,
            left_out=left_out,
            form=call.form,
            level=options.level,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """`length` and `room` in tokens: of the messages, of what is to be said."""

    reply: Reply
    permit: Permit
    messages: tuple[Message, ...]
    room: int
    length: int
    form: Form | None = None


def _settle(call: _Call, done: Future[ModelError | None]) -> None:
    """Reports the end of a call to the breaker and to the reader; what is no ModelError is a fault of this
    program.
    """
    error = ModelError("cancelled") if done.cancelled() else done.exception() or done.result()
    kind = error.kind if isinstance(error, ModelError) else None
    was_heard = kind in _NOT_ASKED and call.reply.given
    if error is None or kind in _NO_FAULT or was_heard:
        call.permit.worked()
    elif kind is None or kind in _NOT_ASKED:
        call.permit.left()
    else:
        call.permit.failed()
    call.reply.end(error)


def _error(fault: Fault) -> ModelError:
    detail = " ".join(filter(None, (str(fault.status or ""), fault.trail)))
    return ModelError(fault.kind, cause=fault.cause, detail=detail)


def _outcome(state: RetryCallState) -> Any:
    return state.outcome.result() if state.outcome else None


def _is_stream(stream: Any) -> bool:
    """Servers that know no streams send one JSON object; what is no server of models sends a page."""
    kind = stream.response.headers.get("content-type", "")
    return "json" not in kind and "html" not in kind


async def _json_of(stream: Any) -> Any:
    await stream.response.aread()
    return stream.response.json()
