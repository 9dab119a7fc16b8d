"""Whom and what time a clause takes over from above: what a section states once for all holds for those of
its clauses that do not say it.

In: clauses with what they say themselves, and what is stated above them by label. Out: the same clauses with
what they inherit, `inherited_from` telling where it is printed. A clause that names nobody, or only who helps
or watches, takes the nearest; of a section that only names the leader, a clause that names its offices alone
takes that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.model import Clause, Responsibility


def inherit(
    clauses: Sequence[Clause],
    stated: Mapping[str, tuple[Responsibility, ...]],
    meant: Mapping[str, tuple[Responsibility, ...]],
    dues: Mapping[str, str],
) -> tuple[Clause, ...]:
    """`stated` by the label of the section that states it, `meant` by that of the item spoken of, `dues` by
    either.
    """
    return tuple(_with_due(_with_inherited(clause, stated, meant), dues) for clause in clauses)


def _with_due(clause: Clause, dues: Mapping[str, str]) -> Clause:
    due = clause.due or next((dues[label] for label in _labels_of(clause) if label in dues), None)
    return clause if due == clause.due else replace(clause, due=due)


def _with_inherited(
    clause: Clause,
    stated: Mapping[str, tuple[Responsibility, ...]],
    meant: Mapping[str, tuple[Responsibility, ...]],
) -> Clause:
    above = next((label for label in _labels_of(clause) if label in meant or label in stated), None)
    if above is None:
        return clause
    own = clause.responsibilities
    told = meant.get(above) or tuple(replace(r, inherited_from=above) for r in stated[above])
    if own and above in stated and _only_lead(stated[above]) and not any(r.leaders for r in own):
        return replace(clause, responsibilities=(*told, *own))
    if not all(_adds(r) for r in own):
        return clause
    inherited = (r for r in told if not own or not _adds(r))
    return replace(clause, responsibilities=(*inherited, *own))


def _adds(said: Responsibility) -> bool:
    """Whether it only says who helps with or watches what others do."""
    return said.part in ("support", "oversight")


def _only_lead(stated: Sequence[Responsibility]) -> bool:
    return all(r.leaders and not r.units for r in stated)


def _labels_of(clause: Clause) -> Iterator[str]:
    """Its own, then those of the sections above it, the root's "" last."""
    parts = clause.label.split("/")
    for n in range(len(parts), -1, -1):
        yield "/".join(parts[:n])
