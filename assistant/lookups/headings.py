"""How a plan is built: its parts by name (有哪几章, 有哪些专栏), and the headings a subject stands in
(哪一章讲中医药).

In: a question that asks for headings. Out: the headings to the letter with the number of clauses below each,
and the first of these as a chip. What stands below a heading is no matter of this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft
from assistant.model import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.numerals import COUNT
from ingest.store.rows import ClauseRow

_PART = r"(?:章节|章|部分|板块|篇|大项)"
_GENERIC = re.compile(rf"(?:[第哪个]|{COUNT})*(?:{_PART}|节|专栏|目录|结构|重点|工程|任务|内容|主要)")
_MANY = 12


def outlined(query: Query, sources: Sources) -> Draft | None:
    """None where no headings are asked for, or none has the words."""
    outline = query.slots.outline
    if query.units or query.leaders or query.reference:
        return None
    if outline in ("part_with", "box_with"):
        return _standing_in(query, sources, boxes=outline == "box_with")
    boxes = outline == "boxes"
    if not outline or not query.scope.named or len(query.scope.plans) > _MANY:
        return None
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    titles = fold(" ".join(view.row.title for view in views))
    said = (t.text for t in query.terms if not t.optional)
    if any(not _GENERIC.fullmatch(word) and word not in titles for word in said):
        return None
    found = [(view, _headings(view, boxes=boxes)) for view in views]
    name = "专栏" if boxes else "部分"
    return _shown([(view, below, f"{view.short}共 {len(below)} 个{name}") for view, below in found if below])


def _standing_in(query: Query, sources: Sources, *, boxes: bool) -> Draft | None:
    """Headings that have every word of the question."""
    words = [t for t in query.terms if not t.optional and not _GENERIC.fullmatch(t.text)]
    if not words:
        return None
    found = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        below = {
            path: rows
            for path, rows in _below(view).items()
            if path[-1].startswith("专栏") >= boxes
            and all(any(w in fold(path[-1]) for w in t.wordings) for t in words)
        }
        if below:
            names = "、".join(t.text for t in words)
            found.append((view, below, f"{view.short}标题里有“{names}”的 {len(below)} 处"))
    return _shown(found)


def _headings(view: PlanView, *, boxes: bool) -> dict[tuple[str, ...], list[ClauseRow]]:
    """The boxes, else the parts at the top, with the clauses below each."""
    below = _below(view)
    if boxes:
        return {path: rows for path, rows in below.items() if path[-1].startswith("专栏")}
    return {path: rows for path, rows in below.items() if len(path) == 1}


def _below(view: PlanView) -> dict[tuple[str, ...], list[ClauseRow]]:
    """Every heading by its path, in printed order, with its clauses."""
    out: dict[tuple[str, ...], list[ClauseRow]] = {}
    for row in view.clauses:
        for depth in range(1, len(row.clause.path) + 1):
            out.setdefault(row.clause.path[:depth], []).append(row)
    return out


def _shown(found: Sequence[tuple[PlanView, dict[tuple[str, ...], list[ClauseRow]], str]]) -> Draft | None:
    if not found:
        return None
    lines: list[str] = []
    counted: list[str] = []
    citations = []
    for view, below, head in found:
        lines.append(f"**{head}**：")
        counted.append(lines[-1])
        for path, rows in below.items():
            first = marker(view, rows[0].clause.label)
            lines.append(f"- {' '.join(path)}（{len(rows)} 条）〔{first}〕")
            counted.append(lines[-1])
            citations.append(cite(view, rows[0]))
    return Draft(
        status="answered", answer="\n".join(lines), citations=tuple(citations), counted=tuple(counted)
    )
