"""What a sentence says without its condition, or of more than its clause covers: a consent that must be
obtained, a minimum duration or size, a part of the place, the one exception.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. A condition is missed only where
the sentence states what depends on it in the clause's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from assistant.verification.amounts import same_amount
from assistant.verification.facts import ClauseFacts, is_shortened, plain_text, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.negation import is_near, masked
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.deeds import CONSENT
from ingest.grammar.demands import ALLOWED
from ingest.grammar.exclusions import says_no
from ingest.grammar.letters import places_of
from ingest.grammar.places import GROUND, LEVEL, WHOLE_AREA
from ingest.grammar.quantifiers import SEVERALLY
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import CONSECUTIVE, FIRST_TIME, IN_A_ROW, ONCE_OVER
from ingest.grammar.relations import AGREES, GIVEN
from ingest.grammar.segmentation import is_function_word, is_verb, words
from ingest.grammar.stops import PART, STATEMENT
from ingest.grammar.sufficiency import A_SIZE, AT_ONCE, BESIDES, ENOUGH, GRAVER, MAY_AGAIN, OF_SIZE, ONCE
from ingest.grammar.tables import one_of

_CONSENT = re.compile(CONSENT)
_HAD = re.compile(rf"{GIVEN}|征得|报[请经]?")
_RUN = re.compile(CONSECUTIVE)
_FIRST = (
    (_CONSENT, _HAD),
    (_RUN, re.compile(one_of(IN_A_ROW))),
    (re.compile(one_of(FIRST_TIME)), re.compile(f"{one_of(FIRST_TIME)}|首")),
)
"""What has to be so first, and how a sentence says that it is."""
_BEHIND_SIZE = re.compile(rf"(?P<size>{A_SIZE})的?(?P<next>[\u4e00-\u9fff、]{{2,14}})")
_QUALIFIED = re.compile(r"[（(](?P<which>[\u4e00-\u9fff]{2,10})[）)]")
_PART_OF_PLACE = re.compile(rf"{GROUND}|建成区|本级|片区|直[属管]|^[\u4e00-\u9fff]{{1,4}}{LEVEL}$")
_WHOLE = re.compile(WHOLE_AREA)
_AGREED = re.compile(f"{AGREES}|征得|审计|论证")
_FREE = re.compile(rf"{AT_ONCE}|(?:{SEVERALLY})可|{ALLOWED}|就能|就行|直接|自行|自动")
_NO_MATTER = re.compile("不(?:限|分|论|管|受)")
"""Leaves nothing out."""
_MAY = re.compile(rf"(?<!不)(?:{ALLOWED})|[就还也]能|(?<!不)能再|也要|都要|同样")


def conditions(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """At most one fault a clause and kind."""
    for fact in facts:
        source = plain_text(fact.text)
        yield from _without_consent(text, source)
        yield from _eased(text, source)
        yield from _without_size(text, source, fact)
        yield from _of_part(text, fact, facts)
        yield from _allowed(text, fact)
        yield from _included(text, fact)
        yield from _again(text, fact)
        yield from _sufficient(text, fact)
    everything = "\n".join(part for f in facts for part in (f.words, *map(plain_text, f.names)))
    yield from _of_others(text, everything)
    yield from _of_kin(text, everything)
    yield from _by_oneself(text, everything)


def _of_others(text: str, source: str) -> Iterator[Fault]:
    """People of a kind of whom no clause speaks."""
    for alike in prose().whom:
        said = next((word for word in alike if word in text), None)
        if said is not None and not any(word in source for word in alike):
            yield Fault(kind="audience", text=said, says=not_stated(f"“{said}”"))
            return


def _of_kin(text: str, source: str) -> Iterator[Fault]:
    """One of several kinds for another (高龄 for 独居)."""
    for row in prose().kin:
        said = next((w for w in row if w in text and not is_shortened(w, source)), "")
        stated = next((w for w in row if w in source and w not in text), "")
        if said and stated:
            yield Fault(kind="audience", text=said, says=f"条款写的是“{stated}”，不是“{said}”")
            return


def _by_oneself(text: str, source: str) -> Iterator[Fault]:
    """What somebody else does for one, told as done by oneself."""
    said, stated = (
        next((word for word in prose().by_another[side] if word in where), "")
        for side, where in (("said", text), ("stated", source))
    )
    if said and stated and not any(word in source for word in prose().by_another["said"]):
        yield Fault(kind="condition", text=said, says=f"条款写的是“{stated}”，不是“{said}”")


def _included(text: str, fact: ClauseFacts) -> Iterator[Fault]:
    """What a clause leaves out, told as held to the same (…也按本办法执行 for …不适用本办法)."""
    taken_in = re.compile(one_of(prose().included))
    for part in PART.split(text):
        found = taken_in.search(part)
        if found is None or _denial().search(masked(part)) or says_no(part):
            continue
        about = [w for w in words(part[: found.start()]) if len(w) > 1 and not is_function_word(w)]
        parts = PART.split(fact.words)
        out = next((one for one in parts if says_no(one) and about and all(w in one for w in about)), "")
        free = any(all(w in one for w in about) for one in parts if not says_no(one))
        if out and not free:
            yield Fault(kind="negation", text=found[0], says=f"条款写的是“{out.strip()}”")
            return


def _again(text: str, fact: ClauseFacts) -> Iterator[Fault]:
    """What is had once only, told as had again (还可再领 for 不得重复享受), of what both speak of."""
    if not MAY_AGAIN.search(text):
        return
    for statement in STATEMENT.split(fact.words):
        once = ONCE.search(statement)
        before = STATEMENT.split(statement[: once.start()])[-1] if once else ""
        if once and len(tokens(before) & tokens(text)) >= VERIFICATION.same_thing // 2:
            yield Fault(kind="negation", text=once[0], says=f"条款写的是“{once[0]}”")
            return


def _sufficient(text: str, fact: ClauseFacts) -> Iterator[Fault]:
    """What is told to be enough (只要…就), where the clause adds what has to be so besides (但应当经确认), or
    has the thing only of those that are graver (拒不退还的), and the sentence says nothing of it.
    """
    if not ENOUGH.search(text):
        return
    said = tokens(text)
    statements = [s for s in STATEMENT.split(plain_text(fact.text)) if tokens(s) & said]
    best = max(statements, key=lambda s: len(tokens(s) & said), default="")
    for m in (*BESIDES.finditer(best), *GRAVER.finditer(best)):
        told = any(word in text for word in words(m["what"]) if len(word) > 1)
        if not told and not tokens(m["what"]) & said:
            yield Fault(kind="condition", text=m["what"], says=f"条款的条件是“{m['what']}”")
            return


def _without_consent(text: str, source: str) -> Iterator[Fault]:
    """What may be done once somebody agrees, or after a stretch of time, told as if it might be done at
    once.
    """
    for part in PART.split(source):
        for mark, ways in _FIRST:
            found = mark.search(part)
            if found is None or ways.search(text):
                continue
            behind = re.sub(r"^(?:后|的|方?可以?)+", "", part[found.end() :])
            before = part[max(0, found.start() - 4) : found.start()]
            if len(behind) > 3 and behind[:4] in text and (len(before) < 2 or before[-2:] in text):
                yield Fault(kind="condition", text=found[0], says=f"条款的条件是“{found[0]}”")
                return


def _eased(text: str, source: str) -> Iterator[Fault]:
    """What may be done only once somebody agrees, told as free to do (申请即可 for 须经…同意，方可)."""
    if _AGREED.search(text):
        return
    parts = [part for part in PART.split(text) if _FREE.search(part)]
    for statement in STATEMENT.split(source) if parts else ():
        found = _CONSENT.search(statement)
        if found is None:
            continue
        rest = tokens(statement) - tokens(found[0])
        if any(len(tokens(part) & rest) >= VERIFICATION.forbidden for part in parts):
            yield Fault(kind="condition", text=found[0], says=f"条款的条件是“{found[0]}”")
            return


def _without_size(text: str, source: str, fact: ClauseFacts) -> Iterator[Fault]:
    """A thing of a size told as if every such thing were meant (30万人口以上的县), and one kind of those of a
    size told as all of them (70岁以上低保老年人).
    """
    for m in OF_SIZE.finditer(source):
        size = read_quantities(m[1])
        told = bool(size) and any(same_amount(q, size[0], fact) for q in read_quantities(text))
        others = source[: m.start()] + source[m.end() :]
        thing = m["thing"][:2]
        if size and not told and thing in text and thing not in others:
            yield Fault(kind="audience", text=m[1], says=f"条款说的只是“{m[1]}”的")
            return
    for said in _BEHIND_SIZE.finditer(text):
        for stated in re.finditer(
            rf"{re.escape(said['size'])}的?(?P<next>[\u4e00-\u9fff、]{{2,14}})", source
        ):
            lost = _left_between(said["next"], stated["next"])
            if lost and not any(word in text for word in lost):
                yield Fault(kind="audience", text=lost[0], says=f"条款说的只是“{lost[0]}”的")
                return


def _left_between(said: str, stated: str) -> list[str]:
    """The words of the clause before the thing the sentence has at once."""
    first = next((w for w in words(said) if len(w) > 1), "")
    at = stated.find(first) if first else -1
    if at <= 0:
        return []
    return [w for w in words(stated[:at]) if len(w) > 1 and not (is_function_word(w) or is_verb(w))]


def _of_part(text: str, fact: ClauseFacts, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """What holds for a part of the place, or of one kind of places, told of the whole."""
    for cell in fact.cells:
        for m in _QUALIFIED.finditer(plain_text(cell)):
            which = m["which"]
            if any(f"{which}指" in other.words or f"{which}是指" in other.words for other in facts):
                continue  # a note says which they are
            if which[0] != "全" and _PART_OF_PLACE.search(which) and which not in text:
                yield Fault(kind="scope", text=which, says=f"条款说的只是“{which}”的")
                return
    source = plain_text(fact.text)
    for m in _WHOLE.finditer(text):
        thing = text[m.end() : m.end() + 4]
        if m[0] in source or len(thing) < 4:
            continue
        places = list(places_of(thing, source))
        before = [_word_before(source[:at]) for at in places]
        if before and all(word and word not in text for word in before):
            yield Fault(kind="scope", text=m[0], says=f"条款说的是“{before[0]}”的，不是{m[0]}的")
            return


def _word_before(source: str) -> str:
    """The noun right before a place, "" where a sign, a verb or a small word stands there."""
    part = re.split(r"[^\w]", source)[-1]
    last = next(reversed(words(part)), "") if part else ""
    return "" if len(last) < 2 or is_function_word(last) or is_verb(last) else last


@cache
def _denial() -> re.Pattern[str]:
    denials = [word for group in ("forbid", "withheld", "plain") for word in prose().negators[group]]
    return re.compile(one_of([*denials, *prose().taken]))


def _allowed(text: str, fact: ClauseFacts) -> Iterator[Fault]:
    """What a clause forbids or leaves out, told as allowed or demanded: 可以叠加使用 for 不与…叠加使用."""
    denial = _denial()
    for part in PART.split(text):
        may = _MAY.search(part)
        if may is None or denial.search(masked(part[may.start() :])) or says_no(part[may.start() :]):
            continue
        if (over := ONCE_OVER.search(part[: may.start()])) and (over["long"] or over["full"]) in fact.words:
            continue  # 三年后才能 for 三年内不得
        every = PART.split(fact.words)
        pairs = [pair for s in STATEMENT.split(fact.words) for pair in pairwise(("", *PART.split(s)))]
        for led, stated in pairs:
            found = denial.search(masked(stated))
            if found is None or _NO_MATTER.match(stated, found.start()):
                continue
            told = [
                w
                for w in words(f"{led} {stated}")
                if len(w) > 1 and w[:2] in part and not is_function_word(w)
            ]
            behind = [w for w in told if w in stated[found.end() :]]
            free = [p for p in every if p != stated and all(w in p for w in told)]
            at_once = any(is_near(w, part[may.end() :]) and is_near(w, stated[found.end() :]) for w in behind)
            if (len(told) >= VERIFICATION.forbidden or at_once) and behind and not free:
                yield Fault(kind="negation", text=found[0], says=f"条款写的是“{found[0]}{behind[0]}”")
                return
