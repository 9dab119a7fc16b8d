"""A place of a document as people point at it: 二（三）第8项, 第十条, 第三章第二节, 专栏3.

Marks as documents print them at a line's head are `grammar.marks`; here are the same marks in running text,
folded to half width. Out: patterns; whose clauses are meant, the one who asks decides.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.numerals import COUNT, COUNT_WORD, IN_WORDS, SAID, UP_TO_TEN

ARTICLE = re.compile(rf"第{IN_WORDS}条(?:之{UP_TO_TEN})?")
"""An article's mark: 第十条, 第八条之一."""
CHAPTER = re.compile(r"第.+章")
"""A chapter's mark at the head of a heading."""
PART = r"(?:章节|章|部分|板块|篇|大项)"
"""What people call a part of a document."""
NUMBERED = rf"(?:[第哪个]|{COUNT})*"
"""What stands before such a word: 第三个, 哪几."""
STEP_WORDS = "编|章|节|部分|条|款|项|点|件|大?类|大部分|个?专栏"
"""A pattern: what stands behind the number of a place (第三条, 第八项)."""
_UNIT = rf"第([(]?(?:{SAID})[)]?)({STEP_WORDS})"
_NAMED = rf"(专栏|附件)({SAID})(?![共些般样])|(表)(\d{{1,3}})"
_IN_BRACKETS = rf"([(])({SAID})[)]"
_BARE = rf"(?<![\d\u4e00-\u9fff])({UP_TO_TEN}{{1,3}})、?(?=[(第/])"
_BEHIND = r"(?<=/)(\d{1,3})|(?<=[)）、/])(\d{1,3})(?=[条项点款的是有归谁由讲说])"
WHICH = re.compile(r"第几(?=个?(?:条|项|款|点|章|节|段|部分|大?块))")
"""Asks for a place by its number (写在第几条), not how many there are."""
LIST_END = re.compile(
    r"(?:清单|台账|目录|一览|(?:任务|工作|指标|项目|责任|职责)?(?:分工|分解|计划|进度|体系|安排)?表)$"
)
"""What a name ends in that a list or a table goes by: 重点任务清单, 职责分工表, 指标表."""
BY_TABLE = "(?:任务|责任)(?:分解|分工)(?=表)"
"""A pattern: how the name of a paper ends that is a table (任务分解|表)."""
FOLLOWING = "以下|下列|下述"
"""What points at the words behind it: 以下简称, 下列单位."""
POINTS_ON = re.compile(FOLLOWING)
"""The same, to look for."""
ENTRY = "[项条个件]"
"""A pattern: the words by which tasks and clauses are counted, either way."""
ENTRIES = "个?方面|[大个]?项|条|款|点|类"
"""A pattern: by which words a paper counts what it lists (以上8个方面, 这三项)."""
_ABOVE = re.compile(
    rf"\s*(?:围绕|根据|按照?|对于?|针对|结合)?(?:以上|上述|前述)(?:\d+|{COUNT_WORD})(?:{ENTRIES})"
)


def speaks_of_above(text: str) -> bool:
    """Whether a paragraph begins with what points at all that stands above it: 围绕以上8方面."""
    return _ABOVE.match(text) is not None


ATTACHED = r"附\s*[件录表图]"
"""A pattern: what is attached, as it is called at the head of it; the word may be set apart."""
CAPTION = rf"(?:{ATTACHED}|[表图]|专栏)"
"""A pattern: how a table, a picture or a box is called before its number."""
ANNEX = re.compile(rf"(?:{ATTACHED}|专栏)\d{{1,2}}(?![\d.])")
"""An annex or a box by its number, in folded text."""
ROW_NUMBERS = re.compile(r"序号(?:为|是|第)?(?P<first>\d{1,3})(?:[至到~—-](?P<last>\d{1,3}))?(?![\d.])")
"""The numbers of rows of a table as people point at them: 序号3, 序号1至5."""
STEP = re.compile("|".join((_UNIT, _NAMED, _IN_BRACKETS, _BARE, _BEHIND)))
"""One mark of a reference. Groups: number and kind of 第三章; kind and number of 专栏3, 表2 and (三); the
number of a lone 二, of what stands behind a stroke, and of what stands behind a bracket.
"""
LABEL = re.compile(
    rf"(?:第?(?:{UP_TO_TEN}|\d)+[章节条]?|前言|专栏\d+|[(](?:{UP_TO_TEN}|\d)+[)])(?:/(?:[^/\s，。？?的是有谁归]{{1,8}}))+"
)
"""A whole label: 二/(三)/8, 第三章/二."""


MEANS = {
    "编": ("编",), "章": ("章", "一、"), "节": ("节", "一、", "（一）"), "部分": ("部分", "一、", "章"),
    "大部分": ("部分", "一、", "章"), "条": ("条", "1.", "一、", "（一）"), "款": ("（一）", "1.", "（1）"),
    "项": ("1.", "（1）", "（一）", "①"), "点": ("1.", "（1）", "（一）"), "件": ("1.",), "专栏": ("专栏",),
    "个专栏": ("专栏",), "表": ("1.",), "附件": ("附件",), "(": ("（一）", "（1）"),
    "、": ("一、",), "/": ("1.", "（1）", "①"),
}  # fmt: skip
"""How a reference calls a mark -> the families it may mean, likeliest first."""
