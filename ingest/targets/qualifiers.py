"""The words beside a figure without which it says something else: 较2020年, 每年, 人均, 至少, 未来三年.

In: a clause's text and the place of a target's figure. Out: `Qualifier` values in reading order. They stand
before the figure in its own part of the sentence; of how often and in what time, anywhere before it in the
sentence. `shared` are those that another figure stands behind as well. Words that are printed with the figure
are no qualifiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import APART, APART_WITHIN
from ingest.grammar.calendar_words import YEAR_BEFORE
from ingest.grammar.date_forms import AT_YEAR, ENDS_OF_YEAR, PRINTED, YEAR_DIGITS
from ingest.grammar.letters import has_digit
from ingest.grammar.numerals import COUNT
from ingest.grammar.recurrence import COUNTED_EACH, EACH, EVERY, RECURS
from ingest.grammar.segmentation import words
from ingest.grammar.stops import PART_AS_PRINTED, PRINTED_OR_COLON, begin_of
from ingest.model import Qualifier, Span
from ingest.targets.baselines import AGAINST

_BACK = r"(?:的?基础上)"
_YEAR = rf"(?:{PRINTED}|{YEAR_DIGITS}|{YEAR_BEFORE})"
_QUALIFIER = re.compile(
    rf"(?P<base>(?:较|比)(?:{_YEAR}|基期)(?:同期|{AT_YEAR}|期末|期间)*{_BACK}?|在{_YEAR}{ENDS_OF_YEAR}?{_BACK}|{AGAINST})"
    rf"|(?P<rate>{EVERY})|(?P<per>{EACH})|(?P<bound>{APART})"
)
_COUNTED_EACH = re.compile(COUNTED_EACH)
_REACH = 1000
"""Characters before a figure in which its sentence begins."""
_TERM = re.compile(rf"(?:用|未来|今后)\s*{COUNT}+年(?:{BEHIND})?(?:的?时间)?")
_NUMERAL = re.compile(COUNT)
_KINDS: dict[str, Literal["base", "rate", "per", "bound"]] = {
    "base": "base", "rate": "rate", "per": "per", "bound": "bound"
}  # fmt: skip


def qualifiers(text: str, begin: int, figure: Span, printed: str) -> tuple[Qualifier, ...]:
    """Of the figure at `figure` of a clause that begins at `begin`, all in coordinates of `text`; `printed`
    are the figure and the words that bind it.
    """
    start = figure.start
    begin = max(begin, start - _REACH)
    sentence = begin_of(PRINTED_OR_COLON, text, start, begin)
    part = begin_of(PART_AS_PRINTED, text, start, sentence)
    own = tuple(_in_part(text, part, start))
    found = (*_before_part(text, sentence, part, own, printed), *own)
    term = next(_TERM.finditer(text, sentence, start), None)
    if term is not None:
        found = (*found, Qualifier(kind="term", span=Span(start=term.start(), end=term.end())))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _in_part(text: str, begin: int, start: int) -> Iterator[Qualifier]:
    for match in _QUALIFIER.finditer(text, begin, start):
        kind = _KINDS[str(match.lastgroup)]
        end = match.end()
        if _COUNTED_EACH.fullmatch(match[0]):
            end += len(next(iter(words(text[end:start])), ""))
        between = text[end:start]
        counts = kind in ("bound", "per")
        shared = _NUMERAL.search(between) is not None if counts else has_digit(between)
        if (counts and shared) or (kind == "bound" and len(between) > APART_WITHIN):
            continue  # it is said of the figure between them, or of something nearer
        yield Qualifier(kind=kind, span=Span(start=match.start(), end=end), shared=shared)


def _before_part(
    text: str, sentence: int, part: int, own: tuple[Qualifier, ...], printed: str
) -> Iterator[Qualifier]:
    """The 每年 of an earlier part that has a figure of its own (每年培训2次，覆盖300人), unless the figure
    has one.
    """
    found = list(RECURS.finditer(text, sentence, part))
    if not found or RECURS.search(printed) or any(one.kind == "rate" for one in own):
        return
    last = found[-1]
    if has_digit(text[last.end() : part]):
        yield Qualifier(kind="rate", span=Span(start=last.start(), end=last.end()), shared=True)
