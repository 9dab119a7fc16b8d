"""Sentences of clauses, and how well each meets the terms of a question.

In: clauses found by search, terms. Out: statements with scores from 0 to 1. A term counts fully where the
sentence (or the row) has it, less where only the headings above it or the rest of the clause have it: a
figure must not be taken for that of the sentence before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.model import Statement, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.words import coverage, grams, overall
from ingest.model import Span
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A clause ready for comparison: folded whole text, headings and sentences with their spans in the plan."""

    row: ClauseRow
    whole: str
    headings: str
    title: str
    sentences: tuple[tuple[Span, str], ...]


def prepare(view: PlanView, row: ClauseRow) -> Prepared:
    clause = row.clause
    spans = sentence_spans(row) if clause.family != "表" else (clause.span,)
    base = clause.span.start
    above = " ".join((*clause.path, clause.heading or "", clause.group or "", *clause.columns))
    return Prepared(
        row=row,
        whole=fold(row.text),
        headings=fold(above),
        title=fold(f"{view.row.title} {view.row.issuer or ''}"),
        sentences=tuple((s, fold(row.text[s.start - base : s.end - base])) for s in spans),
    )


def sentence_spans(row: ClauseRow) -> tuple[Span, ...]:
    """The sentences of a clause, ends included, as spans in the plan; brackets keep together what they hold."""
    spans: list[Span] = []
    base = row.clause.span.start
    start = 0
    depth = 0
    for at, ch in enumerate(row.text):
        depth += (ch in "（(《〔[") - (ch in "）)》〕]" and depth > 0)
        if ch in "。！？；;\n" and (depth == 0 or ch == "\n"):
            _add(spans, row.text, start, at + 1, base)
            start = at + 1
    _add(spans, row.text, start, len(row.text), base)
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, end: int, base: int) -> None:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    stop = start + len(words.rstrip())
    if stop > start + lead and words.strip("。！？；;\n "):
        spans.append(Span(start=base + start + lead, end=base + stop))


def judge(prepared: Prepared, terms: Sequence[Term], phrase: str = "") -> list[Statement]:
    """Every sentence of the clause with its score, in order; `phrase` is the question in one piece."""
    wanted = grams(phrase)
    whole = [coverage(t, prepared.whole) for t in terms]
    heading = [coverage(t, prepared.headings) for t in terms]
    title = [coverage(t, prepared.title) for t in terms]
    clause = prepared.row.clause
    missing = tuple(
        t.text
        for t, a, b, c in zip(terms, whole, heading, title, strict=True)
        if max(a, b, c) < RANKING.had and not t.optional
    )
    terms = [
        replace(t, weight=RANKING.only_in_title * t.weight) if c >= 1 and max(a, b) < RANKING.had else t
        for t, a, b, c in zip(terms, whole, heading, title, strict=True)
    ]
    out = []
    for span, text in prepared.sentences:
        covers = [
            max(coverage(t, text), RANKING.in_heading * h, RANKING.in_clause * w, RANKING.in_title * ti)
            for t, h, w, ti in zip(terms, heading, whole, title, strict=True)
        ]
        score = overall(terms, covers)
        if wanted:
            around = f"{text} {prepared.headings}"
            near = sum(
                1.0 if g in around else RANKING.phrase_in_clause if g in prepared.whole else 0.0
                for g in wanted
            ) / len(wanted)
            score = (
                (1 - RANKING.phrase) * score + RANKING.phrase * near
                if near
                else score * (1 - RANKING.phrase / 2)
            )
        out.append(
            Statement(plan=prepared.row.plan, clause=clause.label, span=span, score=score, missing=missing)
        )
    return out
