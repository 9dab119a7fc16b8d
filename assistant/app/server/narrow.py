"""Of the framework's own addresses only those the page uses, each for whom it is, with bodies of a bound
size.

In: ASGI requests that passed the gate. Out: the same, or 403, 404 or 413. Gradio takes a word for a file
wherever a body says so: it would copy any file of this machine, or of the web, to where the asker can fetch
it. So no body names a file but those an editor has uploaded. What a page holds (its conversation, its answers
on their way) Gradio gives to whoever names the page's id (`session_hash`): here an id is that of the person
who used it first.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from gradio.utils import get_upload_folder

from assistant.auth.people import Person

_API = "/gradio_api/"
_UPLOAD = f"{_API}upload"
_HEARTBEAT = f"{_API}heartbeat/"
_USED = frozenset(
    _API + name
    for name in ("queue/join", "queue/data", "cancel", "reset", "upload", "upload_progress", "app_id", "startup-events")
)  # fmt: skip
LONGEST = 200_000
"""Bytes of a body that is no upload: many times the longest question."""
_LONGEST_ID = 64
_PAGES = 50_000
"""Pages whose person is kept in mind; Gradio itself keeps fewer."""

_NONE = "没有这个地址。请回到首页。"
_NOT_YOURS = "这个页面是别人打开的，或者登录的人换了。请刷新页面再试。"
_ONLY_EDITORS = "您的账号只能查阅，不能上传文件。需要时请找管理员改为编辑。"
_NO_FILE = "请求里的文件不是从本页面上传的，没有执行。请刷新页面再试。"
_TOO_LONG = "内容太长，没有收下。请缩短之后再试。"


class Narrow:
    """ASGI middleware, inside the gate."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._pages: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        person: Person | None = request.state.person
        path = scope["path"].removeprefix(scope["root_path"])
        refused = self._refused(request, path, person)
        if refused is None and scope["method"] not in ("GET", "HEAD") and path != _UPLOAD:
            body = await _body(receive)
            if body is None:
                refused = 413, _TOO_LONG
            elif path.startswith(_API):
                refused, body = self._read(body, person)
            receive = _again(body or b"", receive)
        if refused:
            status, words = refused
            await JSONResponse({"error": words}, status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refused(self, request: Request, path: str, person: Person | None) -> tuple[int, str] | None:
        """By what can be told without the body."""
        if not path.startswith(_API):
            return None
        beats = path.startswith(_HEARTBEAT)
        if person is None or not (beats or path in _USED):
            return 404, _NONE
        if path == _UPLOAD and not person.edits:
            return 403, _ONLY_EDITORS
        ids = request.query_params.getlist("session_hash")
        ids += [path.removeprefix(_HEARTBEAT)] if beats else []
        return None if all(self._is_of(id_, person) for id_ in ids) else (403, _NOT_YOURS)

    def _read(self, body: bytes, person: Person | None) -> tuple[tuple[int, str] | None, bytes]:
        """Why it is refused, and the body as it was read here, which no other reader takes otherwise."""
        try:
            said = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            return (400, _NO_FILE), b""
        if not isinstance(said, dict) or person is None:
            return (400, _NO_FILE), b""
        if (id_ := said.get("session_hash")) is not None and not self._is_of(id_, person):
            return (403, _NOT_YOURS), b""
        if not all(person.edits and _uploaded(path) for path in _paths(said)):
            return (403, _NO_FILE), b""
        return None, json.dumps(said).encode()

    def _is_of(self, id_: object, person: Person) -> bool:
        if not isinstance(id_, str) or len(id_) > _LONGEST_ID:
            return False
        owner = self._pages.setdefault(id_, person.name)
        self._pages.move_to_end(id_)
        if len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        return owner == person.name


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


async def _body(receive: Any) -> bytes | None:
    """None for one that is too long, of which no more is read, or that breaks off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > LONGEST:
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
