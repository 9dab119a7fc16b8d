"""Whether a text names an office as a whole: 市财政局 is not one in 市财政局国库科, nor 财政局 in 市财政局.

In: a text and a name as printed. Out: yes or no; who is charged is not decided here.
"""

from __future__ import annotations

import re

from ingest.grammar.options import OFFICES
from ingest.grammar.places import LEVELS


def names_office(text: str, unit: str) -> bool:
    """Whether the name stands there whole: not as the end of another level's office (市财政局 for 财政局),
    nor as the beginning of another one (市公安局交警支队, 办公室主任).
    """
    if len(unit) < (OFFICES.whole if unit[0] in LEVELS else OFFICES.whole + 1):  # 办公室 alone is anybody's
        return False
    return re.search(rf"(?<![{LEVELS}镇乡局委]){re.escape(unit)}(?!{_PART_OF_OFFICE})", text) is not None


_PART_OF_OFFICE = (
    r"(?:[\u4e00-\u9fff]{0,6}?(?:支队|大队|中队|分局|科室|处室|党组|主任|局长)"
    r"|[\u4e00-\u9fff]{2}[科股](?![技学研普])|[室科股处所])"
)
