"""原文页: the pages of the file a plan came in, with the places of its clauses on them; their pictures, and
the confirmation of what was recognised; with the routes.

In: a plan that knows where its lines are printed. Out: HTML that `reader.js` shows in place of the text, and
pictures. Pages are drawn from the stored original (`ingest.page_image`); whoever may have the original may
see them.

GET /page/{plan}/{number} is one page; `version` as for the text, `start` and `end` cut it to the lines of
that stretch of the plan's text on this page.
GET /line/{plan} is the same cut on the first page that has any of it.
POST /confirm/{plan}?clause= says that a clause was compared
with its page: only editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from assistant.app.context import AppContext
from assistant.app.options import PAGE
from assistant.app.widgets.markup import escape
from assistant.retrieval.wording import SCANNED
from ingest.errors import PlanError
from ingest.model import Clause, Plan, PrintedLine, Span
from ingest.on_page import lines_of, whole_of
from ingest.page_image import page_image
from ingest.store.originals import Originals

Box = tuple[float, float, float, float]
SWITCH = (
    '<button type="button" class="copy" data-read="pages" aria-pressed="false" '
    'title="在原文页和文字之间切换">原文页</button>'
)
_NO_PAGE = "没有这一页，或没有留存原件。"
_ONLY_EDITORS = "您的账号只能查阅，不能确认。需要时请找管理员改为编辑。"
_GONE = "资料库里没有这一条，可能刚刚改过。请刷新页面再试。"
_CACHED = {"cache-control": "private, max-age=3600"}


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
    """Beside a clause from a scanned page that nobody has confirmed: its picture, and for editors the button
    that confirms it."""
    if clause.confidence is None:
        return ""
    button = (
        f'<button type="button" data-read="confirm" data-of="{escape(clause.label)}">与原页一致</button>'
        if edits
        else ""
    )
    return (
        f'<details class="scan"><summary><span class="scan-badge">{SCANNED}</span></summary>'
        f"{line_pictures(plan, whole_of(clause), version)}</details>{button}"
    )


def line_pictures(plan: Plan, span: Span, version: int | None) -> str:
    """The lines of a stretch as they are printed, one picture a page."""
    pages = dict.fromkeys(p.page for p in lines_of(plan, span))
    return "".join(
        f'<img class="line" loading="lazy" alt="第 {page} 页上的原文" '
        f'src="{_address(plan, version, page, span)}">'
        for page in pages
    )


def quote_picture(plan: str, clause: Clause) -> str:
    """For a clause cited in an answer: its lines as they are printed, while nobody has confirmed them."""
    if clause.confidence is None:
        return ""
    source = f"line/{quote(plan, safe='')}?start={clause.span.start}&end={clause.span.end}"
    return (
        f'<p class="scanned"><span class="scan-badge">{SCANNED}</span></p>'
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
    def confirm(plan_id: str, clause: str, request: Request) -> None:
        person = context.person(request)
        if not person.edits:
            raise HTTPException(403, _ONLY_EDITORS)
        try:
            library.confirm_clause(plan_id, clause, person.name)
        except KeyError:
            raise HTTPException(404, _GONE) from None
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
