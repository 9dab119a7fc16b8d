"""Where the names of offices end in running text: 市规划资源部门|组织编制, 市公安局交警支队|开展检查.

In: text and where a list of offices begins, each with its level of government (市…); 有关部门 names
nobody. Out: the names and where the last one ends. A name ends where no word of the dictionary goes on,
so that none is cut within one (no 市规划资源部 of 部门); a department behind its office (交警支队) belongs to
the name as long as no verb stands between.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.joins import A_JOIN
from ingest.grammar.office_ends import (
    AT_LARGE,
    BODIES,
    HANDED_LAST,
    LEVEL_TEXT_END,
    ORGAN_END,
    PARENT_END,
    UNIT_END,
)
from ingest.grammar.offices import is_department, is_listed_office, looks_wrong
from ingest.grammar.options import OFFICES
from ingest.grammar.places import COUNTRY, PLACE_END
from ingest.grammar.role_words import HELPING
from ingest.grammar.segmentation import classes_of, is_verb, is_word, words

BODY = re.compile(rf"(?:{BODIES})")
"""An organ whose name carries no level: 公安机关."""
_BEGINS = re.compile(
    rf"各|{COUNTRY}|[\u4e00-\u9fff]{{0,3}}?{PLACE_END}(?![级内外域直])|[团局委院](?![级内外域直])"
)
_BEFORE_LEVEL = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?(?={PLACE_END})")
"""A place's own name before its level, or what only stands before it."""
_END = re.compile(rf"(?:{LEVEL_TEXT_END})$")
_BELOW = re.compile(rf"(?:队|中心|所|站|分局|{UNIT_END})$")
_PARENT = re.compile(rf"(?:{PARENT_END}|政府)$")
_ET_AL = re.compile(rf"等(?:有关|相关)?(?:{AT_LARGE})?")
_NAME = re.compile(r"[\u4e00-\u9fff]{1,24}")
_MINISTRY = re.compile(rf"[\u4e00-\u9fff]{{2,12}}(?:{PARENT_END}|部|署)(?<![院会])")
_ORGAN_LAST = re.compile(rf"(?:{ORGAN_END}|村)$")
_WHAT_FOR = re.compile(rf"(?:级|村|{PLACE_END})所$")
"""Behind a level or a place no office, as long as a word goes on: 县本级所|需资金, 各镇所|辖."""
_ALL_KINDS = re.compile("各[办站所股室科局委处队]{2,5}")
"""Offices of all kinds, by their ends alone: 各办站所."""
_BELONGING = ("所属", "下属")
"""What stands before the level of an office that belongs to another: 所属|县供水中心."""
_GOES_ON = frozenset("vpdt")
"""Classes of words (first letters of jieba's) that end the name before them: verbs, prepositions, adverbs,
times."""


def is_ministry(name: str) -> bool:
    """Whether a name without a level of government is that of an office of the state: 司法部, 发展改革委; no
    领导干部, 学校党委.
    """
    if _MINISTRY.fullmatch(name) is None:
        return False
    said = words(name)
    return len(said) == 1 or said[-1] != name[-2:]


def names_alone(name: str, *, first: bool) -> bool:
    """Whether a name without a level is that of an office; behind the first of a list it may be short."""
    if BODY.fullmatch(name) or name == "办公室":
        return True
    if is_department(name) and name.endswith(("科", "处", "股", "室")):
        return True
    if is_ministry(name) and name.endswith(("委", "部", "总局", "署", "局")):
        return True
    if name.endswith(("部门", "委员会", "办公室", "领导小组", "指挥部")):
        return len(name) > OFFICES.odd
    return not first and name.endswith(("局", "委", "办", "厅", "署"))


def sure_offices(text: str, start: int) -> tuple[tuple[str, ...], int, bool]:
    """The same with organs (县人民医院) among them; () where what was read is no name for sure."""
    names, end, is_open = offices_from(text, start, _organ_end)
    if any(looks_wrong(name) or not is_listed_office(name) or not _is_name(name) for name in names):
        return (), start, False
    return names, end, is_open


def _is_name(name: str) -> bool:
    """Whether no word of a sentence stands in it: not 报县政府, 企业向县水利局, 结果报县水利局."""
    if any(kind[0] == "p" or word in ("的", "等") for word, kind in classes_of(name)):
        return False
    before = _BEFORE_LEVEL.match(name)
    if before is None or not before[0]:
        return True
    said = classes_of(before[0])
    if said[0][0] in HELPING:  # 指导|乡镇卫生院
        return False
    last = said[-1][1]
    return last[0] not in "vp" and HANDED_LAST.search(before[0]) is None and before[0] not in _BELONGING


def offices_from(
    text: str, start: int, ends: Callable[[str, int], int] | None = None
) -> tuple[tuple[str, ...], int, bool]:
    """The offices listed from `start` on, where the last name ends (`start` where none is), whether the list
    is open (等). `ends` tells where a name that begins somewhere ends.
    """
    names: list[str] = []
    at = end = start
    while (stop := (ends or _name_end)(text, at)) > at:
        names.append(text[at:stop])
        end = stop
        joined = A_JOIN.match(text, end)
        if joined is None:
            break
        at = joined.end()
    open_end = _ET_AL.match(text, end) if names else None
    return tuple(dict.fromkeys(names)), end, open_end is not None


def _name_end(text: str, start: int) -> int:
    """`start` where no name begins there."""
    if every := _ALL_KINDS.match(text, start):
        return every.end()
    run = _NAME.match(text, start)
    if run is None or not _BEGINS.match(text, start):
        return start
    said = run[0]
    ends = [end for end in range(OFFICES.odd, len(said) + 1) if _END.search(said, max(0, end - 5), end)]
    end = next((end for end in ends if not _within_word(said, end)), 0)
    return start + (_with_department(said, end) if end else 0)


def _organ_end(text: str, start: int) -> int:
    """Where the name ends of an office, or of an organ behind which a verb, a time or a joint follows."""
    sure = _name_end(text, start)
    if _ALL_KINDS.match(text, start):
        return sure
    run = _NAME.match(text, start)
    if run is None or not _BEGINS.match(text, start):
        return start
    said = classes_of(text[start : start + OFFICES.organ])
    at = 0
    for (word, _), (after, kind) in pairwise((*said, ("", "x"))):
        at += len(word)
        if start < sure <= start + at:
            break
        goes = kind[0] in _GOES_ON or A_JOIN.match(after) is not None
        if _WHAT_FOR.search(run[0], 0, at) and _within_word(run[0], at):
            break
        if at > 1 and goes and _ORGAN_LAST.search(run[0], 0, at):
            return start + at
    return sure


def _within_word(said: str, end: int) -> bool:
    """Whether a word of the dictionary stands across that place: 部|门, 委|员, 局|长."""
    return is_word(said[end - 1 : end + 1]) if end < len(said) else False


def _with_department(said: str, end: int) -> int:
    """Where the department ends that follows the office; else the office."""
    if _PARENT.search(said, max(0, end - 2), end) is None:
        return end
    at = end
    room = said.find("室", end, end + OFFICES.room)
    for word in words(said[end : end + OFFICES.below_alone]):
        if is_verb(word) or A_JOIN.fullmatch(word):
            break
        at += len(word)
        if _BELOW.search(said, end, at) and (said[at - 1] != "室" or at <= room + 1):
            return at
    return end
