"""Whether each office gets its own task: who pays is not who inspects.

In: a sentence, the facts of the clauses it cites, the names the library knows. Out: faults. Where clauses
share tasks out among offices, each part between two commas names one office and its task; the sentence part
that names the office is compared with these. Also checked: with whom an office does something (会同) and who
decides (由…批准).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.verification.facts import ClauseFacts, is_told, plain_text, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.names import Names
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.deeds import APPROVED_BY
from ingest.grammar.joins import JOIN
from ingest.grammar.relations import WITH
from ingest.grammar.role_words import CHARGING, VERBS
from ingest.grammar.segmentation import words as cut
from ingest.grammar.stops import COMMA_OR_LINE

_DUTY = re.compile("|".join((*CHARGING, *(word for word, row in VERBS.items() if row["part"] == "support"))))
_APPROVED = re.compile(APPROVED_BY)
_TO_WHOM = re.compile(r"(?:向|报|送|报请|抄送)[^由，。；]{0,6}$")
"""Before the name of who is told or asked."""
_BY = re.compile("[由归]$")
_BY_WHOM = re.compile(r"[由归][\u4e00-\u9fff]{2,8}")
_TOGETHER = re.compile(WITH)


def wrong_duties(words: str, facts: Sequence[ClauseFacts], names: Names) -> Iterator[Fault]:
    """At most one fault an office."""
    text = plain_text(words)
    shared = _shared_out(facts)
    told: set[str] = set()
    for part in COMMA_OR_LINE.split(text) if len(shared) > 1 else ():
        named = [name for name in names.within(part) if name in shared]
        said = tokens(_without(part, named))
        for name in named:
            rival = _rather(said, frozenset(word[:2] for word in cut(part)), name, named, shared)
            if rival and name not in told:
                told.add(name)
                yield Fault(kind="part", text=name, says=f"条款里这件事写的是“{rival}”，不是“{name}”")
    yield from _in_place_of(text, facts, names)
    yield from _by_another(text, facts, names)
    yield from _wrong_order(text, facts)
    for m in _APPROVED.finditer(text):
        who = re.split(rf"{JOIN}|由", m["who"])[-1]
        stated = "\n".join(plain_text(f"{fact.text}\n{fact.offices}") for fact in facts)
        if who not in stated:
            yield Fault(kind="part", text=who, says=not_stated(f"由“{who}”决定"))


def _in_place_of(text: str, facts: Sequence[ClauseFacts], names: Names) -> Iterator[Fault]:
    """An office before a deed for which a clause, in nearly the same words, names another one alone; and one
    that leads others where the clause has another lead them.
    """
    for part in COMMA_OR_LINE.split(text):
        named = names.within(part)
        said = tokens(_without(part, named))
        if not named or _TO_WHOM.search(part[: part.find(named[0])]) or len(said) < VERIFICATION.same_thing:
            continue
        for stated, theirs in _parts_naming(facts, names):
            shared = said & tokens(_without(stated, theirs))
            near = len(shared) >= VERIFICATION.about * len(said)
            other = theirs[0]
            if (
                near
                and named[0] not in theirs
                and other not in text
                and not _names_one(named[0], facts, shared)
            ):
                yield Fault(kind="part", text=named[0], says=f"条款里这件事写的是“{other}”，不是“{named[0]}”")
                return
            led = _TOGETHER.search(part), _TOGETHER.search(stated)
            if near and all(led) and named[0] in theirs[1:] and other not in text:
                yield Fault(kind="part", text=named[0], says=f"条款写的是由“{other}”会同别的单位")
                return


def _by_another(text: str, facts: Sequence[ClauseFacts], names: Names) -> Iterator[Fault]:
    """An office by which something is done (由…负担) that a clause has done by somebody else: the part that
    says most of the same, and no part that names the office.
    """
    stated = [part for fact in facts if not fact.cells for part in COMMA_OR_LINE.split(plain_text(fact.text))]
    for part in COMMA_OR_LINE.split(text):
        named = [name for name in names.within(part) if _BY.search(part[: part.find(name)])]
        if len(named) != 1:
            continue
        said = tokens(_without(part, named))
        shares = [(len(said & tokens(one)), one) for one in stated]
        most, nearest = max(shares, default=(0, ""))
        own = max((share for share, one in shares if is_told(named[0], one)), default=0)
        by = _BY_WHOM.search(nearest)
        if by and most >= VERIFICATION.other_duty and most > 2 * own:
            yield Fault(kind="part", text=named[0], says=f"条款里这件事写的是“{by[0]}”，不是“{named[0]}”")
            return


def _parts_naming(facts: Sequence[ClauseFacts], names: Names) -> Iterator[tuple[str, list[str]]]:
    """The parts of sentences that name offices, with these."""
    for fact in facts:
        for part in COMMA_OR_LINE.split(plain_text(fact.text)) if not fact.cells else ():
            if found := names.within(part):
                yield part, found


def _names_one(name: str, facts: Sequence[ClauseFacts], shared: frozenset[str]) -> bool:
    """Whether a part of a clause names the office with as much of the same."""
    return any(
        name in part and len(shared & tokens(part)) >= len(shared) / 2
        for fact in facts
        for part in COMMA_OR_LINE.split(plain_text(fact.text))
    )


def _shared_out(facts: Sequence[ClauseFacts]) -> dict[str, frozenset[str]]:
    """By office the words of the parts of sentences that name it alone, or as the first of those who do it
    together.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.cells:
            continue
        named = sorted(map(plain_text, fact.names), key=len, reverse=True)
        for part in COMMA_OR_LINE.split(plain_text(fact.text)):
            here = _in_order(part, named)
            if here and (len(here) == 1 or _TOGETHER.search(part)):
                found[here[0]] |= tokens(_without(part, here))
    return {name: frozenset(duty) for name, duty in found.items() if duty}


def _in_order(part: str, named: Sequence[str]) -> list[str]:
    """The names that stand in the part, none inside another."""
    places: list[tuple[int, str]] = []
    for name in named:
        at = part.find(name)
        if at >= 0 and not any(start <= at < start + len(other) for start, other in places):
            places.append((at, name))
    return [name for _, name in sorted(places)]


def _without(part: str, named: Sequence[str]) -> str:
    for name in sorted(named, key=len, reverse=True):
        part = part.replace(name, " ")
    return _DUTY.sub(" ", part)


def _rather(
    said: frozenset[str],
    whole: frozenset[str],
    name: str,
    named: Sequence[str],
    shared: Mapping[str, frozenset[str]],
) -> str:
    """The office whose task the words describe rather than this one's; "" where there is no such office.
    `whole` is how the words begin as the dictionary cuts them.
    """
    own = shared[name]
    for other, theirs in shared.items():
        if other in named:
            continue
        for_other, for_own = said & (theirs - own), said & (own - theirs)
        clear = len(for_other) >= VERIFICATION.other_duty or (not for_own and not for_other.isdisjoint(whole))
        if clear and len(for_other) > 2 * len(for_own):
            return other
    return ""


def _wrong_order(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """Who does something with whom, the other way round."""
    for fact in facts:
        leads = [plain_text(n) for r in fact.responsibilities if r.part == "lead" for n in r.units]
        helps = [plain_text(n) for r in fact.responsibilities if r.part == "support" for n in r.units]
        for lead in leads:
            for helper in helps:
                if helper not in text or lead not in text:
                    continue
                turned = f"{re.escape(helper)}(?:{_TOGETHER.pattern}){re.escape(lead)}"
                if re.search(turned, text) and not re.search(turned, fact.words):
                    yield Fault(kind="part", text=helper, says=f"条款写的是“{lead}”会同“{helper}”")
