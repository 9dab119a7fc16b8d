"""Duties of bodies not named as offices: 供水单位应当公布水质, 由建设单位组织验收,
产权单位是日常管理的责任主体, 各市、各区应当….

In: the clauses of a paper as their notes and sentences were read. Out: the same with responsibilities of
evidence "addressee" and "consent" beside those of their sentences; a clause with a note, a column or a
heading that says who does it is left to that. Charged is who is to do something (应当, 必须, 负责, 承担),
is forbidden it (不得), or is told by when; whoever the paper calls by a name of its own also with what it
does; who acts as the state with all that is asked of it (要) or left to it (可以). Whom an appeal to all
(要高度重视) is of is not, nor whom else a permission is of, nor enterprises, traders and owners: a rule binds
them, and nobody calls them its 责任单位.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.addressees import Addressed, addressed, called, introduced, is_area
from ingest.grammar.deeds import (
    BY,
    BY_DUTIES,
    MAY,
    UNNAMED,
    is_deferred,
    is_reported,
    read_deed,
    without_rule,
)
from ingest.grammar.demands import FIRM, MUST
from ingest.grammar.granting import GIVES, PAYS
from ingest.grammar.minutes import OF_ALL
from ingest.grammar.negators import BARS
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.office_ends import (
    ADDRESSED_PRIVATE,
    ADDRESSED_STATE,
    HOLDER_END,
    LEVELS_TOLD,
)
from ingest.grammar.offices import ALIAS, is_department
from ingest.grammar.quantifiers import EACH_OF
from ingest.grammar.relations import TOGETHER
from ingest.grammar.role_words import IS_ROLE, RESPONSIBLE_VERB, ROLE_ALONE, WHOLE_ROLE
from ingest.grammar.roles import part_of
from ingest.grammar.segmentation import classes_of
from ingest.grammar.stops import COMMA, SEMICOLON, SENTENCE
from ingest.labels import is_preamble
from ingest.model import Clause, Responsibility, Span
from ingest.responsibility.annotation import shift
from ingest.responsibility.consents import consents
from ingest.responsibility.deeds import charged_by
from ingest.responsibility.demanded import (
    CARES,
    CHARGES,
    MUST_OR_NOT,
    bare,
    is_demanded,
    is_due,
    of_state,
    parts_behind,
)
from ingest.responsibility.helpers import WITH, helpers_at
from ingest.responsibility.options import NAMES, REACH
from ingest.responsibility.seen import without_spread

_SEGMENT = re.compile(r"[^，,；;：:。！？\n•●◆■▪]+")
_FORBIDDEN = re.compile(f"(?:{EACH_OF})?(?:{BARS})(?!已|不)")
_BEARS = re.compile(
    r"(?:分别|全额|足额|统一|各自|按[^，]{1,12}?)*(?:承担|负担|补足|垫付|出资)(?!的)|对[^，]{2,30}?负[^，]{0,4}责"
)
"""What those do who pay for it or answer for it."""
_GIVES = re.compile(
    r"(?:对[^，]{2,20}?)?(?:按照?[^，]{2,24}?)?"
    rf"(?:{GIVES})[^，]{{0,16}}?(?:{PAYS}|扶持|指导)(?!的|资金|标准)"
)
"""What those do who help others with it: 乡镇人民政府|给予指导."""
_FUNDS = re.compile(rf"(?:(?:{COUNT_WORD}|\d{{1,4}}|每)年|按照?)[^，]{{0,30}}?(?:安排|给予|列支|补助|拨付)")
"""For how long, or by which rate, the money of a government is given: 市财政|三年统筹安排."""
_PRIVATE = re.compile(f"(?:{ADDRESSED_PRIVATE})$")
_PAYS = re.compile(f"(?:{ADDRESSED_STATE})$")
_HELD = re.compile(
    rf"^(?P<before>(?P<role>[\u4e00-\u9fff]{{0,6}}(?:{HOLDER_END}))[为是](?:其(?:所)?委托的)?)"
)
"""Before those who hold a role: 养护责任人为|所在单位."""
_ANSWERS = re.compile(r"[为是](?!其|(?:第一|直接|主要)责任人)[^，；。]{0,12}?(?P<role>责任人)$")
"""Behind a body: that it answers for a thing."""
_WHERE = re.compile("(?:认为|发现|[得获]知|[收接]到|确?需要?|拟|因)[^，]*的$")
"""In which case those ahead are to do what stands behind the comma: 管护人|发现渗漏的，应当."""
_IN_CASE = re.compile("[^，的]{2,30}的$")
"""In which case those ahead must do what stands behind the comma: 托育机构|暂停收托的，应当."""
_CONSISTS = re.compile("(?:组成|构成)(?:$|的)")
_OF_ALL = re.compile(OF_ALL)
_LEVEL_FIRST = re.compile(f"^(?:{LEVELS_TOLD})")
_SURE = re.compile(f"{FIRM}|需(?!求)|负责|不得")
_ANY_MUST = re.compile(f"{MUST}|不得")
_MAY_CHARGE = re.compile(
    rf"[应须要负责由年月日季\d]|务必|依法|{BARS}|承担|出资|垫付|补足|给予"
    rf"|{RESPONSIBLE_VERB}|{WHOLE_ROLE}"
)
"""A sentence without any of these tells nobody what to do but those the paper has named."""


def known_in(text: str) -> frozenset[str]:
    """The names of bodies that a paper gives itself, or that it tells somewhere what to do (应当, 负责)."""
    names = set(called(text))
    for segment in _SEGMENT.finditer(text):
        if not _SURE.search(segment[0]):
            continue
        for one in addressed(segment[0].strip()):
            if (
                len(one.names) == 1
                and (is_area(one.names[0]) or not UNNAMED.match(one.names[0]))
                and _SURE.match(_behind(segment[0].strip(), one))
            ):
                names.update(one.names)
                break
    return frozenset(names)


def with_addressees(clauses: Sequence[Clause], text: str) -> tuple[Clause, ...]:
    """The clauses with whom their sentences tell what to do; a clause with a note, a column or a heading that
    says who does it is left to that. `text` is the paper's, which calls those it knows also without their
    level: 街道平安办, 平安办.
    """
    known = known_in("\n".join(clause.span.of(text) for clause in clauses)) | _with_duties(clauses)
    known |= frozenset(filter(is_department, (_LEVEL_FIRST.sub("", name) for name in known)))
    return tuple(_with_told(clause, clause.span.of(text), known) for clause in clauses)


def _with_duties(clauses: Sequence[Clause]) -> frozenset[str]:
    """Those whose duties the paper lists under their names."""
    return frozenset(
        n for c in clauses for r in c.responsibilities if r.evidence == "heading" for n in r.units
    )


def _with_told(clause: Clause, text: str, known: frozenset[str]) -> Clause:
    said = clause.responsibilities
    if clause.cells or is_preamble(clause):
        return clause
    annotated = not all(map(_is_of_sentence, said))
    said = tuple(_without_private(r) if _is_of_sentence(r) else r for r in said)
    said = tuple(r for r in said if r.units or r.leaders)
    printed = without_spread(text)
    text = printed.text
    first = [shift(printed.charged(one), clause.span.start) for one in _introduced(text)]
    said = tuple(r for r in said if not any(_is_within(one, r) for one in first))
    others = [_without_private(one) for one in (charged_by(text) if annotated else addressees(text, known))]
    said = tuple(r for r in said if not any(_goes_on(r, one) for one in others))
    charged = {name for r in said for name in (*r.units, *r.leaders)}
    told = []
    for one in (*others, *map(_without_private, consents(text))):
        consents_to = one.evidence == "consent"  # 市政府 is not one of 市政府各部门
        new = tuple(n for n in one.units if n not in charged and (consents_to or not _is_among(n, charged)))
        charged.update(new)
        if new:
            told.append(shift(printed.charged(replace(one, units=new)), clause.span.start))
    if not told:  # in the order of their notes
        return clause if said == clause.responsibilities else replace(clause, responsibilities=said)
    both = sorted((*said, *told), key=lambda r: r.span)
    return replace(clause, responsibilities=tuple(both))


def _without_private(one: Responsibility) -> Responsibility:
    return replace(one, units=tuple(name for name in one.units if not _PRIVATE.search(name)))


def _is_of_sentence(one: Responsibility) -> bool:
    return one.evidence in ("spoken", "deed", "subject", "seat") and one.inherited_from is None


def _is_within(one: Responsibility, other: Responsibility) -> bool:
    """Whether the other names by more words whom `one` names as the paper calls it from there on."""
    return other.span.start <= one.span.start < other.span.end and one.units != other.units


def _goes_on(one: Responsibility, other: Responsibility) -> bool:
    """Whether the other has the whole list of which `one` has the offices at its head and knows that more
    stand behind them: 红十字会、|急救机构和其他医疗机构.
    """
    head = other.units[: len(one.units)]
    return one.evidence == "subject" and one.open and head == one.units != other.units


def _is_among(name: str, charged: Iterable[str]) -> bool:
    """Whether it is charged already, under this name or one that is a part of it (省教育厅|会同)."""
    return any(name in one or one in name for one in charged)


def addressees(text: str, known: frozenset[str] = frozenset()) -> Iterator[Responsibility]:
    """In printed order, each name once."""
    taken: set[str] = set()
    for one in _introduced(text):
        taken.update(one.units)
        yield one
    for body in introduced(text):
        text = text[: body.start] + " " * (body.end - body.start) + text[body.end :]
    text = ALIAS.sub(lambda alias: " " * len(alias[0]), text)
    last = 0
    for m in _SEGMENT.finditer(text):
        words = m[0].strip()
        start = m.start() + m[0].index(words) if words else m.start()
        sentence = _sentence_around(text, start)
        if _OF_ALL.match(sentence.lstrip()):
            continue
        follows = last > 0 and not SENTENCE.search(text, last, start)
        for one in _in_segment(words, sentence, known) or (_helps(words, known) if follows else ()):
            new = tuple(name for name in one.units if name not in taken)
            taken.update(one.units)
            last = start + one.span.end
            if new:
                span = Span(start=start + one.span.start, end=start + one.span.end)
                yield replace(one, units=new, span=span)


def _introduced(text: str) -> Iterator[Responsibility]:
    """Those a paper names for the first time where it says what they do."""
    for body in introduced(text):
        told = Addressed(names=(body.name,), start=body.at, end=body.end, firm=True)
        sentence = _sentence_around(text, body.end)
        words = SEMICOLON.split(text[body.end : body.end + len(sentence)])[0]
        own = COMMA.split(words)[0]
        role = _role(own, replace(told, end=0), words, by=True)
        if role is not None:
            span = Span(start=body.at, end=body.at + len(body.name))
            yield _charged((body.name,), role, span)


def _charged(names: tuple[str, ...], role: str, span: Span, *, is_open: bool = False) -> Responsibility:
    return Responsibility(
        role=role, part=part_of(role), units=names, open=is_open, span=span, evidence="addressee"
    )


def _in_segment(words: str, sentence: str, known: frozenset[str]) -> tuple[Responsibility, ...]:
    for by in BY.finditer(words):
        behind = words[by.end() : by.end() + REACH.sentence]
        if words.endswith("交", 0, by.start()) or _CONSISTS.search(behind):
            continue
        if found := _told(behind, sentence, known, by=True):
            return tuple(shift(one, by.end()) for one in found)
    return _holders(words, known) or _told(words, sentence, known, by=False)


def _helps(words: str, known: frozenset[str]) -> tuple[Responsibility, ...]:
    """区公安分局予以协助, in a sentence that has told somebody else what to do."""
    for one in addressed(words, known):
        deed = read_deed(_behind(words, one))
        if deed and part_of(deed.role) == "support":
            return (_charged(one.names, deed.role, Span(start=one.start, end=one.end), is_open=one.open),)
    return ()


def _holders(words: str, known: frozenset[str]) -> tuple[Responsibility, ...]:
    """养护责任人为业主委托的物业服务企业: those who hold the role, up to the end of the words."""
    held = _HELD.match(words)
    for one in addressed(words[held.end() :], known) if held else ():
        if held and held.end() + one.end == len(words):
            span = Span(start=held.end() + one.start, end=len(words))
            return (_charged(one.names, held["role"], span, is_open=one.open),)
    return ()


def _told(words: str, sentence: str, known: frozenset[str], *, by: bool) -> tuple[Responsibility, ...]:
    if not (by or _MAY_CHARGE.search(sentence) or words.startswith(tuple(known))):
        return ()
    told: tuple[Addressed, str] | None = None
    for one in addressed(words, known):
        role = (
            None
            if not by and any(map(ROLE_ALONE.fullmatch, one.names))
            else _role(words, one, sentence, by=by)
        )
        demanded = told is None or (one.plain and _SURE.match(_behind(words, one)) is not None)
        if role is not None and demanded:  # 供水公司|调度中心应当
            told = one, role
    return _with_helpers(words, *told) if told else ()


def _with_helpers(words: str, one: Addressed, role: str) -> tuple[Responsibility, ...]:
    """Those told, who lead where they do it with others (水务部门|会同供水单位), and the others."""
    span = Span(start=one.start, end=one.end)
    joined = WITH.search(words, one.end, one.end + NAMES.holding_verb) if role in TOGETHER else None
    names, end, is_open = helpers_at(words, joined.end()) if joined else ((), 0, False)
    if joined is None or not names:
        return (_charged(one.names, role, span, is_open=one.open),)
    lead = replace(_charged(one.names, "负责", span, is_open=one.open), part="lead")
    helpers = _charged(names, "会同", Span(start=joined.start(), end=end), is_open=is_open)
    return (lead, helpers)


def _behind(words: str, one: Addressed) -> str:
    return words[one.end :].lstrip()


def _role(words: str, one: Addressed, sentence: str, *, by: bool) -> str | None:
    """The role in which those are charged ("" without a word for it); None where nothing is demanded."""
    behind = _behind(words, one)
    if is_role := IS_ROLE.match(behind) or _ANSWERS.match(behind):
        return is_role["role"]
    if _FORBIDDEN.match(behind) or (one.plain and _BEARS.match(behind)):
        return ""
    described = any("的" in name for name in one.names)
    if _GIVES.match(behind) and one.plain and (by or not described) and not is_reported(sentence):
        return ""
    if may := MAY.match(behind):
        if not of_state(one):
            return None
        behind = f"应当{behind[may.end() :]}"
    by_duty = BY_DUTIES.match(behind) is not None
    must = (_ANY_MUST if of_state(one) else MUST_OR_NOT).match(behind) is not None
    if not behind or _WHERE.match(behind) or (is_deferred(behind) and not _describes(behind)):
        behind = _later(words, sentence)
    elif _IN_CASE.match(behind) and classes_of(behind)[0][1][0] in "vd":
        later = _later(words, sentence)
        behind, must = (later, True) if MUST_OR_NOT.match(later) else (behind, must)
    cares = any(map(CARES.search, one.names))
    plain = one.plain or all(len(bare(name) if by else name) <= NAMES.holding_verb for name in one.names)
    if plain and not cares and (charges := CHARGES.match(behind)):
        return charges[0]
    if by_duty and part_of(behind[:2]) == "support":
        return behind[:2]
    if _FUNDS.match(behind) and all(map(_PAYS.search, one.names)) and not is_reported(behind):
        return ""
    deed = read_deed(without_rule(behind))
    if deed is None or is_reported(sentence):
        return "" if _FORBIDDEN.match(behind) else None
    due = is_due(deed, one, words, sentence)
    demanded = not deed.urged and (must or is_demanded(deed, one, behind, by=by))
    return deed.role if due or demanded else None


def _describes(behind: str) -> bool:
    """Whether the words tell of a thing (医疗机构|产生的污水达标后), and of nobody what to do."""
    said = classes_of(behind)
    return len(said) > 1 and said[1][0] == "的"


def _later(words: str, sentence: str) -> str:
    """What stands behind the next commas, for those whose own part only says when or by which rule."""
    return next((part for part in parts_behind(words, sentence) if not is_deferred(part)), "")


def _sentence_around(text: str, at: int) -> str:
    first, last = max(0, at - REACH.sentence), min(len(text), at + REACH.sentence)
    start = max(first, *(text.rfind(stop, first, at) + 1 for stop in "。！？\n"))
    stop = SENTENCE.search(text, at, last)
    return text[start : stop.start() if stop else last]
