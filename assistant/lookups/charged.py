"""What clauses charge offices with, and what people call the parts of their roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.lookups.options import LOOKUPS
from assistant.question import Query
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.wording import silence
from ingest.grammar.roles import PARTS, has_verb, printed_as, speaks_of
from ingest.model import Part, Responsibility
from ingest.store.rows import ClauseRow

PART_WORDS: Mapping[Part, str] = {
    "lead": "牵头",
    "responsible": "负责",
    "support": "配合",
    "oversight": "督办",
    "leader": "分管、包保",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """`parts` asked for, () or all of them for any; `noun` a role to be met as it is printed, `verbs` those
    one of which its role must have (督办, 包保), `said` those the question says.
    """

    parts: tuple[Part, ...] = ()
    noun: str | None = None
    verbs: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than every clause that names them."""
        return bool(self.noun) or 0 < len(self.parts) < len(PARTS)

    @property
    def words(self) -> str:
        """牵头、配合; "" for any part."""
        if self.noun:
            return f"作为“{self.noun}”"
        if not self.narrows:
            return ""
        if self.said:
            return "、".join(self.said)
        said = [part for part in self.parts if part != "lead" or "responsible" not in self.parts]
        return "、".join(PART_WORDS[part] for part in said)


ANY_PART = AskedPart()


def charged_rows(
    catalog: Catalog,
    units: Sequence[str],
    leaders: Sequence[str],
    plans: Sequence[str],
    asked: AskedPart = ANY_PART,
) -> list[ClauseRow]:
    """Each clause of `plans` (of all where it is empty) that names one of the offices or people in that
    part.
    """
    rows: dict[tuple[str, str], ClauseRow] = {}
    for unit in units:
        rows |= {(r.plan, r.clause.label): r for r in catalog.charged(unit=unit, plans=plans)}
    for leader in leaders:
        rows |= {(r.plan, r.clause.label): r for r in catalog.charged(leader=leader, plans=plans)}
    if not asked.narrows:
        return list(rows.values())
    divided = {plan: divides(catalog.view(plan)) for plan in {plan for plan, _ in rows}}
    return [r for r in rows.values() if _is_held(r, units, leaders, _test(asked, divided[r.plan]))]


def charging(
    catalog: Catalog,
    view: PlanView,
    units: Sequence[str] = (),
    leaders: Sequence[str] = (),
    asked: AskedPart = ANY_PART,
) -> tuple[ClauseRow, ...]:
    """The clauses of one plan in reading order, where offices and people are named those that name one of the
    offices and one of the people in a part asked for.
    """
    kept = view.clauses
    for offices, people in ((units, ()), ((), leaders)):
        if offices or people:
            labels = {r.clause.label for r in charged_rows(catalog, offices, people, (view.row.id,), asked)}
            kept = tuple(row for row in kept if row.clause.label in labels)
    return kept


def divides(view: PlanView) -> bool:
    """Whether the plan names an office that leads anything."""
    return any(r.part == "lead" and r.units for row in view.clauses for r in row.clause.responsibilities)


def printed_roles(rows: Sequence[ClauseRow], names: Sequence[str]) -> tuple[str, ...]:
    """The roles in which one of the names is charged, as printed, each once."""
    said = (r for row in rows for r in row.clause.responsibilities)
    return tuple(dict.fromkeys(r.role for r in said if set(names) & {*r.units, *r.leaders}))


def as_printed(query: Query, rows: Sequence[ClauseRow]) -> AskedPart:
    """The part a question asks for, by the very words it says where a role of those named is printed with
    them: 作为责任领导, 督办. `rows` are all that charge them.
    """
    printed = printed_roles(rows, (*query.units, *query.leaders))
    noun = query.role_noun if fold(query.role_noun or "") in map(fold, printed) else None
    verbs = printed_as(query.role_verbs, printed)
    return AskedPart(parts=query.parts, noun=noun or None, verbs=verbs, said=query.role_verbs)


_Test = Callable[[Responsibility, bool], bool]
"""Of a responsibility, and whether the name stands among its people."""


def _is_held(row: ClauseRow, units: Sequence[str], leaders: Sequence[str], test: _Test) -> bool:
    return any(
        test(r, person)
        for r in row.clause.responsibilities
        for person, names, held in ((False, units, r.units), (True, leaders, r.leaders))
        if set(names) & set(held)
    )


def _test(asked: AskedPart, divided: bool) -> _Test:
    def test(said: Responsibility, person: bool) -> bool:
        if asked.noun:
            return fold(said.role) == fold(asked.noun)
        if asked.verbs:
            return has_verb(said.role, asked.verbs)
        return (
            said.part in asked.parts
            or ("lead" in asked.parts and said.part == "leader" and person)
            or ("lead" in asked.parts and said.part == "responsible" and not divided)
            or ("leader" in asked.parts and speaks_of(said.role, "leader"))
        )

    return test


def marks_offices(view: PlanView) -> bool:
    """Whether a paper's clause without an office has none: most of its clauses have one, or none may name
    any.
    """
    charged = sum(bool(row.clause.responsibilities) for row in view.clauses)
    return charged >= LOOKUPS.marks_offices * len(view.clauses) or all(map(silence, view.clauses))
