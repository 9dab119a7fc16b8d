"""The things a question asks the same of: 老年食堂和护理员各多少.

In: a query. Out: the names as said, () where it asks of one thing. A short one may share the noun of the last
(城市和农村垃圾处理率).
"""

from __future__ import annotations

import re

from assistant.model import Query
from assistant.retrieval.lexicon import fold
from ingest.grammar.contrasts import contrasts_in
from ingest.grammar.segmentation import words

_JOINS = frozenset(("和", "与", "及", "以及", "跟", "、", ",", "，", "还有"))
_LISTED = re.compile(r"、\s*|[、,，]?\s*(?:和|与|及|以及|跟|还有)\s*")
_AROUND = re.compile(
    r"^(?:的|各|分别|都|要|其中)+|(?:的|各自?|分别|都|要|是|为|目标值?|指标|这?[两三四几]个?[项者种个])+$"
)
_SHORTEST = 2
"""Characters of a name."""
_TELLS_WHICH = 4
"""Characters, at most, of a word that only tells which one is meant."""


def things_asked(query: Query) -> tuple[str, ...]:
    """The parts of its phrase that are set beside each other: by 和 or 、, or, where it asks for as many
    figures, by any stop.
    """
    text = fold(query.slots.dated)
    named: list[str] = []
    before = ""
    for piece in query.phrase.split():
        names = [name for part in _parts(piece) if len(name := _bare(part)) >= _SHORTEST]
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
