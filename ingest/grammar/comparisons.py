"""How people say what is not to be passed, in the words of rules: 不能比同地段贵 as 不得高于同地段.

In: folded text. Out: the text so rewritten; and to which side words hold a thing against another one that is
no figure (不得高于同类住房), with where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.bound_words import NOT_THAN
from ingest.grammar.bounds import THAN, side_of
from ingest.model import Comparator

HIGH, LOW = "贵高多大长", "低少短小"
"""Characters that say on which side of another one a thing is."""
_SAID = re.compile(
    r"不(?:[能得可应许准会])?(?:得|以)?比(?P<other>[^，。；：、比\d]{2,20}?)(?:还|更|要)?"
    rf"(?P<way>[{HIGH}{LOW}]|便宜)"
    r"(?=[，。；、,;]|$)"
)
_THAN = re.compile(rf"(?:{THAN})(?=[^\d，。；、：\s]{{2}})")


_BEYOND = re.compile(
    r"(?:[别没不未]|不[能许准得要])[^，。；,;\d]{0,2}?超(?![过出标])(?=\d|[一二两三四五六七八九十百千])"
)
"""That a figure is not to be gone beyond (别超60分贝)."""
EXTREME = re.compile(f"[最至][多少高低长短快早晚大小]|{NOT_THAN}|多少")
"""Holds words that elsewhere say what is more than another thing."""
UP, DOWN = "增多高贵涨升提长加晚迟扩超", "减少低降缩压短快早省便掉紧"
THAN_ANOTHER = re.compile("[比较]")
THAN_LAST = re.compile(r"(?:(?<![占对])[比较]|相比|同比)$")
"""Words that end where what something is compared with begins."""
THAN_BEFORE = re.compile("原来|原先|上年|去年|过去|之前|以前|从前|目前|现在")
ROUGHLY = re.compile(r"(?:至少|最少|起码|差不多|大约|大概|约|近|将近)[^，。；\d]{0,6}$")
NEARLY, OVER = re.compile("(?:近|将近|接近|快|不到)$"), re.compile("多|出头")
ABOUT = re.compile("约|大约|左右")
"""Beside a share told to the tenth: above it, below it or near it."""
_LEFT = "余下|剩下|剩余|还剩|其余|还差|余款|余额|尾款"
REST = re.compile(rf"(?:{_LEFT})的?(?:还有)?$")
HAS_REST = re.compile(_LEFT)
"""Where a text says who or what has the rest."""


def with_plain_comparisons(text: str) -> str:
    text = _BEYOND.sub("不超过", text)
    return _SAID.sub(lambda m: f"不得{'高' if m['way'] in HIGH else '低'}于{m['other']}", text)


def held_against(text: str) -> Iterator[tuple[int, int, Comparator]]:
    """(start, end, side) of the words that hold a thing against what is no figure, behind them."""
    for m in _THAN.finditer(text):
        side = side_of(m[0])
        if side is not None:
            yield m.start(), m.end(), side
