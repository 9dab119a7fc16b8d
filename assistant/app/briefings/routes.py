"""The routes under brief/ of the tab 简报: making a briefing, and what can be done with a kept one, each only
for the person it belongs to.

GET brief/kept is the list; GET brief/{id} the briefing with all that can be done with it (`check` looks up
whether the plans still support it, which takes as long as making it), POST brief/{id}/outline changes its
order, DELETE brief/{id} removes it; file.docx, file.md and print are the versions to hand on, in the person's
order.

POST brief makes a briefing while the page shows its progress. Body: what is wanted, or `again` with the id of
a kept one to be made anew in its order. The answer is lines of JSON: `done`, `total`, `doing`, the `html` of
the sections that came, and `kept` with its id once the rules' part is complete and only a model's words are
missing; last `made` with the id, or `refused` with the reason. A page that closes, or stops it, ends it: what
is not complete then is not kept.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.app.ask.render import error_html
from assistant.app.briefings.cards import (
    examples,
    kept_html,
    nothing_kept_html,
    outline_html,
    tools_html,
)
from assistant.app.briefings.page import briefing_html, growing_html, paper_html, standing_html
from assistant.app.context import AppContext
from assistant.app.options import PAGE
from assistant.app.widgets.markup import escape
from assistant.briefing.compose import compose
from assistant.briefing.keep.kept import Made, carried_over, keep, kept, keys_of, moved, reword, toggled
from assistant.briefing.keep.staleness import standing
from assistant.briefing.model import Kind, Part
from assistant.briefing.model import Request as Wanted
from assistant.briefing.render.files import file_name
from assistant.briefing.render.markdown import to_markdown
from ingest.errors import PlanError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FRESH = {"cache-control": "no-store"}
_GONE = "这份简报不在您保存的简报里，可能已经删除。请回到“简报”页看一看。"
_STYLE = Path(__file__).parents[1] / "static" / "briefing_paper.css"


class Change(BaseModel):
    """Of the order: the section of that key left out or taken in again, or moved among those beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    way: Literal["toggle", "up", "down"]


def briefing_routes(context: AppContext) -> APIRouter:
    """Plain functions, so that each request has a thread and the chat does not wait for it."""
    router = APIRouter(prefix="/brief")
    library = context.assistant.library

    def found(number: int, request: Request) -> Made:
        try:
            return kept(library, number, person=context.person(request).name)
        except (KeyError, OverflowError):  # the latter for a number beyond those of any briefing
            raise HTTPException(404, _GONE) from None

    @router.get("/kept")
    def shelf(request: Request) -> Response:
        name = context.person(request).name
        rows = library.briefings.kept(name)
        if not rows:
            offered = examples(context.assistant.catalog)
            return HTMLResponse(nothing_kept_html(offered, private=bool(name)), headers=_FRESH)
        current = {row.id: row.version for row in library.plans()}
        return HTMLResponse(kept_html(rows, current, today=date.today()), headers=_FRESH)

    @router.get("/{number}")
    def one(number: int, request: Request, check: bool = False) -> Response:
        return _shown(number, found(number, request), check=check)

    @router.post("/{number}/outline")
    def arrange(number: int, change: Change, request: Request) -> Response:
        made = found(number, request)
        if change.way == "toggle":
            outline = toggled(keys_of(made.whole), made.outline, change.key)
        else:
            outline = moved(made.outline, change.key, -1 if change.way == "up" else 1)
        library.briefings.arrange(number, outline, person=context.person(request).name)
        return _shown(number, replace(made, outline=outline), check=True, open_=True)

    @router.delete("/{number}", status_code=204)
    def forget(number: int, request: Request) -> None:
        try:
            library.briefings.forget(number, person=context.person(request).name)
        except (KeyError, OverflowError):
            raise HTTPException(404, _GONE) from None

    @router.get("/{number}/file.docx")
    def word(number: int, request: Request) -> Response:
        from assistant.briefing.render.word import to_docx

        briefing = found(number, request).briefing
        try:
            content = to_docx(briefing, context.settings.briefing_template)
        except PlanError as error:
            return HTMLResponse(_page("没有导出", error_html(error)), status_code=409, headers=_FRESH)
        return _attached(content, _WORD, file_name(briefing, ".docx"))

    @router.get("/{number}/file.md")
    def markdown(number: int, request: Request) -> Response:
        briefing = found(number, request).briefing
        return _attached(
            to_markdown(briefing).encode(), "text/markdown; charset=utf-8", file_name(briefing, ".md")
        )

    @router.get("/{number}/print")
    def paper(number: int, request: Request) -> Response:
        briefing = found(number, request).briefing
        button = (
            '<p class="bar"><button type="button" onclick="print()">打印</button>或在浏览器里另存为 PDF</p>'
        )
        return HTMLResponse(_page(escape(briefing.title), button + paper_html(briefing)), headers=_FRESH)

    def _shown(number: int, made: Made, *, check: bool, open_: bool = False) -> Response:
        """`unchecked` says that the library has changed since, and it was not looked up what that means."""
        current = library.stamp() == made.stamp
        now = standing(library, made) if check and not current else None
        parts: Mapping[str, str] = {
            "unchecked": " data-unchecked" if not (check or current) else "",
            "notice": "" if current else standing_html(now),
        }
        return HTMLResponse(
            f'<div class="briefing" data-id="{number}"{parts["unchecked"]}>{tools_html(number)}'
            f'<div class="standing">{parts["notice"]}</div>'
            f"{outline_html(made.whole, made.outline, open_=open_)}{briefing_html(made.briefing, now)}</div>",
            headers=_FRESH,
        )

    return router


def _attached(content: bytes, kind: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={**_FRESH, "content-disposition": disposition})


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE.read_text('utf-8')}</style></head><body>{body}</body></html>"
    )


_LOG = logging.getLogger(__name__)
_AT_ONCE = 2
"""Briefings made at the same time: each is a second or more of one core, and the chat is to have the
others.
"""
_MANY, _LONG = 200, 500
"""Names, and characters of each, that one request may have."""
_FAILED = "没有编成：程序出了错，已记入日志。请再试一次，不行就联系管理员。"
_NOT_KEPT = "这份简报不在您保存的简报里，可能已经删除。"
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


def making_routes(context: AppContext) -> APIRouter:
    router = APIRouter()
    slots = asyncio.Semaphore(_AT_ONCE)

    @router.post("/brief")
    async def make(asked: Asked, request: Request) -> StreamingResponse:
        person = context.person(request).name
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
                async for line in iterate_in_threadpool(_made(context, asked, person, stop)):
                    yield line
        finally:
            stop.set()
            watching.cancel()

    return router


async def _stopped_when_left(request: Request, stop: threading.Event) -> None:
    """The framework waits for running threads, and one of them may wait for a model: so it is told to
    stop.
    """
    while not await request.is_disconnected():
        await asyncio.sleep(PAGE.look)
    stop.set()


def _made(context: AppContext, asked: Asked, person: str, stop: threading.Event) -> Iterator[str]:
    try:
        yield from _steps(context, asked, person, stop)
    except KeyError:
        yield _line(refused=_NOT_KEPT)
    except PlanError as error:
        yield _line(refused=error.in_a_page())
    except Exception:  # noqa: BLE001  the edge of the app: whatever it was, the person is told
        _LOG.exception("a briefing was not made")
        yield _line(refused=_FAILED)


def _steps(context: AppContext, asked: Asked, person: str, stop: threading.Event) -> Iterator[str]:
    library = context.assistant.library
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

    for part in _worded(context, ruled(), stop) if model else ruled():
        if stop.is_set():
            return
        html = "" if number else growing_html(part.briefing, shown)
        shown = len(part.briefing.sections)
        yield _line(done=part.done, total=part.total, doing=part.doing, html=html, kept=number)
    if part.briefing.wording:
        reword(library, number, part.briefing, person=person, stamp=stamp)
    yield _line(made=number)


def _worded(context: AppContext, parts: Iterator[Part], stop: threading.Event) -> Iterator[Part]:
    """With a model's summaries, where there is a model."""
    if context.assistant.llm is None:
        return parts
    from assistant.briefing.prose.write import Writer, written

    return written(parts, Writer(llm=context.assistant.llm, library=context.assistant.library, stop=stop))


def _line(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
