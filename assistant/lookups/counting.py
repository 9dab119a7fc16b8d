"""Counts from the Library's rows, each with what was counted: clauses, targets, indicators, table rows; and
how many entries a list has (清单几项), counted in the list itself.

In: a plan and a question, with a `Tally` where it asks for the entries of a list: the rows of a table, the
items of a heading, a box or an attachment named in the question; the members a sentence divides something
into. Out: `Counted`; None where there is nothing to count, or a list cannot be identified for certain. A row
that sums up others and a note below a table do not count as entries; sub-rows (其中) and boxes inside a
heading are counted separately.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.lookups.options import LOOKUPS
from assistant.lookups.sections import Section, may_be_called, printed_title, section_called
from assistant.lookups.structure import Counted, common_depth, count_all, count_within
from assistant.query.reference import find_clauses
from assistant.query.slots import group_named
from assistant.query.tallies import is_of_counting
from assistant.question import Query, Tally, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from ingest.grammar.columns import is_total
from ingest.grammar.partitions import Partition, partitions, same_measure
from ingest.grammar.references import ARTICLE
from ingest.labels import BOX, is_box, is_note, is_paragraph, is_part, is_preamble, is_row
from ingest.model import Span
from ingest.store.rows import ClauseRow

_LISTED = 12
"""Up to so many clauses below a heading are listed with their count."""
_STRUCTURE = frozenset(
    (
        "指标体系",
        "量化",
        "定量",
        "数字",
        "体系",
        "领域",
        "类",
        "任务",
        "工作",
        "部分",
        "专栏",
        "工程",
        "章",
        "分解",
        "分解表",
        "指标表",
        "表",
        "分解任务",
        "清单",
        "一览",
        "条",
    )
)


def count_in(view: PlanView, query: Query) -> Counted | None:
    """What is asked for in one plan; the rows are those of the narrowest count."""
    table = [r for r in view.clauses if is_row(r.clause) and not is_note(r.clause)]
    whole = bool(table) and all(
        is_row(r.clause) or is_preamble(r.clause) or is_note(r.clause) for r in view.clauses
    )
    asks = query.slots.asks
    group = group_named(query, view)
    groups = tuple(dict.fromkeys(r.clause.group for r in table if r.clause.group))
    if groups and not whole and "count_groups" in asks:
        return Counted(of="groups", number=len(groups), names=groups, listed=False)
    if (within := count_within(view, query)) is not None:
        return replace(within, listed=len(within.rows) <= _LISTED)
    if group:
        table = [r for r in table if r.clause.group == group]
    about = [t for t in query.terms if not (group and t.text in fold(group)) and t.text not in _STRUCTURE]
    if "count_articles" in asks:  # what the document is called says which, not what is counted in it
        about = [t for t in about if t.text not in fold(view.row.title)]
    kinds = query.slots.kinds
    if whole:
        return _tasks(table, about)
    if about:
        return _targets_about(view, about)
    if table and ("count_indicators" in asks or kinds):
        return _indicators(_of_indicators(table), group, kinds)
    if kinds or asks & {"count_indicators", "count_targets"}:
        return _all_targets(view, kinds)
    return replace(count_all(view, asks), listed=False)


def _tasks(table: Sequence[ClauseRow], about: Sequence[Term]) -> Counted:
    """The rows of a plan that is all table, and those of them that have the words asked for."""
    if not about:
        return Counted(of="tasks", number=len(table), rows=tuple(table))
    meant = [r for r in table if overall(about, [coverage(a, fold(r.text)) for a in about]) >= LOOKUPS.about]
    return Counted(of="tasks", number=len(table), meant=len(meant), rows=tuple(meant))


def _of_indicators(table: Sequence[ClauseRow]) -> Sequence[ClauseRow]:
    """The rows of the tables whose head or heading speaks of indicators, where any does: a table of tasks
    beside them has none.
    """
    spoken = [r for r in table if any("指标" in words for words in (*r.clause.columns, *r.clause.path[-1:]))]
    return spoken or table


def _indicators(table: Sequence[ClauseRow], group: str | None, kinds: Sequence[str]) -> Counted:
    """The rows of an indicator table, sub-rows (其中) told apart; of the kinds asked for."""
    shown: list[ClauseRow] = list(table)
    by_kind: list[tuple[str, int, int]] = []
    for kind in kinds:
        shown = [r for r in table if any(kind in cell for cell in r.clause.cells)]
        by_kind.append((kind, *_main_and_sub(shown)))
    main, sub = _main_and_sub(table)
    rows, of_kinds = tuple(shown), tuple(by_kind)
    return Counted(of="indicators", number=main, sub=sub, under=group or "", kinds=of_kinds, rows=rows)


def _main_and_sub(rows: Sequence[ClauseRow]) -> tuple[int, int]:
    """How many rows stand by themselves, and how many are sub-rows of others."""
    sub = sum(is_part(r.clause) for r in rows)
    return len(rows) - sub, sub


def _targets_about(view: PlanView, about: Sequence[Term]) -> Counted | None:
    """Targets whose indicator has the words asked for."""
    meant = [
        t
        for found in view.targets.values()
        for t in found
        if overall(about, [coverage(a, fold(t.indicator + (t.scope or ""))) for a in about]) >= LOOKUPS.about
    ]
    rows = tuple(view.clause(label) for label in dict.fromkeys(t.clause for t in meant))
    found = Counted(of="targets_meant", number=len(meant), clauses=len(rows), rows=rows)
    return found if meant else None


def _all_targets(view: PlanView, kinds: Sequence[str]) -> Counted | None:
    targets = [t for found in view.targets.values() for t in found if not kinds or t.kind in kinds]
    rows = tuple(view.clause(label) for label in dict.fromkeys(t.clause for t in targets))
    of_kinds = tuple((kind, 0, 0) for kind in kinds)
    found = Counted(
        of="targets",
        number=len(targets),
        clauses=len(rows),
        kinds=of_kinds,
        rows=rows,
        listed=bool(kinds),
    )
    return found if targets else None


def counted_by_name(view: PlanView, query: Query) -> Counted | None:
    """The entries of the list that is pointed at or called by its name."""
    section = section_asked(view, query)
    if section is None or query.tally is None:
        return None
    found = _counted(section, query, query.tally)
    return replace(found, listed=len(found.rows) <= _LISTED) if found else None


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
    apart = ((BOX, len(boxed)), ("表格", len(table)))
    found = replace(_entries(section, items, tally), under=title, rows=tuple(items))
    return replace(found, beside=tuple((name, count) for name, count in apart if count))


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
    by_kind = tuple((kind, *_main_and_sub(rows)) for kind, rows in held.items())
    shown = tuple(r for r in table if any(r in rows for rows in held.values()))
    return Counted(of="entries", number=len(shown), under=title, kinds=by_kind, rows=shown)


def _in_table(title: str, table: Sequence[ClauseRow], tally: Tally) -> Counted:
    main, sub = _main_and_sub(table)
    return Counted(
        of="entries",
        number=main,
        sub=sub,
        under=title,
        measure="个指标" if tally.thing in _OF_INDICATORS else tally.measure,
        whole_table=True,
        rows=tuple(table),
    )


_PARTS = ("方面", "部分")
"""What a heading is divided into, and no single entries."""


def _entries(section: Section, items: Sequence[ClauseRow], tally: Tally) -> Counted:
    """How many stand directly below the heading, and how many there are in all where some are divided."""
    depth = len(section.path)
    articles = {p for r in items for p in r.clause.label.split("/") if ARTICLE.fullmatch(p)}
    if articles and tally.measure == "条" and not ARTICLE.match(section.title):
        return Counted(of="entries", number=len(articles), measure="条")
    divided = tuple(dict.fromkeys(r.clause.path[depth] for r in items if len(r.clause.path) > depth))
    direct = len(divided) + sum(len(r.clause.path) <= depth for r in items)
    if tally.thing in _PARTS and direct == len(divided):
        return Counted(of="entries", number=direct, names=divided)
    if not divided or direct == len(items):
        return Counted(of="entries", number=len(items), measure=tally.measure)
    return Counted(of="entries", number=len(items), divided=direct)


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
