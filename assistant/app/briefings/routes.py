"""brief/…: what the tab 简报 fetches of kept briefings, and what it changes in them; each only for the person
whose it is.

GET brief/kept is the list; GET brief/{id} the briefing with all that can be done with it (`check` looks up
whether the plans still bear it out, which takes as long as making it), POST brief/{id}/outline a change of
its order, DELETE brief/{id} the end of it; file.docx, file.md and print are what is handed on, as the person
arranged it. Making one is `briefing_making`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from assistant.app.ask.render import error_html
from assistant.app.briefings.cards import (
    examples,
    kept_html,
    nothing_kept_html,
    outline_html,
    tools_html,
)
from assistant.app.briefings.page import briefing_html, paper_html
from assistant.app.briefings.standing import standing_html
from assistant.app.desk import Desk
from assistant.app.widgets.markup import escape
from assistant.briefing.keep.keeping import Made, kept
from assistant.briefing.keep.outline import keys_of, moved, toggled
from assistant.briefing.keep.staleness import standing
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


def briefing_routes(desk: Desk) -> APIRouter:
    """Plain functions, so that each request has a thread and the chat does not wait for it."""
    router = APIRouter(prefix="/brief")
    library = desk.assistant.library

    def found(number: int, request: Request) -> Made:
        try:
            return kept(library, number, person=desk.person(request).name)
        except (KeyError, OverflowError):  # the latter for a number beyond those of any briefing
            raise HTTPException(404, _GONE) from None

    @router.get("/kept")
    def shelf(request: Request) -> Response:
        name = desk.person(request).name
        rows = library.briefings.kept(name)
        if not rows:
            offered = examples(desk.assistant.catalog)
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
        library.briefings.arrange(number, outline, person=desk.person(request).name)
        return _shown(number, replace(made, outline=outline), check=True, open_=True)

    @router.delete("/{number}", status_code=204)
    def forget(number: int, request: Request) -> None:
        try:
            library.briefings.forget(number, person=desk.person(request).name)
        except (KeyError, OverflowError):
            raise HTTPException(404, _GONE) from None

    @router.get("/{number}/file.docx")
    def word(number: int, request: Request) -> Response:
        from assistant.briefing.render.word import to_docx

        briefing = found(number, request).briefing
        try:
            content = to_docx(briefing, desk.settings.briefing_template)
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
