"""GET brief/{id}/…: a kept briefing as a Word file, as Markdown, or as a page to print; only for the person whose it is.

As the person arranged it. An office's own form is the file the setting PLANS_BRIEFING_TEMPLATE names.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.app.briefing_page import paper_html
from assistant.app.desk import Desk
from assistant.app.markup import escape
from assistant.app.render import error_html
from assistant.briefing.files import file_name
from assistant.briefing.keeping import kept
from assistant.briefing.markdown import to_markdown
from assistant.briefing.model import Briefing
from ingest.errors import PlanError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FRESH = {"cache-control": "no-store"}
_GONE = "这份简报不在您保存的简报里，可能已经删除。请回到“简报”页看一看。"
_STYLE = Path(__file__).parent / "static" / "briefing_paper.css"


def briefing_routes(desk: Desk) -> APIRouter:
    """Plain functions, so that each request has a thread and the chat does not wait for it."""
    router = APIRouter(prefix="/brief")

    def found(number: int, request: Request) -> Briefing | None:
        try:
            return kept(desk.assistant.library, number, person=desk.person(request).name).briefing
        except (KeyError, OverflowError):  # the latter for a number beyond those of any briefing
            return None

    @router.get("/{number}/file.docx")
    def word(number: int, request: Request) -> Response:
        from assistant.briefing.word import to_docx

        briefing = found(number, request)
        if briefing is None:
            return HTMLResponse(_page("没有找到", escape(_GONE)), status_code=404)
        try:
            content = to_docx(briefing, desk.settings.briefing_template)
        except PlanError as error:
            return HTMLResponse(_page("没有导出", error_html(error)), status_code=409, headers=_FRESH)
        return _attached(content, _WORD, file_name(briefing, ".docx"))

    @router.get("/{number}/file.md")
    def markdown(number: int, request: Request) -> Response:
        briefing = found(number, request)
        if briefing is None:
            return HTMLResponse(_page("没有找到", escape(_GONE)), status_code=404)
        content = to_markdown(briefing).encode()
        return _attached(content, "text/markdown; charset=utf-8", file_name(briefing, ".md"))

    @router.get("/{number}/print")
    def paper(number: int, request: Request) -> Response:
        briefing = found(number, request)
        if briefing is None:
            return HTMLResponse(_page("没有找到", escape(_GONE)), status_code=404)
        button = (
            '<p class="bar"><button type="button" onclick="print()">打印</button>或在浏览器里另存为 PDF</p>'
        )
        page = _page(escape(briefing.title), button + paper_html(briefing))
        return HTMLResponse(page, headers=_FRESH)

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
