"""The time a question asks tasks by: 6月底前要完成什么, 上半年的任务, 哪些任务有完成时限.

In: a folded question. Out: the time asked for, and the question with its words blanked out, but for a year,
which also says which plan is meant. A date by which (6月底前, 年底前) has no beginning; a stretch (上半年,
第三季度, 9月份) has both ends. What is asked for besides (完成托位多少个) is no matter of this module: the
caller looks whether any word is left.
"""

from __future__ import annotations

import re
from calendar import monthrange

from assistant.model import Due
from ingest.grammar.numerals import chinese_number

_ANY = re.compile(
    r"(?:有|写明|规定|明确|标明|注明|载明|设)了?(?:明确|具体|单独|完成|的)*(?:时限|期限|截止时间|截止日期|时间节点|时间要求|完成时间)(?:要求)?"
    r"|(?:任务|工作|事项)的?(?:完成)?(?:时限|期限|截止时间|截止日期|时间节点)"
)
_DATE = re.compile(
    r"(?:(?P<year>(?<!\d)20\d\d)年?|[今本当]年)?(?:"
    r"(?P<month>(?<![\d.])(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])月份?(?:(?P<day>\d{1,2})[日号]|(?P<late>底|末))?"
    r"|(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度末?|(?P<end>(?<!\d)年[底末内]|(?<=[\d今本当]年)[底末内])|(?P<middle>年中)"
    r")(?P<before>之前|以前|前|为止|内)?"
)
_DOING = re.compile(
    r"完成|办结|办完|做完|干完|搞定|到期|截止|任务|工作|事项|要做|要干|要办|做什么|干什么|交付|时限|节点|落实"
)
GENERIC = re.compile(
    r"必须|应当|务必|力争|按时|要完成|完成|办结|办完|做完|干完|搞定|到期|截止|重点任务|任务|重点工作|工作|事项|交付|落实|时限|期限|节点|日期|需|的"
)
"""Words that ask for tasks without saying which."""


def read_due(asked: str) -> tuple[Due | None, str]:
    """None, and the question as it is, where it asks for no time or for nothing that is done by a time."""
    undated = _ANY.search(asked)
    if undated:
        return Due(words=""), asked[: undated.start()] + "　" * len(undated[0]) + asked[undated.end() :]
    found = _DATE.search(asked)
    if found is None or not _DOING.search(asked):
        return None, asked
    start = found.end("year") + 1 if found["year"] else found.start()
    return _due(found, found[0]), asked[:start] + "　" * (found.end() - start) + asked[found.end() :]


def _due(found: re.Match[str], words: str) -> Due:
    year = int(found["year"]) if found["year"] else None
    by = bool(found["before"])
    if found["month"]:
        named = found["month"]
        month = int(named) if named.isdigit() else chinese_number(named) or 12
        day = int(found["day"]) if found["day"] else monthrange(year or 2024, month)[1]
        until = by or bool(found["late"])
        first = f"{month:02d}-{day if found['day'] else 1:02d}"
        return Due(words=words, year=year, first="" if until else first, last=f"{month:02d}-{day:02d}")
    if found["half"]:
        early = found["half"] == "上半年"
        return Due(
            words=words,
            year=year,
            first="" if by else "01-01" if early else "07-01",
            last="06-30" if early else "12-31",
        )
    if found["quarter"]:
        named = found["quarter"]
        quarter = int(named) if named.isdigit() else "一二三四".index(named) + 1
        last = f"{3 * quarter:02d}-{monthrange(2024, 3 * quarter)[1]:02d}"
        return Due(words=words, year=year, first="" if by else f"{3 * quarter - 2:02d}-01", last=last)
    return Due(words=words, year=year, last="06-30" if found["middle"] else "12-31")
