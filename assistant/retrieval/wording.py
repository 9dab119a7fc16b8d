"""One line for what a clause charges and promises: offices by role, figures, dates.

In: values of a clause. Out: words; names and figures are as printed, and nothing is added that the clause
does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.denial import By, Denial
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.references import ARTICLE
from ingest.grammar.somebody import may_name_leader, may_name_somebody
from ingest.model import Clause, Evidence, Part, Responsibility, Span, Target
from ingest.store.rows import ClauseRow

SCANNED = "扫描识别，待核对"
"""Of words that were recognised on a scanned page, until somebody has compared them with it."""
CORRECTED = "人工更正"
"""Of a figure that recognition misread and somebody set right by the page."""
_BARE = re.compile(rf"\D{{0,8}}\d[\d.,]*(?:\s*[-—–~～至]\s*\d[\d.,]*)?\s*(?:{BEHIND})?")
"""A figure printed without its unit, as in a table whose header or indicator has it."""


def in_role(said: Responsibility, *, note: str = "") -> str:
    """责任单位：甲、乙; the bare names where no role is printed. `note` stands behind an open list's 等."""
    names = "、".join((*said.units, *said.leaders)) + (f"等{note}" if said.open else "")
    return f"{said.role}：{names}" if said.role else names


def offices_words(clause: Clause, shown: Sequence[Span] = ()) -> str:
    """Who is responsible, roles as printed, and by when; "" where the clause names nobody and no time. Where
    only the stretches `shown` are told of it, those that are said of all of it or in one of these.
    """
    charged = tuple(r for r in clause.responsibilities if not shown or _is_said_of(r, shown))
    parts = [
        "；".join(dict.fromkeys(in_role(r, note="（原文未列全）") for r in said))
        + (f"（由“{above or '全文'}”统一载明）" if above is not None else "")
        for above, said in by_origin(charged)
    ]
    due = f"完成时限：{clause.due}" if clause.due else ""
    return "；".join(filter(None, (*parts, due)))


_OF_THE_CLAUSE: frozenset[Evidence] = frozenset(("note", "column", "heading"))
"""What charges somebody with all of a clause; everything else does so with what its sentence says."""


def _is_said_of(said: Responsibility, shown: Sequence[Span]) -> bool:
    if said.evidence in _OF_THE_CLAUSE or said.inherited_from is not None:
        return True
    return any(span.start <= said.span.start < span.end for span in shown)


def people_lines(responsibilities: Iterable[Responsibility]) -> str:
    """The people as printed, 等 where the list is open; a line for each role."""
    return "\n".join(
        "、".join(r.leaders) + "等" * (r.open and not r.units) for r in responsibilities if r.leaders
    )


def office_lines(responsibilities: Iterable[Responsibility], part: Part) -> str:
    """The offices of a part as printed, 等 where the list is open; a line for each role."""
    return "\n".join(
        "、".join(r.units) + "等" * r.open for r in responsibilities if r.units and r.part == part
    )


def by_origin(
    responsibilities: Sequence[Responsibility],
) -> list[tuple[str | None, tuple[Responsibility, ...]]]:
    """Those that stand together in print, with the label of the section that states them (None: the
    clause).
    """
    return [(above, tuple(said)) for above, said in groupby(responsibilities, key=lambda r: r.inherited_from)]


def silence(row: ClauseRow) -> str:
    """That a clause names nobody, "" where its words or the headings above it may name somebody after all,
    and for an item of an article, whose opening words are another clause.
    """
    named = row.clause.responsibilities or _is_of_article(row.clause) or may_name_somebody(_words_of(row))
    return "" if named else f"{Denial(what='责任单位', by=By.CHARGES, where='本条').brief}。"


def names_no_leader(row: ClauseRow) -> bool:
    """The same of leaders: no word of the clause, nor of the headings above it, may name one."""
    return not (row.clause.leaders or _is_of_article(row.clause) or may_name_leader(_words_of(row)))


def _is_of_article(clause: Clause) -> bool:
    """Whether its opening words are another clause."""
    return any(ARTICLE.fullmatch(above) for above in clause.label.split("/")[:-1])


def _words_of(row: ClauseRow) -> str:
    """The clause and the headings above it."""
    return "\n".join((row.text, *row.clause.path, row.clause.heading or ""))


def figure_words(target: Target) -> str:
    """The figure with every word it needs, its unit in brackets where it is printed elsewhere: 达94%以上,
    80.66（岁）.
    """
    if target.unit and _BARE.fullmatch(target.value_text) and target.unit not in target.value_text:
        return f"{target.figure}（{target.unit}）"
    return target.figure


def indicator_words(target: Target) -> str:
    """Its name with the group in brackets, unless that is in the name."""
    scope = f"（{target.scope}）" if target.scope and target.scope not in target.indicator else ""
    return f"{target.indicator}{scope}"


def target_words(target: Target) -> str:
    """Indicator, group and figure in one line."""
    return f"{indicator_words(target)}：{figure_words(target)}"


def scan_words(clause: Clause, figure: Span | None = None) -> str:
    """What is said beside words from a scanned page that nobody has confirmed, and beside a figure, or a
    clause with one, that somebody set right; "" for all others.
    """
    if clause.confidence is not None:
        return SCANNED
    made = (c.span for c in clause.corrections)
    shown = any(figure is None or (figure.start < s.end and s.start < figure.end) for s in made)
    return CORRECTED if shown else ""


def date_words(deadline: str) -> str:
    """2025年 of "2025", 2025年6月30日 of "2025-06-30"."""
    return "".join(f"{int(n)}{word}" for n, word in zip(deadline.split("-"), "年月日", strict=False))
