"""One sentence that says who does a whole section: 以上任务由基卫股牵头，中医股配合; 第1—3项由基卫股负责.

In: a paragraph. Out: a `Closing` for each list of items it speaks of, () for any other paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.joins import SIGN
from ingest.grammar.numerals import COUNT_WORD, UP_TO_TEN, chinese_number
from ingest.grammar.references import ENTRIES, FOLLOWING
from ingest.grammar.role_words import BUT_MARKED, DEEDS, LEADING, SCOPE_OF
from ingest.grammar.stops import COMMAS_KEPT
from ingest.model import Responsibility
from ingest.responsibility.annotation import shift, trailing
from ingest.responsibility.options import REACH
from ingest.responsibility.sentence import assigned_below

_ORDINAL = rf"\d{{1,2}}|{UP_TO_TEN}{{1,3}}"
_NUMBER = rf"第?[（(]?(?:{_ORDINAL})[）)]?"
_TO = r"(?:-|—+|–|－|~|～|至|到)"
_ITEMS = rf"{_NUMBER}项?(?:{_TO}{_NUMBER})?(?:项?{SIGN}{_NUMBER}(?:项?{_TO}{_NUMBER})?)*"
_CLOSING = re.compile(
    rf"^(?:{SCOPE_OF}(?:这?(?P<count>\d{{1,2}}|{COUNT_WORD}{{1,3}})(?:{ENTRIES})"
    rf"|(?P<items>{_ITEMS})(?:{ENTRIES}))?"
    rf"{DEEDS}[^，。；]{{0,8}}?|(?P<named>第{_ITEMS})项{DEEDS})(?:由|(?={LEADING}(?:为|是|由|\s*[:：])))"
)
_CLOSING_BUT = re.compile(rf"\s*(?:(?:{FOLLOWING})各?|(?={DEEDS}由)){DEEDS}[^，。；]{{0,4}}?由")
"""The same where it exempts those that say it themselves, which may be said of what follows: 除另有注明外，
以下任务由….
"""
_ITEM = re.compile(f"{_ORDINAL}|{_TO}")
_IN_BRACKETS = re.compile(r"\s*[（(](?P<inside>[^（()）]+)[）)][。\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a paragraph that only says who does what stands above it says of `count` items, of those with
    `numbers`, or (neither) of all.
    """

    responsibilities: tuple[Responsibility, ...]
    count: int | None = None
    numbers: tuple[int, ...] = ()

    @property
    def told(self) -> bool:
        """Whether it says which items it speaks of."""
        return self.count is not None or bool(self.numbers)

    @property
    def least(self) -> int:
        """How many items a list must have for it."""
        return self.count or max(self.numbers, default=0)

    def moved(self, by: int) -> Closing:
        """The same with its spans moved by `by` code points."""
        return replace(self, responsibilities=tuple(shift(r, by) for r in self.responsibilities))


def closings_of(text: str) -> tuple[Closing, ...]:
    """What a paragraph says that only tells who does what stands above it (以上两项由基卫股牵头，中医股配合);
    () for any other.

    One value for each list of items it speaks of: 第1—3项由基卫股负责，第4项由医政股负责.
    """
    if len(text) > REACH.closing:
        return ()
    if bracketed := _IN_BRACKETS.fullmatch(text):
        inside = closings_of(bracketed["inside"])
        return tuple(one.moved(bracketed.start("inside")) for one in inside)
    if marked := BUT_MARKED.search(text):
        return _closing_but(text, marked)
    if not _CLOSING.match(text):
        return ()
    starts = [m.start() for m in COMMAS_KEPT.finditer(text) if _CLOSING.match(m[0])]
    parts = [_closing(text, start, end) for start, end in pairwise((*starts, len(text)))]
    return tuple(part for part in parts if part) if all(parts) else ()


def _closing_but(text: str, marked: re.Match[str]) -> tuple[Closing, ...]:
    """The one thing such a paragraph says that exempts those that say it themselves: 除另有注明外，本部分任务
    由….
    """
    said = text[: marked.start()] + text[marked.end() :]
    if not (_CLOSING.match(said) or (not text[: marked.start()].strip() and _CLOSING_BUT.match(said))):
        return ()
    bare = " " * marked.end() + text[marked.end() :]
    who = assigned_below(bare)
    return (Closing(responsibilities=tuple(who), count=None, numbers=()),) if who else ()


def _closing(text: str, start: int, end: int) -> Closing | None:
    said = _CLOSING.match(text[start:end])
    annotated = tuple(r for one in trailing(text[start:end])[1] for r in one.responsibilities)
    who = assigned_below(text[start:end])
    if said is None or not (annotated or (who and said.end() <= who[0].span.start)):
        return None
    return Closing(
        responsibilities=tuple(shift(one, start) for one in annotated or who),
        count=chinese_number(said["count"]) if said["count"] else None,
        numbers=_item_numbers(said["items"] or said["named"] or ""),
    )


def _item_numbers(printed: str) -> tuple[int, ...]:
    """4—6、9 as numbers, each once and in order."""
    found: list[int] = []
    upto = False
    for word in _ITEM.findall(printed):
        number = chinese_number(word)
        if number is None:
            upto = True
            continue
        found += range(found[-1] + 1 if upto and found else number, number + 1)
        upto = False
    return tuple(sorted(set(found)))


def closes_section(text: str) -> bool:
    """Whether a paragraph only says who does what stands above it."""
    return bool(closings_of(text))


def names_items(text: str) -> bool:
    """Whether a paragraph says by their numbers whom of the items above it charges somebody with."""
    return any(closing.numbers for closing in closings_of(text))
