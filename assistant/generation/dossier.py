"""The evidence a model is given, numbered: what it may say stands here and nowhere else.

In: clauses, rows of the ledger, computed results, a budget of tokens. Out: `Dossier`, whose `words` go into
the prompt: [1] a clause, T1 a figure of the ledger and the clause it stands in, C1 what was computed from
clauses. A sentence names these marks; each leads to the clauses it stands on. A clause that gives orders to
its reader is withheld.

A clause stands in it numbered, with its place, year, plan and offices, cut between sentences and marked where
anything is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.generation.options import GENERATION
from assistant.query.understand import hidden_instruction
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import offices_words
from assistant.verification.answer import ClauseKey
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, facts_of
from ingest.model import Span
from ingest.store.rows import ClauseRow
from ingest.tokens import count_tokens, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One line beside the clauses: `mark` T1 or C1, `words` what it says, `numbers` the clauses it is of.
    `figures` are what was computed, () of a row of the ledger.
    """

    mark: str
    words: str
    numbers: tuple[int, ...]
    figures: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        return f"{self.mark} {''.join(f'[{n}]' for n in self.numbers)} {self.words}"


@dataclass(slots=True, kw_only=True)
class Dossier:
    """Grows by what is added, until `budget` tokens are used up; of one clause at most `longest`. What is
    added as a whole may use all of `limit`, is cut, around the words `asked`, only where it is very long, and
    counts no more of the budget than if it were cut: it takes no room of the others.
    """

    sources: Sources
    budget: int
    longest: int
    limit: int = 6_000
    asked: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    noted: dict[str, Noted] = field(default_factory=dict)
    facts: dict[ClauseKey, ClauseFacts] = field(default_factory=dict)

    def add(self, plan: str, label: str, focus: Span | None = None, *, whole: bool = False) -> int | None:
        """The number of the clause, the one it has already where it is there; None where it is not in the
        library, is withheld, or does not fit. One that was cut is made whole where it is asked for so.
        """
        for known in self.evidence:
            if (known.row.plan, known.row.clause.label) == (plan, label):
                if whole and is_cut(known.words):
                    self._widen(known, focus)
                return known.number
        view = self.sources.catalog.view(plan)
        row = view.by_label.get(label)
        if row is None or hidden_instruction(row.text):
            return None
        number = len(self.evidence) + 1
        cut = self._block(number, view, row, focus)
        whole = whole or number <= GENERATION.first
        words = self._block(number, view, row, focus, whole=True) if whole else cut
        if words is None:
            return None
        self._spend(count_tokens(words), counted=count_tokens(cut or ""))
        self.evidence.append(Evidence(number=number, view=view, row=row, words=words))
        self.facts[plan, label] = facts_of(view, row)
        return number

    def _block(
        self, number: int, view: PlanView, row: ClauseRow, focus: Span | None, *, whole: bool = False
    ) -> str | None:
        """At most what is left: the whole clause, or a part; of one long sentence more than of others."""
        rooms = [min(room, self.budget, self.limit) for room in (self.longest, 3 * self.longest)]
        if whole:
            rooms = [min(GENERATION.whole, self.limit)]
        found = (block(number, view, row, room, focus, view.short, self.asked) for room in rooms)
        return next(filter(None, found), None)

    def _widen(self, known: Evidence, focus: Span | None) -> None:
        words = self._block(known.number, known.view, known.row, focus, whole=True)
        more = count_tokens(words) - count_tokens(known.words) if words else 0
        if words is not None and more > 0:
            self._spend(more, counted=0)
            self.evidence[known.number - 1] = replace(known, words=words)

    def _spend(self, tokens: int, counted: int) -> None:
        self.limit -= tokens
        self.budget -= counted

    def note(self, kind: str, words: str, numbers: Sequence[int], figures: tuple[str, ...] = ()) -> None:
        """`kind` is T or C. What is said already, or does not fit, is left out."""
        if any(words == known.words for known in self.noted.values()):
            return
        mark = f"{kind}{1 + sum(known.startswith(kind) for known in self.noted)}"
        made = Noted(mark=mark, words=words, numbers=tuple(numbers), figures=figures)
        if (cost := count_tokens(made.line)) <= self.budget or kind == "C":  # short, and nothing else says it
            self._spend(cost, counted=cost)
            self.noted[mark] = made

    @property
    def words(self) -> str:
        return self._written(self.evidence, self.noted)

    def words_of(self, marks: Sequence[str]) -> str:
        """Those of the marks alone, and of the clauses they stand on; all where they name nothing."""
        numbers = {n for mark in marks for n in self.numbers_of(mark) or ()}
        if not numbers:
            return self.words
        notes = {mark: self.noted[mark] for mark in marks if mark in self.noted}
        return self._written([e for e in self.evidence if e.number in numbers], notes)

    def numbers_of(self, mark: str) -> tuple[int, ...] | None:
        """The clauses a mark stands on; None for one that is not there."""
        if mark in self.noted:
            return self.noted[mark].numbers
        return (int(mark),) if mark.isdecimal() and 0 < int(mark) <= len(self.evidence) else None

    @staticmethod
    def _written(evidence: Sequence[Evidence], notes: Mapping[str, Noted]) -> str:
        """Which papers, by their short names, the clauses, and what is noted beside them."""
        views = {e.view.short: e.view for e in evidence}
        papers = "\n".join(f"{short}：{titled(view)}" for short, view in views.items())
        beside = "\n".join(note.line for note in notes.values())
        return "\n\n".join(filter(None, (papers, *(e.words for e in evidence), beside)))


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
