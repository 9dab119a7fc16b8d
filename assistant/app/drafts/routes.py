"""The route of the tab 核稿.

POST draft takes `{"text": words}` or `{"name": file name, "file": its bytes in base64}`. The answer is lines
of JSON: `done` and `total` after each sentence; last `html` with the checked draft and `copy`, the marked
Word file in base64, with the `name` to save it under, or `refused` with the reason. A page that closes, or
stops it, ends it. The draft is kept nowhere.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.app.context import AppContext
from assistant.app.drafts.page import checked_html
from assistant.app.server.route_allowlist import LARGEST_DRAFT
from assistant.checking.check import one_by_one
from assistant.checking.draft import Draft, of_text, read_draft
from assistant.checking.marked import marked_copy
from assistant.checking.model import CheckedDraft, CheckedSentence
from assistant.errors import AssistantError
from ingest.errors import PlanError

_FRESH = {"cache-control": "no-store"}


class Given(BaseModel):
    """A draft, as words or as a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(max_length=LARGEST_DRAFT)] = ""
    name: Annotated[str, StringConstraints(max_length=400)] = ""
    file: Annotated[str, StringConstraints(max_length=LARGEST_DRAFT)] = ""


def draft_routes(context: AppContext) -> APIRouter:
    router = APIRouter()

    @router.post("/draft")
    async def check(given: Given) -> Response:
        lines = iterate_in_threadpool(_lines(context, given))
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_FRESH)

    return router


def _lines(context: AppContext, given: Given) -> Iterator[str]:
    try:
        yield from _steps(context, given)
    except PlanError as error:
        yield _line(refused="。".join(filter(None, (error.message, error.remedy))))


def _steps(context: AppContext, given: Given) -> Iterator[str]:
    draft = _draft(given)
    sentences: list[CheckedSentence] = []
    for one, total in one_by_one(context.assistant, draft.text):
        sentences.append(one)
        yield _line(done=len(sentences), total=total)
    found = CheckedDraft(text=draft.text, sentences=tuple(sentences))
    copy = base64.b64encode(marked_copy(draft, found)).decode()
    yield _line(html=checked_html(found), copy=copy, name=f"{PurePath(draft.name).stem}（核稿）.docx")


def _draft(given: Given) -> Draft:
    if not given.file:
        return of_text(given.text)
    try:
        return read_draft(base64.b64decode(given.file, validate=True), given.name)
    except binascii.Error as error:
        raise AssistantError("文件没有完整收到", remedy="请再选一次") from error


def _line(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
