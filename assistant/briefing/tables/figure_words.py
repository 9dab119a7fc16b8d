"""What a list of figures shows beside a figure, and which numbers are none. In: the text of a clause and a
place in it. Out: words of the text.

The part of the sentence around the figure: from the last 。；： or the beginning of the line to the next
。；. A long one is cut at a comma, or between words where there is none, never within a figure; … stands
where it was cut. Numbers that belong to a name (5G, 03专项, 1+N, “四个全覆盖”, 八项规定) count nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.quantities import Quantity
from ingest.grammar.segmentation import words as split_words
from ingest.grammar.stops import PRINTED, begin_of, end_of

_MOST = 40
"""Characters of the words, marks included."""
_BEHIND = 10
"""Characters behind the figure that are kept of a part that has to be cut between words."""
_BEGIN = re.compile(r"[。；;：!！?？\n\t]|(?<!\d):(?!\d)")
_COMMA = re.compile(r"[，、]|(?<!\d),(?!\d)")
_LATIN = re.compile(r"[A-Za-z+]")
_TERM = re.compile(r"专项|热线|工程|计划|行动|战略|模式")
"""What bare digits before it are the name of."""
_RULES = re.compile(r"(?:核心|基本|重要|铁的)?(?:规定|纪律|制度|原则|准则|注意)")
"""What a number in words with its measure before it is the name of: 八项规定, 十八项核心制度."""
_WORDS_ONLY = re.compile(r"\D+")
_QUOTES = "“‘「"


def around(text: str, start: int, end: int) -> str:
    """The part of the sentence that has the half-open place, about 40 characters at most unless the figure is
    longer.
    """
    first = begin_of(_BEGIN, text, start)
    last = end_of(PRINTED, text, end)
    cuts = [first, *(m.end() for m in _COMMA.finditer(text, first, last)), last]
    parts = [(a, b) for a, b in pairwise(cuts) if a < b]
    left, right = _grown(parts, start, end)
    if right - left > _MOST:
        left, right = _between_words(text, left, right, start, end)
    said = text[left:right].strip().strip("，、,")
    return f"{'…' if left > first else ''}{said}{'…' if right < last else ''}"


def _grown(parts: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The parts that have the place, with those before and then behind it as long as there is room."""
    own = [at for at, (a, b) in enumerate(parts) if a < end and start < b]
    low, high = own[0], own[-1]
    while low > 0 and parts[high][1] - parts[low - 1][0] <= _MOST:
        low -= 1
    while high + 1 < len(parts) and parts[high + 1][1] - parts[low][0] <= _MOST:
        high += 1
    return parts[low][0], parts[high][1]


def _between_words(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Less of both sides, cut where a word of the dictionary ends; digits of other figures are whole words to
    it too.
    """
    edge = max(end, min(right, end + _BEHIND))
    stop = next((at for at in _edges(text, end, right) if at >= edge), right)
    room = start - max(_MOST - (stop - start), 0)
    begin = next((at for at in _edges(text, left, start) if at >= room), start)
    return begin, stop


def _edges(text: str, first: int, last: int) -> list[int]:
    """Where words begin, and the end; none stands between a digit and what it counts."""
    edges, at = [first], first
    for word in split_words(text[first:last]):
        at += len(word)
        edges.append(at)
    return [at for at in edges if at in (first, last) or not re.match(r"[\d.%‰]", text[at - 1])]


def is_name(text: str, start: int, end: int, quantity: Quantity | None) -> bool:
    """Whether the number at the half-open place is part of a name or a term; `quantity` is how it was read,
    None where it was not.
    """
    if quantity is not None and quantity.role == "name":
        return True
    if quantity is not None and _WORDS_ONLY.fullmatch(text[start:end]):
        return text[max(0, start - 1) : start] in tuple(_QUOTES) or bool(_RULES.match(text, end))
    if quantity is not None and quantity.unit is not None:
        return False
    beside = text[max(0, start - 1) : start], text[end : end + 1]
    return any(map(_LATIN.fullmatch, beside)) or (
        (quantity is None or quantity.role == "amount") and bool(_TERM.match(text, end))
    )


def whole_measure(text: str, end: int) -> int:
    """Where a figure ends that was read to there: 100周 before 年 is 100周年."""
    return end + 1 if text[end - 1 : end + 1] == "周年" else end
