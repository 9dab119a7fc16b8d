"""Qualifiers the sentence omits: 二级以上 before 综合医院, 力争 before 建成.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults, for a thing or a deed the clauses
never state without the qualifier. Each word of the sentence is placed where a clause agrees with it longest;
what stands right before it there, and not in the sentence, may narrow the thing down (a class of
`grammar/contrasts`, a level, a kind of ground) or leave room. Leaving out whole parts, or words that only
name the thing more fully, is summarising and no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault, Kind
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.conditions import MEETS
from ingest.grammar.contrasts import contrasts_in, left_out, members_at
from ingest.grammar.date_forms import PART_OF_DATE
from ingest.grammar.letters import has_han
from ingest.grammar.places import GROUND, JOINED, OF_GRADE
from ingest.grammar.segmentation import is_verb, words
from ingest.grammar.stops import PART_OR_BRACKET, STATEMENT_OR_CELL
from ingest.grammar.tables import any_of

_LEVEL = re.compile(rf"(?:{OF_GRADE}|{GROUND}|{JOINED})的?$")
_BOUND = re.compile(rf"(?:{BEHIND})?的?$")
_HAVING = re.compile(rf"(?:[有无]|{MEETS})[^，。；、]{{2,6}}的$")
_HEADED = re.compile(r"^[^，。；、\d]{2,12}。(?=[^\n])")
"""What a clause is headed with (鼓励总部落户。…): it says what the rest is on."""
_BY_LAW = re.compile("法定|标准|规定|有关规定|推荐标准|统一")
"""What is of the state whether that is said or not (国家法定节假日)."""
_ONLY_TIME = re.compile(r"[\s，,：:到至在于以底末初前后内年月日期间计划每的]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What stands before a thing in a clause: the word, as said, and the ways to say the same."""

    kind: Kind
    word: str
    alike: tuple[str, ...]
    whole: bool = False
    """Whether it may be said anywhere in the sentence."""


def dropped(text: str, facts: Sequence[ClauseFacts], asked: str = "") -> Iterator[Fault]:
    """At most one of a kind; which ones the question `asked` is of need not be said again."""
    source = "\n".join(_HEADED.sub("", plain_text(fact.text)) for fact in facts)
    heads = "\n".join(fact.heads for fact in facts)
    told: set[Kind] = set()
    for at in _starts(text):
        lost = _lost_at(text, at, source, heads)
        if lost is not None and lost.kind not in told and not _is_asked(lost, asked):
            told.add(lost.kind)
            thing = text[at : at + VERIFICATION.named * 2]
            yield Fault(kind=lost.kind, text=lost.word, says=f"条款在“{thing}”前面写的是“{lost.word}”")


def _is_asked(lost: _Before, asked: str) -> bool:
    return lost.kind == "audience" and any(word in asked for word in lost.alike)


def _starts(text: str) -> Iterator[int]:
    at = 0
    for word in words(text):
        if word.strip() and re.match(r"\w", word):
            yield at
        at += len(word)


def _lost_at(text: str, at: int, source: str, heads: str) -> _Before | None:
    """The word that every one of the nearest places in the clauses has before it and the sentence lacks."""
    if text[at].isdigit() or text[at : at + VERIFICATION.same_thing] in heads:
        return None
    if _is_qualified(text, at, source):
        return None
    places = _nearest(text, at, source)
    lost = [None if _BY_LAW.match(source, place) else _before(source[:place]) for place in places]
    if not lost or any(one is None or _is_said(one, text, at) for one in lost):
        return None
    return lost[0]


def _is_qualified(text: str, at: int, source: str) -> bool:
    """Whether the sentence has a word right before the thing, as the clauses have it somewhere (乡镇市场
    beside 城区市场).
    """
    before = text[max(0, at - VERIFICATION.named) : at]
    thing = text[at : at + VERIFICATION.named]
    return len(before) == VERIFICATION.named and has_han(before[0]) and before + thing in source


def _nearest(text: str, at: int, source: str) -> list[int]:
    """Where the clauses go on longest as the sentence does from there, long enough to be the same thing."""
    least = VERIFICATION.same_thing
    key = text[at : at + least]
    if len(key) < least or PART_OR_BRACKET.search(key[:2]):
        return []
    found, place = [], source.find(key)
    while place >= 0:
        found.append(place)
        place = source.find(key, place + 1)
    long = {place: _shared(text, at, source, place) for place in found}
    return [place for place in found if long[place] == max(long.values())]


def _shared(text: str, at: int, source: str, place: int) -> int:
    length = 0
    while text[at + length : at + length + 1] == source[place + length : place + length + 1] != "":
        length += 1
    return length


def _before(source: str) -> _Before | None:
    """What ends there and changes what is said of the thing behind it."""
    sentence = STATEMENT_OR_CELL.split(source)[-1]
    return _hedge(sentence) or _which(PART_OR_BRACKET.split(sentence)[-1])


@lru_cache(maxsize=4096)
def _which(part: str) -> _Before | None:
    level = _LEVEL.search(part) or _HAVING.search(part)
    end = _BOUND.search(part)
    stem = part[: end.start()] if end else part
    for _, member, start, stop in members_at(part):
        tells = left_out(contrasts_in(part[start:]), contrasts_in("")) and not is_verb(part[start:stop])
        if stop in (len(stem), len(part)) and tells:
            return _Before(kind="audience", word=part[start:], alike=(member, part[start:stop]))
    if level is None or part[: level.start()].endswith("该"):
        return None
    word = level[0].removesuffix("的")
    tail = (word[-2:],) if _HAVING.fullmatch(f"{word}的") else ()
    alike = (word, word.removesuffix("级"), *tail)
    return _Before(kind="audience", word=word, alike=alike, whole=bool(tail))


def _hedge(sentence: str) -> _Before | None:
    """The word that leaves room before what follows, with nothing but a time between."""
    found = next(reversed(list(_hedges().finditer(sentence))), None)
    if found is None or not _ONLY_TIME.fullmatch(PART_OF_DATE.sub("", sentence[found.end() :])):
        return None
    alike = next(group for group in prose().hedged if found[0] in group)
    if re.search("可以?$", sentence[: found.start()]):
        alike = (*alike, "可以")  # leave to do a thing is room enough
    return _Before(kind="hedge", word=found[0], alike=alike)


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(any_of([word for group in prose().hedged for word in group]))


def _is_said(before: _Before, text: str, at: int) -> bool:
    """Whether the sentence says it, in these words or others: what leaves room anywhere, what tells which up
    to the end of the same member of a list.
    """
    end = PART_OR_BRACKET.search(text, at)
    whole = before.kind != "audience" or before.whole
    here = text[: end.start()] if end and not whole else text
    if any(word in here for word in before.alike):
        return True
    wanted, said = contrasts_in(before.word), contrasts_in(here)
    return any(members and members & others for members, others in zip(wanted, said, strict=True))
