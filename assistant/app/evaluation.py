"""评测: the last evaluation and how it compares with the one before, as an element in the tab and the routes
that fill it.

`evaluation.js` fills the element whenever it comes into view. The contents are made by another package, which
is found by its entry point ("plans.tabs") and never imported here.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

import gradio as gr
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.app.ask.render import error_html
from assistant.app.context import AppContext
from ingest.errors import PlanError


def fill(_context: AppContext, _page: gr.Blocks) -> None:
    gr.HTML(
        '<plans-evaluation><p class="calm">正在打开……</p></plans-evaluation>',
        elem_id="evaluation",
        js_on_load=None,
    )


_FRESH = {"cache-control": "no-store"}
_ABSENT = '<div class="calm"><p>这次安装没有带评测。</p></div>'


class EvaluationPages(Protocol):
    """What the package that evaluates gives: HTML, all of it escaped there."""

    def tab(self, home: Path) -> str:
        """A fragment."""

    def report(self, home: Path, name: str) -> str:
        """A whole page. Raises PlanError where there is no such run."""


@cache
def evaluation_pages() -> EvaluationPages | None:
    """None where no package offers any."""
    for point in entry_points(group="plans.tabs", name="evaluation"):
        return cast(EvaluationPages, point.load())
    return None


def evaluation_router(home: Path) -> APIRouter:
    router = APIRouter(prefix="/evaluation")

    @router.get("/view")
    def view() -> Response:
        pages = evaluation_pages()
        return HTMLResponse(pages.tab(home) if pages else _ABSENT, headers=_FRESH)

    @router.get("/report/{name}")
    def report(name: str) -> Response:
        pages = evaluation_pages()
        try:
            return HTMLResponse(pages.report(home, name) if pages else _ABSENT, headers=_FRESH)
        except PlanError as error:
            return HTMLResponse(error_html(error), status_code=404, headers=_FRESH)

    return router
