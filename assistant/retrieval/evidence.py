"""How well clauses found by search meet a question: the scores of their sentences, and whether a clause is
about the thing asked or only contains its words here and there.

In: clauses found by search, terms, the question's phrase. Out: statements with scores from 0 to 1; the share
of the question's words in a clause that stand together. A term counts fully where the sentence (or the row)
has it, less where only the headings above it or the rest of the clause have it: a figure must not be taken
for that of the sentence before.

Words the question joins (医保基金监管) name one thing, and a clause about it has them close together or in
the headings above it; words set apart in the question (护理院、老年大学) name several, each of which may
stand anywhere. Words the clause does not contain at all are not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.model import Statement
from assistant.question import Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import PLACES, RANKING
from assistant.retrieval.words import grams
from ingest import late_re as re
from ingest.grammar.joins import SAID_JOIN
from ingest.grammar.stops import FOLDED_SENTENCE
from ingest.labels import is_row
from ingest.model import Span
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A clause ready for comparison: folded whole text, headings and sentences with their spans in the
    plan.
    """

    row: ClauseRow
    whole: str
    headings: str
    title: str
    sentences: tuple[tuple[Span, str], ...]


def prepare(view: PlanView, row: ClauseRow) -> Prepared:
    clause = row.clause
    spans = (clause.span,) if is_row(clause) else sentence_spans(row)
    above = " ".join((*clause.path, clause.heading or "", clause.group or "", *clause.columns))
    return Prepared(
        row=row,
        whole=fold(row.text),
        headings=fold(above),
        title=fold(f"{view.row.title} {view.row.issuer or ''}"),
        sentences=tuple((s, fold(row.words(s))) for s in spans),
    )


def sentence_spans(row: ClauseRow) -> tuple[Span, ...]:
    """The sentences of a clause, ends included, as spans in the plan; brackets keep together what they
    hold.
    """
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
            max(
                coverage(t, text) if w else 0.0,
                RANKING.in_heading * h,
                RANKING.in_clause * w,
                RANKING.in_title * ti,
            )
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


_APART = re.compile(SAID_JOIN)
"""What sets two things apart in a question, beside punctuation and words of asking, which are blanks in its
phrase already.
"""
_SENTENCE = re.compile(r"[，,；;\d]")
_PARTING = "、,"
_ASIDE = re.compile(r"\([^()]{4,}\)")


def togetherness(terms: Sequence[Term], stretches: Sequence[str], prepared: Prepared) -> float:
    """The share of what the clause has of the terms, by weight, that stands where the thing they name is
    spoken of; 1 where it has nothing.
    """
    own = [t for t in terms if not t.optional]
    everywhere = f"{prepared.whole}。{_above(prepared)}。{prepared.title}"
    had = sum(t.weight * coverage(t, everywhere) for t in own)
    return sum(_at_best(run, prepared) for run in runs(own, stretches)) / had if had else 1.0


def runs(terms: Sequence[Term], stretches: Sequence[str]) -> list[list[Term]]:
    """The terms by the thing they name: those said without a break in one of the `stretches` of the question;
    one that is in none is by itself.
    """
    out: list[list[Term]] = []
    left = list(terms)
    for part in (p for piece in stretches for p in _APART.split(piece)):
        said = [t for t in left if t.text in part]
        left = [t for t in left if t not in said]
        if said:
            out.append(said)
    return out + [[t] for t in left]


def _at_best(run: Sequence[Term], prepared: Prepared) -> float:
    """The weight the best place of the clause has of one thing's words."""
    most, best = sum(t.weight for t in run), 0.0
    for place in _places(run, prepared):
        best = max(best, sum(t.weight * coverage(t, place) for t in run))
        if best == most:
            break
    return best


def _places(run: Sequence[Term], prepared: Prepared) -> Iterator[str]:
    """Stretches of the clause as long as the thing may take, with the headings, which speak of all of it."""
    size = 2 * sum(len(t.text) for t in run) + PLACES.slack
    above = f"。{_above(prepared)}。{prepared.title}"
    yield above
    for whole in dict.fromkeys((prepared.whole, _ASIDE.sub("", prepared.whole))):
        for sentence in FOLDED_SENTENCE.split(whole):
            yield from (stretch + above for stretch in _stretches(sentence, size))


def _above(prepared: Prepared) -> str:
    """The headings above the clause, and its own where that is a title and no first sentence of it."""
    clause = prepared.row.clause
    own = clause.heading or ""
    title = own if len(own) <= PLACES.title and not _SENTENCE.search(own) else ""
    return fold(" ".join((*clause.path, title, clause.group or "", *clause.columns)))


def _stretches(sentence: str, size: int) -> list[str]:
    """Every stretch of the sentence of that size that is in no other one."""
    out: list[str] = []
    end, length, last = 0, 0, 0
    for start, ch in enumerate(sentence):
        while end < len(sentence) and length < size:
            length += PLACES.part if sentence[end] in _PARTING else 1
            end += 1
        if end > last:
            out.append(sentence[start:end])
            last = end
        length -= PLACES.part if ch in _PARTING else 1
    return out
