"""A clause as a model is given it: numbered, with its place, year, plan and offices, cut between sentences
and marked where anything is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.wording import offices_words
from ingest.model import Span
from ingest.store.rows import ClauseRow
from ingest.tokens import count_tokens, terms

CUT, BEFORE = "（以下略）", "（前略）"
_SPARE = 8
"""Tokens for the marks of what is left out."""


def block(
    number: int,
    view: PlanView,
    row: ClauseRow,
    room: int,
    focus: Span | None = None,
    name: str = "",
    asked: str = "",
) -> str | None:
    """The plan goes by `name`, or by its title. At most `room` tokens; None where not even one sentence
    fits. What does not fit is left out from the end, or from both sides of the stretch `focus` of the
    plan's text; where that is the whole clause, of the sentence with most of the words `asked`.
    """
    clause = row.clause
    head = f"[{number}] {name or titled(view)} {' '.join(clause.path)} {clause.mark}".rstrip()
    foot = [f"分工：{offices}"] if (offices := offices_words(clause)) else []
    spare = room - count_tokens("\n".join((head, *foot))) - _SPARE
    words = _words(row, spare, focus, asked)
    return "\n".join((head, f"原文：{words}", *foot)) if words else None


def titled(view: PlanView) -> str:
    """《title》 with place and year, as far as the title does not say them."""
    row = view.row
    place = row.region if row.region and row.region not in row.title else ""
    year = f"{row.year}年" if row.year and str(row.year) not in row.title and not row.period else ""
    told = "，".join(filter(None, (place, year)))
    return f"《{row.title}》" + (f"（{told}）" if told else "")


def is_cut(words: str) -> bool:
    return CUT in words or BEFORE in words


def _words(row: ClauseRow, spare: int, focus: Span | None, asked: str) -> str:
    if row.clause.cells and len(row.clause.cells) == len(row.clause.columns):
        return cells_words(row, spare)
    spans = sentence_spans(row)
    texts = [row.words(s) for s in spans]
    at = _at(spans, focus)
    if at == 0 and (focus is None or focus.end >= row.clause.span.end):
        at = _nearest(texts, asked)
    first, last = _kept(texts, spare, at)
    if first > last:
        return ""
    before, behind = BEFORE if first else "", CUT if last + 1 < len(spans) else ""
    return before + "".join(texts[first : last + 1]).replace("\t", " ｜ ") + behind


def cells_words(row: ClauseRow, spare: int) -> str:
    """指标=…；2025年=≥60; "" where it does not fit."""
    named = zip(row.clause.columns, row.clause.cells, strict=True)
    words = "；".join(f"{column}={cell}" if column else cell for column, cell in named if cell.strip())
    return words if count_tokens(words) <= spare else ""


def _at(spans: Sequence[Span], focus: Span | None) -> int:
    """The sentence the focus begins in; the first without one."""
    if focus is None:
        return 0
    return next((n for n, span in enumerate(spans) if span.end > focus.start), 0)


def _nearest(texts: Sequence[str], asked: str) -> int:
    """The sentence with most of the words asked about; the first without any."""
    wanted = {word for word in terms(asked) if len(word) > 1}
    had = [len(wanted & set(terms(text))) for text in texts]
    return had.index(max(had)) if had else 0


def _kept(texts: Sequence[str], spare: int, at: int) -> tuple[int, int]:
    """The first and the last sentence that are kept: from `at` on what follows, then what goes before."""
    first, last = at, at - 1
    while last + 1 < len(texts) and count_tokens("".join(texts[first : last + 2])) <= spare:
        last += 1
    if last < at:
        return at, at - 1
    while first > 0 and count_tokens("".join(texts[first - 1 : last + 1])) <= spare:
        first -= 1
    return first, last
