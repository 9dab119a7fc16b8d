"""登录: the page where one signs in, and the way out. In: the door. Out: routes of our own, without Gradio
and without scripts.

The page is one small HTML and one style, so that it is there at once. After signing in one is led back to the
page that was asked for, which is always one of this app. The token goes into a cookie that no script can
read.
"""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from urllib.parse import parse_qs, unquote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from assistant.app.ask.masthead import NAME
from assistant.app.widgets.markup import escape
from assistant.auth.access import Door, Entered, Refused
from assistant.auth.lockout import KNOWN_FOR

COOKIE = "plans_sign_in"
BROWSER = "plans_browser"
"""By it a browser is known again, so that nobody else's wrong tries keep its user out."""
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_STYLE = Path(__file__).parents[1] / "static" / "sign_in.css"
_LONGEST = 8_192
"""Bytes of a filled-in form."""
_LONGEST_TOKEN = 64
_AT_ONCE = 2
"""Passwords looked at at the same time, each some 50 ms of a core and 64 MB."""

_WRONG = "登录名或密码不对，请再试一次。"
_LEFT = "您已退出。"
_TOO_LONG = "填写的内容太长，请重新填写。"


def add_sign_in(web: FastAPI, door: Door) -> None:
    """The routes /sign-in, /sign-out and the style of the page."""
    turns = asyncio.Semaphore(_AT_ONCE)

    @web.get(SIGN_IN)
    async def page(request: Request) -> Response:
        if request.state.person is not None:
            return RedirectResponse(_back(request), 303)
        left = "left" in request.query_params
        return _page(_form(said=_LEFT if left else "", role="status"), prefix=_prefix(request))

    @web.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        if door.open:
            return RedirectResponse(_back(request), 303)
        body = await _body(request)
        if body is None:
            return _page(_form(said=_TOO_LONG), prefix=_prefix(request), status=413)
        name, password = _field(body, "name"), _field(body, "password")
        address = request.client.host if request.client else ""
        browser = request.cookies.get(BROWSER, "")[:_LONGEST_TOKEN]
        async with turns:
            result = await asyncio.to_thread(door.enter, name, password, address, browser)
        if isinstance(result, Refused):
            return _refusal(request, result, name)
        if old := request.cookies.get(COOKIE):
            door.leave(old)
        answer = RedirectResponse(_back(request), 303)
        _give(answer, request, result)
        return answer

    @web.post(SIGN_OUT)
    async def sign_out(request: Request) -> Response:
        if token := request.cookies.get(COOKIE):
            door.leave(token)
        answer = RedirectResponse(f"{_prefix(request)}{SIGN_IN}?left", 303)
        answer.delete_cookie(COOKIE, path=_prefix(request) or "/", httponly=True, samesite="lax")
        return answer

    @web.get("/signed-in")
    async def signed_in() -> Response:
        return Response(status_code=204)

    @web.get("/sign-in.css")
    async def style() -> Response:
        return FileResponse(_STYLE, media_type="text/css", headers={"cache-control": "max-age=3600"})


def way_back(asked: str, prefix: str) -> str:
    """The address to be led to: `asked` where it is a page of this app, else the first page."""
    plain = unquote(asked)
    steps = plain.split("?")[0].split("/")
    wild = "\\" in plain or any(ord(c) < 33 for c in asked) or ".." in steps
    if wild or not plain.startswith("/") or plain.startswith("//") or asked[:1] != "/":
        return f"{prefix}/"
    return prefix + asked


def waiting_words(seconds: float) -> str:
    """How long one has to wait, in a sentence."""
    minutes = max(1, math.ceil(seconds / 60))
    span = f"{minutes} 分钟" if minutes <= 90 else f"{math.ceil(minutes / 60)} 小时"
    return f"试的次数太多，为了安全，请 {span}后再试。忘了密码请找管理员。"


def notice_page(words: str, *, prefix: str, status: int) -> HTMLResponse:
    """A page with one sentence and the way to the first page."""
    told = f'<p class="fault" role="alert">{escape(words)}</p><p><a href="{escape(prefix)}/">回到首页</a></p>'
    return _page(told, prefix=prefix, status=status)


def _prefix(request: Request) -> str:
    return str(request.scope["root_path"])


def _back(request: Request) -> str:
    return way_back(request.query_params.get("next", "/"), _prefix(request))


def _give(answer: Response, request: Request, entered: Entered) -> None:
    """The first ends with the browser, the second is kept."""
    for name, token, seconds in ((COOKIE, entered.token, None), (BROWSER, entered.browser, int(KNOWN_FOR))):
        answer.set_cookie(
            name,
            token,
            max_age=seconds,
            path=_prefix(request) or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )


def _refusal(request: Request, refused: Refused, name: str) -> Response:
    if not refused.wait:
        return _page(_form(said=_WRONG, name=name), prefix=_prefix(request), status=401)
    said = waiting_words(refused.wait)
    page = _page(_form(said=said, name=name), prefix=_prefix(request), status=429)
    page.headers["retry-after"] = str(math.ceil(refused.wait))
    return page


async def _body(request: Request) -> dict[str, list[str]] | None:
    """The form's fields; None for one that is too long, of which no more is read, or has too many."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST:
            return None
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return None


def _field(body: dict[str, list[str]], name: str) -> str:
    return body.get(name, [""])[0]


def _form(*, said: str, name: str = "", role: str = "alert") -> str:
    """What was typed as a name is kept, a password never. Sent to the page's own address, so that `next` and
    a #place stay.
    """
    tone = "fault" if role == "alert" else "note"
    told = f'<p id="said" class="{tone}" role="{role}">{escape(said)}</p>' if said else ""
    wrong = ' aria-invalid="true" aria-describedby="said"' if said and role == "alert" else ""
    first, second = ("", " autofocus") if name else (" autofocus", "")
    return (
        f'{told}<form method="post">'
        '<label for="name">登录名</label><input id="name" name="name" '
        f'value="{escape(name)}" required{first}{wrong}'
        ' autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64">'
        '<label for="password">密码</label><input id="password" '
        f'name="password" type="password" required{second}{wrong}'
        ' autocomplete="current-password" maxlength="256">'
        '<button type="submit">登录</button></form>'
        '<p class="note">没有账号，或者忘了密码，请找管理员。</p>'
    )


def _page(inner: str, *, prefix: str, status: int = 200) -> HTMLResponse:
    at = escape(prefix)
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, '
        'initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<title>登录 · {NAME}</title><link rel="icon" href="{at}/favicon.ico">'
        f'<link rel="stylesheet" href="{at}/sign-in.css"></head>'
        f"<body><main><h1>{NAME}</h1>{inner}</main></body></html>",
        status,
        headers={"cache-control": "no-store"},
    )
