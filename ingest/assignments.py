"""Who a sentence says does it: 由市教育局牵头，市财政局配合; 县水利局负责…; and one sentence for a whole section (以上任务由…).

In: the words of a clause that carries no annotation. Out: responsibilities with the verb as their role, spans in code points of
the words. Only names that begin with a level of government (市, 县, 各 …) and end as offices do are taken: “学校负责” is nobody's
assignment. What a sentence tells besides stays untouched: nothing is cut out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Responsibility, Span
from ingest.responsibility import ENDS_LIKE_OFFICE, split_names

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
_JOINED = re.compile(
    rf"(?P<name>{_LEVEL}[\u4e00-\u9fff]{{1,14}}?(?:委员会|办公室|管理局|政府|中心|公司|[局委办厅部]))"
)
_CLOSING = re.compile(
    r"^(?:以上|上述|前述|本(?:节|章|部分|项))(?:各?项)?(?:重点)?(?:任务|工作|事项|内容|措施|目标|要求)?[^，。；]{0,8}?由"
)


def assigned(text: str) -> tuple[Responsibility, ...]:
    """In reading order; () where no sentence assigns anything."""
    found: list[Responsibility] = []
    for segment in _SEGMENT.finditer(text):
        m = _ASSIGNED.match(segment[0].strip())
        if (
            m
            and _HELPING.search(m["verb"])
            and not (found and _one_sentence(text, found[-1], segment.start()))
        ):
            continue  # 市县公立医院参与… tells of how, not of who
        if m is None:
            continue
        names = _offices(m["names"])
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


def closes_section(text: str) -> bool:
    """Whether a paragraph only says who does all that stands above it."""
    return len(text) <= 120 and _CLOSING.match(text) is not None and bool(assigned(text))


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
