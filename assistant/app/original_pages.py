"""原文页: the pages of the file a plan came in, with the places of its clauses on them; their pictures, and
the confirmation of what was recognised; with the routes.

In: a plan that knows where its lines are printed. Out: HTML that `reader.js` shows in place of the text, and
pictures. Pages are drawn from the stored original (`ingest.page_image`); whoever may have the original may
see them.

GET /page/{plan}/{number} is one page; `version` as for the text, `start` and `end` cut it to the lines of
that stretch of the plan's text on this page.
GET /line/{plan} is the same cut on the first page that has any of it.
POST /confirm/{plan}?clause= says that a clause was compared with its page, and which of its figures
recognition misread: only editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.admin.library_changes import index
from assistant.app.context import AppContext
from assistant.app.options import PAGE
from assistant.app.widgets.markup import escape
from assistant.retrieval.wording import scan_words
from ingest.errors import PlanError
from ingest.grammar.misread import recognised_figures
from ingest.model import Clause, Correction, Plan, PrintedLine, Span
from ingest.on_page import lines_of, whole_of
from ingest.page_image import page_image
from ingest.store.originals import Originals
from ingest.store.rows import ClauseRow

Box = tuple[float, float, float, float]
SWITCH = (
    '<button type="button" class="copy" data-read="pages" aria-pressed="false" '
    'title="在原文页和文字之间切换">原文页</button>'
)
_NO_PAGE = "没有这一页，或没有留存原件。"
_ONLY_EDITORS = "您的账号只能查阅，不能确认。需要时请找管理员改为编辑。"
_NO_FIGURE = "只能更正数字（可带小数点和 %、‰）。其他文字读错了，请上传更正后的文件。"
_GONE = "资料库里没有这一条，可能刚刚改过。请刷新页面再试。"
_CACHED = {"cache-control": "private, max-age=3600"}


class Figure(BaseModel):
    """A figure that was misread: where it stands in the plan's text, what it is there, what it is to be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int = Field(ge=0)
    end: int
    was: str = Field(max_length=40)
    now: str = Field(max_length=40)


def boxes_of(plan: Plan, span: Span) -> str:
    """The lines of a stretch for `data-boxes`: "page:left,top,right,bottom", apart by blanks."""
    return " ".join(f"{p.page}:{','.join(f'{edge:g}' for edge in p.box)}" for p in lines_of(plan, span))


def pages_html(plan: Plan, version: int) -> str:
    """The pages one below the other, hidden until they are asked for; each is fetched when it comes in
    sight.
    """
    sheets = "".join(
        f'<figure class="sheet" data-page="{number}"><div class="face"><img loading="lazy" '
        f'alt="第 {number} 页" src="{_address(plan, version, number)}"></div>'
        f"<figcaption>第 {number} 页</figcaption></figure>"
        for number in range(1, _last(plan) + 1)
    )
    return f'<div class="sheets" tabindex="0" role="region" aria-label="原文页" hidden>{sheets}</div>'


def _last(plan: Plan) -> int:
    return max((p.page for p in plan.printed), default=0)


def scan_html(plan: Plan, clause: Clause, version: int, *, edits: bool) -> str:
    """Beside a clause from a scanned page: its picture, while nobody has confirmed it and where a figure
    of it was set right; for editors what confirms it or sets figures right."""
    whole = whole_of(clause)
    recognised = any(p.confirmed or p.confidence is not None for p in lines_of(plan, whole))
    badge = scan_words(clause)
    said = "".join(f"<p>{escape(_told(c.span.of(plan.text), c))}</p>" for c in clause.corrections)
    picture = (
        f'<details class="scan"><summary><span class="scan-badge">{badge}</span></summary>'
        f"{said}{line_pictures(plan, whole, version)}</details>"
        if badge
        else ""
    )
    if not edits or not recognised:
        return picture
    of = f'data-of="{escape(clause.label)}"'
    sure = f'<button type="button" data-read="confirm" {of}>与原页一致</button>'
    figures = _figures_html(plan, whole)
    wrong = '<button type="button" data-read="correct" aria-expanded="false">更正数字</button>'
    return (
        picture
        + (sure if clause.confidence is not None else "")
        + (f'{wrong}<form class="correct" {of} hidden>{figures}</form>' if figures else "")
    )


def _told(figure: str, made: Correction) -> str:
    """What a figure was before, and who set it right on which day."""
    day = datetime.fromisoformat(made.since).astimezone().date().isoformat()
    by = f"{made.person}，" if made.person else ""
    return f"“{figure}”原识别为“{made.was}”（{by}{day} 更正）"


def _figures_html(plan: Plan, whole: Span) -> str:
    """A field for each figure of a clause, with the words around it; "" where there is none."""
    words = whole.of(plan.text)
    fields = "".join(
        f"<label><span>{escape(words[max(0, at.start - PAGE.words) : at.start])}</span>"
        f'<input value="{escape(at.of(words))}" data-was="{escape(at.of(words))}" maxlength="24" size="8"'
        f' data-start="{whole.start + at.start}" data-end="{whole.start + at.end}" autocomplete="off">'
        f"<span>{escape(words[at.end : at.end + PAGE.words])}</span></label>"
        for at in recognised_figures(words)
    )
    if not fields:
        return ""
    return f'{fields}<button type="submit">保存更正，其余与原页一致</button><output></output>'


def line_pictures(plan: Plan, span: Span, version: int | None) -> str:
    """The lines of a stretch as they are printed, one picture a page."""
    pages = dict.fromkeys(p.page for p in lines_of(plan, span))
    return "".join(
        f'<img class="line" loading="lazy" alt="第 {page} 页上的原文" '
        f'src="{_address(plan, version, page, span)}">'
        for page in pages
    )


def quote_picture(plan: str, row: ClauseRow) -> str:
    """For a clause cited in an answer: its lines as they are printed, while nobody has confirmed them and
    where a figure of it was set right."""
    clause = row.clause
    badge = scan_words(clause)
    if not badge:
        return ""
    start = clause.span.start
    made = [c for c in clause.corrections if c.span.end <= clause.span.end]
    said = "".join(
        f'<p class="told">{escape(_told(row.text[c.span.start - start : c.span.end - start], c))}</p>'
        for c in made
    )
    source = f"line/{quote(plan, safe='')}?start={clause.span.start}&end={clause.span.end}"
    return (
        f'<p class="scanned"><span class="scan-badge">{badge}</span></p>{said}'
        f'<img class="line" loading="lazy" alt="原页上的这一条" src="{escape(source)}">'
    )


def _address(plan: Plan, version: int | None, page: int, span: Span | None = None) -> str:
    query = [f"version={version}"] if version else []
    query += [f"start={span.start}", f"end={span.end}"] if span else []
    return escape(f"page/{quote(plan.id, safe='')}/{page}?{'&'.join(query)}")


def page_routes(context: AppContext) -> APIRouter:
    router = APIRouter()
    library, originals = context.assistant.library, Originals(home=context.settings.home)

    def drawn(
        plan_id: str, version: int | None, number: int | None, start: int | None, end: int | None
    ) -> Response:
        try:
            plan = library.get(plan_id, version=version)
            found = None if start is None or end is None else _lines(plan, start, end)
            page = number if number is not None else found[0].page if found else 0
            box = None if found is None else _around([p for p in found if p.page == page])
            path = originals.path(plan.source.sha256)
            if path is None or not 1 <= page <= _last(plan):
                raise KeyError(page)
            scanned = next((s for s in plan.scanned if s.page == page), None)
            picture = page_image(path, plan.source.file, page, scanned, box)
        except (KeyError, OverflowError, PlanError):
            return PlainTextResponse(_NO_PAGE, status_code=404)
        return Response(picture, media_type="image/webp", headers=_CACHED)

    @router.get("/page/{plan_id}/{number}")
    def page(
        plan_id: str,
        number: int,
        version: int | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Response:
        return drawn(plan_id, version, number, start, end)

    @router.get("/line/{plan_id}")
    def line(plan_id: str, start: int, end: int, version: int | None = None) -> Response:
        return drawn(plan_id, version, None, start, end)

    @router.post("/confirm/{plan_id}", status_code=204)
    def confirm(plan_id: str, clause: str, request: Request, figures: list[Figure] | None = None) -> None:
        person = context.person(request)
        if not person.edits:
            raise HTTPException(403, _ONLY_EDITORS)
        try:
            changes = [(Span(start=one.start, end=one.end), one.was, one.now) for one in figures or ()]
            library.confirm_clause(plan_id, clause, person.name, changes)
        except KeyError:
            raise HTTPException(404, _GONE) from None
        except ValueError:
            raise HTTPException(422, _NO_FIGURE) from None
        if changes:
            index(context.settings, library)
        context.assistant.catalog.refresh()

    return router


def _lines(plan: Plan, start: int, end: int) -> tuple[PrintedLine, ...]:
    """Raises KeyError for what is no stretch of the text."""
    if not 0 <= start < end <= len(plan.text):
        raise KeyError(start)
    return lines_of(plan, Span(start=start, end=end))


def _around(found: Sequence[PrintedLine]) -> Box:
    """The part of a page that these lines take. Raises KeyError where there are none."""
    if not found:
        raise KeyError("no line")
    left, top, right, bottom = zip(*(p.box for p in found), strict=True)
    return (
        max(0.0, min(left) - PAGE.around),
        max(0.0, min(top) - PAGE.around),
        min(1.0, max(right) + PAGE.around),
        min(1.0, max(bottom) + PAGE.around),
    )
