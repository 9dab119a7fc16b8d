"""Several things a question asks the same about: 老年食堂和护理员各多少.

In: a query. Out: the names as said, () where it asks of one thing. A short one may share the noun of the last
(城市和农村垃圾处理率). Members of one class set beside each other in the middle of a question (驿站一级和二级
每处各几人) share all that stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.question import Query
from assistant.retrieval.lexicon import Lexicon, fold
from ingest import late_re as re
from ingest.grammar.bounds import REACHED
from ingest.grammar.contrasts import contrasts_in, members_at
from ingest.grammar.interrogatives import ASKED_FOR
from ingest.grammar.joins import SAID_JOIN, SAID_JOINS
from ingest.grammar.measures import ANY_OF_THEM
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.quantifiers import EACH_OF
from ingest.grammar.segmentation import words

_JOINS = SAID_JOINS | {",", "，"}
_LISTED = re.compile(rf"[、,，]?\s*{SAID_JOIN}\s*")
_AROUND = re.compile(
    rf"^(?:的|{EACH_OF}|要|其中)+"
    rf"|(?:的|{EACH_OF}|要|是|为|目标值?|指标|这?(?:几|{COUNT_WORD})个?(?:{ANY_OF_THEM}|者)|{REACHED})+$"
)
_SHORTEST = 2
"""Characters of a name."""
_TELLS_WHICH = 4
"""Characters, at most, of a word that only tells which one is meant."""


_AROUND_NAME = re.compile(
    rf"^(?:的|把|关于|查询?|看看?)+|(?:的|是|为|要?达到?|目标值?|指标值?|要求|情况|数据|数值|{ASKED_FOR}|样)+$"
)


def name_asked(query: Query) -> str:
    """Its phrase as one name, "" where it is in several parts."""
    parts = query.phrase.split()
    asked = _AROUND_NAME.sub("", parts[0]) if parts else ""
    return asked if not any(_AROUND_NAME.sub("", part) for part in parts[1:]) else ""


def words_said(query: Query, lexicon: Lexicon) -> list[str]:
    """Every word of two characters and more that asks for nothing, known to the library or not."""
    return [word for word in words(fold(query.wording)) if len(word) > 1 and not lexicon.asking(word)]


def things_asked(query: Query) -> tuple[str, ...]:
    """The parts of its phrase that are set beside each other: by 和 or 、, or, where it asks for as many
    figures, by any stop.
    """
    text = fold(query.slots.dated)
    named: list[str] = []
    before = ""
    for piece in query.phrase.split():
        names = [name for part in _parts(piece) if len(name := _bare(part)) >= _SHORTEST]
        if not names:  # the measure it is asked in
            continue
        if before and not (query.slots.figures > 1 or _is_listed(before, piece, text)):
            return ()
        named += names
        before = piece
    told = dict.fromkeys(named)
    return tuple(told) if len(told) > 1 else ()


def _parts(piece: str) -> list[str]:
    parts = [""]
    for word in words(piece):
        if word in _JOINS:
            parts.append("")
        else:
            parts[-1] += word
    return parts


def _is_listed(one: str, other: str, text: str) -> bool:
    at = text.find(one)
    behind = text[at + len(one) :] if at >= 0 else ""
    listed = _LISTED.match(behind)
    return listed is not None and behind.startswith(other, listed.end())


def members_asked(query: Query) -> tuple[str, ...]:
    """The question's words once for each of the members of a class that it sets beside each other, all else
    being said of each; () where it names none or one.
    """
    text = query.phrase
    by_class: dict[int, list[tuple[int, int]]] = {}
    for number, _, start, end in sorted(members_at(text), key=lambda m: m[2]):
        by_class.setdefault(number, []).append((start, end))
    for places in by_class.values():
        if len(places) > 1 and all(
            _JOINED.fullmatch(text[end:start]) for (_, end), (start, _) in pairwise(places)
        ):
            return _each(text, places)
    return ()


def _each(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Head and tail with each member; the noun behind the first ones is that of the last."""
    head, tail = text[: places[0][0]], text[places[-1][1] :]
    return tuple(f"{head}{text[start:end]}{tail}" for start, end in places)


_JOINED = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?\s*(?:{SAID_JOIN}|[，,])\s*[\u4e00-\u9fff]{{0,3}}?")
"""What may stand between two members: the noun of the first, and what joins them."""


def with_noun(name: str, last: str) -> str:
    """The name with the noun of the last one behind it: all of that but what tells which one it is, else its
    first word.
    """
    sizes = range(_SHORTEST, _TELLS_WHICH + 1)
    cut = next((size for size in sizes if any(contrasts_in(last[:size]))), len(words(last)[0]))
    return name + last[cut:]


def lacks_noun(name: str) -> bool:
    """Whether it only tells which one is meant (城市, 公办, 一级)."""
    return len(name) <= _TELLS_WHICH and any(contrasts_in(name))


def _bare(name: str) -> str:
    while (cut := _AROUND.sub("", name)) != name:
        name = cut
    return name
