"""Whom a sentence charges without a role word: 由县财政局于6月底前拨付, 县水利局每月5日前通报,
委托县疾控中心实施, 由林枫同志负责.

In: one segment of a sentence, and whether the sentence has charged somebody before. Out: a responsibility
with its span in code points of the segment; None where an office only stands in the words (an object, a
receiver, what it is or did). Behind 由 any deed charges; a subject is charged with what is demanded of it by
a time, or by a verb (要, 应当) where it is an office by name and the deed is more than what all are told;
各镇 and their like only with a time, also behind 由.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.addressees import WIDE_BRACKETS, as_printed
from ingest.grammar.deeds import (
    BY,
    BY_WHEN,
    PASSED,
    UNNAMED,
    Deed,
    is_reported,
    read_deed,
    tells_past,
    tells_share,
)
from ingest.grammar.minutes import OF_ALL
from ingest.grammar.named_offices import Named, named_offices, named_or_else
from ingest.grammar.office_ends import LEVELS_TOLD
from ingest.grammar.office_names import sure_offices
from ingest.grammar.people import FAMILY_NAME, TITLE, is_everyday_word, is_person
from ingest.grammar.places import PLACE_END
from ingest.grammar.role_words import MANNER, SPOKEN
from ingest.grammar.roles import part_of
from ingest.model import Responsibility, Span
from ingest.responsibility.options import REACH
from ingest.responsibility.subjects import charged_as, charged_subject, tells_seat, timed_later, with_others

_IN_CHARGE = rf"(?:{TITLE}|领导)"
_PERSON = re.compile(
    rf"(?:由(?:[\u4e00-\u9fff]{{0,8}}?{TITLE})?|^[\u4e00-\u9fff]{{0,12}}?{_IN_CHARGE})(?P<names>{FAMILY_NAME}[\u4e00-\u9fff]{{1,2}}?)(?P<as>同志)?"
    rf"(?:{MANNER}|要|具体)*(?P<verb>总?{SPOKEN})(?!人|制)"
)

_ASKED_OF_ALL = re.compile(rf"{OF_ALL}[，,：:]?\s*(?:各|全体)")
"""What minutes ask of everybody: 会议要求，各单位抓紧落实，…."""
_PART_OF = re.compile(r"[^，,；;。：！？\n（）]{3,200}")
_LEVELS = re.compile(rf"(?:{LEVELS_TOLD})+")
_BESIDE = re.compile("(?P<between>[\u4e00-\u9fff]{0,6})、")
"""Before another who does something else: 县数据局统筹|、县水利局建设."""
_PLACES = re.compile(rf"各.*{PLACE_END}$")
"""Places, no offices: 各乡镇."""


def charged_with_deed(
    segment: str, sentence: str, *, follows: bool, begins: bool
) -> tuple[Responsibility, ...]:
    """`sentence` is all of the sentence the segment is of; `follows`: it charged somebody before; `begins`:
    the segment stands behind a full stop.
    """
    when = BY_WHEN.match(segment)
    start = when.end() if when else 0
    printed = segment[start : start + REACH.deed]
    words = printed.translate(WIDE_BRACKETS)
    found = _charged_in(words, sentence, follows=follows, begins=begins, timed=when is not None)
    beside = _BESIDE.match(words, found[-1].span.end) if found else None
    if beside and named_offices(beside["between"]) is None and named_offices(words, beside.end()):
        more = _charged_in(words[beside.end() :], sentence, follows=True, begins=False, timed=False)
        found += tuple(_shifted(one, beside.end()) for one in more)
    said = (replace(r, units=tuple(as_printed(name, printed) for name in r.units)) for r in found)
    return tuple(_shifted(one, start) for one in said)


def charged_by(text: str) -> Iterator[Responsibility]:
    """Whom the parts of any sentence charge behind 由 with a deed: 由县财政局核定."""
    for part in _PART_OF.finditer(text):
        one = _by(part[0])
        for said in _by_several(part[0]) or ((one,) if one else ()):
            yield replace(_shifted(said, part.start()), evidence="deed")


def _shifted(one: Responsibility, by: int) -> Responsibility:
    return replace(one, span=Span(start=one.span.start + by, end=one.span.end + by))


def _charged_in(
    words: str, sentence: str, *, follows: bool, begins: bool, timed: bool
) -> tuple[Responsibility, ...]:
    if jointly := _by_several(words):
        return tuple(replace(r, evidence="deed") for r in jointly)
    passed, by = _passed_on(words), _by(words)
    if passed and by and by.span.end <= passed.span.start:  # 由县应急局提请|县政府关闭
        return tuple(replace(r, evidence="deed") for r in (by, passed))
    one = _person(words, sentence) or passed or by
    if one is None and tells_seat(words):
        seat = charged_as(words)
        return (replace(seat, evidence="seat"),) if seat else ()
    if one is None and _ASKED_OF_ALL.match(sentence.lstrip()):
        return ()
    if one is None and (
        several := charged_subject(words, sentence, follows=follows, begins=begins, timed=timed)
    ):
        return tuple(replace(r, evidence="subject") for r in several)
    if one is not None:
        return (replace(one, evidence="deed"),)
    one = _subject(words, sentence, follows=follows, begins=begins, timed=timed)
    return (replace(one, evidence="subject"),) if one else ()


def _person(words: str, sentence: str) -> Responsibility | None:
    m = _PERSON.search(words)
    if m is None or not is_person(m["names"]) or is_everyday_word(m["names"]):
        return None
    if not m["as"] and not re.search(rf"{_IN_CHARGE}$", words[: m.start("names")]):
        return None
    if not m[0].startswith("由") and is_reported(sentence):
        return None
    part = part_of(m["verb"])
    span = Span(start=m.start("names"), end=m.end("verb"))
    return Responsibility(
        role=m["verb"], part="leader" if part == "lead" else part, leaders=(m["names"],), span=span
    )


def _passed_on(words: str) -> Responsibility | None:
    for m in PASSED.finditer(words):
        names, end, is_open = named_or_else(sure_offices, words, m.end())
        deed = read_deed(words[end:]) if names else None
        if deed:
            return _charged(names, deed, m.end(), end, is_open)
    return None


def _by(words: str) -> Responsibility | None:
    for m in BY.finditer(words):
        names, end, is_open = named_or_else(sure_offices, words, m.end())
        deed = read_deed(words[end:]) if names else None
        if deed is None or tells_past(words[: m.start()]):
            continue
        places = any(map(_PLACES.match, names))
        if deed.timed or deed.must or (deed.done and not places):
            return _charged(names, deed, m.end(), end, is_open)
    return None


def _by_several(words: str) -> tuple[Responsibility, ...]:
    """由县水利局会同县财政局核定: the first leads, the others help; () where nobody does it with others."""
    one = _by(words)
    if one is None or one.role != "会同":
        return ()
    end = words.index(one.units[-1], one.span.start) + len(one.units[-1])
    named = Named(names=one.units, end=end, open=one.open, together=False)
    deed = read_deed(words[end:])
    return with_others(words, named, deed, one.span.start) if deed else ()


def _subject(words: str, sentence: str, *, follows: bool, begins: bool, timed: bool) -> Responsibility | None:
    names, end, is_open = sure_offices(words, 0)
    deed = read_deed(words[end:]) if names else None
    if deed is None or all(map(_LEVELS.fullmatch, names)) or tells_share(words[end:]):
        return None
    deed = timed_later(replace(deed, timed=deed.timed or timed), words, sentence)
    helps = follows and part_of(deed.role) == "support"
    named = not any(map(UNNAMED.match, names))
    beside = follows and deed.done and (named or not deed.urged)  # 县水利局每日调度，县应急局做好值守
    if part_of(deed.role) in ("support", "oversight") and not helps:
        return None
    demanded = deed.timed or (deed.must and named and not deed.urged)
    if not (helps or beside or (demanded and (begins or follows or deed.must or named))):
        return None
    return _charged(names, deed, 0, end, is_open)


def _charged(names: tuple[str, ...], deed: Deed, start: int, end: int, is_open: bool) -> Responsibility:
    span = Span(start=start, end=end + deed.end)
    return Responsibility(role=deed.role, part=part_of(deed.role), units=names, open=is_open, span=span)
