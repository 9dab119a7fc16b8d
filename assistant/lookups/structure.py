"""How a plan is built: counts of its parts, sections and clauses, its parts by name (有哪几章, 有哪些专栏),
and the headings a subject stands under (哪一章讲中医药).

In: a plan, the marks or the title the question names, its words. Out: what was counted, in words, with the
clauses counted over; headings literally, with the number of clauses below each and the first of these as a
chip. A part is what stands at the top; a section of a heading is what stands directly below it; a clause is a
leaf.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft
from assistant.lookups.options import LOOKUPS
from assistant.query.reference import find_clauses
from assistant.query.slots import headings_named
from assistant.question import Ask, Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import PLACES
from assistant.retrieval.sources import Sources
from ingest import late_re as re
from ingest.grammar.references import ARTICLE, CHAPTER, NUMBERED, PART
from ingest.labels import is_box, is_note, is_paragraph, is_preamble, is_row
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """`said` is a whole sentence; `rows` the clauses below what was counted."""

    said: str
    rows: tuple[ClauseRow, ...] = ()


def count_within(view: PlanView, query: Query) -> Counted | None:
    """Sections or clauses of the heading that is pointed at by its marks or called by its title; None where
    none is, or where all below it are rows of tables.
    """
    rows = _below(view, query)
    if not rows:
        return None
    depth = common_depth(rows)
    heading = rows[0].clause.path[depth - 1].replace(" ", "、", 1)
    sections = tuple(dict.fromkeys(r.clause.path[depth] for r in rows if len(r.clause.path) > depth))
    if "count_sections" in query.slots.asks and sections:
        names = "；".join(step.replace(" ", "、", 1) for step in sections)
        return Counted(said=f"“{heading}”下共 {len(sections)} 个部分：{names}。", rows=rows)
    clauses = tuple(r for r in rows if _counts(r))
    articles = _articles(clauses)
    if articles and "count_articles" in query.slots.asks and not ARTICLE.match(heading):
        return Counted(said=f"“{heading}”下共 {len(articles)} 条。", rows=clauses)
    items = tuple(r for r in clauses if not is_paragraph(r.clause)) or clauses
    if not items:
        return None
    return Counted(said=f"“{heading}”下共 {len(items)} 项（按最末一级条款计）。", rows=items)


def _counts(row: ClauseRow) -> bool:
    """Whether it is neither of a table nor the preamble."""
    return not (is_row(row.clause) or is_note(row.clause) or is_preamble(row.clause))


def count_all(view: PlanView, asks: Collection[Ask]) -> Counted:
    """Boxes, parts, or the leaf clauses of the whole plan."""
    boxes = {step.split(" ")[0] for r in view.clauses for step in r.clause.path if is_box(step)}
    if "count_boxes" in asks and boxes:
        return Counted(said=f"共 {len(boxes)} 个专栏。")
    parts = tuple(dict.fromkeys(r.clause.path[0] for r in view.clauses if r.clause.path))
    if "count_parts" in asks and parts:
        kind = "章" if all(CHAPTER.match(step) for step in parts) else "个部分"
        names = "；".join(step.replace(" ", "、", 1) for step in parts)
        return Counted(said=f"共 {len(parts)} {kind}：{names}。")
    clauses = tuple(r for r in view.clauses if _counts(r))
    articles = _articles(clauses)
    if articles and "count_articles" in asks:
        return Counted(said=f"共 {len(articles)} 条（{articles[0]}至{articles[-1]}）。", rows=clauses)
    return Counted(said=f"共 {len(clauses)} 条（按最末一级条款计，不含前言和表格）。", rows=clauses)


def _articles(rows: Sequence[ClauseRow]) -> list[str]:
    """The 第X条 the clauses belong to, whatever 款 and 项 they are made of; none in a plan that has no 条."""
    parts = (part for row in rows for part in row.clause.label.split("/"))
    return list(dict.fromkeys(part for part in parts if ARTICLE.fullmatch(part)))


def _below(view: PlanView, query: Query) -> tuple[ClauseRow, ...]:
    if query.reference:
        return tuple(r for r in find_clauses(view, query) if r.clause.path)
    title = max(headings_named(query, view), key=lambda t: (len(t), t), default="")
    if not title:
        return ()
    return tuple(r for r in view.clauses if any(step.endswith(f" {title}") for step in r.clause.path))


def common_depth(rows: Sequence[ClauseRow]) -> int:
    """How many headings all the clauses have in common, counted from the top; at least one."""
    paths = [r.clause.path for r in rows]
    depth = 0
    while all(len(p) > depth for p in paths) and len({p[depth] for p in paths}) == 1:
        depth += 1
    return max(1, depth)


_GENERIC = re.compile(rf"{NUMBERED}(?:{PART}|节|专栏|目录|结构|重点|工程|任务|内容|主要)")


def outlined(query: Query, sources: Sources) -> Draft | None:
    """None where no headings are asked for, or none has the words."""
    outline = query.slots.outline
    if query.units or query.leaders or query.reference:
        return None
    if outline in ("part_with", "box_with"):
        return _standing_in(query, sources, boxes=outline == "box_with")
    boxes = outline == "boxes"
    if not outline or not query.scope.named or len(query.scope.plans) > LOOKUPS.plans:
        return None
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    titles = fold(" ".join(view.row.title for view in views))
    said = (t.text for t in query.terms if not t.optional)
    if any(not _GENERIC.fullmatch(word) and word not in titles for word in said):
        return None
    if not boxes:
        return contents(views)
    found = [(view, _headings(view, boxes=True)) for view in views]
    return _shown([(view, below, f"{view.short}共 {len(below)} 个专栏") for view, below in found if below])


def contents(views: Sequence[PlanView], *, named: bool = False) -> Draft | None:
    """The parts at the top of each plan, with the number of clauses below each, and their titles where these
    are to be `named`; None where none has any.
    """
    found = [(view, _headings(view, boxes=False)) for view in views]
    heads = [(view, below, f"{view.short}共 {len(below)} 个部分") for view, below in found if below]
    return _shown(heads, named=named)


def _titles_below(path: tuple[str, ...], rows: Sequence[ClauseRow]) -> tuple[str, ...]:
    """What stands right below a heading, by its titles; () where something there has none, or is a table."""
    depth = len(path)
    said: dict[str, None] = {}
    for row in rows:
        clause = row.clause
        steps = clause.path[depth : depth + 1]
        title = steps[0].partition(" ")[2] if steps else clause.heading or ""
        if not 0 < len(title) <= PLACES.title or not _counts(row):
            return ()
        said[title.rstrip("。：:")] = None
    return tuple(said) if len(said) > 1 else ()


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
            for path, rows in by_path(view).items()
            if is_box(path[-1]) >= boxes and all(any(w in fold(path[-1]) for w in t.wordings) for t in words)
        }
        if below:
            names = "、".join(t.text for t in words)
            found.append((view, below, f"{view.short}标题里有“{names}”的 {len(below)} 处"))
    return _shown(found)


def _headings(view: PlanView, *, boxes: bool) -> dict[tuple[str, ...], list[ClauseRow]]:
    """The boxes, else the parts at the top, with the clauses below each."""
    below = by_path(view)
    if boxes:
        return {path: rows for path, rows in below.items() if is_box(path[-1])}
    return {path: rows for path, rows in below.items() if len(path) == 1}


def by_path(view: PlanView) -> dict[tuple[str, ...], list[ClauseRow]]:
    """Every heading by its path, in printed order, with its clauses."""
    out: dict[tuple[str, ...], list[ClauseRow]] = {}
    for row in view.clauses:
        path = (*row.clause.path, *_own_heading(row))
        for depth in range(1, len(path) + 1):
            out.setdefault(path[:depth], []).append(row)
    return out


def _own_heading(row: ClauseRow) -> tuple[str, ...]:
    """The heading of a clause that is all there is under it (第一章 发展基础 with one paragraph), as it
    stands in the paths of others.
    """
    clause = row.clause
    alone = clause.heading and clause.heading not in row.text and _counts(row)
    return (f"{clause.mark} {clause.heading}",) if alone else ()


def _shown(
    found: Sequence[tuple[PlanView, dict[tuple[str, ...], list[ClauseRow]], str]], *, named: bool = False
) -> Draft | None:
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
            many = len(_articles(rows)) or len(rows)  # 项 of an article do not count as clauses
            titles = "；".join(_titles_below(path, rows)) if named else ""
            lines.append(f"- {' '.join(path)}（{many} 条{f'：{titles}' if titles else ''}）〔{first}〕")
            counted.append(lines[-1])
            citations.append(cite(view, rows[0]))
    return Draft(
        status="answered", answer="\n".join(lines), citations=tuple(citations), counted=tuple(counted)
    )
