"""Who is responsible, as printed at the end of a clause: role words, offices, people, and whether the list is
open.

Read are bracketed annotations （责任科室：A、B等）（牵头领导：甲；责任科室：乙）, the same without brackets
as a line or a last sentence of its own (责任单位：…), and the State Council's wording
（A牵头，B、C配合）（D、
E按职责分工负责）. Brackets may be of either width, nested, or cut by line breaks. Names are kept as printed
but for white space and a role in brackets behind one (市教育局（牵头）). What else an annotation says
(完成时限：…) belongs to it and names nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.grammar.minutes import is_attendance
from ingest.grammar.offices import (
    BLANKS,
    ENDS_LIKE_OFFICE,
    SEPARATORS,
    is_department,
    signs_among,
    split_names,
)
from ingest.grammar.people import is_person
from ingest.grammar.places import LEVEL, PLACE_END
from ingest.grammar.roles import (
    ROLE_SUFFIX,
    ROLE_VERB,
    SCOPE,
    may_be_role,
    names_people,
)
from ingest.model import Responsibility, Span
from ingest.responsibility.brackets import bracket_pairs, last_unclosed, up_to_close
from ingest.responsibility.lists import duties, is_remark, read_list

_ROLE_WORDS = (
    rf"(?:[\u4e00-\u9fff]{{0,4}})(?:{ROLE_VERB})"
    rf"(?:[\u4e00-\u9fff、及和]{{0,6}}?{ROLE_SUFFIX})?(?:[（(][^）)：:]{{1,8}}[）)])?"
)
_ROLE = re.compile(
    rf"(?:[【\[［〔](?P<boxed>{_ROLE_WORDS})[】\]］〕]\s*[:：]?|(?:{SCOPE})?(?P<role>{_ROLE_WORDS})\s*[:：])\s*"
)
"""责任单位：, or 【责任单位】 with or without a colon behind it; 本部分挂钩领导： says besides what it
is of.
"""
_NO_LIST = re.compile(r"以下|下称|简称|详?见附|包[括含]|其中|不含")
"""What a bracket begins with that explains a word: （以下简称市疾控中心）."""
_SHARED_OUT = re.compile(r"(?:^|(?<=[。；;\n]))\s*(?:责任|职责|任务|部门|工作)?分工\s*[:：]\s*")
"""责任分工：A牵头，B配合."""
_LEVEL = re.compile(rf"(?:各|国家|{PLACE_END}|[\u4e00-\u9fff]{{2,4}}{LEVEL})[\u4e00-\u9fff（）()、]+$")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[:：]\s*")
_ASIDE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|日期|节点|进度|时间安排|进度安排)|(?:联系)?电话|联系方式|备注)\s*[:：]"
)
"""What an annotation may say beside who is responsible."""
_BULLET = r"[^\w\s（(【\[［〔《“\"、，。；：！？]{1,2}"
"""Any sign a list item or a line is set off with: -, •, ◆, a pointing hand."""
_IS_ASIDE = re.compile(
    rf"\s*(?:{_BULLET}\s*)?[（(【]?(?:[\u4e00-\u9fff]{{0,4}}(?:时限|时间|期限|节点|进度|时间安排|进度安排)|(?:联系)?电话|联系方式)\s*[】]?\s*[:：][^。；：:]{{1,30}}[。；]?$"
)
_DUE = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点|进度|时间安排|进度安排)\s*】?\s*[:：]\s*(?P<when>[^；;。）)】\n]{2,30})"
)
_TAIL = "。；;，,"
"""What may stand behind an annotation, blanks apart."""
_REACH = 4000
"""Characters before the end of a text in which its last sentences may charge somebody."""
_SENTENCE = re.compile(
    rf"(?:^|(?<=[。；;！!\s]))(?:{_BULLET}\s*)?(?=[\u4e00-\u9fff（(]{{2,14}}[:：]|[【\[［〔][\u4e00-\u9fff]{{2,10}}[】\]］〕])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One annotation; `span` covers it with its brackets, in code points of the text it was read from.

    `closed` is False where the bracket that opens it is never closed.
    """

    span: Span
    responsibilities: tuple[Responsibility, ...]
    closed: bool = True


def due_in(annotation: str) -> str | None:
    """When an annotation says it is to be done, as printed: 完成时限：2025年11月底."""
    m = _DUE.search(annotation)
    return m["when"].strip() if m else None


def trailing(text: str) -> tuple[int, tuple[Annotation, ...]]:
    """The annotations at the end of `text` in printed order, and where the words before them end (`len(text)`
    if none).

    A paragraph that only says when something is to be done (完成时限：…) is an annotation as well, and names
    nobody: 0, (). A list of who was at a meeting is none.
    """
    found: list[Annotation] = []
    end = cover = len(text)
    if is_attendance(text):
        return end, ()
    if _IS_ASIDE.match(text):
        return 0, ()
    pairs = list(bracket_pairs(text))
    while True:
        stop = _without_tail(text, end)
        while pairs and pairs[-1][1] > stop:
            pairs.pop()
        annotation = _bracketed_at_end(text, stop, pairs) or (None if found else _sentence_at_end(text, stop))
        if annotation:
            covered = Span(
                start=annotation.span.start, end=cover if cover > end or not found else annotation.span.end
            )
            found.append(replace(annotation, span=covered))
            end = cover = annotation.span.start
            continue
        aside = _aside_at_end(text, stop, pairs)
        if aside is None:
            break
        end = aside
    if not found:
        return len(text), ()
    body = len(text[: found[-1].span.start].rstrip())
    return body, tuple(reversed(found))


def inner(text: str) -> tuple[Annotation, ...]:
    """Bracketed annotations with a role word anywhere in `text` (a clause that names offices sentence by
    sentence).
    """
    found = []
    for start, end in bracket_pairs(text):
        responsibilities = _roles(text, start + 1, end - 1)
        if responsibilities and _is_told(text, start + 1, end):
            found.append(Annotation(span=Span(start=start, end=end), responsibilities=responsibilities))
    return tuple(found)


def is_annotation(text: str) -> bool:
    """Whether the whole line is nothing but an annotation."""
    body, _ = trailing(text)
    return bool(text.strip()) and not text[:body].strip()


def ends_with_offices(text: str) -> bool:
    """Whether `text` closes with whom it charges, without a stop behind the last name: …。责任单位：县民政局."""
    _, found = trailing(text)
    charged = [r for annotation in found for r in annotation.responsibilities]
    if not charged or text[-1:] in SEPARATORS:
        return False
    names = (*charged[-1].units, *charged[-1].leaders)
    if charged[-1].open:
        return True
    return bool(names) and (is_person(names[-1]) or _is_plain_office(names[-1]))


def from_cell(role: str, text: str, start: int) -> tuple[Responsibility, ...]:
    """Whom a table cell under the header `role` names; `start` is the cell's offset. () for an empty cell.

    The cell may say other roles itself: 牵头单位：县水利局 配合单位：县财政局.
    """
    first = next((m.start() for m in _ROLE.finditer(text) if _begins_group(text, m.start(), 0)), len(text))
    before = read_list(role, text, 0, first, 0) if text[:first].strip() else ()
    return tuple(shift(r, start) for r in (*before, *_roles(text, first, len(text))))


def is_role(header: str) -> bool:
    """Whether a table header names a role (牵头单位, 责任科室, 分管领导), or several (责任单位/责任人)."""
    return all(_ROLE.fullmatch(f"{part}：") for part in re.split(r"[/／、]", header))


def is_unknown_role(word: str, listed: str) -> bool:
    """Whether a word no table has is a role by its shape and by whom it names."""
    if not may_be_role(word):
        return False
    names, _ = split_names(listed.strip("。" + BLANKS), people=names_people(word))
    fits = is_person if names_people(word) else _is_plain_office
    return bool(names) and all(map(fits, names))


def signs_for_names(words: str) -> tuple[str, ...]:
    """Items that are nothing but signs where roles (责任单位：…) name offices in `words`."""
    roles = list(_ROLE.finditer(words))
    ends = [*(m.start() for m in roles[1:]), len(words)]
    lists = (up_to_close(words[m.end() : end]) for m, end in zip(roles, ends, strict=False))
    return tuple(sign for listed in lists for sign in signs_among(listed))


def shift(responsibility: Responsibility, by: int) -> Responsibility:
    """The same with its span moved by `by` code points."""
    span = responsibility.span
    return replace(responsibility, span=Span(start=span.start + by, end=span.end + by))


def _without_tail(text: str, end: int) -> int:
    while end and (text[end - 1] in _TAIL or text[end - 1].isspace()):
        end -= 1
    return end


def _bracketed_at_end(text: str, stop: int, pairs: Sequence[tuple[int, int]]) -> Annotation | None:
    """`pairs` are the brackets of text[:stop]."""
    if pairs and pairs[-1][1] == stop:
        start, end = pairs[-1]
        responsibilities = _inside(text, start + 1, end - 1) or _named(text, start + 1, end - 1)
        if responsibilities:
            return Annotation(span=Span(start=start, end=end), responsibilities=responsibilities)
        return None
    opened = last_unclosed(text[:stop])  # behind all pairs, or around them
    if opened is not None and _is_told(text, opened + 1, stop):
        responsibilities = _roles(text, opened + 1, stop)
        if responsibilities:
            return Annotation(
                span=Span(start=opened, end=stop), responsibilities=responsibilities, closed=False
            )
    return None


def _inside(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """What a bracket says: roles with their names, what offices do, or both (A牵头，B配合；包保领导：C)."""
    if _is_told(text, start, end):
        return _roles(text, start, end)
    first = next((m for m in _ROLE.finditer(text, start, end) if _begins_group(text, m.start(), start)), None)
    if first is None:
        return duties(text, start, end)
    before = duties(text, start, len(text[: first.start()].rstrip(SEPARATORS + BLANKS + "\n")))
    return (*before, *_roles(text, first.start(), end)) if before else ()


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a bracket's inside begins as annotations do: with a role, or with a label that may stand before
    one.
    """
    if _ROLE.match(text, start, end) or _ASIDE.match(text, start, end):
        return True
    label = _LABEL.match(text, start, end)
    return label is not None and may_be_role(label[0].rstrip("：: " + BLANKS))


def _aside_at_end(text: str, stop: int, pairs: Sequence[tuple[int, int]]) -> int | None:
    """Where a last bracket or sentence that only says when begins: （完成时限：…） behind the offices."""
    if pairs and pairs[-1][1] == stop and _ASIDE.match(text, pairs[-1][0] + 1, stop):
        return pairs[-1][0]
    return None


def _shared_out_at_end(text: str, stop: int) -> Annotation | None:
    for m in _SHARED_OUT.finditer(text, max(0, stop - _REACH), stop):
        responsibilities = duties(text, m.end(), stop)
        if responsibilities:
            return Annotation(span=Span(start=m.start(), end=stop), responsibilities=responsibilities)
    return None


def _sentence_at_end(text: str, stop: int) -> Annotation | None:
    """责任单位：A、B or 责任分工：A牵头，B配合 as the last sentences of the text, or as all of it."""
    if shared := _shared_out_at_end(text, stop):
        return shared
    best: Annotation | None = None
    said: list[Responsibility] = []
    end = stop
    for start, first in reversed(_role_sentences(text, stop)):
        said = [*_roles(text, first, end), *said]
        end = start
        if not _are_names(said):
            break
        units = [u for r in said for u in r.units]
        if said and (not units or sum(bool(ENDS_LIKE_OFFICE.search(u)) for u in units) * 2 >= len(units)):
            best = Annotation(span=Span(start=start, end=stop), responsibilities=tuple(said))
    return best


def _role_sentences(text: str, stop: int) -> list[tuple[int, int]]:
    """Where sentences that begin with a role start, with the bullet before it, and where the role does."""
    return [
        (m.start() if m[0].strip() else m.end(), m.end())
        for m in _SENTENCE.finditer(text, max(0, stop - _REACH), stop)
        if _ROLE.match(text, m.end(), stop)
    ]


def _are_names(said: Sequence[Responsibility]) -> bool:
    return all(
        len(name) <= 30 and not re.search(r"[。！？：:]", name)
        for r in said
        for name in (*r.units, *r.leaders)
    )


def _roles(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """`role：names` groups of text[start:end], each group up to where the next role begins.

    A word that only has the shape of a role (统筹单位：) is read as one where all it names are offices, or
    people.
    """
    roles = [m for m in _ROLE.finditer(text, start, end) if _begins_group(text, m.start(), start)]
    others = [m for m in _LABEL.finditer(text, start, end) if _begins_group(text, m.start(), start)]
    borders = sorted({m.start() for m in (*roles, *others)} | {end})
    known = {m.start(): re.sub(r"\s+", "", m["role"] or m["boxed"]) for m in roles}
    found: list[Responsibility] = []
    for head in sorted((*roles, *(m for m in others if m.start() not in known)), key=re.Match.start):
        stop = borders[bisect_left(borders, head.end())]
        role = known.get(head.start()) or head[0].rstrip("：: " + BLANKS)
        if head.start() not in known and not is_unknown_role(role, text[head.end() : stop]):
            continue
        found += read_list(role, text, head.end(), stop, head.start())
    return tuple(found)


def _is_plain_office(name: str) -> bool:
    return len(name) <= 20 and ENDS_LIKE_OFFICE.search(name) is not None


def _begins_group(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1] in f"{SEPARATORS}{BLANKS}\n）)（("


def _named(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """（县教育局、县财政局）: nothing but offices, each with its level of government before it; no role is
    printed.

    Behind a full stop or on a line of its own (…25名。（基层卫生科）) departments need no level.
    """
    stop = next((m.start() for m in re.finditer(r"[，,；;]", text) if is_remark(text[m.end() : end])), end)
    names, _ = split_names(text[start : max(start, stop)])
    apart = text[: start - 1].rstrip()[-1:] in ("", "。", "；", "！", "\n")
    if not names or _NO_LIST.match(names[0]):
        return ()
    if not all(
        (_LEVEL.match(n) and ENDS_LIKE_OFFICE.search(n) and 3 <= len(n) <= 20) or (apart and is_department(n))
        for n in names
    ):
        return ()
    return read_list("", text, start, max(start, stop), start)
