"""Of the framework's own addresses only those the page uses, each for whom it is, with bodies of a bound
size.

In: ASGI requests that passed the gate. Out: the same, or 400, 403, 404 or 413. What is neither a route of
ours nor on the list here is not there: the framework has more addresses (icons of any size, a monitor, logins
of its own) than a page uses. Gradio takes a word for a file
wherever a body says so: it would copy any file of this machine, or of the web, to where the asker can fetch
it. So no body names a file but those an editor has uploaded. What a page holds (its conversation, its answers
on their way) Gradio gives to whoever names the page's id (`session_hash`): here an id is that of the person
who used it first.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fastapi import Request
from gradio.utils import get_upload_folder

from assistant.app.server.events import Events
from assistant.app.server.gate import said
from assistant.auth.accounts import Person
from ingest.readers.options import FILES

_API = "/gradio_api/"
_CANCEL = f"{_API}cancel"
_UPLOAD = f"{_API}upload"
_JOIN = f"{_API}queue/join"
_HEARTBEAT = f"{_API}heartbeat/"
_EVENTS = ("queue/join", "queue/data", "cancel", "reset", "upload", "upload_progress", "app_id")
_USED = frozenset(("/", "/config", "/theme.css", "/favicon.ico", *(_API + name for name in _EVENTS)))
_FILES = ("/assets/", "/static/")
"""Below these lie the page's scripts, styles and pictures."""
LONGEST = 200_000
"""Bytes of a body that is no upload: many times the longest question."""
_DRAFT = "/draft"
LARGEST_DRAFT = 16_000_000
"""Bytes of a body with somebody's own paper to be checked, which is not kept."""
_LONGEST_ID = 64
QUOTA, _DAY = 20 * FILES.largest, 86_400.0
"""Bytes that one editor may upload in so many seconds; for so long an upload that nobody takes in is kept."""
_PAGES = 50_000
"""Pages whose person is kept in mind; Gradio itself keeps fewer."""

_NONE = "没有这个地址。请回到首页。"
_NOT_YOURS = "这个页面是别人打开的，或者登录的人换了。请刷新页面再试。"
_ONLY_EDITORS = "您的账号只能查阅，不能上传文件。需要时请找管理员改为编辑。"
_TOO_MUCH = "您今天上传的文件太多了。请明天再传，或在服务器上用 plans ingest 读入。"
_NO_LENGTH = "上传时没有说明大小，没有收下。请用本页面上传。"
_NO_FILE = "请求里的文件不是从本页面上传的，没有执行。请刷新页面再试。"
_TOO_LONG = "内容太长，没有收下。请缩短之后再试。"
_UNFIT = "这个请求不是本页面会发出的，没有执行。请刷新页面再试。"


class RouteAllowlist:
    """ASGI middleware, inside the gate. `own`: our routes, as Starlette has them; `events`: what the page's
    events take.
    """

    def __init__(self, app: Any, *, own: Sequence[Any], events: Events) -> None:
        self._app = app
        self._own = own
        self._events = events
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._uploads: dict[str, list[tuple[float, int]]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        person: Person | None = request.state.person
        path = scope["path"].removeprefix(scope["root_path"])
        refused = self._refused(request, path, person)
        if refused is None and scope["method"] not in ("GET", "HEAD") and path != _UPLOAD:
            body = await _body(receive, LARGEST_DRAFT if path == _DRAFT else LONGEST)
            if body is None:
                refused = 413, _TOO_LONG
            elif path.startswith(_API):
                refused, body = self._read(path, body, person)
            receive = _again(body or b"", receive)
        if refused:
            status, words = refused
            await said(request, status, words)(scope, receive, send)
        else:
            await self._passed_on(path, scope, receive, send)

    async def _passed_on(self, path: str, scope: Any, receive: Any, send: Any) -> None:
        """Gradio raises KeyError where an event is cancelled twice or ends meanwhile: nothing is left."""
        try:
            await self._app(scope, receive, send)
        except KeyError:
            if path != _CANCEL:
                raise

    def _refused(self, request: Request, path: str, person: Person | None) -> tuple[int, str] | None:
        """Decided by what is known without the body."""
        if any(route.matches(request.scope)[0].value for route in self._own):
            return None
        beats = path.startswith(_HEARTBEAT)
        if not (path in _USED or beats or (path.startswith(_FILES) and ".." not in path)):
            return 404, _NONE
        if not path.startswith(_API):
            return None
        if person is None:
            return 404, _NONE
        if path == _UPLOAD and (refused := self._no_upload(request, person)):
            return refused
        ids = request.query_params.getlist("session_hash")
        ids += [path.removeprefix(_HEARTBEAT)] if beats else []
        if not all(map(_is_id, ids)):
            return 400, _UNFIT
        return None if all(self._is_of(id_, person) for id_ in ids) else (403, _NOT_YOURS)

    def _no_upload(self, request: Request, person: Person) -> tuple[int, str] | None:
        """Why nothing may be uploaded; else its size is counted among what the person has uploaded."""
        if not person.edits:
            return 403, _ONLY_EDITORS
        size = request.headers.get("content-length", "")
        if not size.isdecimal():
            return 411, _NO_LENGTH
        now = time.monotonic()
        lately = [(at, n) for at, n in self._uploads.get(person.name, ()) if now - at < _DAY]
        if sum(n for _, n in lately) + int(size) > QUOTA:
            return 413, _TOO_MUCH
        self._uploads[person.name] = [*lately, (now, int(size))]
        return None

    def _read(self, path: str, body: bytes, person: Person | None) -> tuple[tuple[int, str] | None, bytes]:
        """Why it is refused, and the body as it was read here, which no other reader takes otherwise."""
        try:
            told = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            return (400, _UNFIT), b""
        id_ = told.get("session_hash") if isinstance(told, dict) else None
        if not isinstance(told, dict) or not (id_ is None or _is_id(id_)):
            return (400, _UNFIT), b""
        if person is None or (id_ is not None and not self._is_of(id_, person)):
            return (403, _NOT_YOURS), b""
        if not all(person.edits and _uploaded(place) for place in _paths(told)):
            return (403, _NO_FILE), b""
        if path == _JOIN:
            fitting = self._events.fitting(told) if id_ is not None else None
            if fitting is None:
                return (400, _UNFIT), b""
            told = fitting
        return None, json.dumps(told).encode()

    def _is_of(self, id_: str, person: Person) -> bool:
        owner = self._pages.setdefault(id_, person.name)
        self._pages.move_to_end(id_)
        if len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        return owner == person.name


def _is_id(id_: object) -> bool:
    """Whether it could be a page's."""
    return isinstance(id_, str) and 0 < len(id_) <= _LONGEST_ID


def _paths(said: Any) -> Iterator[object]:
    """Whatever could be taken for the place of a file, however deep."""
    waiting = [said]
    while waiting:
        now = waiting.pop()
        if isinstance(now, dict):
            if "path" in now:
                yield now["path"]
            waiting += now.values()
        elif isinstance(now, list):
            waiting += now


def _uploaded(path: object) -> bool:
    """Whether it lies where uploads are kept."""
    if not isinstance(path, str) or "\0" in path:
        return False
    return Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve())


async def _body(receive: Any, longest: int) -> bytes | None:
    """None for one that is too long, of which no more is read, or that breaks off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > longest:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Any) -> Any:
    """The body, whole, then whatever else comes (that the client has left)."""
    told = False

    async def received() -> Any:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
