"""Which clause of one version became which of another. In: two `Plan`s. Out: pairs of clauses in reading
order.

First those whose words are the same, under the same label where there is one; then, most alike first, those
whose words are alike: Dice's coefficient (1945) over pairs of characters, with something added for the same
label, so that an 一/1 put in before another 一/1 is not taken for it. Between a digest and an official text,
which share labels and not wording, the label decides. White space is no difference. What is left was added or
removed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Clause, Plan

Pair = tuple[Clause | None, Clause | None]
"""Before and after; None before where the clause was added, None after where it was removed."""

_ALIKE = 0.5
"""Likeness from which two clauses under different labels are taken for one."""
_FOR_LABEL = 0.2
"""What the same label counts beside likeness."""
_SHORT = 6
"""Characters; shorter words (a cell of a table) may well be the same by chance."""
_RARE, _NEAREST = 40, 8
"""Only pairs of characters in at most so many clauses point to candidates, and so many candidates are looked
at.
"""

Grams = Counter[str]


def pairs(before: Plan, after: Plan) -> tuple[Pair, ...]:
    """In the order of `after`; what was removed stands behind what came before it."""
    partner = _partners(before, after)
    found = {new: old for old, new in partner.items()}
    keyed: list[tuple[tuple[int, int, int], Pair]] = []
    for new, clause in enumerate(after.clauses):
        old = found.get(new)
        keyed.append(((new, 0, 0), (None if old is None else before.clauses[old], clause)))
    last = -1
    for old, clause in enumerate(before.clauses):
        if old in partner:
            last = partner[old]
        else:
            keyed.append(((last, 1, old), (clause, None)))
    return tuple(pair for _, pair in sorted(keyed, key=lambda entry: entry[0]))


def words_of(plan: Plan, clause: Clause) -> str:
    """The clause's own heading and its text."""
    text = plan.text_of(clause)
    return f"{clause.heading}　{text}" if clause.heading and clause.heading not in text else text


def bare(text: str) -> str:
    return "".join(text.split())


def likeness(one: Grams, other: Grams) -> float:
    """Dice's coefficient, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def grams(text: str) -> Grams:
    return Counter(a + b for a, b in pairwise(text)) or Counter([text])


def _partners(before: Plan, after: Plan) -> dict[int, int]:
    """Place of a clause in `before` -> its place in `after`."""
    old, new = _texts(before), _texts(after)
    found = dict(_same(before, after, old, new))
    rest_old = [n for n in range(len(old)) if n not in found]
    taken = set(found.values())
    rest_new = [n for n in range(len(new)) if n not in taken]
    by_label = before.edition is not after.edition
    scored = sorted(_scored(before, after, old, new, rest_old, rest_new, by_label=by_label), reverse=True)
    for _, minus_old, minus_new in scored:
        if -minus_old not in found and -minus_new not in taken:
            found[-minus_old] = -minus_new
            taken.add(-minus_new)
    return found


def _texts(plan: Plan) -> list[str]:
    return [bare(words_of(plan, clause)) for clause in plan.clauses]


def _same(before: Plan, after: Plan, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Clauses with the same words: under one label first, then in the order they stand in."""
    labels = {clause.label: n for n, clause in enumerate(after.clauses)}
    taken, open_ = set[int](), list[int]()
    for n, clause in enumerate(before.clauses):
        at = labels.get(clause.label)
        if at is not None and old[n] == new[at]:
            taken.add(at)
            yield n, at
        else:
            open_.append(n)
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(new))):
        if at not in taken and len(new[at]) >= _SHORT:
            waiting[new[at]].append(at)
    for n in open_:
        if waiting.get(old[n]):
            yield n, waiting[old[n]].pop()


def _scored(
    before: Plan,
    after: Plan,
    old: Sequence[str],
    new: Sequence[str],
    rest_old: Sequence[int],
    rest_new: Sequence[int],
    *,
    by_label: bool,
) -> Iterator[tuple[float, int, int]]:
    """(score, -old, -new) of every two that may be one clause, so that of equals the earlier ones sort first
    when reversed.
    """
    pieces = {n: grams(new[n]) for n in rest_new}
    labels = {after.clauses[n].label: n for n in rest_new}
    posted: dict[str, list[int]] = defaultdict(list)
    for n, counted in pieces.items():
        for gram in counted:
            posted[gram].append(n)
    for n in rest_old:
        mine = grams(old[n])
        shared = Counter(at for gram in mine if len(posted.get(gram, ())) <= _RARE for at in posted[gram])
        near = {at for at, _ in shared.most_common(_NEAREST)}
        twin = labels.get(before.clauses[n].label)
        for at in near | ({twin} if twin is not None else set()):
            score = likeness(mine, pieces[at]) + (_FOR_LABEL if at == twin else 0)
            if score >= _ALIKE or (by_label and at == twin):
                yield score + (1 if by_label and at == twin else 0), -n, -at
