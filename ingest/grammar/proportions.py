"""Between whom a text shares something out, and in which proportion: 由省、市按7:3分担.

In: folded text. Out: the proportions with what the first and the second of the two are called. Each is named
by its level (市 of 市级财政), else by its last two characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.joins import JOIN
from ingest.grammar.negators import NOT_YET
from ingest.grammar.stops import STATEMENT

PROPORTION = re.compile(r"(?<![\d:])(?P<one>\d{1,2}):(?P<other>\d{1,2})(?![\d:])")
_LEVELS = "省市县区镇乡村"
_HAN = r"[\u4e00-\u9fff]"
_BEHIND = "(?:两级|双方|财政|分别|各自|之间|[按以])"
_LISTED = re.compile(rf"(?P<one>{_HAN}{{1,6}}?)(?:{JOIN})(?P<other>{_HAN}{{1,6}}?){_BEHIND}")
_SIDE_BY_SIDE = re.compile(rf"(?P<one>[{_LEVELS}])(?P<other>[{_LEVELS}]){_BEHIND}")


def shared_out(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """(the first, the second, the proportion) of each that is told with the two in its statement."""
    for m in PROPORTION.finditer(text):
        before = STATEMENT.split(text[: m.start()])[-1]
        found = [*_LISTED.finditer(before), *_SIDE_BY_SIDE.finditer(before)]
        if found:
            last = max(found, key=lambda one: one.end())
            yield _called(last["one"]), _called(last["other"]), m


def _called(name: str) -> str:
    level = next((char for char in _LEVELS if char in name), "")
    return level or name[-2:]


HALF = re.compile(
    r"(?:超过|过了?|不到|不足|没到|未到|接近|近|大|多)?(?:一(?!大)[多小]?半(?!载)|半数|对半|各半)|五五开|(?<!水)平分|平摊|均摊"
)
"""A half of something, and that two have as much of it each."""
A_HALF = "一半|半数"
"""A pattern: a half by its plain words."""
HALF_TOLD = re.compile(
    rf"(?P<no>{NOT_YET}|不)?(?P<over>超过|过|达?到|足|够|占到?)?了?(?:其|总[\u4e00-\u9fff]{{1,3}})?的?"
    rf"(?:{A_HALF})(?P<side>{BEHIND}|多)?"
)
"""On which side of a half something is said to be (不到一半, 超过总数的一半, 一半以上)."""
HALVES = re.compile(r"半|二分之一|(?<!\d)50%|(?<![\d.])0\.5|五成|(?<![\d.])5(?:折|成)|平均分[担摊]|等额")
"""What may be told so."""
_PAYER = re.compile(rf"(?P<level>[{_LEVELS}])(?:里|级|财政|本级|一级|财|上)")


def payers_in(text: str) -> frozenset[str]:
    """The levels of government that words name as those who pay (市里, 县级财政)."""
    return frozenset(m["level"] for m in _PAYER.finditer(text))
