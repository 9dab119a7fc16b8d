"""The outermost part of the app: what a reverse proxy does to a request is put right here, and nowhere else.

In: ASGI requests, from browsers or from a proxy. Out: the same with the client's own address, scheme and host
where the proxy is trusted to tell them, without such headers where it is not; and with a path that has the
prefix and a `root_path` that names it (ASGI's rule), whether the proxy has left the prefix on or stripped it
off.
"""

from __future__ import annotations

from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_HOST = b"x-forwarded-host"
_TOLD = (b"forwarded", b"x-forwarded-")
"""How the names of headers begin by which a proxy tells of the client."""


class ProxyHeaders:
    """ASGI middleware. `trusted`: addresses and networks of proxies, separated by commas."""

    def __init__(self, app: Any, *, prefix: str, trusted: str) -> None:
        self._app = app
        self._prefix = prefix
        self._forwarded: Any = ProxyHeadersMiddleware(app, [part.strip() for part in trusted.split(",")])

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._prefix and scope["path"] == self._prefix:
            await _redirect(scope, send, self._prefix + "/")
            return
        peer = scope["client"][0] if scope.get("client") else None
        trusted = peer in self._forwarded.trusted_hosts
        path = within(scope["path"], self._prefix)
        passed = {
            **scope,
            "headers": _as_sent(scope["headers"]) if trusted else _untold(scope["headers"]),
            "path": path,
            "root_path": self._prefix,
        }
        if "raw_path" in scope:
            passed["raw_path"] = within((scope["raw_path"] or b"/").decode("latin-1"), self._prefix).encode(
                "latin-1"
            )
        await self._forwarded(passed, receive, send)


def within(path: str, prefix: str) -> str:
    """The path with the prefix in front, where it is not there already."""
    return path if not prefix or path.startswith(prefix + "/") else prefix + path


def _as_sent(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """With the host that the browser asked for, where the proxy passes it on in a header of its own."""
    told = next((value.split(b",")[0].strip() for name, value in headers if name == _HOST), b"")
    kept = [(name, value) for name, value in headers if name != _HOST]
    return [(name, told if name == b"host" else value) for name, value in kept] if told else kept


def _untold(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if not name.startswith(_TOLD)]


async def _redirect(scope: Any, send: Any, path: str) -> None:
    """To the same address with a slash at its end, on which the page's relative addresses stand."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
        return
    query = scope.get("query_string") or b""
    location = path.encode("ascii") + (b"?" + query if query else b"")
    await send(
        {
            "type": "http.response.start",
            "status": 307,
            "headers": [(b"location", location), (b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})
