"""How a plan is built: counts of its parts, sections and clauses, its parts by name (有哪几章, 有哪些专栏),
and the headings a subject stands under (哪一章讲中医药).

In: a plan, the marks or the title the question names, its words. Out: what was counted, with the clauses
counted over; headings as printed, with the clauses below each. A part is what stands at the top; a section of
a heading is what stands directly below it; a clause is a leaf.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

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

CountOf = Literal[
    "parts", "chapters", "sections", "articles", "clauses", "boxes", "groups", "tasks", "indicators",
    "targets", "targets_meant", "entries",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many there are in one plan; `rows` are the clauses counted, or those below what was counted, and
    `listed` False where they are too many or too general to be listed.

    `under` is the heading, the list or the group of a table it was counted in, "" for the whole plan; `names`
    are those of what was counted, where it has some, of articles the first and the last. `sub` are sub-rows
    (其中) that `number` leaves out; `kinds` the rows of the kinds asked for, (kind, number, sub) each;
    `clauses` in how many the targets stand, `meant` how many of the tasks have the words asked for. Of the
    entries of a list `measure` is the word they are counted in, `divided` the number of the parts they stand
    in, where it is told, `whole_table` whether they are all of a table, and `beside` what is counted
    separately.
    """

    of: CountOf
    number: int
    rows: tuple[ClauseRow, ...] = ()
    listed: bool = True
    under: str = ""
    names: tuple[str, ...] = ()
    sub: int = 0
    kinds: tuple[tuple[str, int, int], ...] = ()
    clauses: int = 0
    meant: int | None = None
    measure: str = ""
    divided: int = 0
    whole_table: bool = False
    beside: tuple[tuple[str, int], ...] = ()


def count_within(view: PlanView, query: Query) -> Counted | None:
    """Sections or clauses of the heading that is pointed at by its marks or called by its title; None where
    none is, or where all below it are rows of tables.
    """
    rows = _below(view, query)
    if not rows:
        return None
    depth = common_depth(rows)
    heading = rows[0].clause.path[depth - 1]
    sections = tuple(dict.fromkeys(r.clause.path[depth] for r in rows if len(r.clause.path) > depth))
    if "count_sections" in query.slots.asks and sections:
        return Counted(of="sections", number=len(sections), under=heading, names=sections, rows=rows)
    clauses = tuple(r for r in rows if _counts(r))
    articles = articles_of(clauses)
    if articles and "count_articles" in query.slots.asks and not ARTICLE.match(heading):
        return Counted(of="articles", number=len(articles), under=heading, rows=clauses)
    items = tuple(r for r in clauses if not is_paragraph(r.clause)) or clauses
    if not items:
        return None
    return Counted(of="clauses", number=len(items), under=heading, rows=items)


def _counts(row: ClauseRow) -> bool:
    """Whether it is neither of a table nor the preamble."""
    return not (is_row(row.clause) or is_note(row.clause) or is_preamble(row.clause))


def count_all(view: PlanView, asks: Collection[Ask]) -> Counted:
    """Boxes, parts, or the leaf clauses of the whole plan."""
    boxes = {step.split(" ")[0] for r in view.clauses for step in r.clause.path if is_box(step)}
    if "count_boxes" in asks and boxes:
        return Counted(of="boxes", number=len(boxes))
    parts = tuple(dict.fromkeys(r.clause.path[0] for r in view.clauses if r.clause.path))
    if "count_parts" in asks and parts:
        chapters = all(CHAPTER.match(step) for step in parts)
        return Counted(of="chapters" if chapters else "parts", number=len(parts), names=parts)
    clauses = tuple(r for r in view.clauses if _counts(r))
    articles = articles_of(clauses)
    if articles and "count_articles" in asks:
        ends = (articles[0], articles[-1])
        return Counted(of="articles", number=len(articles), names=ends, rows=clauses)
    return Counted(of="clauses", number=len(clauses), rows=clauses)


def articles_of(rows: Sequence[ClauseRow]) -> list[str]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Headings of one plan by their path, in printed order, each with its clauses. `of` says which they are:
    all parts, all boxes, or those that have the `words`.
    """

    view: PlanView
    of: Literal["parts", "boxes", "words"]
    below: Mapping[tuple[str, ...], Sequence[ClauseRow]]
    words: tuple[str, ...] = ()


def headings_asked(query: Query, sources: Sources) -> list[Headings]:
    """Those of each plan that has some; [] where no headings are asked for, or none has the words."""
    outline = query.slots.outline
    if query.units or query.leaders or query.reference:
        return []
    if outline in ("part_with", "box_with"):
        return _standing_in(query, sources, boxes=outline == "box_with")
    if not outline or not query.scope.named or len(query.scope.plans) > LOOKUPS.plans:
        return []
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    titles = fold(" ".join(view.row.title for view in views))
    said = (t.text for t in query.terms if not t.optional)
    if any(not _GENERIC.fullmatch(word) and word not in titles for word in said):
        return []
    return [one for view in views if (one := headings(view, boxes=outline == "boxes")) is not None]


def headings(view: PlanView, *, boxes: bool = False) -> Headings | None:
    """The parts at the top of the plan, else its boxes; None where it has none."""
    every = by_path(view).items()
    below = {path: rows for path, rows in every if (is_box(path[-1]) if boxes else len(path) == 1)}
    return Headings(view=view, of="boxes" if boxes else "parts", below=below) if below else None


def _standing_in(query: Query, sources: Sources, *, boxes: bool) -> list[Headings]:
    """Headings that have every word of the question."""
    words = [t for t in query.terms if not t.optional and not _GENERIC.fullmatch(t.text)]
    if not words:
        return []
    found = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        below = {
            path: rows
            for path, rows in by_path(view).items()
            if is_box(path[-1]) >= boxes and all(any(w in fold(path[-1]) for w in t.wordings) for t in words)
        }
        if below:
            found.append(Headings(view=view, of="words", below=below, words=tuple(t.text for t in words)))
    return found


def titles_below(path: tuple[str, ...], rows: Sequence[ClauseRow]) -> tuple[str, ...]:
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
