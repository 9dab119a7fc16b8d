"""GET file/{plan}?version=n: the file a plan came in, byte for byte, as a download.

Always an attachment of no particular type under the name it came under, so that nothing in it ever runs in
the browser. Who is signed in may read what is in the library; the sign-in is the application's.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.app.desk import Desk
from ingest.store.originals import Originals

_NO_PLAN = "资料库里没有这份文件，或没有这个版本。请回到文件列表看一看。"
_NO_COPY = "这份文件读入时还没有留存原件。把原文件再读入一次，就可以下载了。"


def originals_routes(desk: Desk) -> APIRouter:
    router = APIRouter()
    originals = Originals(home=desk.settings.home)

    @router.get("/file/{plan}")
    def original(plan: str, version: int | None = None) -> Response:
        try:
            source = desk.assistant.library.get(plan, version=version).source
        except (KeyError, OverflowError):  # the latter for a number beyond those of any version
            return PlainTextResponse(_NO_PLAN, status_code=404)
        path = originals.path(source.sha256)
        if path is None:
            return PlainTextResponse(_NO_COPY, status_code=404)
        return FileResponse(path, media_type="application/octet-stream", filename=source.file)

    return router
