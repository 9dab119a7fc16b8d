"""核稿: where a draft is pasted or chosen, the route that checks it, and the checked draft as HTML.

POST draft takes `{"text": words}` or `{"name": file name, "file": its bytes in base64}`. The answer is lines
of JSON: `done` and `total` after each sentence; last `html` with the checked draft and `copy`, the marked
Word file in base64, with the `name` to save it under, or `refused` with the reason. A page that closes, or
stops it, ends it. A draft is no business of the page's queue, and is kept nowhere.

The HTML has the counts, what is contradicted and unfounded with what the clauses have, and the draft itself
with its sentences coloured; all words are escaped. Chips open the clause in the reader (`reader.js`); the
buttons of the counts lead to the next such sentence (`drafts.js`). What a colour says is also said in words.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated, Any

import gradio as gr
from fastapi import APIRouter
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.app.context import AppContext
from assistant.app.reader import mark_of
from assistant.app.server.route_allowlist import LARGEST_DRAFT
from assistant.app.widgets.markup import clause_chip, escape
from assistant.checking.check import one_by_one
from assistant.checking.draft import Draft, marked_copy, of_text, read_draft, told
from assistant.checking.model import WORDS, CheckedDraft, CheckedSentence, Verdict
from assistant.errors import AssistantError
from assistant.model import Citation
from ingest.errors import PlanError


def fill(_context: AppContext, _page: gr.Blocks) -> None:
    with gr.Column(elem_id="drafts"):
        gr.HTML("<plans-drafts></plans-drafts>", elem_id="drafts-all", js_on_load=None)


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
        lines = iterate_in_threadpool(_steps_as_json(context, given))
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_FRESH)

    return router


def _steps_as_json(context: AppContext, given: Given) -> Iterator[str]:
    try:
        yield from _steps(context, given)
    except PlanError as error:
        yield _told_as_json(refused="。".join(filter(None, (error.message, error.remedy))))


def _steps(context: AppContext, given: Given) -> Iterator[str]:
    draft = _draft(given)
    sentences: list[CheckedSentence] = []
    for one, total in one_by_one(context.assistant, draft.text):
        sentences.append(one)
        yield _told_as_json(done=len(sentences), total=total)
    found = CheckedDraft(text=draft.text, sentences=tuple(sentences))
    copy = base64.b64encode(marked_copy(draft, found)).decode()
    yield _told_as_json(html=checked_html(found), copy=copy, name=f"{PurePath(draft.name).stem}（核稿）.docx")


def _draft(given: Given) -> Draft:
    if not given.file:
        return of_text(given.text)
    try:
        return read_draft(base64.b64decode(given.file, validate=True), given.name)
    except binascii.Error as error:
        raise AssistantError("文件没有完整收到", remedy="请再选一次") from error


def _told_as_json(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"


_TOLD: tuple[Verdict, ...] = ("contradicted", "unfounded")
_COUNTED: tuple[Verdict, ...] = (*_TOLD, "supported")


def checked_html(found: CheckedDraft) -> str:
    return f"{_counts(found)}{''.join(_cards(found, verdict) for verdict in _TOLD)}{_text(found)}"


def _counts(found: CheckedDraft) -> str:
    counts = found.counts
    each = (
        f'<button type="button" class="count {v}" data-next="{v}"{"" if counts[v] else " disabled"}>'
        f"<b>{counts[v]}</b> 句{WORDS[v]}</button>"
        for v in _COUNTED
    )
    return f'<div class="counts" role="group" aria-label="核对结果，按一下看下一句">{"".join(each)}</div>'


def _cards(found: CheckedDraft, verdict: Verdict) -> str:
    rows = [(n, one) for n, one in enumerate(found.sentences) if one.verdict == verdict]
    if not rows:
        return ""
    cards = "".join(
        f'<li class="card {verdict}"><p class="words">{escape(one.text)}</p>'
        f"{_says(one)}"
        f'<p class="tools">{_chips(one)}'
        f'<button type="button" class="copy" data-to="{n}">在稿中查看</button></p></li>'
        for n, one in rows
    )
    return f"<section><h3>{WORDS[verdict]}（{len(rows)} 句）</h3><ul>{cards}</ul></section>"


def _says(one: CheckedSentence) -> str:
    return "".join(f'<p class="says">{escape(says)}</p>' for says in told(one))


def _text(found: CheckedDraft) -> str:
    return f'<section><h3>全稿</h3><div class="paper">{"".join(_lines(found))}</div></section>'


def _lines(found: CheckedDraft) -> Iterator[str]:
    """The draft, each character once and in order."""
    at, line = 0, ""
    for n, one in enumerate(found.sentences):
        *whole, rest = found.text[at : one.start].split("\n")
        for ended in whole:
            yield _line(line + escape(ended))
            line = ""
        line += escape(rest) + _sentence(n, one)
        at = one.end
    *whole, rest = found.text[at:].split("\n")
    for ended in (*whole, rest):
        yield _line(line + escape(ended))
        line = ""


def _line(html: str) -> str:
    return f"<p>{html}</p>" if html else ""


def _sentence(number: int, one: CheckedSentence) -> str:
    if one.verdict == "no_claim":
        return escape(one.text)
    return (
        f'<span class="sentence {one.verdict}" id="draft-{number}" tabindex="-1">{escape(one.text)}</span>'
        f'<span class="aside"><span class="hidden">（{WORDS[one.verdict]}）</span>{_chips(one)}</span>'
    )


def _chips(one: CheckedSentence) -> str:
    style = "verbatim" if one.verdict == "supported" else "paraphrase"
    return "".join(_chip(citation, style) for citation in one.citations)


def _chip(cited: Citation, style: str) -> str:
    about = f' data-mark="{mark_of(cited.start, cited.end, cited.quote)}"'
    return clause_chip(cited.plan, cited.clause, cited.marker, style=style, about=about)
