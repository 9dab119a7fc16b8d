"""Whether a sentence gives offices and people the part its clauses give them: who leads is not who supports.

In: a sentence, the facts of the clauses it cites, the names the library knows. Out: faults. `grammar/roles`
says which part a verb means. A leader may be called responsible, but not the other way round; people may
stand under the verb of their role (分管领导: 分管) or under 负责. The clause's own wording is always right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault, not_stated
from assistant.verification.names import Names, does_with, is_introduced
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.joins import JOIN, SIGN
from ingest.grammar.letters import PRIVATE
from ingest.grammar.negators import NOT_YET
from ingest.grammar.office_ends import AT_LARGE
from ingest.grammar.people import FAMILY_NAME, HOLDS, IN_POST, NAMED_POST, TITLE
from ingest.grammar.relations import IS_WITH, SURELY_WITH
from ingest.grammar.role_words import A_DUTY_VERB, DUTY_VERB, HELD, MANNER, ROLE_SUFFIX, WATCHING
from ingest.grammar.roles import has_verb, part_of
from ingest.grammar.stops import COMMA, MEMBER
from ingest.model import Part, Responsibility

OVER_OTHERS = WATCHING | {"检查", "组织"}
"""Deeds that are done to others."""
_SIGN = PRIVATE.pattern
_LIST = f"{_SIGN}(?:(?:{JOIN}|{SURELY_WITH}){_SIGN})*"
_CHARGED = re.compile(
    rf"(?P<names>{_LIST})等?(?:{AT_LARGE})?(?:{MANNER}|来|进行)*(?P<part>{DUTY_VERB})"
    rf"|(?P<part_before>{DUTY_VERB})的?{ROLE_SUFFIX}?(?:分别)?(?:为|是|有|包括|:|：)(?P<names_behind>{_LIST})"
)
_POST_OF = re.compile(
    rf"(?P<who>{NAMED_POST})(?:{FAMILY_NAME}[\u4e00-\u9fff]{{1,2}}?)?(?:同志)?{HOLDS}(?P<role>{HELD})"
    rf"|(?P<role_first>{HELD})(?:由|是|为)(?P<who_after>{NAMED_POST})"
)
_DEPUTY = re.compile(rf"副(?P<post>{TITLE}[\u4e00-\u9fff]{{2,3}}?)(?=任|为|担任|同志|[，。；、])")
_OF_POST = re.compile(IN_POST)
_NOT_DONE = re.compile(f"(?:{NOT_YET})$")
_BY = re.compile(rf"由(?={_SIGN})")
_OWN = re.compile(r"[\u4e00-\u9fff]{6,}")
"""Two characters, a verb, two characters; none of them the sign of an office."""
_ALSO: Mapping[Part, Collection[Part]] = {"responsible": ("lead", "responsible")}
"""Whom a word of that part may be said of besides its own."""


def wrong_charges(
    words: str, facts: Sequence[ClauseFacts], names: Names, *, by_every: bool = False
) -> Iterator[Fault]:
    """Offices and people the sentence gives a part that no clause gives them. With `by_every`: that one of
    the clauses does not give them in this very part, and charges in a shape that cannot be read.
    """
    agree = all if by_every else any
    also = {} if by_every else _ALSO
    text, name_of = _signed(plain_text(words), names)
    for m in _CHARGED.finditer(text):
        verb = m["part"] or m["part_before"]
        if not by_every and _stands_so(m[0], name_of, facts):
            continue
        for at in (at for at in range(*m.span()) if text[at] in name_of):
            sign = text[at]
            joined = not by_every and _is_joined(sign, text[:at], name_of, facts)
            if not joined and not agree(_is_charged(name_of[sign], verb, fact, also) for fact in facts):
                yield _fault(name_of[sign], verb)
    for rest in COMMA.split(_CHARGED.sub("", text)):
        verbs = [
            m[0]
            for m in A_DUTY_VERB.finditer(rest)
            if not (_NOT_DONE.search(rest[: m.start()]) or _is_part_of_name(m, facts))
        ]
        by = _BY.search(rest)
        signs = PRIVATE.findall(rest[by.start() :] if by and not by_every else rest)
        if not by_every:
            signs = [one for one in signs if not _is_joined(one, rest[: rest.index(one)], name_of, facts)]
        if verbs and signs and by_every:
            yield Fault(kind="part", text=rest, says="分工请照条款写成“由某某牵头、某某配合”")
        for sign in signs if verbs else ():
            if not any(_is_charged(name_of[sign], verb, fact, also) for verb in verbs for fact in facts):
                yield _fault(name_of[sign], verbs[0])


def _is_part_of_name(verb: re.Match[str], facts: Sequence[ClauseFacts]) -> bool:
    """Whether the verb stands in words that the clause has so: behind two characters of them (住房保障工作组)
    or as the beginning of a longer one (保障性住房, 监督检查).
    """
    text, start, end = verb.string, verb.start(), verb.end()
    behind = text[start : end + 2]
    whole = text[max(0, start - 2) : end + 2]
    long = _OWN.fullmatch(whole) if start >= 2 else None
    named = text[end : end + 1] == "性" and len(behind) == len(verb[0]) + 2
    if _OF_POST.match(text, end):
        return True
    somebody = text[start : end + 1] if text[end : end + 1] in tuple("方者人") else ""
    return any(
        (long and whole in fact.words)
        or (named and behind in fact.words)
        or (somebody and somebody in fact.words)
        for fact in facts
    )


def _is_joined(sign: str, said: str, name_of: Mapping[str, str], facts: Sequence[ClauseFacts]) -> bool:
    """Whether the name is one with whom another does it (由A会同B负责; 由A牵头，会同B实施), as a clause has
    them. `said` ends where the name begins.
    """
    part = COMMA.split(said)[-1]
    joined = IS_WITH.search(part)
    if joined is None:
        return False
    leads = [name_of[char] for char in PRIVATE.findall(part[: joined.start()])]
    name = name_of[sign]
    return any(
        any(does_with(lead, name, fact) for lead in leads) if leads else does_with("", name, fact)
        for fact in facts
    )


def _stands_so(signed: str, name_of: Mapping[str, str], facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause has the words with their names to the letter (甲局会同乙局监管)."""
    words = "".join(name_of.get(char, char) for char in signed)
    return any(words in fact.words for fact in facts)


def wrong_posts(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """People by their post (市长, 分管副校长) whom the sentence makes what the clause makes others."""
    for m in _POST_OF.finditer(text):
        role, who = m["role"] or m["role_first"], re.split("[以由]", m["who"] or m["who_after"])[-1]
        exact = re.compile(rf"(?<!副){re.escape(role)}")
        parts = [part for fact in facts for part in MEMBER.split(fact.words) if exact.search(part)]
        if parts and not any(re.search(rf"(?<!副){re.escape(who)}", part) for part in parts):
            yield Fault(kind="part", text=who, says=not_stated(f"{role}是{who}"))
    source = "\n".join(fact.words for fact in facts)
    for m in _DEPUTY.finditer(source):
        whole = any(text[at.start() - 1 : at.start()] == "副" for at in re.finditer(m["post"], text))
        if m["post"] in text and not whole and not re.search(rf"(?<!副){m['post']}", source):
            yield Fault(kind="part", text=m["post"], says=f"条款写的是副{m['post']}")


def _fault(name: str, verb: str) -> Fault:
    return Fault(kind="part", text=name, says=not_stated(f"由“{name}”{verb}"))


def _signed(text: str, names: Names) -> tuple[str, dict[str, str]]:
    """The text with a sign for each name, the longest first, and the names by sign."""
    found = sorted(dict.fromkeys(names.within(text)), key=len, reverse=True)
    signs = {name: chr(0xE000 + n) for n, name in enumerate(found)}
    for name, sign in signs.items():
        text = text.replace(name, sign)
    return text, {sign: name for name, sign in signs.items()}


def _is_charged(name: str, verb: str, fact: ClauseFacts, also: Mapping[Part, Collection[Part]]) -> bool:
    if verb in OVER_OTHERS and _is_done_to(name, verb, fact):
        return False
    both = name in fact.words and verb in fact.words
    said = both and re.search(
        rf"{re.escape(name)}(?P<apart>[^，。；,;]{{0,{VERIFICATION.deed}}}?){re.escape(verb)}", fact.words
    )
    if said and not any(plain_text(other) in said["apart"] for other in fact.names if len(other) > 1):
        return True
    if is_introduced(name, verb, fact):
        return True
    return any(
        _has_part(charge, verb, also)
        for charge in fact.responsibilities
        if name in map(plain_text, (*charge.units, *charge.leaders))
    )


def _is_done_to(name: str, verb: str, fact: ClauseFacts) -> bool:
    """Whether the name only stands where it is what is done to (指导乡镇开展演练)."""
    places = [part for part in COMMA.split(fact.words) if name in part and verb in part]
    return bool(places) and all(
        re.search(rf"{re.escape(verb)}(?:{SIGN}?[\u4e00-\u9fff]{{2}})?{re.escape(name)}", part)
        and part.index(verb) < part.index(name)
        and verb not in part[part.index(name) :]
        for part in places
    )


def _has_part(charge: Responsibility, verb: str, also: Mapping[Part, Collection[Part]]) -> bool:
    """Whether those a clause charges so may be said to do what `verb` says."""
    part = part_of(verb)
    if charge.part == "leader":
        return part in ("leader", "responsible") or has_verb(charge.role, (verb,))
    return charge.part in also.get(part, (part,))
