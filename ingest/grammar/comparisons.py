"""How people say what is not to be passed, in the words of rules: 不能比同地段贵 as 不得高于同地段.

In: folded text. Out: the text so rewritten; and to which side words hold a thing against another one that is
no figure (不得高于同类住房), with where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.bounds import THAN, side_of
from ingest.model import Comparator

_HIGH = "贵高多大长"
_SAID = re.compile(
    r"不(?:[能得可应许准会])?(?:得|以)?比(?P<other>[^，。；：、比\d]{2,20}?)(?:还|更|要)?"
    r"(?P<way>[贵高多大长低少小短]|便宜)"
    r"(?=[，。；、,;]|$)"
)
_THAN = re.compile(rf"(?:{THAN})(?=[^\d，。；、：\s]{{2}})")


def with_plain_comparisons(text: str) -> str:
    return _SAID.sub(lambda m: f"不得{'高' if m['way'] in _HIGH else '低'}于{m['other']}", text)


def held_against(text: str) -> Iterator[tuple[int, int, Comparator]]:
    """(start, end, side) of the words that hold a thing against what is no figure, behind them."""
    for m in _THAN.finditer(text):
        side = side_of(m[0])
        if side is not None:
            yield m.start(), m.end(), side
