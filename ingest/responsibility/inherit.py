"""Whom and what time a clause takes over from above: what a section states once for all holds for those of
its clauses that do not say it.

In: clauses with what they say themselves, and what is stated above them by label. Out: the same clauses with
what they inherit, `inherited_from` telling where it is printed. A clause in which nobody does it (none is
named, or only who leads, helps or watches) takes the nearest offices above; one that names no leader the
nearest leader. Where its sentences only tell somebody what to do, without marking whose the task is
(险情由所在地的乡镇政府报告), it takes who leads above, with those that help; so does one whose sentences say
who is responsible for it where the line above speaks of that very item (以上两项由县水利局牵头).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.model import Clause, Evidence, Responsibility


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
    charged = clause.responsibilities
    for label in _labels_of(clause):
        named = meant.get(label, ())
        told = named or tuple(replace(r, inherited_from=label) for r in stated.get(label, ()))
        charged = (*_missing(charged, told, named=bool(named)), *charged)
    return clause if charged is clause.responsibilities else replace(clause, responsibilities=charged)


def _missing(
    have: Sequence[Responsibility], told: Sequence[Responsibility], *, named: bool
) -> tuple[Responsibility, ...]:
    """What of that told above is not yet said: who does it where nobody does, who leads where nobody does.
    `named` where the clause itself is spoken of.
    """
    if any(r.part == "lead" for r in told) and all(_only_does(r, named=named) for r in have):
        return tuple(r for r in told if not (_only_leads(r) and any(h.leaders for h in have)))
    undone = all(_adds(r) or _only_leads(r) for r in have)
    unled = not any(r.leaders for r in have)
    return tuple(r for r in told if (unled if _only_leads(r) else undone and not (have and _adds(r))))


_OF_A_DEED: frozenset[Evidence] = frozenset(("deed", "subject", "addressee", "consent"))
"""What a sentence says somebody is to do, without a word for the part in the task."""


def _only_does(said: Responsibility, *, named: bool) -> bool:
    """Whether it says what somebody is to do and not whose the task is."""
    if said.part not in ("responsible", "oversight") or said.inherited_from is not None:
        return False
    of_a_deed = said.evidence in _OF_A_DEED and (not said.role or said.evidence == "consent")
    return of_a_deed or (named and said.evidence == "spoken")


def _adds(said: Responsibility) -> bool:
    """Whether it only says who helps with or watches what others do."""
    return said.part in ("support", "oversight")


def _only_leads(said: Responsibility) -> bool:
    return bool(said.leaders) and not said.units


def _labels_of(clause: Clause) -> Iterator[str]:
    """Its own, then those of the sections above it, the root's "" last."""
    parts = clause.label.split("/")
    for n in range(len(parts), -1, -1):
        yield "/".join(parts[:n])
