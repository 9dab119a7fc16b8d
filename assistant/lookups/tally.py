"""How many entries a list has, counted in the list itself: the rows of a table, the items of a heading, a box
or an attachment named in the question; the members a sentence divides something into.

In: a plan and a question with a `Tally`. Out: what was counted with its clauses; None where it cannot be
identified for certain. A row that sums up others and a note below a table do not count as entries; sub-rows
(其中) and boxes inside a heading are counted separately.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lookups.sections import Section, may_be_called, printed_title, section_called
from assistant.lookups.structure import Counted, common_depth
from assistant.query.reference import find_clauses
from assistant.query.tallies import is_of_counting
from assistant.question import Query, Tally
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from ingest.grammar.columns import is_total
from ingest.grammar.partitions import Partition, partitions, same_measure
from ingest.grammar.references import ARTICLE
from ingest.labels import BOX, is_box, is_note, is_paragraph, is_part, is_preamble, is_row
from ingest.model import Span
from ingest.store.rows import ClauseRow


def counted_by_name(view: PlanView, query: Query) -> Counted | None:
    """The entries of the list that is pointed at or called by its name."""
    section = section_asked(view, query)
    return None if section is None or query.tally is None else _counted(section, query, query.tally)


def section_asked(view: PlanView, query: Query) -> Section | None:
    """The list the question counts in; None where it names none of this plan."""
    if query.tally is None or query.tally.of_kinds:
        return None
    if query.reference:
        rows = tuple(row for row in find_clauses(view, query) if row.clause.path)
        if len(rows) < 2:
            return None
        path = rows[0].clause.path[: common_depth(rows)]
        pointed = Section(title=path[-1], path=path, rows=rows)
        return pointed if all(may_be_called(name, pointed) for name in query.tally.names) else None
    called = (section_called(name, view) for name in query.tally.names)
    return next((section for section in called if section), None)


def _counted(section: Section, query: Query, tally: Tally) -> Counted | None:
    rows = [r for r in section.rows if not (is_note(r.clause) or is_preamble(r.clause) or _sums_up(r))]
    table = [r for r in rows if is_row(r.clause)]
    title = printed_title(section.title)
    if query.slots.kinds:
        return _of_kinds(title, table, query.slots.kinds)
    if tally.thing in _OF_INDICATORS and not _has_indicators(section, table):
        return None
    if table and len(table) == len(rows):
        return _in_table(title, table, tally)
    texts = [r for r in rows if not is_row(r.clause)]
    boxed = [r for r in texts if any(map(is_box, r.clause.path[len(section.path) :]))]
    texts = [r for r in texts if r not in boxed]
    items = [r for r in texts if not is_paragraph(r.clause)] or texts
    if not items:
        return None
    beside = _beside((BOX, boxed), ("表格", table))
    return Counted(said=f"{title}下{_entries(section, items, tally)}{beside}。", rows=tuple(items))


_OF_INDICATORS = ("指标",)


def _has_indicators(section: Section, table: Sequence[ClauseRow]) -> bool:
    heads = (section.title, *(table[0].clause.columns if table else ()))
    return bool(table) and any("指标" in head for head in heads)


def _sums_up(row: ClauseRow) -> bool:
    named = (row.clause.heading or "", *row.clause.cells[:2])
    return is_row(row.clause) and any(is_total(cell) for cell in named if cell)


def _of_kinds(title: str, table: Sequence[ClauseRow], kinds: Sequence[str]) -> Counted | None:
    """The rows of each kind asked for; None where no column tells kinds."""
    held = {kind: [r for r in table if any(kind in cell for cell in r.clause.cells)] for kind in kinds}
    if not any(held.values()):
        return None
    main = {kind: [r for r in rows if not is_part(r.clause)] for kind, rows in held.items()}
    said = "，".join(f"{kind}指标 {len(main[kind])} 个{_sub(held[kind])}" for kind in kinds)
    shown = [r for r in table if any(r in rows for rows in held.values())]
    return Counted(said=f"{title}里{said}。", rows=tuple(shown))


def _in_table(title: str, table: Sequence[ClauseRow], tally: Tally) -> Counted:
    main = [r for r in table if not is_part(r.clause)]
    measure = "个指标" if tally.thing in _OF_INDICATORS else tally.measure or "项"
    return Counted(said=f"{title}共 {len(main)} {measure}{_sub(table)}。", rows=tuple(table))


def _sub(rows: Sequence[ClauseRow]) -> str:
    below = sum(is_part(r.clause) for r in rows)
    return f"（另有 {below} 个“其中”子项）" if below else ""


def _beside(*apart: tuple[str, Sequence[ClauseRow]]) -> str:
    said = [f"{name}里的 {len(rows)} 项" for name, rows in apart if rows]
    return f"（{'、'.join(said)}另计）" if said else ""


_PARTS = ("方面", "部分")
"""What a heading is divided into, and no single entries."""


def _entries(section: Section, items: Sequence[ClauseRow], tally: Tally) -> str:
    """How many stand directly below the heading, and how many there are in all where some are divided."""
    depth = len(section.path)
    articles = {p for r in items for p in r.clause.label.split("/") if ARTICLE.fullmatch(p)}
    if articles and tally.measure == "条" and not ARTICLE.match(section.title):
        return f"共 {len(articles)} 条"
    divided = tuple(dict.fromkeys(r.clause.path[depth] for r in items if len(r.clause.path) > depth))
    direct = len(divided) + sum(len(r.clause.path) <= depth for r in items)
    if tally.thing in _PARTS and direct == len(divided):
        return f"共 {direct} 个部分：{'；'.join(step.replace(' ', '、', 1) for step in divided)}"
    if not divided or direct == len(items):
        return f"共 {len(items)} {tally.measure or '项'}"
    return f"分 {direct} 个部分，共 {len(items)} 项（按最末一级条款计）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A sentence that says into how many it divides what is asked for."""

    row: ClauseRow
    span: Span
    partition: Partition
    words: str


def divisions_asked(view: PlanView, query: Query) -> tuple[Divided, ...]:
    """The sentences that have every word of the question, headings and title helping out, and divide it into
    members of the sort asked for; where they tell different numbers, none.
    """
    tally = query.tally
    terms = [t for t in query.terms if not t.optional and not _is_the_asking(t.text, query)]
    if tally is None or not tally.of_kinds or not terms:
        return ()
    found: list[Divided] = []
    for row in view.clauses:
        above = fold(" ".join((*row.clause.path, view.row.title)))
        for span in () if is_row(row.clause) else sentence_spans(row):
            base = row.clause.span.start
            text = row.text[span.start - base : span.end - base]
            said = fold(text)
            own = [coverage(t, said) >= RANKING.had for t in terms]
            helped = [o or coverage(t, above) >= RANKING.had for o, t in zip(own, terms, strict=True)]
            if any(own) and all(helped) and (not tally.thing or fold(tally.thing) in said):
                wanted = tally.measure or tally.thing
                found += (
                    Divided(row=row, span=span, partition=p, words=p.span.of(text))
                    for p in partitions(text)
                    if same_measure(p.measure, wanted)
                )
    return tuple(found) if len({d.partition.number for d in found}) == 1 else ()


def _is_the_asking(word: str, query: Query) -> bool:
    """几样, and the thing counted, which is looked for by itself."""
    return is_of_counting(word) or (query.tally is not None and word == query.tally.thing)
