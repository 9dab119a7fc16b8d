"""指标与任务: the tables of targets and tasks and the comparison of an indicator, as an element in the tab
and the routes that fill it.

In: the app's context or an assistant. Out: the element; a router that serves the fragment of a query, and its
rows as a workbook. `figures.js` fills the element when it is first seen; no event goes through the page's
queue. The address holds the whole state: nothing is kept per person, and a link leads back to what was seen.
Addresses are relative to the page, so a path prefix of a reverse proxy needs no setting here. Whether
somebody may read is decided by the gate.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import gradio as gr
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.app.ask.render import error_html
from assistant.app.context import AppContext
from assistant.app.figures.state import State, read_state
from assistant.app.figures.view import Figures
from assistant.ask import Assistant
from ingest.errors import PlanError

SHELL = '<plans-figures><p class="calm">正在打开……</p></plans-figures>'


def fill(_context: AppContext, _page: gr.Blocks) -> None:
    gr.HTML(SHELL, elem_id="figures", js_on_load=None)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FRESH = {"cache-control": "no-store"}


def figures_router(assistant: Assistant) -> APIRouter:
    """Plain functions, so that each request has a thread and the chat does not wait for it."""
    router = APIRouter(prefix="/figures")
    figures = Figures(assistant)

    @router.get("/view")
    def view(request: Request) -> Response:
        try:
            return HTMLResponse(figures.html(_state(request)), headers=_FRESH)
        except PlanError as error:
            return HTMLResponse(error_html(error), status_code=503, headers=_FRESH)

    @router.get("/table.xlsx")
    def table(request: Request) -> Response:
        try:
            name, content = figures.workbook(_state(request), date.today())
        except PlanError as error:
            return HTMLResponse(error_html(error), status_code=409, headers=_FRESH)
        disposition = f"attachment; filename=\"plans.xlsx\"; filename*=UTF-8''{quote(name)}"
        return Response(content, media_type=_XLSX, headers={**_FRESH, "content-disposition": disposition})

    return router


def _state(request: Request) -> State:
    return read_state(request.query_params.multi_items())
