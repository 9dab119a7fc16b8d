"""What a paper says about itself beside its clauses: to whom it goes, who signed, whom to call, when it is in
force.

In: the homes of a plan's text and its clauses. Out: particulars with their spans, in printed order. Fields
(抄送：, 签发人：) stand in what is outside the clauses; contacts and the days of force in clauses too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import late_re as re
from ingest.grammar.fields import fields_in
from ingest.grammar.in_force import statements
from ingest.grammar.stops import LISTS
from ingest.grammar.title_dates import days_in
from ingest.labels import ATTACHED
from ingest.layout.frame import is_addressees
from ingest.model import Clause, Heading, Home, Particular, Span

_OUTSIDE = ("front", "title", "tail")
_CONTACTS = frozenset(("联系人", "联系电话", "传真", "电子邮箱", "地址"))
_SENT = frozenset(("主送", "抄送", "签发人"))
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff]$)")
"""The blank in a name of two characters: 林　枫."""
_MAIN = re.compile(r"附\s*件\s*\d*\s*[:：]?")
_PRINTED = re.compile(r"印发\s*[。]?$")


def read_particulars(
    text: str, homes: Sequence[Home], clauses: Sequence[Clause], headings: Sequence[Heading]
) -> tuple[Particular, ...]:
    """`headings` are the plan's; its attachments are among them."""
    outside = [home for home in homes if home.role in _OUTSIDE]
    found = [*_around(text, outside), *_in_clauses(text, clauses), *_attached(headings, homes, text)]
    return tuple(sorted(set(found), key=lambda p: (p.span, p.kind)))


def _around(text: str, homes: Sequence[Home]) -> Iterator[Particular]:
    for n, home in enumerate(homes):
        words, at = home.span.of(text), home.span.start
        yield from _fields(words, at, _SENT | _CONTACTS)
        yield from _force(words, at)
        if home.role == "front" and is_addressees(words):
            first = _first_of(text, homes, n)
            span = Span(start=homes[first].span.start, end=at + len(words.rstrip("：: ")))
            yield Particular(kind="主送", text="".join(span.of(text).split("\n")).strip(), span=span)
        if _PRINTED.search(words):
            yield from (
                Particular(
                    kind="印发日期",
                    text=words[day.span.start : day.span.end],
                    span=Span(start=at + day.span.start, end=at + day.span.end),
                )
                for day in days_in(words)
            )


def _first_of(text: str, homes: Sequence[Home], last: int) -> int:
    """The first of the lines of addressees that end in homes[last]."""
    first = last
    while first and homes[first - 1].role == "front":
        above = homes[first - 1].span.of(text)
        if not is_addressees(above + "：") or not LISTS.search(above) or above.endswith(("：", ":", "）")):
            break
        first -= 1
    return first


def _in_clauses(text: str, clauses: Sequence[Clause]) -> Iterator[Particular]:
    for clause in clauses:
        words = clause.span.of(text)
        yield from _fields(words, clause.span.start, _CONTACTS)
        yield from _force(words, clause.span.start)


def _fields(words: str, at: int, kinds: frozenset[str]) -> Iterator[Particular]:
    """Fields of these kinds that have a value; lines are read one by one."""
    start = 0
    for line in words.split("\n"):
        for field in fields_in(line):
            if field.kind in kinds and field.value:
                span = Span(start=at + start + field.span.start, end=at + start + field.span.end)
                yield Particular(kind=field.kind, text=_SPREAD.sub("", field.value), span=span)
        start += len(line) + 1


def _force(words: str, at: int) -> Iterator[Particular]:
    for said in statements(words):
        span = Span(start=at + said.span.start, end=at + said.span.end)
        yield Particular(kind=said.kind, text=said.text, span=span)


def _attached(headings: Sequence[Heading], homes: Sequence[Home], text: str) -> Iterator[Particular]:
    """The title of each attachment, that of the main one among them."""
    named = [h for h in headings if h.family == ATTACHED and h.title]
    titles = [home.span for home in homes if home.role == "title"]
    main = any(home.role == "front" and _MAIN.fullmatch(home.span.of(text)) for home in homes)
    if main and titles:
        span = Span(start=titles[0].start, end=titles[-1].end)
        yield Particular(kind="附件", text="".join(span.of(text).split("\n")), span=span)
    for heading in named:
        yield Particular(kind="附件", text=heading.title, span=heading.span)
