"""One of several things that exclude each other told in the place of another: 自然日 for 工作日, 分管负责人
for 主要负责人; a share of the level of government that bears the other one; half of a thing where nothing
comes to half; what is only encouraged as demanded of all.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. Each is a contradiction: the
clauses have the other one of the same thing. Half is a figure: with no source at all it is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from assistant.verification.aligned import parts_of
from assistant.verification.amounts import same_amount
from assistant.verification.facts import ClauseFacts, plain_text, stated_figures, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.demands import MUST
from ingest.grammar.measures import HALF_A_TIME, bare_unit
from ingest.grammar.negators import A_NOT
from ingest.grammar.proportions import HALF, HALVES, PROPORTION, payers_in
from ingest.grammar.quantifiers import ALL, SEVERALLY
from ingest.grammar.quantities import Quantity
from ingest.grammar.stops import MEMBER, PART
from ingest.grammar.tables import any_of

_OF_ALL = re.compile(
    rf"(?:{ALL}|{SEVERALLY}|每[\u4e00-\u9fff])[^，。；]{{0,10}}?(?:[要须得]|{MUST})|必须|一律"
)
"""What is demanded of all."""
_HALF_A_TIME = re.compile(HALF_A_TIME)


def told_instead(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """At most one fault of each."""
    yield from _of_rows(text, facts)
    yield from _of_payers(text, facts)
    yield from _halves(text, facts)
    yield from _encouraged(text, facts)


def _encouraged(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """What a clause only encourages, told as demanded of all (每个乡镇都要 for 鼓励有条件的乡镇)."""
    source = "\n".join(fact.words for fact in facts)
    leaves = re.compile(any_of(prose().encouraging))
    for part in PART.split(text):
        if _OF_ALL.search(part) and not leaves.search(text):
            there = [leaves.search(one) for one in _nearest(part, source)]
            if there and there[0] and all(there):
                yield Fault(kind="hedge", text=there[0][0], says=f"条款写的是“{there[0][0]}”，不是一律要求")
                return


def _of_rows(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A word of a row of `prose().exclusive` where what the clauses have of the same thing has one of the
    same row that excludes it.
    """
    source = "\n".join(fact.words for fact in facts)
    for row in prose().exclusive:
        for part in PART.split(text):
            said = next((group for group in row if any(word in part for word in group)), None)
            if said is None or any(word in text for group in row if group != said for word in group):
                continue
            there = "\n".join(_nearest(part, source))
            stated = next((word for group in row for word in group if word in there), "")
            if stated and not any(word in there for word in said):
                word = next(word for word in said if word in part)
                yield Fault(kind="condition", text=word, says=f"条款写的是“{stated}”，不是“{word}”")
                return


def _nearest(part: str, source: str) -> Iterator[str]:
    """The parts of the clauses that share most with a part of the sentence."""
    said = tokens(part)
    shares = [(len(said & tokens(one)), one) for one in parts_of(source)]
    most = max((share for share, _ in shares), default=0)
    yield from (one for share, one in shares if share == most > 0)


def _of_payers(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A share said of one level of government (市里出七成) that the clauses have of others alone."""
    for quantity, payer in _borne(text):
        told = [
            other
            for fact in facts
            for stated, other in _borne(fact.words)
            if same_amount(quantity, stated, fact)
        ]
        if told and payer not in told:
            printed = quantity.span.of(text)
            yield Fault(kind="part", text=printed, says=f"条款里的 {printed} 不是{payer}级承担的")
            return


def _borne(text: str) -> Iterator[tuple[Quantity, str]]:
    """Each share with the one level of government that its member of a list, else its part, names."""
    for figure in stated_figures(text):
        quantity = figure.quantity
        if quantity.role != "amount" or bare_unit(quantity.unit or "") != "%":
            continue
        for end in (MEMBER, PART):
            named = payers_in(end.split(text[: quantity.span.start])[-1])
            if named:
                break
        if len(named) == 1:
            yield quantity, next(iter(named))


def _halves(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """Half of a thing, where no clause says half of anything, has nothing shared out evenly, and has no
    amount that is half of another one.
    """
    found = HALF.search(text)
    if found is None or any(_has_half(fact) for fact in facts):
        return
    own = stated_figures(text)
    said = {f.quantity.amount for f in own}
    about = tokens(PART.split(text[: found.start()])[-1])
    every = [
        f
        for f in (*(f for fact in facts for f in fact.figures), *own)
        if f.quantity.role == "amount" and bare_unit(f.quantity.unit or "") != "%"
    ]
    if not any(
        _is_half_of(one.quantity, other.quantity, found[0])
        and (said & {one.quantity.amount, other.quantity.amount} or about & (one.subject | other.subject))
        for one, other in permutations(every, 2)
    ):
        yield Fault(kind="figure", text=found[0], says=not_stated(f"“{found[0]}”"))


def _has_half(fact: ClauseFacts) -> bool:
    words = _HALF_A_TIME.sub("", plain_text(fact.words))
    even = any(m["one"] == m["other"] for m in PROPORTION.finditer(words))
    return even or HALVES.search(words) is not None


def _is_half_of(one: Quantity, other: Quantity, said: str) -> bool:
    """Whether the first is half of the other, or on the side of it that the words say."""
    if bare_unit(one.unit or "") != bare_unit(other.unit or "") or other.amount <= 0:
        return False
    twice = one.amount * 2
    if said[0] in "超过大多":
        return twice > other.amount > one.amount
    return twice < other.amount if (A_NOT.match(said) or said[0] == "近") else twice == other.amount
