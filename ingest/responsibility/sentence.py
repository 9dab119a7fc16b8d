"""Who a sentence says does it: 由市教育局牵头，市财政局配合; 县水利局负责….

In: the words of a clause that carries no annotation. Out: responsibilities with the verb as their role,
spans in code points of the words. Who explains a document (由县水利局负责解释) is charged with that; those
one asks or tells (报县政府批准, 经市财政局审核, 向市水利局备案) are charged with nothing. With 会同 and 商
the first office leads and the others help. Only names that begin with a level of government (市,
县, 各 …) and end as offices do are taken: “学校负责” is nobody's assignment. What a sentence tells besides
stays untouched: nothing is cut out of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.brackets import ASIDE_AS_PRINTED
from ingest.grammar.demands import MUST
from ingest.grammar.joins import OPENING, SIGN, members
from ingest.grammar.office_ends import (
    AT_LARGE,
    DEPARTMENT_LAST,
    HEADING_END,
    LEVEL_OR_OFFICE,
    NO_END,
    PARENT_END,
    UNIT_END,
)
from ingest.grammar.office_names import is_ministry
from ingest.grammar.offices import (
    CLOSERS,
    SUCH,
    WHICHEVER,
    is_department,
    is_listed_office,
    is_plain_office,
    names_if,
    split_names,
)
from ingest.grammar.people import BY_POST, FAMILY_NAME, HOLDS, IN_POST, TITLE, is_everyday_word, is_person
from ingest.grammar.places import COUNTRY, PLACE_END
from ingest.grammar.relations import BEFORE_A_NAME, LEADING_OTHERS
from ingest.grammar.role_words import (
    LEADING,
    MANNER,
    OF_DUTIES,
    POST,
    RESPONSIBLE_VERB,
    SAID_VERB,
    SPOKEN,
    WATCH_VERB,
)
from ingest.grammar.roles import part_of
from ingest.grammar.stops import SENTENCE, begin_of, end_of
from ingest.model import Responsibility, Span
from ingest.responsibility.annotation import shift
from ingest.responsibility.bodies import bodies
from ingest.responsibility.brackets import bracket_pairs
from ingest.responsibility.deeds import charged_with_deed
from ingest.responsibility.helpers import beside_lead, helpers_at
from ingest.responsibility.options import NAMES
from ingest.responsibility.seen import without_spread

_LEVEL = rf"(?:各|{COUNTRY}|[本我](?={PARENT_END}|部|单位|中心)|{LEVEL_OR_OFFICE}(?![级内外域直]))"
_NAMED_LEVEL = re.compile(rf"[\u4e00-\u9fff]{{2,3}}{PLACE_END}[\u4e00-\u9fff]{{1,12}}{HEADING_END}$")
"""A place by name before the office: 白鹭市教育局."""
_ALL_OF_THEM = re.compile(rf"各|{AT_LARGE}")
"""各部门职责 stands over a list of those that have them."""
_MEANT_AT_LARGE = re.compile(rf"(?:{PLACE_END}[直级属]?)?(?:{WHICHEVER})*(?:{AT_LARGE})")
"""Those called by no name of their own: 县直有关部门."""
_OFFICE = re.compile(rf"{_LEVEL}[\u4e00-\u9fff（）()、]{{1,24}}")
_SEGMENT = re.compile(rf"(?:(?!(?<={SAID_VERB})、)[^，,；;。！？\n•●◆■▪])+")
_NOT_VERB = (
    r"(?!同志|人|制(?![定订作])|的|到|任|下|并?且不|部门|单位|机关|机构"
    rf"|(?!{NO_END})(?:{UNIT_END}|[组队所员长度])|{IN_POST})"
)
"""What makes another word of the verb (负责人), or part of a name (督查室)."""
_MUST = rf"(?:{MUST}|将|负(?=总责)|{MANNER})*(?:[:：]\s*)?"
_OPENS = rf"^(?:[^由]{{0,20}}?由|并?由|并?商请|{OPENING})?"
_BEHIND_BY = r"[^由]{0,20}?由"
_LISTED = r"[\u4e00-\u9fff、（）()]"
_DEPARTMENTS = r"(?P<names>[\u4e00-\u9fff、]{2,60}?)"
_CHARGED = rf"{_MUST}(?P<verb>{SPOKEN}|(?:{BEFORE_A_NAME})(?={PLACE_END}|国家|{SUCH})){_NOT_VERB}"
_ASSIGNED = re.compile(rf"{_OPENS}(?P<names>{_LEVEL}{_LISTED}{{1,80}}?){_CHARGED}")
_ASSIGNED_BELOW = re.compile(rf"{_OPENS}(?P<names>{_LISTED}{{2,80}}?){_CHARGED}")
"""The same of offices without a level before their names (基卫股): told apart only where the sentence speaks
of what stands above.
"""
_BY_DEPARTMENT = re.compile(rf"^(?:{_BEHIND_BY}){_DEPARTMENTS}{_CHARGED}")
"""由医政科牵头: a department without a level, surely meant behind 由."""
_DEPARTMENT_FIRST = re.compile(
    rf"^{_DEPARTMENTS}(?:[:：]\s*)?{_MUST}(?P<verb>{RESPONSIBLE_VERB}|会同(?!.*了)){_NOT_VERB}"
)
"""医政股负责医疗安全, 爱卫办：负责协调: the same at the start of a sentence."""
_HELPED_BY = re.compile(rf"^(?:{_BEHIND_BY})?{_DEPARTMENTS}{_CHARGED}")
"""规财科配合, in a sentence that has charged a department."""
_WATCHED = re.compile(
    rf"^(?:(?P<by>{_BEHIND_BY}))?(?P<names>{_LEVEL}{_LISTED}{{1,80}}?)"
    rf"{_MUST}(?P<verb>{MANNER}*{WATCH_VERB}{{1,2}})$"
)
"""由市审计局监督: such verbs charge only where nothing follows."""
_NAME = rf"{FAMILY_NAME}[\u4e00-\u9fff]{{1,2}}"
_MADE = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|由|{TITLE})(?P<names>{_NAME}?)(?:同志)?{HOLDS}(?P<role>{LEADING})"
)
"""副县长林枫任组长, 林枫同志为分管领导."""
_LED = re.compile(
    rf"(?P<role>{LEADING})(?:为|是|由)(?:[\u4e00-\u9fff]{{0,8}}?{TITLE})?(?P<names>{_NAME}(?:{SIGN}{_NAME})*?)"
    rf"(?:同志)?{HOLDS}?(?=[，,。；;\s]|$)"
)
"""包保领导为林枫."""
_BY_POST = re.compile(rf"由(?P<names>{BY_POST})(?:{HOLDS}(?P<as>(?!{POST}){LEADING})|(?P<verb>{SPOKEN}))")
"""由县政府分管副县长牵头: somebody called by nothing but the post; who heads a body (任组长) is no more than
the head of those it charges.
"""
_THEN_WITH = re.compile(rf"并?会同|与(?={_LISTED}{{3,60}}?(?:{MANNER}|建立|签订|制定|开展|做好|完善))")
"""At the start of a part of a sentence that has charged somebody: those it is done with."""
_QUOTES = re.compile(r"[:：﹕∶]\s*[“\"]")


def assigned(text: str) -> tuple[Responsibility, ...]:
    """In reading order; () where no sentence assigns anything."""
    printed = without_spread(_opened(text))
    said = (*_assigned(printed.text, _ASSIGNED, _has_level), *led(printed.text), *bodies(printed.text))
    found = map(_spoken, said)
    return tuple(sorted(map(printed.charged, found), key=lambda r: r.span))


def assigned_below(text: str) -> tuple[Responsibility, ...]:
    """The same where the sentence speaks of what stands above: its offices need no level."""
    return _assigned(text, _ASSIGNED_BELOW, is_plain_office) or led(text)


def _opened(text: str) -> str:
    """The words with the signs of brackets that hold sentences of their own as line breaks:
    …25名。（县教育局牵头，县财政局保障经费）.
    """
    for start, end in bracket_pairs(text):
        before = text[:start].rstrip()[-1:]
        if before in ("", "。", "；", "！", "\n") and text[end - 1] in CLOSERS:
            text = f"{text[:start]}\n{text[start + 1 : end - 1]}\n{text[end:]}"
    return text


def _spoken(one: Responsibility) -> Responsibility:
    return replace(one, evidence="spoken") if one.evidence == "note" else one


def led(text: str) -> tuple[Responsibility, ...]:
    """The people a sentence makes leaders: 由副县长林枫任组长, 包保领导为林枫, 由分管副县长任组长."""
    found = [_by_post(m) for m in _BY_POST.finditer(text)]
    for m in (*_MADE.finditer(text), *_LED.finditer(text)):
        names = tuple(members(m["names"]))
        if all(is_person(name) and not is_everyday_word(name) for name in names):
            span = Span(start=min(m.start("names"), m.start("role")), end=max(m.end("names"), m.end("role")))
            found.append(Responsibility(role=m["role"], part=part_of(m["role"]), leaders=names, span=span))
    return tuple(sorted(found, key=lambda r: r.span))


def _by_post(m: re.Match[str]) -> Responsibility:
    part = part_of(m["as"] or m["verb"])
    span = Span(start=m.start("names"), end=m.end())
    part = "leader" if part == "lead" else part
    return Responsibility(role=m["as"] or m["verb"], part=part, leaders=(m["names"],), span=span)


def _assigned(
    text: str, sentence: re.Pattern[str], fits: Callable[[str], bool]
) -> tuple[Responsibility, ...]:
    found: list[Responsibility] = []
    for segment in _SEGMENT.finditer(text):
        joined = _THEN_WITH.match(segment[0])
        if joined and found and _one_sentence(text, found[-1], segment.start()):
            found += _helpers(segment[0], joined.end(), segment.start())
            continue
        m = sentence.match(segment[0].strip())
        names = (names_if(fits, m["names"]) or _with_those_at_large(fits, m["names"])) if m else ()
        if not names and sentence is _ASSIGNED:
            m = _by_department(text, segment, found)
            names = names_if(_needs_no_level, m["names"]) if m else ()
        if not names and sentence is _ASSIGNED:
            m = _watched(text, segment, found)
            names = names_if(fits, m["names"]) if m else ()
        if not names and sentence is _ASSIGNED and (deeds := _with_deed(text, segment, found)):
            found += deeds
            continue
        if not names and sentence is _ASSIGNED and (one := _beside(text, segment, found)):
            found.append(one)
            continue
        if (
            m
            and part_of(m["verb"]) == "support"
            and m["verb"] not in LEADING_OTHERS
            and not (found and _one_sentence(text, found[-1], segment.start()))
        ):
            if _begins_sentence(text, segment):
                found += _with_deed(text, segment, found)
            continue  # 市县公立医院参与… tells of how, not of who
        if m is None or not names:
            continue
        lead = len(segment[0]) - len(segment[0].lstrip())
        start = segment.start() + lead + m.start("names")
        end = segment.start() + lead + m.end("verb")
        role = m["verb"].removeprefix("予以")
        part = part_of(role)
        if role in LEADING_OTHERS:
            own = re.search(SAID_VERB, m.string[m.end() :])  # 会同市财政局负责… says it itself
            role, part = "负责", part_of(own[0]) if own else "lead"
            found += _helpers(m.string, m.end(), end - m.end())
        span = Span(start=start, end=end)
        is_open = split_names(m["names"])[1]
        found.append(Responsibility(role=role, part=part, units=names, open=is_open, span=span))
        if m.string.startswith("会同", m.end()):
            found += _helpers(m.string, m.end() + 2, end - m.end())
    return tuple(sorted(found, key=lambda r: r.span))


def _beside(text: str, segment: re.Match[str], found: Sequence[Responsibility]) -> Responsibility | None:
    """What stands behind those who lead or are responsible in one sentence: 供水股牵头，|各系分片包干."""
    here = [one for one in found if _one_sentence(text, one, segment.start())]
    led = here and (any(one.role for one in here) or "为成员" in segment[0])
    one = beside_lead(segment[0].strip()) if led else None
    return shift(one, segment.start() + segment[0].index(segment[0].strip())) if one else None


def _with_deed(
    text: str, segment: re.Match[str], found: Sequence[Responsibility]
) -> tuple[Responsibility, ...]:
    """由县财政局统筹安排: charged with a deed that no role has a word for."""
    words = segment[0].strip()
    at = segment.start() + segment[0].index(words)
    follows = bool(found) and _one_sentence(text, found[-1], segment.start())
    if quoted := _QUOTES.search(words):  # 增加一条：“县水利局每年…
        at, words = at + quoted.end(), words[quoted.end() :]
    charged = charged_with_deed(
        words, _sentence_around(text, at), follows=follows, begins=_begins_sentence(text, segment)
    )
    return tuple(shift(one, at) for one in charged)


def _sentence_around(text: str, at: int) -> str:
    return text[begin_of(SENTENCE, text, at) : end_of(SENTENCE, text, at)]


def _begins_sentence(text: str, segment: re.Match[str]) -> bool:
    return text[: segment.start()].rstrip()[-1:] in ("", "。", "；", "！", "\n")


def _by_department(
    text: str, segment: re.Match[str], found: Sequence[Responsibility]
) -> re.Match[str] | None:
    words = segment[0].strip()
    if found and _one_sentence(text, found[-1], segment.start()):
        return _HELPED_BY.match(words)
    begins = _begins_sentence(text, segment)
    return _BY_DEPARTMENT.match(words) or (_DEPARTMENT_FIRST.match(words) if begins else None)


def _watched(text: str, segment: re.Match[str], found: Sequence[Responsibility]) -> re.Match[str] | None:
    """由市审计局监督, or what follows it in one sentence."""
    m = _WATCHED.match(segment[0].strip())
    follows = bool(found) and _one_sentence(text, found[-1], segment.start())
    return m if m and (m["by"] or follows) else None


def _one_sentence(text: str, before: Responsibility, at: int) -> bool:
    return SENTENCE.search(text, before.span.end, at) is None


def offices_in_heading(title: str) -> tuple[str, ...]:
    """The offices a heading consists of (镇农业农村办公室, 县水利局主要职责); () for any other heading."""
    if len(title) > NAMES.longest:
        return ()
    title, all_of = OF_DUTIES.sub("", title), OF_DUTIES.search(title) and _ALL_OF_THEM.match(title)
    if all_of:
        return ()
    return (title,) if _NAMED_LEVEL.match(title) else names_if(_has_level, title)


def _has_level(name: str) -> bool:
    """Whether an office's name begins with its level of government, or in 本 or 我."""
    if _OFFICE.fullmatch(name) is None:
        return False
    return is_plain_office(name) and (len(name) > NAMES.whole or name[0] in "本我")


def _with_those_at_large(fits: Callable[[str], bool], listed: str) -> tuple[str, ...]:
    """The names of a list with whoever else is meant (各镇政府和县直有关部门); () for any other."""
    names, _ = split_names(listed)
    bare = [ASIDE_AS_PRINTED.sub("", name) for name in names]
    rest = [name for name in bare if not _MEANT_AT_LARGE.fullmatch(name)]
    if len(rest) == len(bare) or not any(map(fits, rest)):
        return ()
    return names if all(map(is_listed_office, rest)) else ()


def _needs_no_level(name: str) -> bool:
    """Whether it is an office's, or a department's or a ministry's that is called without a level."""
    if is_ministry(name) or _has_level(name):
        return True
    return is_department(name) and DEPARTMENT_LAST.search(name) is not None


def _helpers(text: str, start: int, offset: int) -> Iterator[Responsibility]:
    """The offices behind 会同 or 商, up to the verb they share with the first."""
    names, end, is_open = helpers_at(text, start)
    if names:
        span = Span(start=offset + start, end=offset + end)
        yield Responsibility(role="会同", part=part_of("会同"), units=names, open=is_open, span=span)
