"""The app as a web server: Gradio's page with one tab for each kind of work, and our own routes, in one
FastAPI application behind security headers.

In: a `AppContext`. Out: an ASGI application, not started. Nothing is called outside: no web fonts, no
analytics, no rendering on the server, and the content policy lets a browser load from and connect to nothing
but this server.

Each tab is a module with one function that lays out its components and wires its events inside the tab. What
a person does is kept in `gr.State`, one value a page, and in the library under the person's name.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError

from assistant.app import drafts, evaluation
from assistant.app.ask import tab as ask_tab
from assistant.app.ask.masthead import NAME, masthead_html
from assistant.app.ask.tab import feedback_routes
from assistant.app.briefings import tab as briefings_tab
from assistant.app.briefings.routes import briefing_routes, making_routes
from assistant.app.context import AppContext
from assistant.app.drafts import draft_routes
from assistant.app.evaluation import evaluation_router
from assistant.app.figures import tab as figures_tab
from assistant.app.figures.tab import figures_router
from assistant.app.original_pages import page_routes
from assistant.app.plans import tab as plans_tab
from assistant.app.plans.tab import originals_routes
from assistant.app.reader import reader_routes
from assistant.app.server.events import Events
from assistant.app.server.gate import Gate, said
from assistant.app.server.proxy_headers import ProxyHeaders
from assistant.app.server.route_allowlist import RouteAllowlist
from assistant.app.server.sign_in_page import add_sign_in
from ingest.errors import PlanError
from ingest.readers.options import FILES

_LOG = logging.getLogger(__name__)
_ASSETS = Path(__file__).parents[1] / "static"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Gradio's own page needs inline scripts; everything from elsewhere is refused."""
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)
_FONTS = (
    "system-ui",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
)
"""Fonts of the reader's own machine, none of the web."""


def web_app(context: AppContext) -> FastAPI:
    """Routes that are ours come first; all other paths are Gradio's."""
    web = FastAPI(title="plans", docs_url=None, redoc_url=None, openapi_url=None)
    web.add_exception_handler(PlanError, _unready)
    web.add_exception_handler(RequestValidationError, _unfit)
    web.add_exception_handler(Exception, _failed)
    add_sign_in(web, context.door)
    for routes in (
        reader_routes, page_routes, feedback_routes, originals_routes, briefing_routes, making_routes,
        draft_routes,
    ):  # fmt: skip
        web.include_router(routes(context))
    web.include_router(figures_router(context.assistant))
    web.include_router(evaluation_router(context.settings.home))
    page = build_app(context)
    # The last one added is the outermost.
    web.add_middleware(RouteAllowlist, own=tuple(web.routes), events=Events.of(page))
    web.add_middleware(Gate, door=context.door)
    web.add_middleware(ProxyHeaders, prefix=context.settings.prefix, trusted=context.settings.trusted_proxies)
    web.add_middleware(_Headers)
    gr.mount_gradio_app(
        web,
        page,
        path="/",
        root_path=context.settings.prefix,
        auth_dependency=_name,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size=FILES.largest,
        favicon_path=str(_ASSETS / "favicon.png"),
        theme=_theme(),
        css_paths=[_ASSETS / "style.css", *sorted(_ASSETS.glob("*_tab.css"))],
        head=_head(),
    )
    return web


def _unready(request: Request, error: Exception) -> Response:
    """An expected error no route has reported itself; paths on this machine go to the log alone."""
    _LOG.error("%s", error)
    return said(request, 503, "现在做不了：资料库或登录记录暂时不能用。请稍后再试；仍不行，请告诉管理员。")


def _unfit(request: Request, _error: Exception) -> Response:
    """What is no request of ours; the framework would answer in English, and repeat what it cannot write."""
    return said(request, 422, "填写的内容太长，或有不能识别的字符。请改短之后再试。")


def _failed(request: Request, _error: Exception) -> Response:
    """A bug: its traceback goes to the log."""
    return said(request, 500, "程序出了错，已记入日志。请刷新页面再试；仍不行，请告诉管理员。")


def _head() -> str:
    """Scripts, and the style of what stands outside Gradio's page: in rules for a width or for print Gradio
    would confine it to its own.
    """
    styles = (f"<style>{path.read_text('utf-8')}</style>" for path in sorted(_ASSETS.glob("*_panel.css")))
    scripts = (f"<script>{path.read_text('utf-8')}</script>" for path in sorted(_ASSETS.glob("*.js")))
    return "".join(('<link rel="icon" href="favicon.ico">', *styles, *scripts))


def _name(request: Request) -> str | None:
    """What Gradio's events know a person by; "" where no one signs in."""
    person = getattr(request.state, "person", None)
    return None if person is None else str(person.name)


def _theme() -> Any:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    )


class _Headers:
    """ASGI middleware that adds the headers to every response."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


Fill = Callable[[AppContext, gr.Blocks], Sequence[Any] | None]
"""Lays a tab out; gives the events after which plans may have come or gone."""

TABS: tuple[tuple[str, str, Fill], ...] = (
    ("问答", "ask", ask_tab.fill),
    ("文件", "plans", plans_tab.fill),
    ("指标与任务", "figures", figures_tab.fill),
    ("简报", "briefs", briefings_tab.fill),
    ("核稿", "drafts", drafts.fill),
    ("评测", "evaluation", evaluation.fill),
)
"""Name, id and contents of every tab, in the order they stand in."""

_UPLOADS = (3_600, 86_400)
"""Seconds between two looks for uploads that nobody took in, and after which one is deleted."""
_PAGES = 2_000
"""Opened pages that are kept in memory, some 0.4 MB each; of more, the one that was used last the longest ago
is forgotten.
"""


def build_app(context: AppContext) -> gr.Blocks:
    with gr.Blocks(title=NAME, analytics_enabled=False, fill_height=True, delete_cache=_UPLOADS) as page:
        page.state_session_capacity = _PAGES
        tabs: list[gr.Tab] = []
        changing: list[Any] = []
        head = gr.HTML(elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs", selected=TABS[0][1]):
            for name, id_, fill in TABS:
                with gr.Tab(name, id=id_, elem_id=f"{id_}-tab") as tab:
                    changing += fill(context, page) or ()
                tabs.append(tab)

        def loaded(request: gr.Request) -> str:
            context.assistant.catalog.refresh()
            return masthead_html(context.assistant.catalog.rows, context.person(request))

        # files may have come or gone on another page too
        for event in (page.load, *(tab.select for tab in tabs), *(change.then for change in changing)):
            event(loaded, None, head, show_progress="hidden", api_visibility="private")
    return page
