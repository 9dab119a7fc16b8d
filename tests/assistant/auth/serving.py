"""The app on a port of this process, with a clock that a test turns, and a reverse proxy in front of it."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from assistant.app.server.serve import quiet_environment
from assistant.ask import Assistant
from assistant.auth.access import Door
from assistant.settings import Settings
from tests.waiting import GIVE_UP, until

PASSWORD = "七里河边的水车 1953"
_CLOSES = b'data: {"msg":"close_stream"'
_DROPPED = {b"host", b"connection", b"transfer-encoding", b"keep-alive"}


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@dataclass(kw_only=True)
class App:
    """A running app: where it is, its door, and the clock of both."""

    url: str
    door: Door
    clock: Clock

    def client(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, trust_env=False, timeout=GIVE_UP, **options)

    def signed_in(self, name: str, password: str = PASSWORD) -> httpx.Client:
        client = self.client()
        answer = client.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return client


@contextmanager
def running(assistant: Assistant, home: Path, **settings: Any) -> Iterator[App]:
    """The whole app, as `plans chat` serves it; what it sets in the environment is taken back."""
    before = dict(os.environ)
    quiet_environment()
    from assistant.app.context import AppContext
    from assistant.app.server.web import web_app

    clock = Clock()
    chosen = Settings(home=home, **settings)
    door = Door(chosen, clock)
    try:
        context = AppContext(assistant=assistant, settings=chosen, door=door)
        with on_a_port(lambda: web_app(context)) as url:
            yield App(url=url, door=door, clock=clock)
    finally:
        door.close()
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def on_a_port(make: Callable[[], Any]) -> Iterator[str]:
    """`make` is called inside the server's event loop: Gradio makes one of its own where it finds none, and
    leaves it open.
    """
    import uvicorn

    servers: list[uvicorn.Server] = []

    async def serve(listening: socket.socket) -> None:
        config = uvicorn.Config(
            make(),
            log_level="error",
            access_log=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        servers.append(uvicorn.Server(config))
        await servers[0].serve(sockets=[listening])

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(serve(listening)), daemon=True)
        thread.start()
        until(lambda: (servers and servers[0].started) or not thread.is_alive())
        assert servers, "the app could not be made"
        assert servers[0].started
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            servers[0].should_exit = True
            thread.join(GIVE_UP)


@dataclass
class Proxy:
    """ASGI: passes on what lies under `prefix`, with it or without it, and has nothing else; keeps what it
    was asked.

    `late` are the seconds by which the last word of a stream of answers, that it closes, comes after the one
    before.
    """

    upstream: str
    prefix: str
    strips: bool
    late: float = 0.0
    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        path = scope["raw_path"].decode("latin-1")
        self.asked.append(path)
        if not path.startswith(self.prefix + "/"):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        passed = path.removeprefix(self.prefix) if self.strips else path
        query = scope["query_string"].decode("latin-1")
        headers = [pair for pair in scope["headers"] if pair[0] not in _DROPPED]
        host = next(value for name, value in scope["headers"] if name == b"host")
        told = [(b"host", host), (b"x-forwarded-for", b"127.0.0.1"), (b"x-forwarded-proto", b"http")]
        async with (
            httpx.AsyncClient(trust_env=False, timeout=GIVE_UP) as client,
            client.stream(
                scope["method"],
                f"{self.upstream}{passed}{'?' + query if query else ''}",
                headers=[*headers, *told],
                content=_body(receive),
            ) as answer,
        ):
            kept = [pair for pair in answer.headers.raw if pair[0].lower() not in _DROPPED]
            await send({"type": "http.response.start", "status": answer.status_code, "headers": kept})
            async for piece in answer.aiter_raw():
                told, closes, rest = piece.partition(_CLOSES if self.late else b"\0")
                await send({"type": "http.response.body", "body": told, "more_body": True})
                if closes:
                    await asyncio.sleep(self.late)
                    await send({"type": "http.response.body", "body": closes + rest, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


async def _body(receive: Any) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        yield message.get("body", b"")
        if not message.get("more_body"):
            return
