"""Whom a list of names charges: one role for all of it, or another for some (A牵头，B、C配合; A（牵头）、B).

In: the words behind a role (责任单位：…), of a table cell, or of a bracket without one. Out: responsibilities
in printed order, spans in code points of the text the list stands in. A stretch that ends in what its offices
do (由市教育局牵头) charges these with that and not with the role before the list; so does a role in brackets
behind a name. Each of the others has the role of the list. Whose name is a person's is told by
`grammar.people`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.date_forms import LASTING, PRINTED, SAME
from ingest.grammar.named_offices import is_field
from ingest.grammar.offices import (
    AND_SUCH,
    BLANKS,
    CLOSERS,
    OPENERS,
    SEPARATORS,
    cut,
    ends_as_office,
    is_collective,
    is_office_or_area,
    is_plain_office,
    may_be_office,
    own_role,
    split_names,
)
from ingest.grammar.people import is_sure_office, read_post
from ingest.grammar.places import LEVEL
from ingest.grammar.references import FOLLOWING
from ingest.grammar.relations import BETWEEN_NAMES
from ingest.grammar.role_words import BY, DEEDS, DUTY, DUTY_VERB, ROLE_VERB
from ingest.grammar.roles import names_people, part_of
from ingest.model import Responsibility, Span
from ingest.responsibility.options import NAMES, REACH

_DUTY = re.compile(rf"(?:{BY})?(?P<names>.+?)(?P<role>(?:{AND_SUCH})?{DUTY})", re.DOTALL)
_REMARK = re.compile(
    rf"(?:(?:{FOLLOWING})(?!{DEEDS}[^，。]{{0,3}}由)|下同|[排列]在?(?:第一|首)位|不再列出).*", re.DOTALL
)
"""What an annotation says once for all behind its offices: 排第一位的为牵头单位，下同."""
_WHEN = re.compile(rf"(?:{PRINTED}|{LASTING})[^（）()]*")
_TELLS_TIME = re.compile(rf"\d+|{LASTING}")
_JOINED = re.compile(rf"(?:并|，)*(?:{BETWEEN_NAMES})")
_VERB_LAST = re.compile(rf"{DUTY_VERB}$")
_VERB_FIRST = re.compile(rf"(?:{ROLE_VERB})[:：]?(?=各|{LEVEL})")
_STOPS = "，,；;。"


def read_list(role: str, text: str, start: int, end: int, head: int) -> tuple[Responsibility, ...]:
    """Whom text[start:end] names behind `role`, which is printed from `head` on; () for an empty list."""
    found: list[tuple[int, Responsibility]] = []
    rest: list[tuple[int, int]] = []
    for at, stop in parts_of(text, start, end):
        to = _before_time(text, at, stop)
        if to == at < stop:
            continue
        if duty := _duty(text, at, to):
            found.append((at, duty))
        else:
            own, plain = _own_roles(text, at, to)
            found += ((one.span.start, one) for one in own)
            rest += plain
    if rest:
        listed = "、".join(text[at:to] for at, to in rest)
        stop = len(text[: rest[-1][1]].rstrip(SEPARATORS + BLANKS + "\n"))
        if one := _charged(role, listed, Span(start=head, end=max(stop, head + 1))):
            found.append((rest[0][0], one))
    listed_so = (one for _, one in sorted(found, key=lambda item: item[0]))
    return tuple(one for several in listed_so for one in _with_helpers(several))


def _with_helpers(one: Responsibility) -> tuple[Responsibility, ...]:
    """县水利局会同县气象局、县应急局: the first lead, those behind 会同 help; both stand in the same list."""
    for n, name in enumerate(one.units):
        joined = _JOINED.search(name)
        first = name[: joined.start()] if joined else ""
        if joined is None or not (ends_as_office(first) or (not first and n)):
            continue
        lead = replace(one, part="lead", units=(*one.units[:n], *([first] if first else [])))
        helpers = (name[joined.end() :], *one.units[n + 1 :])
        return lead, replace(one, role="会同", part=part_of("会同"), units=helpers, leaders=())
    return (one,)


def odd_names(said: Iterable[Responsibility]) -> tuple[str, ...]:
    """The units among them that are sentences."""
    return tuple(unit for r in said for unit in r.units if not may_be_office(unit))


def only_names(said: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """The same without units that are sentences; one that then names nobody is left out."""
    fit = (replace(r, units=tuple(filter(may_be_office, r.units))) for r in said)
    return tuple(r for r in fit if r.units or r.leaders)


def duties(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """A牵头，B、C配合: each part must name offices and end in what they do, or say when; else ().

    Offices without a word for it do what the next ones do (A牵头，B，C配合), but nobody helps alone: of
    A，B配合 the first are charged without a role, as are those behind the last word. A会同B lead and help.
    """
    found: list[Responsibility] = []
    since: int | None = None
    last = end
    for at, to in parts_of(text, start, end):
        part = text[at:to].strip()
        duty = _duty(text, at if since is None else since, to)
        when = is_when(part) and (duty is None or any(ch.isdigit() for ch in part))
        if not part or is_remark(part) or when:
            continue
        if since is not None and duty is not None and duty.part == "support" and not found:
            found += read_list("", text, since, last, since)
            duty = _duty(text, at, to)
        if duty is not None:
            found += _with_helpers(duty)
            since = None
            continue
        if joint := _jointly(text, at, to, after=bool(found)):
            found += joint
            continue
        if not all(map(ends_as_office, split_names(part)[0] or ("",))):
            return ()
        since, last = (at if since is None else since), to
    if found and since is not None:
        found += read_list("", text, since, last, since)
    return tuple(found)


def _jointly(text: str, start: int, end: int, *, after: bool) -> tuple[Responsibility, ...]:
    """县住建局会同县水利局; 会同县水利局 `after` those who lead; 牵头县住建局: () for any other part."""
    part = text[start:end].strip()
    span = Span(start=start, end=start + len(text[start:end].rstrip()))
    verb = _VERB_FIRST.match(part)
    if verb and part_of(verb[0]) != "oversight":
        names, is_open = split_names(part[verb.end() :])
        if names and all(map(is_plain_office, names)):
            role = verb[0]
            return (Responsibility(role=role, part=part_of(role), units=names, open=is_open, span=span),)
        return ()
    joined = _JOINED.search(part)
    if joined is None or (not joined.start() and not after):
        return ()
    names, is_open = split_names(part)
    one = Responsibility(role="负责", part="lead", units=names, open=is_open, span=span)
    several = tuple(r for r in _with_helpers(one) if r.units)
    fits = len(several) + (not joined.start()) == 2
    return several if fits and all(is_plain_office(n) for r in several for n in r.units) else ()


def is_when(words: str) -> bool:
    """Whether words behind offices only say when: 6月底前完成, 长期坚持."""
    bare = words.strip(BLANKS + "。").translate(SAME)
    return _WHEN.fullmatch(bare) is not None and not ends_as_office(bare)


def _before_time(text: str, start: int, end: int) -> int:
    """Where the names of a stretch end that says when behind them (县水利局 6月底前); `start` where it says
    nothing else.
    """
    words = text[start:end].translate(SAME)
    if not _TELLS_TIME.search(words):
        return end
    if is_when(words):
        return start
    for m in _TELLS_TIME.finditer(words):
        names = words[: m.start()].rstrip(BLANKS)
        if ends_as_office(names) and is_when(words[m.start() :]):
            return start + len(names)
    return end


def is_remark(words: str) -> bool:
    """Whether words behind offices say something once for all: 下同."""
    return _REMARK.fullmatch(words.strip()) is not None


def parts_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of text[start:end] between stops outside brackets; 、 parts them behind what
    offices do.
    """
    depth, at = 0, start
    for i in range(start, end):
        depth += (text[i] in OPENERS) - (text[i] in CLOSERS and depth > 0)
        if depth == 0 and (text[i] in _STOPS or (text[i] == "、" and _ends_duty(text, at, i))):
            yield at, i
            at = i + 1
    yield at, end


def _ends_duty(text: str, start: int, end: int) -> bool:
    return (
        _VERB_LAST.search(text, max(start, end - 3), end) is not None and _duty(text, start, end) is not None
    )


def _duty(text: str, start: int, end: int) -> Responsibility | None:
    """由市教育局、市财政局牵头: offices and what they do; None for any other stretch."""
    part = text[start:end].strip()
    m = _DUTY.fullmatch(part) if len(part) <= REACH.list_of_offices else None
    if m is None:
        return None
    names, is_open = split_names(_behind_by(m["names"]))
    if not names or any(len(n) > NAMES.longest for n in names):
        return None
    offices = [ends_as_office(n) for n in names]
    named = any(offices) and all(ok or is_collective(n) for ok, n in zip(offices, names, strict=True))
    if not named and not ("部门" in m["role"] and all(map(is_field, names))):
        return None
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    role = re.sub(rf"^{AND_SUCH}", "", m["role"])
    return Responsibility(
        role=role,
        part=part_of(role),
        units=names,
        open=is_open or m["role"].startswith("等"),
        span=Span(start=at, end=at + len(part)),
    )


def _behind_by(listed: str) -> str:
    """Those behind 由 where a thing stands before it: 巡查任务由|县水利局."""
    by = [m for m in re.finditer(BY, listed) if not ends_as_office(listed[: m.start()].rstrip(BLANKS))]
    return listed[by[-1].end() :] if by and by[-1].start() else listed


def _own_roles(text: str, start: int, end: int) -> tuple[list[Responsibility], list[tuple[int, int]]]:
    """Those with a role of their own in brackets behind them, and where the other names stand."""
    own: dict[str, list[tuple[str, int, int]]] = {}
    plain: list[tuple[int, int]] = []
    at = start
    for item in cut(text[start:end], SEPARATORS):
        name, role = own_role(item)
        if role:
            own.setdefault(role, []).append((name, at, at + len(item)))
        else:
            plain.append((at, at + len(item)))
        at += len(item) + 1
    found = []
    for role, named in own.items():
        span = Span(start=named[0][1], end=named[-1][2])
        if one := _charged(role, "、".join(name for name, _, _ in named), span):
            found.append(one)
    return found, plain if own else [(start, end)]


def _charged(role: str, text: str, span: Span) -> Responsibility | None:
    """Whom the list `text` names under `role`: offices, people, or both (县水利局 林枫); None for an empty
    list.
    """
    asked = names_people(role)
    posts = [read_post(item, people=asked) for item in cut(text, SEPARATORS)]
    if any(posts):
        return _mixed(role, text, span, asked)
    names, is_open = split_names(text, people=asked)
    if not names:
        return None
    offices = tuple(name for name in names if is_sure_office(name))
    people = tuple(name for name in names if name not in offices)
    part = part_of(role)
    if not asked:
        return Responsibility(role=role, part=part, units=names, open=is_open, span=span)
    if all(map(is_office_or_area, names)):
        return Responsibility(role=role, part=part, units=names, open=is_open, span=span)
    return Responsibility(role=role, part=part, units=offices, leaders=people, open=is_open, span=span)


def _mixed(role: str, text: str, span: Span, asks: bool) -> Responsibility:
    """The same for a list in which people stand beside their offices."""
    units: list[str] = []
    leaders: list[str] = []
    is_open = False
    for item in cut(text, SEPARATORS):
        post = read_post(item, people=asks)
        if post:
            units += post.offices
            leaders += post.people
            continue
        names, more = split_names(item, people=asks)
        is_open = is_open or more
        for name in names:
            (leaders if asks and not is_office_or_area(name) else units).append(name)
    return Responsibility(
        role=role,
        part=part_of(role),
        units=tuple(dict.fromkeys(units)),
        leaders=tuple(dict.fromkeys(leaders)),
        open=is_open,
        span=span,
    )
