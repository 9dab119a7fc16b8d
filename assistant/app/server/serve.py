"""The app on a port. In: settings. Out: a server that runs until it is stopped."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import platform
import socket
import sys
import webbrowser
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from assistant.auth.access import check_door
from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

_ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h, mallopt(3)."""


def share_one_heap() -> None:
    """Before the first thread is started: with it glibc settles how many heaps there may be."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PATIENCE = 2
"""Seconds that answers under way are given when the server is asked to stop."""
UPLOADS = "uploads"
"""Files on their way into the library, in its folder."""


def serve(settings: Settings, *, open_browser: bool) -> None:
    """Answer at `settings.host:settings.port` until interrupted; dictionaries and plans are loaded before the
    first person asks.

    Raises LibraryError, or AssistantError for a taken port, or where other machines could come in without an
    account.
    """
    check_door(settings)
    quiet_environment()
    from assistant.admin.examples import examples
    from assistant.app.context import AppContext
    from assistant.app.server.web import web_app
    from assistant.opening import opened

    with opened(settings) as assistant:
        os.environ["GRADIO_TEMP_DIR"] = str(_own_folder(settings.home / UPLOADS))
        Thread(target=examples, args=(assistant,), name="warm-up", daemon=True).start()
        run(
            web_app(AppContext.at(assistant, settings)),
            settings.host,
            settings.port,
            prefix=settings.prefix,
            open_browser=open_browser,
        )


def _own_folder(folder: Path) -> Path:
    """Made where there is none; nobody else on the machine looks into it, as everybody can into the one
    Gradio chooses.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        remedy = "请检查资料库文件夹的权限和磁盘空间"
        raise AssistantError("上传用的文件夹建不了", file=str(folder), remedy=remedy) from error
    return folder.resolve()


def quiet_environment() -> None:
    """Gradio's switches, before it is imported; loopback never through a proxy that the machine may have."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_SHARE"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("no_proxy", "NO_PROXY"):
        held = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys((*held, *_LOOPBACK)))


def run(app: FastAPI, host: str, port: int, *, prefix: str = "", open_browser: bool) -> None:
    """Serve until interrupted or terminated. Raises AssistantError where the address cannot be had."""
    import uvicorn

    with _listen(host, port) as listening:
        shown = f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else host}:{port}{prefix}/"
        sys.stderr.write(f"聊天页面：{shown}　按 Ctrl+C 结束\n")
        sys.stderr.flush()
        if open_browser:
            webbrowser.open(shown)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_PATIENCE,
            server_header=False,
            proxy_headers=False,  # `front` does it, which has to know whom to trust
        )
        logging.getLogger("uvicorn.error").addFilter(_no_farewells)
        uvicorn.Server(config).run(sockets=[listening])


def _no_farewells(record: logging.LogRecord) -> bool:
    """Pages that are open when the server is stopped are cut off; that is no error."""
    cut_off = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cut_off and "timeout graceful shutdown" not in record.getMessage()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        remedy = "请用 --port 换一个端口，或先结束占用它的程序"
        raise AssistantError(f"{host} 的端口 {port} 不能使用（{error}）", remedy=remedy) from error
