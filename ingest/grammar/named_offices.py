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

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.brackets import LAST_ASIDE
from ingest.grammar.demands import MUST_WITHIN
from ingest.grammar.joins import OPENING
from ingest.grammar.office_ends import (
    ACTING_END,
    AT_LARGE,
    FIELDS_OF_TWO,
    HANDED_LAST,
    LEVELS_TOLD,
    SUBJECT_END,
)
from ingest.grammar.office_like import is_everyday
from ingest.grammar.office_names import BODY, names_alone
from ingest.grammar.office_words import (
    INSIDE,
    JOINT,
    SUBJECT_LAST,
    WITH_OTHERS,
    OfficeWords,
    is_done_to,
    is_end,
    with_department,
)
from ingest.grammar.options import OFFICES
from ingest.grammar.people import TITLE
from ingest.grammar.places import PLACE_END, is_no_place
from ingest.grammar.recurrence import EVERY
from ingest.grammar.role_words import HELPING, VERBS
from ingest.grammar.segmentation import classes_of

_LEVEL = rf"(?:{LEVELS_TOLD})"
_BRACKETED = rf"(?:（{_LEVEL}(?:[、和]?{_LEVEL})*(?:、[\u4e00-\u9fff]{{2,6}}区)*）)?"
_NO_LEVEL = "市[场政容民]|乡村|[县区]域"
"""Behind a level, words that only begin as one does: 各县（区）|市场监管局."""
_HEAD = re.compile(
    rf"(?:各|全|本|我|有关|相关|其他|所在)?{_LEVEL}{_BRACKETED}(?:[、和或]?(?!{_NO_LEVEL}){_LEVEL}{_BRACKETED})*"
    r"(?:[两三四各]?级)?(?:以上)?(?:地方)?(?:各级)?"
    r"|国务院|国家|中央|(?:地方)?各级(?:地方)?|地方|上级|本级|同级|(?:(?![并向报由经送在])[\u4e00-\u9fff]){0,4}所在地的?|属地|当地"
)
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,5}}自治{PLACE_END}|[\u4e00-\u9fff]{{1,3}}{PLACE_END}){{1,2}}(?![级内外域直])"
)
_TOLD = re.compile(
    rf"(?:^|(?<=[。；，\n]))(?:由|{OPENING})?(?P<name>[\u4e00-\u9fff（）]{{2,16}}"
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
_OPEN = re.compile(
    rf"等(?:有关|相关|[\u4e00-\u9fff]{{0,4}}主管|行政|职能)*"
    rf"(?:(?:{AT_LARGE})?和?(?:{AT_LARGE}|单位|(?:人民|社会|群众)?团体))?"
)
_AND_PARTS = re.compile(rf"(?:及其|[及和、]|以及)?(?:有关|相关|各|职能|工作|派出)+(?:{AT_LARGE}|机构|机关)")
_EACH_SO_OFTEN = re.compile(rf"{EVERY}、")
"""Between two who do the same at other times: 县民政局|每季度、|各乡镇人民政府每月走访."""
_AND_ITS = re.compile(r"及其(?!有关|相关|各|他|它|所属|下属|职能|工作|派出)")
"""Between a government and a department of it by name: 县人民政府及其|水利主管部门."""
_AND_OTHERS = re.compile(
    rf"(?:、|以及|或者?|和|及)(?P<others>[\u4e00-\u9fff（）、]{{2,30}}?)(?={MUST_WITHIN})"
)
"""Others beside them who are no offices: 县水利局和供水企业应当."""
_OTHER = re.compile(r"(?!其|有关|相关|其他|其它)[\u4e00-\u9fff（）]{2,8}")
_ITEM = r"(?:(?!等|部门|机关)[\u4e00-\u9fff])"
_SHARED = re.compile(
    rf"(?P<listed>(?:{_LEVEL}{_BRACKETED}[、和]|[\u4e00-\u9fff]{{1,10}}政府的?)*{_ITEM}{{2,12}}(?:、{_ITEM}{{2,10}}?)*)"
    rf"(?P<last>(?:(?:以及|和|及)(?P<and>{_ITEM}{{2,10}}?))?"
    r"(?P<open>等)?(?:有关|相关|行政|主管|职能|管理|监督)*(?:部门|机关|(?<=等)单位)(?:和(?:单位|机构))?)"
)
_TITLE_AHEAD = re.compile(rf"{TITLE}")
_NO_PLACE = "vpdcrutm"
_UNDER = re.compile(
    r"(?:确定|指定|授权)的[\u4e00-\u9fff]{2,10}(?:部门|机构|政府)|(?:管理|负责)[\u4e00-\u9fff]{2,8}工作的(?:部门|机构)"
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
    def nobody(self) -> bool:
        """Whether all of them are meant together: 有关部门, but not 县人民政府和有关部门."""
        return all(map(_TOGETHER.match, self.names))

    @property
    def acts(self) -> bool:
        """Whether each acts as the state: no hospital, no centre."""
        return all(
            _ACTS.search(LAST_ASIDE.sub("", name)) or is_field(name) or _is_organ(name) for name in self.names
        )


def _is_organ(name: str) -> bool:
    """Whether it is an organ by a word of data, of whatever level: 县|妇女联合会."""
    head = _HEAD.match(name)
    body = BODY.match(name, head.end() if head else 0)
    return body is not None and body.end() == len(name)


def named_offices(text: str, start: int = 0) -> Named | None:
    """None where no office's name begins at `start`."""
    if _ANYWHERE.search(text, start, start + OFFICES.reach) is None and BODY.match(text, start) is None:
        return None
    if _is_helped(text, start):
        return None
    names: list[str] = []
    at = end = start
    is_open = False
    while found := _shared(text, at) or _one(text, at, first=not names):
        names += found.names
        end, is_open = found.end, is_open or found.open
        joined = JOINT.match(text, end) or _EACH_SO_OFTEN.match(text, end) or _AND_ITS.match(text, end)
        if joined is None:
            break
        at = joined.end()
    if not names:
        return None
    more = _OPEN.match(text, end) or _AND_PARTS.match(text, end) or _AND_OTHERS.match(text, end)
    listed = JOINT.split((more and more.groupdict().get("others")) or "")
    if more and all(map(_OTHER.fullmatch, listed)):  # 县水利局和乡镇街道要 is a whole list
        names, end, more = [*names, *listed], more.end(), None
    return Named(
        names=tuple(dict.fromkeys(names)),
        end=more.end() if more else end,
        open=is_open or more is not None,
        together=any(map(_TOGETHER.match, names)),
    )


def _is_helped(text: str, start: int) -> bool:
    """Whether what begins there is done to those behind it: 指导|乡镇和相关部门."""
    said = classes_of(text[start : start + OFFICES.shortly])
    return len(said) > 1 and is_done_to(said[0][0], text[start + len(said[0][0]) :][: OFFICES.shortly])


def named_or_else(otherwise: Reader, text: str, start: int) -> tuple[tuple[str, ...], int, bool]:
    """The names, where the last one ends and whether the list is open; what `otherwise` reads there where
    none begins or several are meant together.
    """
    named = named_offices(text, start)
    if named is None or named.together:
        return otherwise(text, start)
    return named.names, named.end, named.open


def _one(text: str, start: int, *, first: bool) -> Named | None:
    end = _body_end(text, start)
    end = _with_part(text, start, end) if end else _name_end(text, start, first=first)
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
        if not together and not is_everyday(name) and all(k[0] in INSIDE for _, k in classes_of(name)):
            yield m.start("name"), name


def _body_end(text: str, start: int) -> int:
    body = BODY.match(text, start)
    return body.end() if body else 0


def _with_part(text: str, start: int, end: int) -> int:
    """Where a part of a body without a level ends that stands behind it: 公安机关|治安管理部门."""
    return max(end, start + with_department(OfficeWords.of(text, start), end - start))


def _shared(text: str, start: int) -> Named | None:
    """发展改革、财政等部门: names that share one end; each must be a word or two of what offices are for."""
    m = _SHARED.match(text, start)
    if m is None:
        return None
    listed = _items(m["listed"])
    names = [*listed, m["and"]] if m["and"] else listed
    if m["and"] and f"{listed[-1]}和{m['and']}".endswith(FIELDS_OF_TWO):
        names = [*listed[:-1], f"{listed[-1]}和{m['and']}"]
    fields = list(map(is_field, names))
    organs = [
        m["open"] and (is_end(name) or len(name) > 2) and SUBJECT_LAST.search(name) is not None
        for name in names
    ]
    if sum(fields) < 2 or not all(a or b for a, b in zip(fields, organs, strict=True)):
        return None
    if not m["open"]:
        names[-1] += m["last"][len(m["last"]) - len(m["last"].lstrip("以及和")) :].removeprefix(
            m["and"] or ""
        )
    if m["last"].endswith("单位") and not any(organs) and not _HEAD.match(m["listed"]):
        return None  # 供水、供电等单位
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
    things, and no part that somebody has in a task (指导, 配合).
    """
    head = _HEAD.match(name)
    bare = name[head.end() :] if head else name
    bare = re.split("政府的?", bare)[-1]
    if not 2 <= len(bare) <= OFFICES.short or SUBJECT_LAST.search(bare) or bare in VERBS:
        return False
    said = classes_of(bare)
    office = bare.removesuffix(said[-1][0]) if said[-1][0] in HELPING else ""
    if said[0][0] in HELPING or (office[2:] and is_end(office)):
        return False  # 督促|各区绿化, 水务局|指导
    return all(kind[0] in INSIDE or word == "和" for word, kind in said)


def _name_end(text: str, start: int, *, first: bool) -> int:
    """`start` where no name begins there. What stands behind the `first` may be shortened
    (市财政局、教育局).
    """
    words = OfficeWords.of(text, start)
    if not words.said:
        return start
    level = _level_end(text, start, words)
    if not level and not words.may_begin(first=first):
        return start
    for n, end in enumerate(words.ends()):
        if end > OFFICES.named or not words.may_stand(n, level):
            break
        name = text[start : start + end]
        if end <= level or not is_end(name):
            continue
        if _TITLE_AHEAD.match(text, start + end - 1) or text.startswith("性", start + end):
            break
        if level or (names_alone(name, first=first) and not words.has_level(n)):
            end = _bracket_end(text, start + end) - start
            if end in words.ends()[n + 1 :]:
                return start + with_department(words, end)
            under = _UNDER.match(text, start + end) if name.endswith("政府") else None
            return under.end() if under else max(start + end, start + with_department(words, end))
    return start


def _level_end(text: str, start: int, words: OfficeWords) -> int:
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
                or WITH_OTHERS.match(word)
                or HANDED_LAST.search(word)
            )
        ):
            return 0
        if at < end < at + len(word):
            return end if SUBJECT_LAST.search(word) and not is_everyday(word) else 0
        at += len(word)
    return end


def _bracket_end(text: str, at: int) -> int:
    """Where a bracket behind a name ends that is part of it; `at` where none is."""
    if short := _ALSO_CALLED.match(text, at):
        return short.end()
    other = _OR_ELSE.match(text, at)
    named = named_offices(other["other"]) if other else None
    return other.end() if other and named and named.end == len(other["other"]) else at
