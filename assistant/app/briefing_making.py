"""POST brief: a briefing made while the page looks on, and kept once it is whole.

Body: what is wanted, or `again` with the id of a kept one to be made anew in its order. The answer is lines of JSON: `done`, `total`,
`doing` and the `html` of the sections that came; last `made` with the id it is kept under, or `refused` with the reason. A page
that goes away, or stops it, ends it: nothing is kept then.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.app.briefing_page import growing_html
from assistant.app.desk import Desk
from assistant.briefing.compose import compose
from assistant.briefing.keeping import Made, keep, kept
from assistant.briefing.model import Kind
from assistant.briefing.model import Request as Wanted
from assistant.briefing.outline import carried_over, keys_of
from ingest.errors import PlanError

_LOG = logging.getLogger(__name__)
_AT_ONCE = 2
"""Briefings made at the same time: each is a second or more of one core, and the chat is to have the others."""
_MANY, _LONG = 200, 500
"""Names, and characters of each, that one request may have."""
_FAILED = "没有编成：程序出了错，已记入日志。请再试一次，不行就联系管理员。"
_GONE = "这份简报不在您保存的简报里，可能已经删除。"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""The second: a proxy is not to gather what is sent."""


class Asked(BaseModel):
    """As `briefing.model.Request` has it; with `again` all else is that of the kept one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = "plan"
    units: tuple[str, ...] = Field((), max_length=_MANY)
    plans: tuple[str, ...] = Field((), max_length=_MANY)
    topic: str = Field("", max_length=_LONG)
    region: str | None = Field(None, max_length=_LONG)
    year: int | None = Field(None, ge=1, le=9999)
    again: int | None = Field(None, ge=1, lt=2**63)


def making_routes(desk: Desk) -> APIRouter:
    router = APIRouter()
    slots = asyncio.Semaphore(_AT_ONCE)

    @router.post("/brief")
    async def make(asked: Asked, request: Request) -> StreamingResponse:
        person = desk.person(request).name
        return StreamingResponse(lines(asked, person), media_type="application/x-ndjson", headers=_HEADERS)

    async def lines(asked: Asked, person: str) -> AsyncIterator[str]:
        stop = threading.Event()
        try:
            if slots.locked():
                yield _line(done=0, total=1, doing="前面有简报正在编写，请稍候")
            async with slots:
                async for line in iterate_in_threadpool(_made(desk, asked, person, stop)):
                    yield line
        finally:  # the page has gone: what is under way in a thread comes to its end
            stop.set()

    return router


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
    wanted = before.request if before else Wanted(**asked.model_dump(exclude={"again"}))
    stamp, shown = library.stamp(), 0
    for part in compose(library, wanted, made=date.today()):
        if stop.is_set():
            return
        html = growing_html(part.briefing, shown)
        shown = len(part.briefing.sections)
        yield _line(done=part.done, total=part.total, doing=part.doing, html=html)
    whole = part.briefing
    outline = carried_over(before.outline, before.whole, whole) if before else keys_of(whole)
    yield _line(made=keep(library, wanted, whole, person=person, stamp=stamp, outline=outline))


def _line(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
