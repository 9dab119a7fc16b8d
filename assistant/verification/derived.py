"""Figures a sentence works out of a share: what a share of an amount comes to, an amount raised or cut by
one; and what the same column of several cited rows, or figures the sentence tells itself, add up to.

In: a sentence, one of its figures that no clause states, all figures of the sentence, the facts of its
clauses. Out: whether it is right. Either the amount or the share is told in the sentence itself, where it is
held against the clauses by itself; of several shares of a clause the one is meant that its words are nearest
to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from assistant.verification.facts import ClauseFacts, StatedFigure, tokens
from assistant.verification.neighbours import between_commas
from ingest import late_re as re
from ingest.grammar.comparisons import DOWN, UP
from ingest.grammar.measures import bare_unit
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.quantifiers import ADDED, SUMS
from ingest.grammar.quantities import Quantity
from ingest.grammar.stops import STATEMENT

_RAISED = re.compile(rf"(?:上浮|[{UP}])[^，。；\d]{{0,3}}$")
_CUT = re.compile(rf"(?:下浮|扣减|扣|[{DOWN}])[^，。；\d]{{0,3}}$")
_SUMMED = re.compile(rf"{SUMS}|{ADDED}|加上|一起|全部|共|总")
_WORKED_OUT = re.compile("倒推|推算|算下来|算起来|折算|也就是|相当于|所以|还[需要差剩]|多了?$|少了?$")
"""Says that what follows is worked out."""
_SUM_OF_IT = re.compile(rf"(?:{SUMS}|{ADDED})[^，。；\d]{{0,3}}$")
_ANY_MONEY = ("", "元")


def is_share_of(
    words: str, claimed: StatedFigure, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether it is a share of an amount, or an amount raised or cut by one."""
    quantity = claimed.quantity
    if quantity.value_high is not None or _is_share(quantity):
        return False
    own = [f for f in every if f.quantity.span != quantity.span]
    stated = [(fact.text, f) for fact in facts for f in fact.figures]
    told = [(words, f) for f in own]
    meant = _meant(words, claimed, stated)
    for text, share in told:
        if _is_share(share.quantity) and any(
            _comes_to(quantity, amount.quantity, _way(text, share.quantity), share.quantity.amount)
            for _, amount in (*told, *stated)
        ):
            return True
    return any(
        _comes_to(quantity, amount.quantity, _way(text, share.quantity), share.quantity.amount)
        for text, share in meant
        for _, amount in told
    )


def _meant(
    words: str, claimed: StatedFigure, stated: Sequence[tuple[str, StatedFigure]]
) -> Iterator[tuple[str, StatedFigure]]:
    """The shares of the clauses whose own words are nearest to those beside the figure."""
    said = tokens(between_commas(words, claimed.quantity.span.start, claimed.quantity.span.end))
    shares = [(len(f.subject & said), text, f) for text, f in stated if _is_share(f.quantity)]
    most = max((near for near, _, _ in shares), default=0)
    nearest = [(text, f) for near, text, f in shares if near == most]
    if most or len(nearest) == 1:
        yield from nearest


def _is_share(quantity: Quantity) -> bool:
    return quantity.role == "amount" and bare_unit(quantity.unit or "") == "%"


def _way(text: str, share: Quantity) -> int:
    """1 where the words before the share raise by it, -1 where they cut, 0 where it is a share of a thing."""
    before = f"{text[: share.span.start]}"
    return 1 if _RAISED.search(before) else -1 if _CUT.search(before) else 0


def _comes_to(claimed: Quantity, amount: Quantity, way: int, share: Decimal) -> bool:
    if amount.role != "amount" or amount.value_high is not None or not _alike(claimed, amount):
        return False
    worth = amount.amount * share
    return claimed.amount == (worth if way == 0 else amount.amount + way * worth) != amount.amount


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether both are of one measure; 30万 beside 50万元 is of money."""
    units = {bare_unit(q.unit or "").lstrip("万亿千百") for q in (one, other)}
    return len(units) == 1 or units == set(_ANY_MONEY)


def adds_up(
    words: str, claimed: StatedFigure, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether it is the sum of one column of all cited rows, as the words say, or the sum or difference of
    two or more figures told before it, where they say that it is worked out.
    """
    quantity = claimed.quantity
    if quantity.value_high is not None or quantity.after:
        return False
    before = STATEMENT.split(words[: quantity.span.start])[-1] + quantity.before
    rows = [fact for fact in facts if fact.cells]
    if len(rows) > 1 and _SUMMED.search(before):
        columns = zip(*([_number(cell) for cell in row.cells] for row in rows), strict=False)
        if any(None not in column and sum(filter(None, column)) == quantity.value for column in columns):
            return True
    summed = _SUM_OF_IT.search(before) is not None
    if not (summed or _WORKED_OUT.search(before)):
        return False
    told = [
        f.quantity
        for f in every
        if f.quantity.span.end <= quantity.span.start and f.quantity.role == "amount"
    ]
    amounts = [q.amount for q in told if _alike(q, quantity) and q.value_high is None and not q.after]
    pairs = list(combinations(amounts, 2))
    if summed:
        return len(amounts) > 1 and quantity.amount in (sum(amounts), *(one + other for one, other in pairs))
    return any(quantity.amount in (one + other, abs(one - other)) for one, other in pairs)


def _number(cell: str) -> Decimal | None:
    found = A_NUMBER.fullmatch(cell.strip())
    return Decimal(found[0]) if found else None
