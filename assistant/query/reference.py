"""A clause pointed at by its marks: 二（三）第8项, 专栏3, 第十条, 第三章第二节, 重点工作第16条. In: the
question. Out: steps.

A step is a kind of mark and its number; 条 and 项 mean whatever numbered items the plan has at that place.
Matching is by order: every step must be met by a later part of the clause's label than the step before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.query.slots import headings_named, series_named
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from ingest import late_re as re
from ingest.grammar.marks import read_marks
from ingest.grammar.numerals import SAID, chinese_number
from ingest.grammar.references import LABEL, MEANS, STEP
from ingest.labels import is_row, table_of
from ingest.store.rows import ClauseRow

_TABLE = re.compile(r"表(?P<number>\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One mark of a reference: `kinds` the families it may be, likeliest first."""

    kinds: tuple[str, ...] = ()
    number: int = 0


def read_reference(text: str) -> tuple[tuple[str, ...], str]:
    """The marks as said, outermost first, and the text with them blanked out; () where no clause is pointed
    at.
    """
    marks: list[str] = []
    label = LABEL.search(text)
    if label:
        return tuple(label[0].split("/")), text[: label.start()] + "　" * len(label[0]) + text[label.end() :]
    for m in list(STEP.finditer(text)):
        if _counted(m, text):
            continue
        marks.append(m[0])
        text = text[: m.start()] + "　" * len(m[0]) + text[m.end() :]
    return tuple(marks), text


def _counted(m: re.Match[str], text: str) -> bool:
    """第四个专栏 is a reference, 前三条 and 三条 are not; a lone numeral before a bracket is one only at a
    start.
    """
    return bool(m[9]) and not re.search(r"(?:^|[　，。、：:的])$", text[: m.start()])


def find_clauses(view: PlanView, query: Query) -> tuple[ClauseRow, ...]:
    """The clauses the question's marks point at, in order; headings it names narrow them."""
    marks = query.reference
    exact = "/".join(fold(m) for m in marks)
    same = [row for row in view.clauses if fold(row.clause.label) == exact]
    if same:
        return tuple(same)
    if number := table_number(query):
        return next(iter(tables_of(view)[number - 1 : number]), ())
    steps = [step for mark in marks if (step := _step(mark))]
    if not steps:
        return ()
    series = series_named(query, view)
    titles = headings_named(query, view)
    best: tuple[int, list[ClauseRow]] = (99, [])
    for row in view.clauses:
        above = fold(" ".join(row.clause.path))
        if titles and not any(fold(t) in above for t in titles):
            continue
        if series and not series & set(row.clause.label.split("/")):
            continue
        depth = _met(row.clause.label.split("/"), steps)
        if depth is not None:
            if depth < best[0]:
                best = (depth, [row])
            elif depth == best[0]:
                best[1].append(row)
    return tuple(best[1])


def table_number(query: Query) -> int:
    """2 of a question that points at 表2 and nothing else; 0 of any other."""
    said = _TABLE.fullmatch(query.reference[0]) if len(query.reference) == 1 else None
    return int(said["number"]) if said else 0


def tables_of(view: PlanView) -> tuple[tuple[ClauseRow, ...], ...]:
    """The rows of each table of the plan, in the order of the paper."""
    tables: dict[str, list[ClauseRow]] = {}
    for row in view.clauses:
        if is_row(row.clause):
            tables.setdefault(table_of(row.clause.label), []).append(row)
    return tuple(map(tuple, tables.values()))


def articles_pointed_at(query: Query) -> frozenset[int]:
    """The numbers of the 条 the question's marks point at."""
    steps = (step for mark in query.reference if (step := _step(mark)) and "条" in step.kinds)
    return frozenset(step.number for step in steps)


def places_of(view: PlanView, words: str) -> tuple[tuple[ClauseRow, ...], ...]:
    """The clauses at marks by which a paper is cited (第三条第（二）项), a group a place they may mean.

    Steps that go deeper than the plan's own marks (a 款 of an article that is one clause) mean the clause.
    """
    steps = [step for mark in read_reference(fold(words))[0] if (step := _step(mark))]
    for deep in range(len(steps), 0, -1):
        groups: dict[tuple[int, str], list[ClauseRow]] = {}
        for row in view.clauses:
            parts = row.clause.label.split("/")
            if (met := _best_met(parts, steps[:deep])) is not None:
                groups.setdefault((met[0], "/".join(parts[: met[1]])), []).append(row)
        if groups:
            least = min(penalty for penalty, _ in groups)
            return tuple(tuple(rows) for (penalty, _), rows in groups.items() if penalty == least)
    return ()


def _step(mark: str) -> Step | None:
    m = STEP.search(mark) or re.fullmatch(rf"[(]?({SAID})[)]?", mark)
    if not m:
        return None
    groups = m.groups()
    if len(groups) == 1:
        kinds = ("1.", "（1）", "①") if groups[0].isdecimal() else ("一、", "1.")
        return Step(kinds=kinds, number=chinese_number(groups[0]) or 0)
    number = next(
        chinese_number(g.strip("()")) for g in groups if g and re.fullmatch(rf"[(]?(?:{SAID})[)]?", g)
    )
    bracketed = bool(groups[0]) and groups[0].startswith("(")
    named = groups[1] or groups[2] or groups[4] or groups[6]
    kind = "(" if bracketed else named or ("、" if groups[8] else "/")
    return Step(kinds=MEANS.get(kind, ("1.",)), number=number or 0)


def _best_met(parts: Sequence[str], steps: Sequence[Step]) -> tuple[int, int] | None:
    """As `_met`, of all ways to meet the steps the one that takes the kinds least far down; and how many
    parts that took.
    """
    ways = {0: 0}
    for step in steps:
        further: dict[int, int] = {}
        for at, penalty in ways.items():
            for n in range(at, len(parts)):
                family, number = _mark_of(parts[n])
                if number == step.number and family in step.kinds:
                    taken = penalty + step.kinds.index(family)
                    further[n + 1] = min(taken, further.get(n + 1, taken))
        ways = further
    return min(((penalty, end) for end, penalty in ways.items()), default=None)


def _met(parts: Sequence[str], steps: Sequence[Step]) -> int | None:
    """How far down the kinds had to be taken to meet every step in order; None where one is not met."""
    at = penalty = 0
    for step in steps:
        for n in range(at, len(parts)):
            family, number = _mark_of(parts[n])
            if number == step.number and family in step.kinds:
                penalty += step.kinds.index(family)
                at = n + 1
                break
        else:
            return None
    return penalty


def _mark_of(part: str) -> tuple[str, int]:
    """Family and number of a label's part, arabic ones as "1."."""
    bare = part.split("-")[0]
    if bare.isdecimal():
        return "1.", int(bare)
    number = chinese_number(bare)
    if number is not None:
        return "一、", number
    marks = read_marks(bare)
    if not marks:
        return "", 0
    family = {"㈠": "（一）", "⑴": "（1）", "1)": "（1）", "1.1": "1."}.get(marks[0].family, marks[0].family)
    return family, marks[0].ordinal
