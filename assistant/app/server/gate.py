"""The gate before every route, Gradio's among them: only people who are signed in pass, and no requests from
other sites' pages.

In: ASGI requests whose path and headers have been corrected for the proxy. Out: the same with the person in
`request.state.person`, or an answer: a page is sent to sign in, everything else gets 401. Open are the
sign-in page, its style and the icon. Where nobody signs in, only requests made on this machine under its own
name pass: no page that somebody on the web has given this machine's address, no proxy that passes others on,
and nothing that a page from elsewhere would embed.

Browsers say where a request comes from: Sec-Fetch-Site over https and on this machine, Origin with everything
that changes something, also over plain http. Programs that are no browsers say nothing; they send nobody's
cookie unasked, and pass.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.app.server.sign_in_page import COOKIE, SIGN_IN, notice_page
from assistant.auth.access import Door, is_loopback
from assistant.auth.accounts import AT_HOME, Person
from ingest.errors import PlanError

_HARMLESS = ("GET", "HEAD", "OPTIONS")
_PORTS = {"http": 80, "https": 443}


def comes_from_here(method: str, headers: Mapping[str, str]) -> bool:
    """`headers` by lower-case names; for websockets `method` is ""."""
    if method in _HARMLESS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin") or headers.get("referer")
    if origin is None:
        return True
    theirs = _place(origin)
    return theirs is not None and theirs == _place(f"{theirs[0]}://{headers.get('host', '')}")


def is_used_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a page of another origin asks for a part of itself: a picture, a script, a frame, data.

    Somebody who follows a link or types an address (a top-level navigation) is let through.
    """
    site = headers.get("sec-fetch-site")
    if site is None:
        origin = headers.get("origin") or headers.get("referer")
        theirs = _place(origin) if origin else None
        ours = theirs is not None and theirs == _place(f"{theirs[0]}://{headers.get('host', '')}")
        return origin is not None and not ours and "text/html" not in headers.get("accept", "")
    if site in ("same-origin", "none"):
        return False
    return (
        headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document"
    )


def host_of(address: str) -> str:
    """ "" for what is no address."""
    place = _place(address)
    return place[1] if place else ""


def _place(address: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for what is no address, "null" among it."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


_OPEN = (SIGN_IN, "/sign-in.css", "/favicon.ico")
STILL_IN = "/signed-in"
"""Asked by the page when one comes back to it; asking is no use that makes a login last."""
_LASTING = ("/assets/", "/static/", "/svelte/", "/theme.css", "/favicon.ico", "/sign-in.css")
"""The same for everybody, so that a browser may keep it."""

_ELSEWHERE = (
    "这个请求不是从本页面发出的，没有执行。请回到聊天页面再试；如果页面在反向代理之后，"
    "请让代理把浏览器的 Host 原样传来（nginx：proxy_set_header Host $http_host）。"
)
_NOT_HERE = "还没有账号，页面只能在本机打开。请在服务器上运行 plans user add 姓名 --editor，再回来登录。"
_BROKEN = "登录现在不能用。请告诉管理员：在服务器上运行 plans user list，会说明原因和办法。"
_OVER = "没有登录，或者登录已经结束。请刷新页面，重新登录。"


class Gate:
    """ASGI middleware."""

    def __init__(self, app: Any, *, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request = Request({**scope, "type": "http", "method": scope.get("method", "")})
        path = scope["path"].removeprefix(scope["root_path"])
        answer: Response | None
        person: Person | None = None
        try:
            person, answer = self._judged(request, path)
        except PlanError as error:
            sys.stderr.write(f"登录不能用：{error}\n")
            answer = said(request, 503, _BROKEN)
        if answer is None:
            scope = {**scope, "state": {**scope.get("state", {}), "person": person}}
            private = person is not None and person.name and not path.startswith(_LASTING)
            await self._app(scope, receive, _unkept(send) if private else send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope, receive, send)

    def _judged(self, request: Request, path: str) -> tuple[Person | None, Response | None]:
        """The person, or the answer to whoever may not pass; neither before an open route."""
        if not comes_from_here(request.method, request.headers):
            return None, said(request, 403, _ELSEWHERE)
        if self._door.open:
            if is_used_elsewhere(request.headers):
                return None, said(request, 403, _ELSEWHERE)
            return (AT_HOME, None) if _made_here(request) else (None, said(request, 403, _NOT_HERE))
        token = request.cookies.get(COOKIE)
        person = self._door.who(token, use=path != STILL_IN) if token else None
        if person or path in _OPEN:
            return person, None
        if _is_page(request):
            asked = path + (f"?{request.url.query}" if request.url.query else "")
            back = f"?next={quote(asked, safe='')}" if asked != "/" else ""
            return None, RedirectResponse(f"{request.scope['root_path']}{SIGN_IN}{back}", 303)
        return None, said(request, 401, _OVER)


def _made_here(request: Request) -> bool:
    """By a client on this machine, under a name of this machine; a proxy that tells nothing still passes on
    what page it is from.
    """
    names = [request.client.host if request.client else "", request.url.hostname or ""]
    if origin := request.headers.get("origin"):
        names.append(host_of(origin))
    return all(map(is_loopback, names))


def _is_page(request: Request) -> bool:
    """Whether a browser asks for a page to show, and not a script for data."""
    if request.method not in ("GET", "HEAD"):
        return False
    mode = request.headers.get("sec-fetch-mode")
    return mode == "navigate" if mode else "text/html" in request.headers.get("accept", "")


def said(request: Request, status: int, words: str) -> Response:
    """A sentence as a page to a person, as JSON to a script."""
    if "text/html" in request.headers.get("accept", ""):
        return notice_page(words, prefix=request.scope["root_path"], status=status)
    return JSONResponse({"error": words}, status, headers={"cache-control": "no-store"})


def _unkept(send: Any) -> Any:
    """What is one person's is kept in no cache, so that the next one at the machine finds nothing of it."""

    async def passed(message: Any) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", ()) if pair[0].lower() != b"cache-control"]
            message = {**message, "headers": [*kept, (b"cache-control", b"private, no-store")]}
        await send(message)

    return passed
