"""Differences, remainders and rounded shares: by how much one figure exceeds another, what is left without
another, a share rounded to tenths (近两成 for 18.6%).

In: a sentence, one of its figures that no clause states, all figures of the sentence, the facts of its
clauses. Out: whether it is worked out correctly. Of two figures of one measure in one clause, the words
before the sentence's figure give the direction (比, 少, 快了). Where the sentence names both things, the
larger must be the one it says is larger; where it names one move, the clause must state the figures as that
move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise, permutations

from assistant.verification.facts import ClauseFacts, StatedFigure, tokens
from assistant.verification.fault import Fault
from assistant.verification.neighbours import between_commas
from ingest import late_re as re
from ingest.grammar.bound_words import COMES_TO
from ingest.grammar.comparisons import (
    ABOUT,
    DOWN,
    EXTREME,
    HAS_REST,
    NEARLY,
    OVER,
    REST,
    ROUGHLY,
    THAN_ANOTHER,
    THAN_BEFORE,
    UP,
)
from ingest.grammar.date_forms import A_YEAR, ENDS_OF_YEAR, YEAR_DIGITS
from ingest.grammar.measures import unit_of_difference
from ingest.grammar.numerals import DIGIT, numeral_at
from ingest.grammar.quantities import Quantity
from ingest.grammar.stops import PART, STATEMENT

_WAY = re.compile(rf"[{UP}{DOWN}差]")
_NEAR = 8
"""Characters before the figure in which the way stands (比同区高出整整200元)."""
_FROM = re.compile(rf"[由从](?:{YEAR_DIGITS}年{ENDS_OF_YEAR}?的?)?[^，。；\d]{{0,10}}$")
_TO = re.compile(rf"{COMES_TO}[^，。；\d]{{0,2}}$")
_TENTHS = re.compile(f"(?P<count>{DIGIT})成(?={OVER.pattern})")
"""A share that is read as no figure (六成多)."""


def is_worked_out(
    words: str, claimed: Quantity, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether it is one of these."""
    if claimed.value_high is not None:
        return False
    return (
        _is_tenth(words, claimed, every, facts)
        or _is_rest(words, claimed, every, facts)
        or any(_is_by(words, claimed, one, other) for one, other in _pairs(claimed, facts))
    )


def wrong_tenths(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A share told to the tenth below (六成多) that is not the one of the figure nearest to its words."""
    stated = [f for fact in facts for f in fact.figures if _unit(f.quantity) == "%"]
    for m in _TENTHS.finditer(text):
        said = tokens(between_commas(text, m.start(), m.end()))
        nearest = max((len(f.subject & said) for f in stated), default=0)
        tenths = [f.quantity.amount * 10 for f in stated if len(f.subject & said) == nearest]
        count = numeral_at(m["count"])
        if not any(count and count.value < one < count.value + 1 for one in tenths):
            yield Fault(kind="figure", text=f"{m[0]}多", says=f"数字没有出处：{m[0]}多")


def is_year_by_year(part: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause has a figure for each of three years or more that rises or falls as the part says of
    it (逐年增加).
    """
    way = next(reversed(_WAY.findall(EXTREME.sub("", part))), "")
    for fact in facts:
        yearly: dict[str, dict[str, Decimal]] = {}
        for figure in fact.figures:
            years = [token for token in figure.subject if A_YEAR.fullmatch(token)]
            if len(years) == 1:
                yearly.setdefault(_unit(figure.quantity), {})[years[0]] = figure.quantity.amount
        for amounts in yearly.values():
            steps = [b - a for a, b in pairwise(amounts[year] for year in sorted(amounts))]
            if len(steps) > 1 and (all(s > 0 for s in steps) if way in UP else all(s < 0 for s in steps)):
                return bool(way)
    return False


def _pairs(claimed: Quantity, facts: Sequence[ClauseFacts]) -> Iterator[tuple[_Of, _Of]]:
    """Two figures of a clause in the measure of the claimed one that differ by it, the first the larger."""
    unit = _unit(claimed)
    for fact in facts:
        alike = [f for f in fact.figures if _is_in(unit, f, fact) and f.quantity.value_high is None]
        for one, other in permutations(alike, 2):
            if one.quantity.amount - other.quantity.amount == claimed.amount:
                yield (fact, one), (fact, other)


def _is_in(unit: str, figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether a figure is in a measure; a row may have it in its name (站点（个）)."""
    own = _unit(figure.quantity)
    return own == unit or bool(fact.cells and not own and unit and unit in fact.words)


_Of = tuple[ClauseFacts, StatedFigure]


def _unit(quantity: Quantity) -> str:
    return unit_of_difference(quantity.unit or "")


def _is_by(words: str, claimed: Quantity, more: _Of, less: _Of) -> bool:
    """Whether the words say that the first is more, or that it rose or fell from the one to the other."""
    said = words[: claimed.span.start]
    part = EXTREME.sub("□□", PART.split(said)[-1])
    way = next(reversed(list(_WAY.finditer(part[-_NEAR:]))), None)
    if way is None or not _may_be_open(words, claimed, (more, less)):
        return False
    rises = None if way[0] == "差" else way[0] in UP
    first, last = sorted((more, less), key=lambda of: of[1].quantity.span.start)
    moved = _is_move(first, last)
    than = next(reversed(list(THAN_ANOTHER.finditer(part))), None)
    if moved or than is None or THAN_BEFORE.search(part[than.end() :]):
        return moved and (rises is None or rises == (last is more))
    own = tokens(STATEMENT.split(said)[-1][: -len(part) + than.start()])
    other = tokens(part[than.end() :])
    if rises is None:
        return True
    subjects = [of[1].subject for of in ((more, less) if rises else (less, more))]
    lean = len(subjects[0] & own) + len(subjects[1] & other) - len(subjects[0] & other)
    lean -= len(subjects[1] & own)
    return lean > 0


def _may_be_open(words: str, claimed: Quantity, pair: tuple[_Of, _Of]) -> bool:
    """Whether both are fixed, or the words leave room as the clause does (至少减掉22个)."""
    fixed = not any(of[1].quantity.after for of in pair)
    return fixed or ROUGHLY.search(f"{words[: claimed.span.start]}") is not None or claimed.after != ""


def _is_move(first: _Of, last: _Of) -> bool:
    text, start = first[0].text, last[1].quantity.span.start
    between = text[first[1].quantity.span.end : start].removesuffix(last[1].quantity.before)
    before = text[: first[1].quantity.span.start]
    return bool(_FROM.search(before) and _TO.search(f"{between}{last[1].quantity.before}"))


def _is_rest(
    words: str, claimed: Quantity, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether it is what is left of one figure without another that the sentence has, or of the whole without
    a share of it where the clause says who has the rest (由市级承担60%，其余由县级承担).
    """
    if not REST.search(words[: claimed.span.start]):
        return False
    said = {f.quantity.amount for f in every}
    shares = (
        f for fact in facts if HAS_REST.search(fact.text) for f in fact.figures if _unit(f.quantity) == "%"
    )
    if _unit(claimed) == "%" and any(
        f.quantity.amount in said and f.quantity.amount + claimed.amount == 1 for f in shares
    ):
        return True
    other = [f.quantity for f in every if f.quantity.span != claimed.span]
    others = sum(q.amount for q in other if _unit(q) == "%")
    if _unit(claimed) == "%" and claimed.amount + others == 1 and any(map(_says_rest, facts)):
        return True
    return any(less[1].quantity.amount in said for _, less in _pairs(claimed, facts))


def _says_rest(fact: ClauseFacts) -> bool:
    return HAS_REST.search(fact.text) is not None


def _is_tenth(
    words: str, claimed: Quantity, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether a share of the clauses, or of one figure of the sentence in another, is told to the tenth
    above, below or nearest.
    """
    if claimed.unit != "成":
        return False
    before = words[: claimed.span.start].removesuffix(claimed.before) + claimed.before
    behind = words[claimed.span.end : claimed.span.end + 2]
    near = NEARLY.search(before), OVER.match(behind), ABOUT.search(f"{before[-2:]}{behind}")
    rounding = next((way for found, way in zip(near, _ROUNDINGS, strict=True) if found), None)
    shares = [f.quantity.amount for fact in facts for f in fact.figures if _unit(f.quantity) == "%"]
    if "占" in before[-_NEAR:]:
        pairs = permutations((f.quantity for f in every if f.quantity.span != claimed.span), 2)
        shares += [a.amount / b.amount for a, b in pairs if _unit(a) == _unit(b) and 0 < a.amount < b.amount]
    return rounding is not None and any(
        (share * 10).to_integral_value(rounding) == claimed.value != share * 10 for share in shares
    )


_ROUNDINGS = (ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP)
