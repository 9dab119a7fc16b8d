"""POST brief: a briefing made while the page looks on, and kept once it is whole.

Body: what is wanted, or `again` with the id of a kept one to be made anew in its order. The answer is lines
of JSON: `done`, `total`, `doing`, the `html` of the sections that came, and `kept` with its id once the
rules' part is whole and only a model's words are waited for; last `made` with the id, or `refused` with the
reason. A page that goes away, or stops it, ends it: what is not whole then is not kept.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.app.briefings.page import growing_html
from assistant.app.desk import Desk
from assistant.briefing.compose import compose
from assistant.briefing.keep.keeping import Made, keep, kept, reword
from assistant.briefing.keep.outline import carried_over, keys_of
from assistant.briefing.model import Kind, Part
from assistant.briefing.model import Request as Wanted
from ingest.errors import PlanError

_LOG = logging.getLogger(__name__)
_AT_ONCE = 2
"""Briefings made at the same time: each is a second or more of one core, and the chat is to have the others."""
_LOOK = 0.3
"""Seconds between two looks whether the page is still there."""
_MANY, _LONG = 200, 500
"""Names, and characters of each, that one request may have."""
_FAILED = "没有编成：程序出了错，已记入日志。请再试一次，不行就联系管理员。"
_GONE = "这份简报不在您保存的简报里，可能已经删除。"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""The second: a proxy is not to gather what is sent."""


def _encodable(said: str) -> str:
    said.encode()  # half of a pair of surrogates cannot be: a ValueError, as the check wants it
    return said


Words = Annotated[str, AfterValidator(_encodable), Field(max_length=_LONG)]


class Asked(BaseModel):
    """As `briefing.model.Request` has it; with `again` all else is that of the kept one. Without `model` none
    is asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = "plan"
    units: tuple[Words, ...] = Field((), max_length=_MANY)
    plans: tuple[Words, ...] = Field((), max_length=_MANY)
    topic: Words = ""
    region: Words | None = None
    year: int | None = Field(None, ge=1, le=9999)
    model: bool = True
    again: int | None = Field(None, ge=1, lt=2**63)


def making_routes(desk: Desk) -> APIRouter:
    router = APIRouter()
    slots = asyncio.Semaphore(_AT_ONCE)

    @router.post("/brief")
    async def make(asked: Asked, request: Request) -> StreamingResponse:
        person = desk.person(request).name
        return StreamingResponse(
            lines(asked, person, request), media_type="application/x-ndjson", headers=_HEADERS
        )

    async def lines(asked: Asked, person: str, request: Request) -> AsyncIterator[str]:
        stop = threading.Event()
        watching = asyncio.create_task(_stopped_when_left(request, stop))
        try:
            if slots.locked():
                yield _line(done=0, total=1, doing="前面有简报正在编写，请稍候")
            async with slots:
                async for line in iterate_in_threadpool(_made(desk, asked, person, stop)):
                    yield line
        finally:
            stop.set()
            watching.cancel()

    return router


async def _stopped_when_left(request: Request, stop: threading.Event) -> None:
    """The framework waits for what is under way in a thread, and that may wait for a model: so it is told."""
    while not await request.is_disconnected():
        await asyncio.sleep(_LOOK)
    stop.set()


def _made(desk: Desk, asked: Asked, person: str, stop: threading.Event) -> Iterator[str]:
    try:
        yield from _steps(desk, asked, person, stop)
    except KeyError:
        yield _line(refused=_GONE)
    except PlanError as error:
        yield _line(refused=error.in_a_page())
    except Exception:  # noqa: BLE001  the edge of the app: whatever it was, the person is told
        _LOG.exception("a briefing was not made")
        yield _line(refused=_FAILED)


def _steps(desk: Desk, asked: Asked, person: str, stop: threading.Event) -> Iterator[str]:
    library = desk.assistant.library
    before: Made | None = kept(library, asked.again, person=person) if asked.again else None
    wanted = before.request if before else Wanted(**asked.model_dump(exclude={"again", "model"}))
    model = before.whole.wording is not None if before else asked.model
    stamp, number, shown = library.stamp(), 0, 0

    def ruled() -> Iterator[Part]:
        """The rules' briefing, kept when it is whole: a model may take long, or be stopped."""
        nonlocal number
        for part in compose(library, wanted, made=date.today()):
            yield part
        whole = part.briefing
        outline = carried_over(before.outline, before.whole, whole) if before else keys_of(whole)
        number = keep(library, wanted, whole, person=person, stamp=stamp, outline=outline)

    for part in _worded(desk, ruled(), stop) if model else ruled():
        if stop.is_set():
            return
        html = "" if number else growing_html(part.briefing, shown)
        shown = len(part.briefing.sections)
        yield _line(done=part.done, total=part.total, doing=part.doing, html=html, kept=number)
    if part.briefing.wording:
        reword(library, number, part.briefing, person=person, stamp=stamp)
    yield _line(made=number)


def _worded(desk: Desk, parts: Iterator[Part], stop: threading.Event) -> Iterator[Part]:
    """With a model's summaries, where there is a model."""
    if desk.assistant.llm is None:
        return parts
    from assistant.briefing.prose.write import Writer, written

    return written(parts, Writer(llm=desk.assistant.llm, library=desk.assistant.library, stop=stop))


def _line(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
