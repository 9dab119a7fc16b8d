"""A condition the sentence drops or half states: 一律取消资格 for 连续两年不合格的，取消资格.

In: a sentence, folded, the question it answers, folded, and the facts of the clauses it cites. Out: faults. A
condition is what a clause demands first (…的，…后，); the sentence needs it where it states the consequence.
What the question says of it need not be repeated. Of several conditions that lead to the same consequence one
is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.verification.amounts import same_amount
from assistant.verification.facts import ClauseFacts, is_told, plain_text, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.negation import negates
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.conditions import CASES
from ingest.grammar.demands import MUST
from ingest.grammar.exclusions import exclusions_in
from ingest.grammar.negators import NOT, PAST_DUE
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import is_function_word, words
from ingest.grammar.stops import COMMA, STATEMENT
from ingest.grammar.tables import any_of

_PREMISE = re.compile(r"(?:的|^对[^，]{4,}的[\u4e00-\u9fff]{2,4}|之?后|[^同按及临定小]时)$")
_OWN = re.compile(
    rf"(?:^|[，。；])(?P<if>[^，。；]{{3,}}?)的(?=[，由]|{MUST}|可(?!以?[^，。；]{{0,3}}率)|就|也)"
)
_POINTS_BACK = re.compile(rf"(?:{PAST_DUE})[^，。；]{{0,2}}{NOT}[^，。；]{{1,4}}的$")
"""A premise that only points back to a time told before it (逾期未完成的)."""
_OWN_FAILING = re.compile(rf"{NOT}[^，。；]{{1,5}}?(?:的|之前|，)|逾期|过期|到期")
_LED_IN = re.compile(rf"下列(?:{any_of(CASES)})之一的?，(?P<then>.+)")
_NO_PREMISE = re.compile(r"^(?:其中|除)|下列|(?:以来|之日起|除外|期间)")


def premises(text: str, asked: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """At most one fault a clause."""
    said = f"{text}\n{asked}"
    for fact in facts:
        rules = _rules(plain_text(fact.text)) if not fact.cells else ()
        of_item = _of_item(plain_text(fact.text), fact.led_in)
        if of_item and _share(of_item[0][0][0], said) >= VERIFICATION.premise:
            rules = (*rules, *of_item)
        told = [(ifs, then) for ifs, then in rules if _follows(then, text)]
        nearest = max((len(tokens(then) & tokens(text)) for _, then in told), default=0)
        for ifs, then in told:
            if len(tokens(then) & tokens(text)) < nearest:
                continue
            lost = _lost(ifs, said, fact)
            if lost:
                yield Fault(kind="condition", text=lost, says=f"条款的条件是“{lost}”")
                break


@lru_cache(maxsize=1024)
def _of_item(item: str, led_in: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The premise an item of a list is (无正当理由停工的；), with each part that what leads in the list has
    follow of it.
    """
    led = _LED_IN.search(led_in)
    premise = item.strip().rstrip("；。;")
    if led is None or not premise.endswith("的") or COMMA.search(premise):
        return ()
    return tuple(((premise,), part) for part in COMMA.split(led["then"].rstrip("：:")) if part.strip())


@lru_cache(maxsize=1024)
def _rules(text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The premises of each statement that has some, with the part that follows of them."""
    found = []
    for statement in STATEMENT.split(text):
        parts = [part for part in COMMA.split(statement) if part.strip()]
        ifs: list[str] = []
        fresh = True
        for part in parts:
            if _PREMISE.search(part) and not _NO_PREMISE.search(part):
                ifs = [*ifs, part] if fresh else [part]
                fresh = True
            elif ifs and not exclusions_in(part):
                found.append((tuple(ifs), part))
                fresh = False
    return tuple(found)


def _follows(then: str, text: str) -> bool:
    """Whether the sentence says what follows: most of its words."""
    own = _words(then)
    told = [word for word in own if is_told(word, text)]
    return len(told) >= VERIFICATION.named and len(told) >= VERIFICATION.follows * len(own)


def _lost(ifs: Sequence[str], said: str, fact: ClauseFacts) -> str:
    """What is not said of the premise most of which is, "" where it is whole."""
    if len(ifs) == 1 and _POINTS_BACK.match(ifs[0]) and _OWN_FAILING.search(said):
        return ""
    shares = [(_share(one, said), one) for one in ifs]
    share, premise = max(shares)
    if share < VERIFICATION.premise and len(_words(premise)) > VERIFICATION.named:
        return premise
    if share == 1 and len(ifs) == 1:
        return ""
    for limit in prose().limiting:
        if any(word in premise for word in limit) and not any(word in said for word in limit):
            return premise
    stated = [q for q in read_quantities(premise) if q.role == "amount" and q.value > 1]
    amounts = read_quantities(said)
    if any(not any(same_amount(one, q, fact) for one in amounts) for q in stated):
        return premise
    last = next(reversed(_words(premise)), "")
    turned = negates(premise) and not any(char in said for char in last)
    return premise if turned else ""


def unfounded(text: str, asked: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A premise of the sentence's own of whose words neither the clauses nor the question have most."""
    source = "\n".join((*(fact.words for fact in facts), asked))
    for m in _OWN.finditer(text):
        own = _words(m["if"])
        if len(own) >= VERIFICATION.named and _share(m["if"], source) < VERIFICATION.premise:
            yield Fault(kind="condition", text=m[0], says=not_stated(f"这个条件：{m['if']}"))
            return


def _share(premise: str, said: str) -> float:
    own = _words(premise)
    return sum(is_told(word, said) for word in own) / len(own) if own else 1.0


def _words(part: str) -> list[str]:
    return [w for w in words(part) if len(w) > 1 and not (is_function_word(w) or w in prose().saying)]
