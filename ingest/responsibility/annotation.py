"""Who is responsible, as printed at a clause's end: role words, offices, people, whether the list is open.

Read are bracketed annotations （责任科室：A、B等）（牵头领导：甲；责任科室：乙）, the same without brackets
as a separate line or last sentence, and the State Council's form （A牵头，B、C配合）（D、E按职责分工负责）.
Brackets may be of either width, nested, or cut by line breaks. Names are kept as printed, without white space
and without a role in brackets behind one. Anything else an annotation says (完成时限：…) belongs to it and
names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest import late_re as re
from ingest.grammar.date_forms import TIME_LABEL
from ingest.grammar.minutes import is_attendance
from ingest.grammar.offices import (
    BLANKS,
    CLOSERS,
    OPENERS,
    SEPARATORS,
    is_collective,
    is_department,
    is_listed_office,
    is_plain_office,
    may_be_office,
    split_names,
)
from ingest.grammar.people import is_person
from ingest.grammar.places import LEVEL, PLACE_END, is_kind
from ingest.grammar.references import FOLLOWING
from ingest.grammar.role_words import TASKS, WHOLE_ROLE
from ingest.grammar.roles import may_be_role
from ingest.grammar.stops import COMMA_OR_SEMICOLON, SENTENCE, SENTENCE_OR_COLON, STATEMENT
from ingest.model import Responsibility, Span
from ingest.responsibility.brackets import bracket_pairs, is_behind_office, last_unclosed, up_to_close
from ingest.responsibility.groups import LABEL, ROLE, begins_group, ends_in_a_sentence, roles_in
from ingest.responsibility.lists import duties, is_remark, is_when, odd_names, only_names, read_list
from ingest.responsibility.options import NAMES, REACH
from ingest.responsibility.seen import Seen, seen

_NO_LIST = re.compile(rf"{FOLLOWING}|下称|简称|详?见附|包[括含]|其中|不含")
"""What a bracket begins with that explains a word: （以下简称市疾控中心）."""
_SHARED_OUT = re.compile(rf"(?:^|(?<=[。；;\n]))\s*(?:{TASKS}|责任|职责|部门)?分工\s*[:：]\s*")
"""责任分工：A牵头，B配合."""
_LEVEL = re.compile(rf"(?:各|国家|{PLACE_END}|[\u4e00-\u9fff]{{2,4}}{LEVEL})[\u4e00-\u9fff（）()、]+$")
_ASIDE = re.compile(rf"(?:{TIME_LABEL}|[\u4e00-\u9fff]{{0,4}}日期|(?:联系)?电话|联系方式|备注)\s*[:：]")
"""What an annotation may say beside who is responsible."""
_BULLET = r"[^\w\s（(【\[［〔《“\"、，。；：！？]{1,2}"
"""Any sign a list item or a line is set off with: -, •, ◆, a pointing hand."""
_IS_ASIDE = re.compile(
    rf"\s*(?:{_BULLET}\s*)?[（(【]?"
    rf"(?:{TIME_LABEL}|(?:联系)?电话|联系方式)"
    r"\s*[】]?\s*[:：][^。；：:]{1,30}[。；]?$"
)
_DUE = re.compile(rf"{TIME_LABEL}\s*】?\s*[:：]\s*(?P<when>[^；;。）)】\n]{{2,30}})")
_APART = re.compile(r"[，,；;（()）【】\[\]\n]")
_TAIL = "。；;，,"
"""What may stand behind an annotation, blanks apart."""
_HEAD = (
    rf"(?:{_BULLET}\s*)?(?=[\u4e00-\u9fff（(）)/／]{{2,14}}[{BLANKS}]*[:：]"
    r"|[【\[［〔][\u4e00-\u9fff]{2,10}[】\]］〕])"
)
_SENTENCE = re.compile(
    rf"(?:^|(?<=[。；;！!\s])){_HEAD}|[，,]\s*{_HEAD}"
    rf"|(?:(?<=[.．%％‰\d）)】》”（(【\[〔])|(?<![各等的该由及和与])(?<!明确)(?<=[\u4e00-\u9fff]))(?={WHOLE_ROLE}\s*[:：])"
)
"""Where a role may begin: behind a stop, behind a comma with it, or wherever words are one without doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One annotation; `span` covers it with its brackets, in code points of the text it was read from.

    `closed` is False where the bracket that opens it is never closed. `odd` are items of its lists that are
    sentences and no names.
    """

    span: Span
    responsibilities: tuple[Responsibility, ...]
    closed: bool = True
    odd: tuple[str, ...] = ()


def due_in(annotation: str) -> str | None:
    """When an annotation says it is to be done, as printed: 完成时限：2025年11月底; 6月底前 among offices."""
    said = seen(annotation).text
    if m := _DUE.search(said):
        return m["when"].strip()
    parts = (part.strip(BLANKS + "。") for part in _APART.split(said) if len(part) <= NAMES.longest)
    return next((part for part in parts if is_when(part)), None)


@lru_cache(maxsize=32)
def trailing(text: str) -> tuple[int, tuple[Annotation, ...]]:
    """The annotations at the end of `text` in printed order, and where the words before them end (`len(text)`
    if none).

    A paragraph that only says when something is to be done (完成时限：…) is an annotation as well, and names
    nobody: 0, (). A list of who was at a meeting does not count.
    """
    printed = seen(text)
    body, found = _trailing(printed.text)
    return printed.end(body), tuple(_printed(one, printed) for one in found)


def _printed(annotation: Annotation, printed: Seen) -> Annotation:
    said = tuple(printed.charged(r) for r in annotation.responsibilities)
    return replace(annotation, span=printed.span(annotation.span), responsibilities=said)


def _trailing(text: str) -> tuple[int, tuple[Annotation, ...]]:
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
        if stop and text[stop - 1] in CLOSERS and not (pairs and pairs[-1][1] == stop):
            stop = _without_tail(text, stop - 1)  # it closes nothing
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


def inner(text: str, *, shared: bool = False) -> tuple[Annotation, ...]:
    """The annotations anywhere in `text`, in order: brackets with a role word, brackets behind a full stop
    that only name offices or what they do, several behind parts of a sentence that say who does each
    (达到60%（县城管局负责），), one where the clause ends in another (`shared`), sentences that begin with a
    role and name nothing but offices or people.
    """
    printed = seen(text)
    brackets = list(_inner_brackets(printed.text))
    parted = shared or sum(in_part for in_part, _ in brackets) > 1
    found = [one for in_part, one in brackets if parted or not in_part]
    if not is_attendance(printed.text):
        found += _inner_sentences(printed.text, [one.span for one in found])
    return tuple(_printed(one, printed) for one in sorted(found, key=lambda one: one.span))


def _inner_brackets(text: str) -> Iterator[tuple[bool, Annotation]]:
    """Each with whether it stands behind no more than a part of a sentence."""
    for start, end in bracket_pairs(text):
        said = roles_in(text, start + 1, end - 1) if _is_told(text, start + 1, end) else ()
        if not said and (_is_apart(text, start) or text[end : end + 1] in ("。", "；")):
            said = duties(text, start + 1, end - 1)
        in_part = not said and text[end : end + 1] in ("，", "、") and not is_behind_office(text, start)
        if in_part:
            said = duties(text, start + 1, end - 1)
        if not said and _is_apart(text, start):
            said = _named(text, start + 1, end - 1)
        if fit := only_names(said):
            span = Span(start=start, end=end)
            yield in_part, Annotation(span=span, responsibilities=fit, odd=odd_names(said))


def _inner_sentences(text: str, taken: Sequence[Span]) -> Iterator[Annotation]:
    """Each up to its stop; none in the brackets `taken`."""
    end = 0
    within = iter([*taken, Span(start=len(text), end=len(text) + 1)])
    bracket = next(within)
    for start, first in _role_sentences(text, len(text), reach=len(text)):
        while bracket.end <= first:
            bracket = next(within)
        if first < end or bracket.start <= first:
            continue
        close, said = _listed_from(text, first)
        if said and _are_names(said, listed=True):
            opened = text[start - 1 : start] in tuple(OPENERS)
            closed = text[close : close + 1] in tuple(CLOSERS)
            end = close + (opened and closed)
            span = Span(start=start - opened, end=end)
            yield Annotation(span=span, responsibilities=said, closed=closed or not opened)


def _listed_from(text: str, first: int) -> tuple[int, tuple[Responsibility, ...]]:
    """Where a role's list ends and what it says: at a full stop, or at a semicolon before a sentence."""
    for stops in (SENTENCE, STATEMENT):
        stop = stops.search(text, first, first + REACH.list_within)
        close = first + len(up_to_close(text[first : stop.start() if stop else first + REACH.list_within]))
        if (said := roles_in(text, first, close)) and _are_names(said, listed=True):
            break
    return close, said


def _is_apart(text: str, at: int) -> bool:
    """Whether a bracket stands behind a full stop, or on a line of its own."""
    before = at - 1
    while before >= 0 and text[before] in BLANKS:
        before -= 1
    return before < 0 or text[before] in "。；！\n"


def is_annotation(text: str) -> bool:
    """Whether the whole line is nothing but an annotation."""
    body, _ = trailing(text)
    return bool(text.strip()) and not text[:body].strip()


def ends_with_offices(text: str) -> bool:
    """Whether `text` closes with whom it charges, without a stop behind the last name: 责任单位：县民政局."""
    _, found = trailing(text)
    charged = [r for annotation in found for r in annotation.responsibilities]
    if not charged or text[-1:] in SEPARATORS:
        return False
    names = (*charged[-1].units, *charged[-1].leaders)
    if charged[-1].open:
        return True
    return bool(names) and (is_person(names[-1]) or is_plain_office(names[-1]))


def from_cell(role: str, text: str, start: int) -> tuple[Responsibility, ...]:
    """Whom a table cell under the header `role` names; `start` is the cell's offset. () for an empty cell.

    The cell may say other roles itself: 牵头单位：县水利局 配合单位：县财政局.
    """
    printed = seen(text)
    words = printed.text
    first = next((m.start() for m in ROLE.finditer(words) if begins_group(words, m.start(), 0)), len(words))
    before = read_list(role, words, 0, first, 0) if words[:first].strip() else ()
    said = only_names((*before, *roles_in(words, first, len(words))))
    return tuple(replace(shift(printed.charged(r), start), evidence="column") for r in said)


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
        said = _inside(text, start + 1, end - 1) or _named(text, start + 1, end - 1)
        if fit := only_names(said):
            return Annotation(span=Span(start=start, end=end), responsibilities=fit, odd=odd_names(said))
        return None
    opened = last_unclosed(text[:stop])  # behind all pairs, or around them
    if opened is not None and _is_told(text, opened + 1, stop):
        responsibilities = roles_in(text, opened + 1, stop)
        if responsibilities and _are_names(responsibilities, listed=True):
            return Annotation(
                span=Span(start=opened, end=stop), responsibilities=responsibilities, closed=False
            )
    return None


def _inside(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """What a bracket says: roles with their names, what offices do, or both (A牵头，B配合；包保领导：C), also
    behind when it is due (6月底完成，牵头单位：A).
    """
    if _is_told(text, start, end):
        return roles_in(text, start, end)
    first = next((m for m in ROLE.finditer(text, start, end) if begins_group(text, m.start(), start)), None)
    if first is None:
        return duties(text, start, end)
    stop = len(text[: first.start()].rstrip(SEPARATORS + BLANKS + "\n"))
    before = duties(text, start, stop)
    return (*before, *roles_in(text, first.start(), end)) if before or is_when(text[start:stop]) else ()


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a bracket's inside begins as annotations do: with a role, or with a label that may stand before
    one.
    """
    if ROLE.match(text, start, end) or _ASIDE.match(text, start, end):
        return True
    label = LABEL.match(text, start, end)
    return label is not None and may_be_role(label[0].rstrip("：: " + BLANKS))


def _aside_at_end(text: str, stop: int, pairs: Sequence[tuple[int, int]]) -> int | None:
    """Where a last bracket or sentence that only says when begins: （完成时限：…） behind the offices."""
    if pairs and pairs[-1][1] == stop and _ASIDE.match(text, pairs[-1][0] + 1, stop):
        return pairs[-1][0]
    return None


def _shared_out_at_end(text: str, stop: int) -> Annotation | None:
    for m in _SHARED_OUT.finditer(text, max(0, stop - REACH.tail), stop):
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
    listed, end = False, stop
    for start, first in reversed(_role_sentences(text, stop, REACH.tail)):
        sentence = roles_in(text, first, end)
        if end == stop and ends_in_a_sentence(text, first, end):
            return None
        several = listed or "。" in text[first:end]
        if not _are_names(sentence if several == listed else [*sentence, *said], listed=several):
            break
        said = [*sentence, *said]
        listed, end = several, start
        if said:
            best = Annotation(span=Span(start=start, end=stop), responsibilities=tuple(said))
    return best


def _role_sentences(text: str, stop: int, reach: int) -> list[tuple[int, int]]:
    """Where sentences that begin with a role start, with the bullet or comma before it, and where the role
    does; each role once.
    """
    found: dict[int, tuple[int, int]] = {}
    for m in _SENTENCE.finditer(text, max(0, stop - reach), stop):
        if role := ROLE.match(text, m.end(), stop):
            found.setdefault(role.end(), (m.start() if m[0].strip() else m.end(), m.end()))
    return list(found.values())


def _are_names(said: Sequence[Responsibility], *, listed: bool = False) -> bool:
    """Whether every name of those charged can be one: no sentence is. `listed`: units must end as offices
    do.
    """
    fits = is_listed_office if listed else may_be_office
    return all(fits(unit) for r in said for unit in r.units) and all(
        len(name) <= NAMES.longest and not SENTENCE_OR_COLON.search(name) for r in said for name in r.leaders
    )


def _named(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """（县教育局、县财政局）: nothing but offices, each with its level of government before it; no role is
    printed.

    Behind a full stop or on a line of its own (…25名。（基层卫生科）) departments need no level.
    """
    apart = _is_apart(text, start - 1)
    first = COMMA_OR_SEMICOLON.search(text, start, end)
    timed = first is not None and is_when(text[start : first.start()])
    start = first.end() if first and timed else start
    cuts = (m.start() for m in COMMA_OR_SEMICOLON.finditer(text, start, end))
    stop = next((at for at in cuts if is_remark(text[at + 1 : end]) or is_when(text[at + 1 : end])), end)
    timed = timed or (stop < end and is_when(text[stop + 1 : end]))
    names, _ = split_names(text[start:stop])
    if not names or _NO_LIST.match(names[0]) or all(map(is_kind, names)):
        return ()
    if timed and all(map(is_plain_office, names)):
        return read_list("", text, start, stop, start)
    sure = [_has_level(n) or (apart and is_department(n)) for n in names]
    fits = all(ok or is_collective(n) for ok, n in zip(sure, names, strict=True))
    most = sum(sure) >= 2 * sure.count(False) and all(map(is_listed_office, names))
    if not any(sure) or not (fits or most):
        return ()
    return read_list("", text, start, max(start, stop), start)


def _has_level(name: str) -> bool:
    return _LEVEL.match(name) is not None and len(name) > NAMES.whole and is_plain_office(name)
