"""The offices of the state that a sentence names where it speaks of what they are to do: 县财政局|统筹安排,
市、县（区）人民政府|应当, 发展改革、财政等部门|按照职责.

In: text and where the first name would begin. Out: the names as printed, where the last one ends, whether the
list is open (等) and whether each is an office by its own name (县水利局) or several are meant together
(各单位). A name is a level or a place, what the office is for, and an end of data/offices.yaml, told from the
words behind it by the dictionary; without a level only ministries, departments (规划财务科), bodies of data
(公安机关) and 中医药主管部门 are offices: no hospital, no enterprise, no 就业|岗位. Names that share one end
(财政、教育等部门) are given as each is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.grammar.brackets import LAST_ASIDE
from ingest.grammar.demands import MUST_WITHIN
from ingest.grammar.office_ends import (
    ACTING_END,
    AT_LARGE,
    HANDED_LAST,
    LEVELS_TOLD,
    SOCIETY_END,
    SUBJECT_END,
)
from ingest.grammar.office_like import is_everyday
from ingest.grammar.office_names import BODY, names_alone
from ingest.grammar.people import TITLE
from ingest.grammar.places import PLACE_END, is_no_place
from ingest.grammar.segmentation import classes_of, is_verb, is_word

_REACH = 60
"""Characters behind the start of a name in which it ends."""
_LEVEL = rf"(?:{LEVELS_TOLD})"
_BRACKETED = rf"(?:（{_LEVEL}(?:[、和]?{_LEVEL})*(?:、[\u4e00-\u9fff]{{2,6}}区)*）)?"
_NO_LEVEL = "市[场政容民]|乡村|[县区]域"
"""Behind a level, words that only begin as one does: 各县（区）|市场监管局."""
_HEAD = re.compile(
    rf"(?:各|全|本|我|有关|相关|其他)?{_LEVEL}{_BRACKETED}(?:[、和或]?(?!{_NO_LEVEL}){_LEVEL}{_BRACKETED})*"
    r"(?:[两三四各]?级)?(?:以上)?(?:地方)?(?:各级)?"
    r"|国务院|国家|中央|(?:地方)?各级(?:地方)?|地方|上级|本级|同级|(?:(?![并向报由经送在])[\u4e00-\u9fff]){0,4}所在地的?|属地|当地"
)
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,5}}自治{PLACE_END}|[\u4e00-\u9fff]{{1,3}}{PLACE_END}){{1,2}}(?![级内外域直])"
)
_END = re.compile(rf"(?:{SUBJECT_END})$")
_TOLD = re.compile(
    r"(?:^|(?<=[。；，\n]))(?:由|其中|同时)?(?P<name>[\u4e00-\u9fff（）]{2,16}"
    rf"(?:{SUBJECT_END})(?<!机构|单位|部门|医院|学校|公司|机关)(?<![^林]场))"
    r"(?=应当|应于|须|必须|要在|要于|要按|负责(?!人|制)|牵头|每[年月季半])"
)
_ALSO_CALLED = re.compile("（[局委办厅]）")
_OR_ELSE = re.compile(r"（(?P<other>[\u4e00-\u9fff]{3,20})）")
"""The same office under the name it has elsewhere: 乡镇人民政府（街道办事处）."""
_ACTS = re.compile(rf"(?:{ACTING_END})$")
_ANYWHERE = re.compile(rf"{SUBJECT_END}")
_AT_LARGE = rf"(?:{AT_LARGE}|机构|机关)"
_CARE = "(?:医院|机构|学校|公司|协会|中心|站|室)"
"""What levels have many of, and what is no office of the state."""
_TOGETHER = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}(?:各|全|有关|相关|其他)[\u4e00-\u9fff]{{0,6}}{_AT_LARGE}$"
    rf"|[\u4e00-\u9fff]?[级直属]?(?:有关|相关)?{_AT_LARGE}$|全[省市县区]|(?:地方)?各级(?:地方)?党委$"
    rf"|(?:属地|所在地|当地)?(?:社区|街道|村|乡镇)[\u4e00-\u9fff]{{1,8}}{_CARE}$"
    rf"|[\u4e00-\u9fff]{{1,6}}级(?:以上)?[\u4e00-\u9fff]{{0,6}}{_CARE}$"
)
"""What names nobody by a name of their own: 各单位, 有关部门, 各牵头单位, 各级党委."""
_JOINT = re.compile(r"、|以及|或者?|和|及(?!其)|与(?!其)")
_OPEN = re.compile(rf"等(?:有关|相关|[\u4e00-\u9fff]{{0,4}}主管|行政|职能)*(?:{AT_LARGE}|单位)?")
_AND_PARTS = re.compile(rf"(?:及其|[及和、]|以及)?(?:有关|相关|各|职能|工作|派出)+(?:{AT_LARGE}|机构|机关)")
_AND_OTHERS = re.compile(
    rf"(?:、|以及|或者?|和|及)(?P<others>[\u4e00-\u9fff（）、]{{2,30}}?)(?={MUST_WITHIN})"
)
"""Others beside them who are no offices: 县水利局和供水企业应当."""
_OTHER = re.compile(r"(?!其|有关|相关|其他|其它)[\u4e00-\u9fff（）]{2,8}")
_ITEM = r"(?:(?!等|部门|机关)[\u4e00-\u9fff])"
_SHARED = re.compile(
    rf"(?P<listed>(?:{_LEVEL}{_BRACKETED}[、和]|[\u4e00-\u9fff]{{1,10}}政府的?)*{_ITEM}{{2,12}}(?:、{_ITEM}{{2,10}}?)*)"
    rf"(?P<last>(?:(?:以及|和|及)(?P<and>{_ITEM}{{2,10}}?))?"
    r"(?P<open>等)?(?:有关|相关|行政|主管|职能)*(?:部门|机关)(?:和单位)?)"
)
_LEVEL_FIRST = re.compile(rf"{PLACE_END}(?:$|政府|委|人民)")
_JOINED_BY = re.compile("(?<=.)(?:会同|会商)")
_WITH = re.compile("会同|会商|配合|协同")
_TITLE_AHEAD = re.compile(rf"{TITLE}")
_OWN_END = re.compile("[局委厅]")
_LONGEST_SHORT = 4
"""Characters of a name between level and end that the dictionary does not have, its end with them."""
_LONGEST, _LONGEST_BELOW = 24, 16
"""Characters of a name, and of a department's behind its office."""
_NO_PLACE = "vpdcrutm"
_INSIDE, _FIRST = "nvabjqlzis", "nbjlq"
"""Classes of words (first letters of jieba's) a name is made of, and those one without a level begins
with.
"""
_MOST_BELOW = 9
_ORGAN = re.compile(
    r"(?:办公室|领导小组|指挥部|委员会|[支大总中]队|分局|[支分]行|派出所|办公厅|[部科委组办]|服务站"
    rf"|{SOCIETY_END})$"
)
_ROOM = re.compile("..室$")
_LONGEST_ROOM = 6
"""Characters of a department behind its office whose name ends so: 教育督导室."""
_OFFICE_OF = re.compile(r"[\u4e00-\u9fff]{1,3}办$")
"""An office of a committee that people call by its work: 县委|编办."""
_OF_GOVERNMENT = re.compile(r"府[\u4e00-\u9fff]+(?:部门|机关|机构)$")
_OF_OFFICE = re.compile(
    r"[局委厅署](?!.*(?:有关|相关|各|其他|所属|下属|主管))[\u4e00-\u9fff]{2,8}部门$|[府局委厅院办](?!.*各)[\u4e00-\u9fff]{3,10}中心$"
)
"""Behind an office, a part of it that is no department by its end: 市局|交通管理部门, 县政府|政务服务中心."""
_NO_CENTRE = ("工作", "任务", "城区", "医院", "地带", "区", "镇")
"""Words behind 中心 that it is about: 县政府中心|工作."""
_UNDER = re.compile(
    r"(?:确定|指定|授权)的[\u4e00-\u9fff]{2,10}(?:部门|机构)|(?:管理|负责)[\u4e00-\u9fff]{2,8}工作的(?:部门|机构)"
)
"""Which part of a government is meant, told by its work: 管理水利工作的部门."""

Reader = Callable[[str, int], tuple[tuple[str, ...], int, bool]]
"""Text and where a list of offices begins -> the names, where the last one ends, whether the list is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`end` is where the last name ends, in code points of the text; `together` whether one of them means
    several without a name of their own.
    """

    names: tuple[str, ...]
    end: int
    open: bool
    together: bool

    @property
    def acts(self) -> bool:
        """Whether each acts as the state: no hospital, no centre."""
        return all(_ACTS.search(LAST_ASIDE.sub("", name)) or is_field(name) for name in self.names)


@dataclass(frozen=True, slots=True)
class _Words:
    """Dictionary words from one place on: their classes, and the characters read with each."""

    said: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, text: str, start: int) -> _Words:
        return cls(classes_of(_JOINED_BY.split(text[start : start + _REACH])[0]))

    def ends(self) -> list[int]:
        """Where each ends, counted from the first."""
        return list(accumulate(len(word) for word, _ in self.said))

    def has_level(self, n: int) -> bool:
        """Whether a level of government stands among the words up to the n-th."""
        return any(_LEVEL_FIRST.match(word) for word, _ in self.said[1:n])

    def may_begin(self) -> bool:
        """Whether the first word can begin a name without a level; one of four characters by its first
        half.
        """
        word, kind = self.said[0]
        if HANDED_LAST.search(word) or _WITH.match(word):
            return False
        if len(word) == 4 and classes_of(word[:2])[0][1] in ("a", "ad", "d", "v"):
            return False
        return kind[0] in _FIRST or kind == "an"

    def _is_short_name(self, n: int) -> bool:
        """Whether words of one character each go on from the n-th to an end: 县|住|建|局."""
        ahead = [word for word, _ in self.said[n : n + _LONGEST_SHORT]]
        last = next((k for k, word in enumerate(ahead) if len(word) > 1 or _OWN_END.match(word)), 0)
        return last > 0 and _OWN_END.fullmatch(ahead[last]) is not None

    def may_stand(self, n: int, level: int) -> bool:
        """Whether the word can be part of a name: a verb (科技创新|部门) only behind what names a thing."""
        word, kind = self.said[n]
        if self.ends()[n] <= level:
            return True
        if _WITH.match(word):
            return False
        if kind in ("v", "vd") and not (len(word) == 1 and _END.search(word)):
            after = self.said[n + 1][0] if n + 1 < len(self.said) else ""
            if self._is_short_name(n):
                return True
            named = n > 0 and self.said[n - 1][1][0] in "nj" and self.ends()[n - 1] > level
            return named and _END.search(after) is not None
        return kind[0] in _INSIDE or kind == "v" or word == "和" or word.isdecimal() or kind == "zg"


def named_offices(text: str, start: int = 0) -> Named | None:
    """None where no office's name begins at `start`."""
    if _ANYWHERE.search(text, start, start + _REACH) is None:
        return None
    names: list[str] = []
    at = end = start
    is_open = False
    while found := _shared(text, at) or _one(text, at, first=not names):
        names += found.names
        end, is_open = found.end, is_open or found.open
        joined = _JOINT.match(text, end)
        if joined is None:
            break
        at = joined.end()
    if not names:
        return None
    more = _OPEN.match(text, end) or _AND_PARTS.match(text, end) or _AND_OTHERS.match(text, end)
    listed = _JOINT.split(more["others"]) if more and more.re is _AND_OTHERS else [""]
    if more and all(map(_OTHER.fullmatch, listed)):  # 县水利局和乡镇街道要 is a whole list
        names, end, more = [*names, *listed], more.end(), None
    return Named(
        names=tuple(dict.fromkeys(names)),
        end=more.end() if more else end,
        open=is_open or more is not None,
        together=any(map(_TOGETHER.match, names)),
    )


def named_or_else(otherwise: Reader, text: str, start: int) -> tuple[tuple[str, ...], int, bool]:
    """The names, where the last one ends and whether the list is open; what `otherwise` reads there where
    none begins or several are meant together.
    """
    named = named_offices(text, start)
    if named is None or named.together:
        return otherwise(text, start)
    return named.names, named.end, named.open


def _one(text: str, start: int, *, first: bool) -> Named | None:
    end = _body_end(text, start) or _name_end(text, start, first=first)
    return Named(names=(text[start:end],), end=end, open=False, together=False) if end > start else None


def told_offices(text: str) -> Iterator[tuple[int, str]]:
    """Where a sentence or a part of one begins with what ends as an office's name and goes on to say what
    it is to
    do, whether or not the name is known to be one: (place, name), in order.
    """
    for m in _TOLD.finditer(text):
        name = m["name"]
        named = named_offices(name)
        together = _TOGETHER.match(name) or (named is not None and named.together)
        if not together and not is_everyday(name) and all(k[0] in _INSIDE for _, k in classes_of(name)):
            yield m.start("name"), name


def _body_end(text: str, start: int) -> int:
    body = BODY.match(text, start)
    return body.end() if body else 0


def _shared(text: str, start: int) -> Named | None:
    """发展改革、财政等部门: names that share one end; each must be a word or two of what offices are for."""
    m = _SHARED.match(text, start)
    if m is None:
        return None
    listed = _items(m["listed"])
    names = [*listed, m["and"]] if m["and"] else listed
    fields = list(map(is_field, names))
    organs = [m["open"] and len(name) > 2 and _END.search(name) is not None for name in names]
    if sum(fields) < 2 or not all(a or b for a, b in zip(fields, organs, strict=True)):
        return None
    if not m["open"]:
        names[-1] += m["last"][len(m["last"]) - len(m["last"].lstrip("以及和")) :].removeprefix(
            m["and"] or ""
        )
    if not m["open"] and m["last"].endswith("和单位"):
        return None
    return Named(names=tuple(dict.fromkeys(names)), end=m.end(), open=bool(m["open"]), together=False)


def _items(listed: str) -> list[str]:
    """The items of a list; the levels of government before the first (市、县（区）财政) are part of it."""
    head = _HEAD.match(listed)
    first = head.end() if head else 0
    items = listed[first:].split("、")
    return [listed[:first] + items[0], *items[1:]]


def is_field(name: str) -> bool:
    """Whether it can be what an office is for (财政, 发展改革): no office by itself, nothing but names of
    things.
    """
    head = _HEAD.match(name)
    bare = name[head.end() :] if head else name
    bare = re.split("政府的?", bare)[-1]
    if not 2 <= len(bare) <= 10 or _END.search(bare):
        return False
    return all(kind[0] in _INSIDE for _, kind in classes_of(bare))


def _name_end(text: str, start: int, *, first: bool) -> int:
    """`start` where no name begins there. What stands behind the `first` may be shortened
    (市财政局、教育局).
    """
    words = _Words.of(text, start)
    if not words.said:
        return start
    level = _level_end(text, start, words)
    if not level and not words.may_begin():
        return start
    for n, end in enumerate(words.ends()):
        if end > _LONGEST or not words.may_stand(n, level):
            break
        name = text[start : start + end]
        if end <= level or not _is_end(name):
            continue
        if _TITLE_AHEAD.match(text, start + end - 1) or text.startswith("性", start + end):
            break
        if level or (names_alone(name, first=first) and not words.has_level(n)):
            end = _bracket_end(text, start + end) - start
            if end in words.ends()[n + 1 :]:
                return start + _with_department(words, end)
            under = _UNDER.match(text, start + end) if name.endswith("政府") else None
            return under.end() if under else max(start + end, start + _with_department(words, end))
    return start


def _level_end(text: str, start: int, words: _Words) -> int:
    """Where the level or place ends that a name begins with, counted from `start`; 0 where there is none."""
    head = _HEAD.match(text, start)
    place = None if head or words.said[0][1][0] in "vpdcr" else _PLACE.match(text, start)
    found = head or place
    if found is None or (found is place and "自治" not in found[0] and is_no_place(found[0], "sentence")):
        return 0
    end = found.end() - start
    at = 0
    for word, kind in words.said:
        if (
            found is place
            and at < end
            and (
                kind[0] in _NO_PLACE
                or (kind[0] == "a" and word[1:])
                or _WITH.match(word)
                or HANDED_LAST.search(word)
            )
        ):
            return 0
        if at < end < at + len(word):
            return end if _END.search(word) and not is_everyday(word) else 0
        at += len(word)
    return end


def _bracket_end(text: str, at: int) -> int:
    """Where a bracket behind a name ends that is part of it; `at` where none is."""
    if short := _ALSO_CALLED.match(text, at):
        return short.end()
    other = _OR_ELSE.match(text, at)
    named = named_offices(other["other"]) if other else None
    return other.end() if other and named and named.end == len(other["other"]) else at


def _is_end(name: str) -> bool:
    return _END.search(name) is not None and not is_everyday(name) and len(name) > 1


def _with_own_office(words: _Words, end: int) -> int:
    """县委|编办, 县委|网信办: up to 办 no verb of its own (督办) may stand; else the committee."""
    ends, said = words.ends(), "".join(word for word, _ in words.said)
    n = ends.index(end) + 1
    for k in range(n, min(n + 3, len(ends))):
        name = said[end : ends[k]]
        if said[end - 1] == "委" and _OFFICE_OF.fullmatch(name) and not (is_word(name) and is_verb(name)):
            return ends[k]
    return end


def _with_department(words: _Words, end: int) -> int:
    """Where a department of the office ends that stands behind it (县政府|督查室); else the office."""
    ends = words.ends()
    said = "".join(word for word, _ in words.said)
    if end not in ends or _JOINT.match(said, end):
        return end
    best, n = _with_own_office(words, end), ends.index(end) + 1
    for k in range(n, min(n + _MOST_BELOW, len(ends))):
        word, kind = words.said[k]
        if ends[k] - end > _LONGEST_BELOW or kind[0] not in _INSIDE or (kind == "v" and word != "驻"):
            break
        name = said[: ends[k]]
        ends_it = (
            (_ROOM.search(word) is not None and ends[k] - end <= _LONGEST_ROOM)
            or (len(word) == 1 and (word not in "科处室股" or ends[k] - end > 1))
            or _ORGAN.search(word)
            or _OF_GOVERNMENT.search(name)
            or (_OF_OFFICE.search(name) and not said.startswith(_NO_CENTRE, ends[k]))
        )
        if ends_it and _is_end(name):
            best = ends[k]
    return best
