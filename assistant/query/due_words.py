"""The time a question asks tasks by: 6月底前要完成什么, 上半年的任务, 哪些任务有完成时限.

In: a folded question. Out: the time asked for, and the question with its words blanked out, but for a year,
which also says which plan is meant. A date by which (6月底前, 年底前) has no beginning; a stretch (上半年,
第三季度, 9月份) has both ends. What is asked for besides (完成托位多少个) is no matter of this module: the
caller looks whether any word is left.
"""

from __future__ import annotations

import re

from assistant.model import Due
from ingest.grammar.date_forms import SAME, YEAR
from ingest.grammar.dates import DateMark, PlanTime, read_dates

_ANY = re.compile(
    r"(?:有|写明|规定|明确|标明|注明|载明|设)了?(?:明确|具体|单独|完成|的)*(?:时限|期限|截止时间|截止日期|时间节点|时间要求|完成时间)(?:要求)?"
    r"|(?:任务|工作|事项)的?(?:完成)?(?:时限|期限|截止时间|截止日期|时间节点)"
)
_DOING = re.compile(
    r"完成|办结|办完|做完|干完|搞定|到期|截止|任务|工作|事项|要做|要干|要办|做什么|干什么|交付|时限|节点|落实"
)
GENERIC = re.compile(
    r"必须|应当|务必|力争|按时|要完成|完成|办结|办完|做完|干完|搞定|到期|截止|重点任务|任务|重点工作|工作|事项|交付|落实|时限|期限|节点|日期|需|的"
)
"""Words that ask for tasks without saying which."""


_YEAR_LIKE = PlanTime(first=2024, last=2024)
"""Stands for the plan's year while a question is read: only month and day are taken from such a date."""
_ITS_YEAR = re.compile(rf"{YEAR}年?")


def read_due(asked: str) -> tuple[Due | None, str]:
    """None, and the question as it is, where it asks for no time or for nothing that is done by a time."""
    undated = _ANY.search(asked)
    if undated:
        return Due(words=""), asked[: undated.start()] + "　" * len(undated[0]) + asked[undated.end() :]
    if not _DOING.search(asked):
        return None, asked
    marks = [m for m in read_dates(asked, _YEAR_LIKE, alone=True) if _asks_by(m, asked)]
    if not marks:
        return None, asked
    mark = marks[-1]
    words = mark.words.of(asked)
    year = _ITS_YEAR.match(words.translate(SAME)) if mark.year_printed else None
    start = mark.words.start + (year.end() if year else 0)
    blank = (
        asked[: mark.span.start]
        + "　" * (mark.words.start - mark.span.start)
        + asked[mark.words.start : start]
    )
    return _due(mark, words), blank + "　" * (mark.words.end - start) + asked[mark.words.end :]


def _asks_by(mark: DateMark, asked: str) -> bool:
    """Whether a date of a question is a time of doing: no plain year (that is the plan's), no other year in
    words (明年), and nothing that only belongs to a name.
    """
    words = mark.words.of(asked)
    return (
        mark.last is not None and not mark.bare and mark.role != "name" and not words.startswith(("明", "去"))
    )


def _due(mark: DateMark, words: str) -> Due:
    assert mark.last is not None
    by = mark.first is None or mark.precision == "year"
    return Due(
        words=words,
        year=mark.last.year if mark.year_printed else None,
        first="" if by or not mark.first else mark.first.strftime("%m-%d"),
        last=mark.last.strftime("%m-%d"),
    )
