"""Where the figures of a model's sentence stand in the clauses it cites.

In: the words, the clauses. Out: one `Figure` of the plan for each number, or what is wrong with it. A number
is right where a clause prints it so, bound by the same words, and where no other figure of these clauses is
nearer to the words beside it; a row of a table prints its unit elsewhere, and of its figures only the one
target goes without the name of its column. What is told 分别 is told to the letter. A year that only the
title or a heading has is right where the clauses have none, and stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.material import Entry, figures_of, lead_of
from assistant.briefing.model import Figure
from assistant.verification.amounts import same_bound
from assistant.verification.facts import ClauseFacts, plain_text, tokens
from assistant.verification.options import VERIFICATION
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import NUMBER_ALONE, number_in
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.stops import COMMA, MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A number of the sentence as printed there with 以上 and the like: its part of the sentence, the words
    right before and behind it.

    `beside` is the number with two characters more on either side.
    """

    quantity: Quantity | None
    printed: str
    beside: tuple[str, str]
    part: str
    before: frozenset[str]
    behind: frozenset[str]

    @property
    def counts(self) -> bool:
        return self.quantity is not None and self.quantity.role == "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A number of a clause; `column` names that of a table's row, `target` where the figure is what is aimed
    at.
    """

    quantity: Quantity | None
    figure: Figure
    before: frozenset[str]
    behind: frozenset[str]
    column: str = ""
    target: bool = False

    @property
    def counts(self) -> bool:
        return self.quantity is not None and self.quantity.role == "amount"


def placed(words: str, rows: Sequence[Entry], facts: Sequence[ClauseFacts]) -> Iterator[Figure | str]:
    """One for each number that stands somewhere, or a sentence on what is wrong with it."""
    printed = [p for entry in rows for p in _printed(entry)]
    dated = any(_is_date(p.quantity) for p in printed)
    for said in _said(plain_text(words)):
        if "分别" in said.part and not any(_bare(said.part) in _bare(fact.text) for fact in facts):
            yield "用“分别”的话请照条款逐字写，或一项一项写"
        found = _amount(said, printed) if said.counts else _number(said, printed, facts)
        if found is not None:
            yield found
        elif said.counts or dated or _holding(said, printed) or not _is_around(said, facts):
            yield f"数字没有照条款原样写：{said.printed}"


def _is_around(said: _Said, facts: Sequence[ClauseFacts]) -> bool:
    return any(number_in(said.printed, fact.words) for fact in facts)


def _said(text: str) -> Iterator[_Said]:
    found = read_quantities(text)
    spans = [(q.span.start, q.span.end + len(q.after), q) for q in found]
    for start, end, quantity in spans:
        yield _one(text, start, end, quantity)
    for m in NUMBER_ALONE.finditer(text):
        if not any(q.span.start <= m.start() < q.span.end for q in found):
            yield _one(text, *m.span(), None)


def _one(text: str, start: int, end: int, quantity: Quantity | None) -> _Said:
    before = COMMA.split(text[:start])[-1]
    return _Said(
        quantity=quantity,
        printed=text[start:end],
        beside=(text[max(0, start - 2) : end], text[start : end + 2]),
        part=before + COMMA.split(text[start:])[0],
        before=tokens(MEMBER.split(text[:start])[-1]),
        behind=tokens(MEMBER.split(text[end:])[0]),
    )


def _printed(entry: Entry) -> Iterator[_Printed]:
    text, base = entry.row.text, entry.clause.span.start
    read = {base + q.span.start: q for q in read_quantities(text)}
    cells = [(name, value.strip()) for name, value in entry.task.cells]
    for figure in figures_of(entry, names=True):
        cell = text[: figure.start - base].count("\t") if cells else 0
        shown = text.split("\t")[cell].strip() if cells else ""
        yield _Printed(
            quantity=read.get(figure.start),
            figure=figure,
            before=tokens(lead_of(entry, figure)),
            behind=tokens(MEMBER.split(text[figure.end - base :])[0]),
            column=next(
                (name for name, value in cells if value == shown and len(value) <= VERIFICATION.long_cell), ""
            ),
            target=any(t.span.start <= figure.start < t.span.end for t in entry.task.targets),
        )


def _number(said: _Said, printed: Sequence[_Printed], facts: Sequence[ClauseFacts]) -> Figure | None:
    """A date, an ordinal, part of a name: as printed; of several dates the one with the same words
    beside it.
    """
    found = [p for p in _holding(said, printed) if p.counts is said.counts]
    dates = [p for p in printed if _is_date(p.quantity)]
    if _is_date(said.quantity) and len({plain_text(p.figure.text) for p in dates}) > 1:
        near = max(_shared(said, p) for p in dates)
        found = [p for p in found if _shared(said, p) == near]
        texts = [_bare(fact.text) for fact in facts]
        longer = [_bare(words) for words in said.beside if len(words) > len(said.printed)]
        if not any(words in text for words in longer for text in texts):
            return None
    return next((p.figure for p in found), None)


def _holding(said: _Said, printed: Sequence[_Printed]) -> list[_Printed]:
    return [p for p in printed if number_in(said.printed, plain_text(p.figure.text))]


def _is_date(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.role == "date"


def _amount(said: _Said, printed: Sequence[_Printed]) -> Figure | None:
    """Of the figures nearest to its words one that is printed so."""
    assert said.quantity is not None
    every = [p for p in printed if p.counts]
    near = max((_shared(said, p) for p in every), default=0)
    alike = [
        p for p in every if _shared(said, p) == near and _is_printed(said, p) and _is_told(said, p, every)
    ]
    return next(
        (p.figure for p in alike if p.quantity is not None and same_bound(said.quantity, p.quantity)), None
    )


def _shared(said: _Said, printed: _Printed) -> int:
    return len(said.before & printed.before) + len(said.behind & printed.behind)


def _is_printed(said: _Said, printed: _Printed) -> bool:
    claimed, stated = said.quantity, printed.quantity
    if _bare(said.printed) == _bare(printed.figure.text):
        return True
    if claimed is None or stated is None or stated.unit is not None:
        return False
    same = (claimed.value, claimed.value_high, claimed.after) == (
        stated.value,
        stated.value_high,
        stated.after,
    )
    return same and bool(printed.column)


def _is_told(said: _Said, printed: _Printed, every: Sequence[_Printed]) -> bool:
    """Whether it is clear which of the figures of a table's row is meant."""
    row = [p for p in every if p.figure.note == printed.figure.note]
    if not printed.column or len(row) < 2:
        return True
    named = {p.column for p in row if p.column and plain_text(p.column) in said.part}
    if named:
        return printed.column in named
    return printed.target and sum(p.target for p in row) == 1


def _bare(text: str) -> str:
    return without_blanks(plain_text(text))
