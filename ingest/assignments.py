"""Who a sentence says does it: 由市教育局牵头，市财政局配合; 县水利局负责…; and one sentence for a whole section (以上任务由…).

In: the words of a clause that carries no annotation. Out: responsibilities with the verb as their role, spans in code points of
the words. Only names that begin with a level of government (市, 县, 各 …) and end as offices do are taken: “学校负责” is nobody's
assignment. What a sentence tells besides stays untouched: nothing is cut out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.model import Responsibility, Span
from ingest.numbering import chinese_number
from ingest.responsibility import ENDS_LIKE_OFFICE, split_names

_LONGEST_CLOSING = 120
_LEVEL = r"(?:各|国家|全国|[省市县区州盟旗镇乡团局委院](?![级内外域直]))"
_NAMED_LEVEL = re.compile(
    r"[\u4e00-\u9fff]{2,3}[省市县区州盟旗镇乡][\u4e00-\u9fff]{1,12}(?:局|委员会|委|办公室|政府|厅)$"
)
"""A place by name before the office: 白鹭市教育局."""
_OFFICE = re.compile(rf"{_LEVEL}[\u4e00-\u9fff（）()、]{{1,24}}")
_VERB = r"(?:牵头(?:负责|组织|落实|实施|推进)?|(?:具体|共同|分别|统一)?负责(?:牵头|组织|落实|实施)?|主办|承办|会同|予以配合|(?:共同|积极)?配合|协助|参与)"
_HELPING = re.compile(r"配合|协助|参与")
_SEGMENT = re.compile(r"[^，,；;。！？\n•●◆■▪]+")
_ASSIGNED = re.compile(
    rf"^(?:[^由]{{0,20}}?由|并?由|其中|同时)?(?P<names>{_LEVEL}[\u4e00-\u9fff、和及与（）()]{{1,80}}?)(?:应当|应|须|要|将|积极|按照?各?自?职责|依照?各?自?职责|按职责分工)*(?:[:：]\s*)?(?P<verb>{_VERB})(?!同志|人|制|的|到|任|下|解释|并?且不)"
)
_ASSIGNED_BELOW = re.compile(
    _ASSIGNED.pattern.replace(
        rf"{_LEVEL}[\u4e00-\u9fff、和及与（）()]{{1,80}}?", r"[\u4e00-\u9fff、和及与（）()]{2,80}?"
    )
)
"""The same of offices without a level before their names (基卫股): told apart only where the sentence speaks of what stands above."""
_JOINED = re.compile(
    rf"(?P<name>{_LEVEL}[\u4e00-\u9fff]{{1,14}}?(?:委员会|办公室|管理局|政府|中心|公司|[局委办厅部]))"
)
_CLOSING = re.compile(
    r"^(?:以上|上述|前述|本(?:节|章|部分|项))(?:第?[（(]?(?P<first>\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?项?(?:-|—+|–|~|～|至|到)第?[（(]?(?P<last>\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?(?:项|条|款)"
    r"|(?:这|第)?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:大|个)?(?:项|条|款|方面|个方面))?(?:各?项)?(?:重点)?(?:任务|工作|事项|内容|措施|目标|要求|指标)?[^，。；]{0,8}?由"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A paragraph that only says who does what stands above it: `count` items, those from `first` to `last`, or (all None) all of them."""

    responsibilities: tuple[Responsibility, ...]
    count: int | None = None
    first: int | None = None
    last: int | None = None

    @property
    def told(self) -> bool:
        """Whether it says which items it speaks of."""
        return self.count is not None or self.first is not None


def assigned(text: str) -> tuple[Responsibility, ...]:
    """In reading order; () where no sentence assigns anything."""
    return _assigned(text, _ASSIGNED, _offices)


def _assigned(
    text: str, sentence: re.Pattern[str], offices: Callable[[str], tuple[str, ...]]
) -> tuple[Responsibility, ...]:
    found: list[Responsibility] = []
    for segment in _SEGMENT.finditer(text):
        m = sentence.match(segment[0].strip())
        if (
            m
            and _HELPING.search(m["verb"])
            and not (found and _one_sentence(text, found[-1], segment.start()))
        ):
            continue  # 市县公立医院参与… tells of how, not of who
        if m is None:
            continue
        names = offices(m["names"])
        if not names:
            continue
        lead = len(segment[0]) - len(segment[0].lstrip())
        start = segment.start() + lead + m.start("names")
        end = segment.start() + lead + m.end("verb")
        role = m["verb"].removeprefix("予以")
        if role == "会同":
            role = "负责"
            found += _helpers(m.string[m.end() :], end)
        found.append(Responsibility(role=role, units=names, span=Span(start=start, end=end)))
    return tuple(sorted(found, key=lambda r: r.span))


def _one_sentence(text: str, before: Responsibility, at: int) -> bool:
    return not re.search(r"[。！？\n]", text[before.span.end : at])


def closing_of(text: str) -> Closing | None:
    """What a paragraph says that only tells who does what stands above it (以上两项由基卫股牵头，中医股配合); None for any other."""
    said = _CLOSING.match(text) if len(text) <= _LONGEST_CLOSING else None
    who = _assigned(text, _ASSIGNED_BELOW, _any_offices) if said else ()
    if said is None or not who or said.end() > who[0].span.start:
        return None
    numbers = (chinese_number(said[name]) if said[name] else None for name in ("count", "first", "last"))
    count, first, last = numbers
    return Closing(responsibilities=who, count=count, first=first, last=last)


def closes_section(text: str) -> bool:
    """Whether a paragraph only says who does what stands above it."""
    return closing_of(text) is not None


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
        yield Responsibility(role="会同", units=tuple(names), span=Span(start=offset, end=offset + at))
