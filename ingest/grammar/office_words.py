"""The words of the dictionary an office's name is made of: where it may begin and go on, and which part of
the office stands behind it (县政府|督查室, 公安机关|治安管理部门).

In: text and where a name begins. Out: its words with their classes (first letters of jieba's), and where the
name of a department ends behind that of its office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest import late_re as re
from ingest.grammar.office_ends import HANDED_LAST, LEVELS_TOLD, SOCIETY_END, SUBJECT_END
from ingest.grammar.office_like import is_everyday
from ingest.grammar.offices import CLOSERS, OPENERS
from ingest.grammar.options import OFFICES
from ingest.grammar.places import PLACE_END
from ingest.grammar.role_words import HELPING
from ingest.grammar.segmentation import classes_of, is_verb, is_word
from ingest.grammar.tables import any_of

SUBJECT_LAST = re.compile(rf"(?:{SUBJECT_END})$")
JOINT = re.compile(r"、|以及|或者?|和|及(?!其)|与(?!其)")
_LEVEL_FIRST = re.compile(rf"{PLACE_END}(?:$|政府|委|人民)")
_JOINED_BY = re.compile("(?<=.)(?:会同|会商)")
WITH_OTHERS = re.compile("会同|会商|配合|协同|提交|移交|报送|推送")
_EACH = re.compile("每")
"""What begins a measure, and no part of a name: 县财政|每处."""
_OWN_DEPARTMENT = re.compile("[\u4e00-\u9fff]{2}[科股处]")
"""A word that is a department's name with the one before it: 运行|管理科."""
_OWN_END = re.compile("[局委厅]")
_ELSEWHERE = re.compile("（[\u4e00-\u9fff]{2,4}）[局委办厅]")
INSIDE, _FIRST = "nvabjqlzis", "nbjlq"
"""Classes of words (first letters of jieba's) a name is made of, and those one without a level begins
with.
"""
TEAMS = ("支队", "大队", "中队", "总队")
TEAM = any_of(TEAMS)
"""A pattern: parts of an organ that are called teams."""
_ORGAN = re.compile(
    rf"(?:办公室|领导小组|指挥部|委员会|{TEAM}|分局|[支分]行|派出所|办公厅|[部科委组办]|服务站"
    rf"|{SOCIETY_END})$"
)
_TEAM = re.compile(TEAM)
_ROOM = re.compile("..室$")
_OFFICE_OF = re.compile(r"[\u4e00-\u9fff]{1,3}办$")
"""An office of a committee that people call by its work: 县委|编办."""
_OF_GOVERNMENT = re.compile(r"府[\u4e00-\u9fff]+(?:部门|机关|机构)$")
_OF_OFFICE = re.compile(
    r"(?:[局委厅署]|机关)(?!.*(?:有关|相关|各|其他|所属|下属|主管))[\u4e00-\u9fff]{2,8}(?:部门|派驻机构)$"
    r"|[府局委厅院办](?!.*各)[\u4e00-\u9fff]{3,10}中心$"
)
"""Behind an office, a part of it that is no department by its end: 市局|交通管理部门, 县政府|政务服务中心."""
_PART_OF_ORGAN = re.compile("[各党纪工科股处后服干]")
"""Behind 机关 what belongs to it: 县教育局机关|各股室."""
_OTHERS = re.compile(
    rf"(?:{LEVELS_TOLD}|街镇|镇街|各|有关|相关|基层|所属|下属|辖区|企业|学校|医院|公司|医疗)"
)
_POSTED = ("驻", "派驻")
"""Verbs in the name of a part that has its seat in another office: 纪委监委|派驻机构."""
_NO_CENTRE = ("工作", "任务", "城区", "医院", "地带", "区", "镇")
"""Words behind 中心 that it is about: 县政府中心|工作."""


def is_done_to(word: str, behind: str) -> bool:
    """Whether a word and the one behind it begin what somebody helps or watches: 指导|乡镇, 督促|企业; no
    监督|科, 考核|单位.
    """
    return word in HELPING and _OTHERS.match(behind) is not None


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Dictionary words from one place on: their classes, and the characters read with each."""

    said: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, text: str, start: int) -> OfficeWords:
        return cls(classes_of(_JOINED_BY.split(text[start : start + OFFICES.reach])[0]))

    def ends(self) -> list[int]:
        """Where each ends, counted from the first."""
        return list(accumulate(len(word) for word, _ in self.said))

    def has_level(self, n: int) -> bool:
        """Whether a level of government stands among the words up to the n-th."""
        return any(_LEVEL_FIRST.match(word) for word, _ in self.said[1:n])

    def may_begin(self, *, first: bool) -> bool:
        """Whether the first word can begin a name without a level; one of four characters by its first
        half. What stands behind the `first` name of a list may begin with a verb (运行管理科).
        """
        word, kind = self.said[0]
        if HANDED_LAST.search(word) or WITH_OTHERS.match(word):
            return False
        if len(word) == 4 and classes_of(word[:2])[0][1] in ("a", "ad", "d", "v"):
            return False
        behind = self.said[1][0] if len(self.said) > 1 else ""
        if is_done_to(word, behind):
            return False
        return (
            kind[0] in _FIRST
            or kind in ("an", "vn")
            or (kind == "v" and (not first or _OWN_DEPARTMENT.fullmatch(behind) is not None))
        )

    def _is_short_name(self, n: int) -> bool:
        """Whether words of one character each go on from the n-th to an end: 县|住|建|局."""
        ahead = [word for word, _ in self.said[n : n + OFFICES.unlisted]]
        last = next((k for k, word in enumerate(ahead) if len(word) > 1 or _OWN_END.match(word)), 0)
        return last > 0 and _OWN_END.fullmatch(ahead[last]) is not None

    def _holds_another(self, n: int) -> bool:
        """Whether the bracket holds what the office is called elsewhere: 水利|（水务）|局."""
        start = n if self.said[n][0] in OPENERS else n - 2
        inside = "".join(word for word, _ in self.said[max(start, 0) : start + 4])
        return start > 0 and _ELSEWHERE.fullmatch(inside) is not None

    def may_stand(self, n: int, level: int) -> bool:
        """Whether the word can be part of a name: a verb (科技创新|部门) only behind what names a thing."""
        word, kind = self.said[n]
        if self.ends()[n] <= level:
            return True
        if WITH_OTHERS.match(word) or _EACH.match(word):
            return False
        if word in OPENERS + CLOSERS:
            return self._holds_another(n)
        if kind in ("v", "vd") and not (len(word) == 1 and SUBJECT_LAST.search(word)):
            after = self.said[n + 1][0] if n + 1 < len(self.said) else ""
            if self._is_short_name(n):
                return True
            named = n == 0 or (self.said[n - 1][1][0] in "nj" and self.ends()[n - 1] > level)
            return named and SUBJECT_LAST.search(after) is not None
        station = word == "所" and n > 0 and self.ends()[n - 1] > level  # 县卫生|监督|所
        return kind[0] in INSIDE or kind in ("v", "zg") or word == "和" or word.isdecimal() or station


def _with_own_office(words: OfficeWords, end: int) -> int:
    """县委|编办, 县委|网信办: up to 办 no verb of its own (督办) may stand; else the committee."""
    ends, said = words.ends(), "".join(word for word, _ in words.said)
    n = ends.index(end) + 1
    for k in range(n, min(n + 3, len(ends))):
        name = said[end : ends[k]]
        if said[end - 1] == "委" and _OFFICE_OF.fullmatch(name) and not (is_word(name) and is_verb(name)):
            return ends[k]
    return end


def with_department(words: OfficeWords, end: int) -> int:
    """Where a department of the office ends that stands behind it (县政府|督查室); else the office."""
    ends = words.ends()
    said = "".join(word for word, _ in words.said)
    if end not in ends or JOINT.match(said, end):
        return end
    best, n = _with_own_office(words, end), ends.index(end) + 1
    for k in range(n, min(n + OFFICES.words_below, len(ends))):
        word, kind = words.said[k]
        of_team = k + 1 < len(ends) and _TEAM.fullmatch(words.said[k + 1][0]) is not None
        verb = kind == "v" and word not in _POSTED and not of_team  # 县公安局森林|警察|大队
        if ends[k] - end > OFFICES.below or kind[0] not in INSIDE or verb:
            break
        name = said[: ends[k]]
        ends_it = (
            (_ROOM.search(word) is not None and ends[k] - end <= OFFICES.room)
            or (len(word) == 1 and (word not in "科处室股" or ends[k] - end > 1))
            or _ORGAN.search(word)
            or _OF_GOVERNMENT.search(name)
            or (
                word == "机关"
                and name.endswith(("委机关", "局机关"))
                and not _PART_OF_ORGAN.match(said, ends[k])
            )
            or (_OF_OFFICE.search(name) and not said.startswith(_NO_CENTRE, ends[k]))
        )
        if ends_it and is_end(name):
            best = ends[k]
    return best


def is_end(name: str) -> bool:
    """Whether a name ends as that of an office which is the subject of a sentence."""
    return SUBJECT_LAST.search(name) is not None and not is_everyday(name) and len(name) > 1
