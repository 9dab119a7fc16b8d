"""GET /read/{plan}: the reader's page of one plan, as a piece of HTML that `reader.js` puts at the right of
the app.

Query: `version` (else the one that holds), `clause` a label it must have, `mark` any number of
"start-end-digest" as `reader.mark_of` writes them. A plan or a clause that is not there is answered with a
sentence, not with an error page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.app.desk import Desk
from assistant.app.reader.page import Marked, missing_html, reader_html
from ingest.model import Plan, Span

_MARK = re.compile(r"(\d{1,9})-(\d{1,9})-([0-9a-f]{12})")
_GONE = "这份文件已不在资料库里，可能已被移走或换了编号。现有的文件列在“文件”里。"


def reader_routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/read/{plan_id}", response_class=HTMLResponse)
    def read(
        plan_id: str,
        version: int | None = None,
        clause: str | None = None,
        mark: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        library = desk.assistant.library
        try:
            row = library.plans(plan=plan_id, withdrawn=True)[0]
            plan = library.get(plan_id, version=version)
        except (KeyError, IndexError, OverflowError):  # the last for a number beyond those of any version
            return HTMLResponse(missing_html(_GONE), status_code=404)
        if clause and not _has(plan, clause):
            earlier = _last_with(clause, [v.version for v in library.versions(plan_id)], plan_id, library.get)
            if earlier is None:
                words = f"《{plan.title}》里没有条款“{clause}”，可能已改号或删去。"
                return HTMLResponse(missing_html(words), status_code=404)
            version, plan = earlier
        marks = tuple(filter(None, map(_marked, mark or ())))
        shown = version or row.version
        return HTMLResponse(
            reader_html(plan, version=shown, current=row.version, marks=marks, withdrawn=bool(row.withdrawn))
        )

    return router


def _marked(written: str) -> Marked | None:
    found = _MARK.fullmatch(written)
    if not found or int(found[1]) >= int(found[2]):
        return None
    return Marked(span=Span(start=int(found[1]), end=int(found[2])), digest=found[3])


def _has(plan: Plan, label: str) -> bool:
    return any(c.label == label for c in plan.clauses) or any(h.label == label for h in plan.headings)


def _last_with(
    label: str, versions: list[int], plan_id: str, get: Callable[..., Plan]
) -> tuple[int, Plan] | None:
    """The latest version that has the clause."""
    for number in reversed(versions):
        plan = get(plan_id, version=number)
        if _has(plan, label):
            return number, plan
    return None
