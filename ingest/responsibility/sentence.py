"""Who a sentence says does it: 由市教育局牵头，市财政局配合; 县水利局负责…; and one sentence for a whole
section (以上任务由…).

In: the words of a clause that carries no annotation. Out: responsibilities with the verb as their role, spans
in code points of the words. Only names that begin with a level of government (市, 县, 各 …) and end as
offices do are taken: “学校负责” is nobody's assignment. What a sentence tells besides stays untouched:
nothing is cut out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.grammar.numerals import chinese_number
from ingest.grammar.offices import ENDS_LIKE_OFFICE, is_department, split_names
from ingest.grammar.roles import part_of
from ingest.model import Responsibility, Span
from ingest.responsibility.annotation import shift

_LONGEST_CLOSING = 120
_LEVEL = r"(?:各|国家|全国|[省市县区州盟旗镇乡团局委院](?![级内外域直]))"
_NAMED_LEVEL = re.compile(
    r"[\u4e00-\u9fff]{2,3}[省市县区州盟旗镇乡][\u4e00-\u9fff]{1,12}(?:局|委员会|委|办公室|政府|厅)$"
)
"""A place by name before the office: 白鹭市教育局."""
_OFFICE = re.compile(rf"{_LEVEL}[\u4e00-\u9fff（）()、]{{1,24}}")
_VERB = (
    r"(?:牵头(?:负责|组织|落实|实施|推进)?|(?:具体|共同|分别|统一)?负责(?:牵头|组织|落实|实施)?|主办|承办|会同"
    r"|(?:予以|共同|积极|协同)?配合|协办|协助|参与|督办)"
)
_SEGMENT = re.compile(r"(?:(?!(?<=负责)、|(?<=牵头)、)[^，,；;。！？\n•●◆■▪])+")
_ASSIGNED = re.compile(
    rf"^(?:[^由]{{0,20}}?由|并?由|其中|同时)?(?P<names>{_LEVEL}[\u4e00-\u9fff、和及与（）()]{{1,80}}?)(?:应当|应|须|要|将|积极|按照?各?自?职责|依照?各?自?职责|按职责分工)*(?:[:：]\s*)?(?P<verb>{_VERB})(?!同志|人|制|的|到|任|下|解释|并?且不)"
)
_ASSIGNED_BELOW = re.compile(
    _ASSIGNED.pattern.replace(
        rf"{_LEVEL}[\u4e00-\u9fff、和及与（）()]{{1,80}}?", r"[\u4e00-\u9fff、和及与（）()]{2,80}?"
    )
)
"""The same of offices without a level before their names (基卫股): told apart only where the sentence speaks
of what stands above.
"""
_BY_DEPARTMENT = re.compile(
    _ASSIGNED.pattern.replace(
        rf"^(?:[^由]{{0,20}}?由|并?由|其中|同时)?(?P<names>{_LEVEL}[\u4e00-\u9fff、和及与（）()]{{1,80}}?)",
        r"^(?:[^由]{0,20}?由)(?P<names>[\u4e00-\u9fff、和及与]{2,60}?)",
    )
)
"""由医政科牵头: a department without a level, surely meant behind 由."""
_DEPARTMENT_FIRST = re.compile(
    r"^(?P<names>[\u4e00-\u9fff、和及与]{2,60}?)(?:[:：]\s*)?(?P<verb>牵头(?:负责|组织|落实|实施)?|负责(?:牵头|落实|实施)?)(?!同志|人|制|的|到|任|下|解释|并?且不)"
)
"""医政股负责医疗安全, 爱卫办：负责协调: the same at the start of a sentence."""
_HELPED_BY = re.compile(_BY_DEPARTMENT.pattern.replace(r"^(?:[^由]{0,20}?由)", r"^(?:[^由]{0,20}?由)?"))
"""规财科配合, in a sentence that has charged a department."""
_JOINED = re.compile(
    rf"(?P<name>{_LEVEL}[\u4e00-\u9fff]{{1,14}}?(?:委员会|办公室|管理局|政府|中心|公司|[局委办厅部]))"
)
_NUMBER = r"第?[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?"
_TO = r"(?:-|—+|–|－|~|～|至|到)"
_ITEMS = rf"{_NUMBER}项?(?:{_TO}{_NUMBER})?(?:项?(?:、|和|及|与){_NUMBER}(?:项?{_TO}{_NUMBER})?)*"
_DEEDS = r"(?:各?项)?(?:重点)?(?:任务|工作|事项|内容|措施|目标|要求|指标)?"
_CLOSING = re.compile(
    rf"^(?:(?:以上|上述|前述|本(?:节|章|部分|项))(?:这?(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})(?:大|个)?(?:项|条|款|方面|个方面)"
    rf"|(?P<items>{_ITEMS})(?:项|条|款))?"
    rf"{_DEEDS}[^，。；]{{0,8}}?|(?P<named>第{_ITEMS})项{_DEEDS})由"
)
_ITEM = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}|" + _TO)
_PART = re.compile(r"[^，,；;。]+[，,；;。]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a paragraph that only says who does what stands above it says of `count` items, of those with
    `numbers`, or (neither) of all.
    """

    responsibilities: tuple[Responsibility, ...]
    count: int | None = None
    numbers: tuple[int, ...] = ()

    @property
    def told(self) -> bool:
        """Whether it says which items it speaks of."""
        return self.count is not None or bool(self.numbers)

    @property
    def least(self) -> int:
        """How many items a list must have for it."""
        return self.count or max(self.numbers, default=0)


def assigned(text: str) -> tuple[Responsibility, ...]:
    """In reading order; () where no sentence assigns anything."""
    return _assigned(text, _ASSIGNED, _offices)


def _assigned(
    text: str, sentence: re.Pattern[str], offices: Callable[[str], tuple[str, ...]]
) -> tuple[Responsibility, ...]:
    found: list[Responsibility] = []
    for segment in _SEGMENT.finditer(text):
        m = sentence.match(segment[0].strip())
        names = offices(m["names"]) if m else ()
        if not names and sentence is _ASSIGNED:
            m = _by_department(text, segment, found)
            names = _departments(m["names"]) if m else ()
        if (
            m
            and part_of(m["verb"]) == "support"
            and m["verb"] != "会同"
            and not (found and _one_sentence(text, found[-1], segment.start()))
        ):
            continue  # 市县公立医院参与… tells of how, not of who
        if m is None or not names:
            continue
        lead = len(segment[0]) - len(segment[0].lstrip())
        start = segment.start() + lead + m.start("names")
        end = segment.start() + lead + m.end("verb")
        role = m["verb"].removeprefix("予以")
        if role == "会同":
            role = "负责"
            found += _helpers(m.string[m.end() :], end)
        span = Span(start=start, end=end)
        found.append(Responsibility(role=role, part=part_of(role), units=names, span=span))
    return tuple(sorted(found, key=lambda r: r.span))


def _by_department(
    text: str, segment: re.Match[str], found: Sequence[Responsibility]
) -> re.Match[str] | None:
    words = segment[0].strip()
    if found and _one_sentence(text, found[-1], segment.start()):
        return _HELPED_BY.match(words)
    begins = text[: segment.start()].rstrip()[-1:] in ("", "。", "；", "！", "\n")
    return _BY_DEPARTMENT.match(words) or (_DEPARTMENT_FIRST.match(words) if begins else None)


def _one_sentence(text: str, before: Responsibility, at: int) -> bool:
    return not re.search(r"[。！？\n]", text[before.span.end : at])


def closings_of(text: str) -> tuple[Closing, ...]:
    """What a paragraph says that only tells who does what stands above it (以上两项由基卫股牵头，中医股配合);
    () for any other.

    One value for each list of items it speaks of: 第1—3项由基卫股负责，第4项由医政股负责.
    """
    if len(text) > _LONGEST_CLOSING or not _CLOSING.match(text):
        return ()
    starts = [m.start() for m in _PART.finditer(text) if _CLOSING.match(m[0])]
    parts = [_closing(text, start, end) for start, end in pairwise((*starts, len(text)))]
    return tuple(part for part in parts if part) if all(parts) else ()


def _closing(text: str, start: int, end: int) -> Closing | None:
    said = _CLOSING.match(text[start:end])
    who = _assigned(text[start:end], _ASSIGNED_BELOW, _any_offices)
    if said is None or not who or said.end() > who[0].span.start:
        return None
    return Closing(
        responsibilities=tuple(shift(one, start) for one in who),
        count=chinese_number(said["count"]) if said["count"] else None,
        numbers=_item_numbers(said["items"] or said["named"] or ""),
    )


def _item_numbers(printed: str) -> tuple[int, ...]:
    """4—6、9 as numbers, each once and in order."""
    found: list[int] = []
    upto = False
    for word in _ITEM.findall(printed):
        number = chinese_number(word)
        if number is None:
            upto = True
            continue
        found += range(found[-1] + 1 if upto and found else number, number + 1)
        upto = False
    return tuple(sorted(set(found)))


def closes_section(text: str) -> bool:
    """Whether a paragraph only says who does what stands above it."""
    return bool(closings_of(text))


def names_items(text: str) -> bool:
    """Whether a paragraph says by their numbers whom of the items above it charges somebody with."""
    return any(closing.numbers for closing in closings_of(text))


def names_office(title: str) -> tuple[str, ...]:
    """The offices a heading consists of (镇农业农村办公室); () for any other heading."""
    if len(title) > 30:
        return ()
    return (title,) if _NAMED_LEVEL.match(title) else _offices(title)


def _offices(names: str) -> tuple[str, ...]:
    """The names of a list, () unless every one is an office's."""
    listed, _ = split_names(names)
    fits = all(_OFFICE.fullmatch(n) and ENDS_LIKE_OFFICE.search(n) and 3 <= len(n) <= 20 for n in listed)
    return listed if fits else ()


def _departments(names: str) -> tuple[str, ...]:
    """The names of a list where every one is a department's, or an office's with its level of government."""
    listed, _ = split_names(names)
    return listed if all(_is_charged_department(n) or _offices(n) for n in listed) else ()


def _is_charged_department(name: str) -> bool:
    return is_department(name) and name.endswith(("科", "处", "股", "办公室", "办"))


def _any_offices(names: str) -> tuple[str, ...]:
    """The same without a level of government before each."""
    listed, _ = split_names(names)
    return listed if all(ENDS_LIKE_OFFICE.search(n) and 2 <= len(n) <= 20 for n in listed) else ()


def _helpers(rest: str, offset: int) -> Iterator[Responsibility]:
    """The offices behind 会同, up to the verb they share with the first."""
    m = _JOINED.match(rest)
    names: list[str] = []
    at = 0
    while m:
        names.append(m["name"])
        at = m.end()
        m = _JOINED.match(rest, at + 1) if rest[at : at + 1] in ("、", "和", "及", "与") else None
    if names:
        span = Span(start=offset, end=offset + at)
        yield Responsibility(role="会同", part=part_of("会同"), units=tuple(names), span=span)
