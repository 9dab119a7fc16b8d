"""The chat page on a port. In: settings. Out: a server that runs until it is stopped.

Nothing is called outside: Gradio's analytics, share links, web fonts and server-side rendering are off, the page's
content policy lets a browser load and connect to nothing but this server, and the server's own check of itself never
goes through a proxy.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.settings import Settings

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""Gradio's own page needs inline scripts; everything from elsewhere is refused."""
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(settings: Settings, *, open_browser: bool) -> None:
    """Answer at `settings.host:settings.port` until interrupted. Raises LibraryError, or AssistantError for a taken port."""
    quiet_environment()
    from assistant.app.build import build_app
    from assistant.opening import opened

    with opened(settings) as assistant:
        page = build_app(assistant)
        launch(page, settings.host, settings.port, open_browser=open_browser)
        sys.stderr.write(f"聊天页面：{page.local_url}　按 Ctrl+C 结束\n")
        page.block_thread()


def quiet_environment() -> None:
    """Gradio's switches, before it is imported; loopback never through a proxy that the machine may have."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_SHARE"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("no_proxy", "NO_PROXY"):
        held = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys((*held, *_LOOPBACK)))


def launch(page: Any, host: str, port: int, *, open_browser: bool) -> None:
    """Start the server in its thread and return. Raises AssistantError where the port is taken."""
    import gradio as gr
    from starlette.middleware import Middleware

    fonts = [gr.themes.Font(name) for name in _FONTS]
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=fonts,
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    )
    script = (_HERE / "page.js").read_text("utf-8")
    try:
        page.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            favicon_path=_HERE / "favicon.png",
            theme=theme,
            css_paths=[_HERE / "style.css"],
            head=f"<script>{script}</script>",
            app_kwargs={"middleware": [Middleware(_Headers)]},
        )
    except OSError as error:
        remedy = "请用 --port 换一个端口，或先结束占用它的程序"
        raise AssistantError(f"端口 {port} 不能使用（{error}）", remedy=remedy) from error


_FONTS = (
    "system-ui",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
)
"""Fonts of the reader's own machine, none of the web."""


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
