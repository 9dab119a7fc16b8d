"""What reads as an office's name by a level and an end alone, whether or not it is one: 区职教中心, 县级粮库.

In: words of a clause. Out: the stretches, in printed order, without overlap. It finds too much on purpose:
who asks wants to know what may have been passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.office_ends import ADDRESSED_END, EVERYDAY, SUBJECT_END
from ingest.grammar.places import PLACE_END

_LIKE = re.compile(rf"(?:{PLACE_END}|各)[\u4e00-\u9fff]{{1,10}}?(?:{ADDRESSED_END}|{SUBJECT_END})")
_EVERYDAY = re.compile(rf"(?:{EVERYDAY})$")


def is_everyday(words: str) -> bool:
    """Whether they end in a word that only ends as offices do (结果, 会议室)."""
    return _EVERYDAY.search(words) is not None


def office_like(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    for m in _LIKE.finditer(text):
        if not is_everyday(m[0]):
            yield m.span()
