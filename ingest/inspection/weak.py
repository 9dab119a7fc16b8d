"""Readings that rest on little: a clause whose signs add up to a wrong reading more often than not doubted.

In: a plan. Out: findings, one a clause for its offices and one for its targets, of the kind that its
strongest sign is of and at that sign's words. The weights are data/signs.tsv: a line a sign, its weight for
wrong offices and for wrong targets in hundredths of log-odds, trained by `plans bench doubts --train`
(evals/bench/doubts.py) on readings known to be right or wrong.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from ingest.inspection.kinds import Finding
from ingest.inspection.options import WEAK
from ingest.inspection.signs import Paper, Sign, signs_of
from ingest.model import Clause, Plan, Span, Target

UNIT = 100
"""Hundredths: what one log-odds is in the file."""
BIAS = "="
"""The row of the file that counts for every clause."""
OFFICES, TARGETS = "u", "t"
_SHOWN = 24
"""Characters of the words a doubt is of that are told."""
_KINDS = (
    ("u left", "unit_left"),
    ("u body", "unit_left"),
    ("u odd", "unit_cut"),
    ("u", "unit_weak"),
    ("t unread", "figure_left"),
    ("t", "target_weak"),
)
"""Which kind of doubt a sign makes, by what its name begins with."""
WEIGHED = frozenset(kind for _, kind in _KINDS)
"""The kinds of doubts that are weighed, not proved."""
_SILENT = frozenset(
    (
        *("u nobody", "u note", "u column", "u inherited", "u several", "u mixed"),
        *("t none", "t read", "t several", "t several unread"),
    )
)
"""Signs that are no reason to be told."""


@cache
def weights() -> dict[str, dict[str, int]]:
    """What the signs speak of (offices, targets) -> name of a sign -> its weight."""
    table: dict[str, dict[str, int]] = {OFFICES: {}, TARGETS: {}}
    written = files("ingest.inspection").joinpath("data", "signs.tsv").read_text("utf-8")
    for line in written.splitlines():
        name, offices, targets = line.split("\t")
        table[OFFICES][name], table[TARGETS][name] = int(offices), int(targets)
    return table


def weak(plan: Plan) -> Iterator[Finding]:
    """One a clause for its offices and one for its targets, where the share of wrong readings is above
    `WEAK.share`. Figures of a change (由6座调整为9座) are read by its marks, and proved by the paper it
    changes.
    """
    changing = {amendment.clause for amendment in plan.amendments}
    for clause, signs in signs_by_clause(plan):
        for of in (OFFICES,) if clause.label in changing else (OFFICES, TARGETS):
            if share_wrong(signs, of) >= WEAK.share and (reason := _reason(signs, of)):
                span = reason.span
                at = span.start if span else clause.span.start
                words = _words(plan, span or clause.span, _kind_of(reason))
                yield Finding(kind=_kind_of(reason), words=words, at=at, clause=clause.label, span=span)


def _words(plan: Plan, span: Span, kind: str) -> str:
    """What is doubted, as staff are told: a target by its name, anything else as it is printed."""
    named = next((t for t in plan.targets if t.span == span), None) if kind == "target_weak" else None
    said = named.indicator if named else span.of(plan.text).split("\n")[0]
    return said[:_SHOWN]


def of_what(kind: str) -> str | None:
    """Whether a kind of doubt is of a clause's offices or of its targets; None for others."""
    if kind.startswith(("unit_", "office_")):
        return OFFICES
    return TARGETS if kind.startswith(("target_", "figure_")) else None


def signs_by_clause(plan: Plan) -> Iterator[tuple[Clause, list[Sign]]]:
    targets: dict[str, list[Target]] = defaultdict(list)
    stated: dict[str, list[Span]] = defaultdict(list)
    for target in plan.targets:
        targets[target.clause].append(target)
    for result in plan.results:
        stated[result.clause].append(result.span)
    for milestone in plan.milestones:
        stated[milestone.clause].append(milestone.span)
    for amendment in plan.amendments:
        stated[amendment.clause].append(amendment.span)
    paper = Paper.of(plan)
    for clause in plan.clauses:
        yield clause, signs_of(plan, paper, clause, targets[clause.label], stated[clause.label])


def share_wrong(signs: Sequence[Sign], of: str) -> float:
    """How many of a hundred readings with such signs are wrong, as a share."""
    table = weights()[of]
    odds = table[BIAS] + sum(table.get(name, 0) for name in {sign.name for sign in signs})
    return 1 / (1 + math.exp(-odds / UNIT))


def _reason(signs: Sequence[Sign], of: str) -> Sign | None:
    table = weights()[of]
    told = [s for s in signs if s.name.startswith(f"{of} ") and s.name not in _SILENT]
    return max(told, key=lambda s: table.get(s.name, 0), default=None)


def _kind_of(sign: Sign) -> str:
    return next(kind for begins, kind in _KINDS if sign.name.startswith(begins))
