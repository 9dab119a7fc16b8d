"""What is to be said beside cited or listed clauses: another paper has changed them, their plan has another
stage or is a text of unknown origin, they were read with some doubt or recognised on a scanned page, or one
of their figures was corrected by it.

In: plan ids and labels, in the order they are shown. Out: caveats, one value a sort, in the order they are
told. Exact: links not made (assistant/versions) are not mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.lookups.cite import marker
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.versions.relations import Amended, Relations
from assistant.versions.words import amended_words
from ingest.grammar.letters import without_blanks
from ingest.grammar.title_dates import days_in
from ingest.inspection.kinds import is_shown, told
from ingest.model import Amendment, Doubt, Edition, Span
from ingest.store.rows import ClauseRow, PlanRow

Place = tuple[str, str]
"""Plan id and clause label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A clause, or the whole paper where `label` is None, that another paper (`by`) has changed. `told_here`:
    the clause that changes it says from when itself.
    """

    view: PlanView
    label: str | None
    by: PlanView
    amendment: Amendment
    told_here: bool

    @property
    def since(self) -> str:
        """The day, month or year from which it holds; "" where none is told."""
        since = self.amendment.since
        return since if since and since[0].isdigit() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherStage:
    """A plan and another text of the same paper."""

    own: PlanRow
    other: PlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The clause of the other stage that reads otherwise."""

    view: PlanView
    row: ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """An uploaded plan of which nobody has said yet whose text it is."""

    row: PlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """Clauses and what is doubted of all of them, in the words of the doubts."""

    places: tuple[Place, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Clauses recognised on scanned pages that nobody has confirmed."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A clause with the figures that somebody set right by the scanned page, as printed."""

    view: PlanView
    row: ClauseRow
    figures: tuple[str, ...]


Caveat = Changed | OtherStage | Counterpart | Unconfirmed | Doubted | Scanned | Corrected


def caveats_on(
    catalog: Catalog, relations: Relations, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> tuple[Caveat, ...]:
    """`quoted` are the stretches of a clause that are shown; a doubt about other words of it is left out."""
    return (
        *_stages(catalog, relations, places),
        *_amendments(catalog, relations, places),
        *_editions(catalog, places),
        *_doubts(catalog, places, quoted),
        *_scans(catalog, places),
        *_corrections(catalog, places, quoted),
    )


def changes_by_clause(catalog: Catalog) -> dict[Place, tuple[str, ...]]:
    """What other papers have changed, in words, for every clause of the plans in force that is changed."""
    relations = Relations(catalog)
    found: dict[Place, list[str]] = {}
    for plan in relations.changed():
        labels = [row.clause.label for row in catalog.view(plan).clauses]
        for one in relations.amended(plan):
            for label in one.clauses or labels:
                change = _changed(catalog, one, label if one.clauses else None)
                found.setdefault((plan, label), []).append(change_words(change))
    return {place: tuple(told) for place, told in found.items()}


def change_words(change: Changed) -> str:
    """“临河2023要点·一/3”已由《…》停止执行（自2024年起）: for a cell."""
    label = change.label
    what = f"〔{marker(change.view, label)}〕" if label else f"《{change.view.row.title}》"
    told = f"{what}{amended_words(change.amendment, change.by.row.title, change.since)}"
    return told.replace("〔", "“").replace("〕", "”")


def _amendments(catalog: Catalog, relations: Relations, places: Sequence[Place]) -> Iterator[Changed]:
    for plan in dict.fromkeys(plan for plan, _ in places):
        labels = [label for of, label in places if of == plan]
        for one in relations.amended(plan):
            if not one.clauses:
                yield _changed(catalog, one, None)
            yield from (_changed(catalog, one, label) for label in labels if label in one.clauses)


def _changed(catalog: Catalog, one: Amended, label: str | None) -> Changed:
    by, change = catalog.view(one.by), one.amendment
    days = days_in(by.clause(change.clause).text)
    told_here = any(day.day.isoformat() == change.since for day in days)
    return Changed(view=catalog.view(one.plan), label=label, by=by, amendment=change, told_here=told_here)


def _stages(
    catalog: Catalog, relations: Relations, places: Sequence[Place]
) -> Iterator[OtherStage | Counterpart]:
    """The clauses of the other stage that are not shown, and the two papers once."""
    said = set[frozenset[str]]()
    for plan in dict.fromkeys(plan for plan, _ in places):
        for row in relations.other_stages(plan):
            labels = [label for of, label in places if of == plan]
            yield from _counterparts(catalog, relations, plan, row.id, labels, places)
            if (pair := frozenset((plan, row.id))) not in said:
                said.add(pair)
                yield OtherStage(own=catalog.row(plan), other=row)


def _counterparts(
    catalog: Catalog,
    relations: Relations,
    plan: str,
    other: str,
    labels: Iterable[str],
    places: Sequence[Place],
) -> Iterator[Counterpart]:
    view, theirs = catalog.view(plan), catalog.view(other)
    partner = relations.aligned(plan, other)
    for label in labels:
        row = partner.get(label)
        if row is None or (other, row.clause.label) in places:
            continue
        if without_blanks(row.text) != without_blanks(view.clause(label).text):
            yield Counterpart(view=theirs, row=row)


def _editions(catalog: Catalog, places: Sequence[Place]) -> Iterator[Unconfirmed]:
    rows = (catalog.row(plan) for plan in dict.fromkeys(plan for plan, _ in places))
    return (Unconfirmed(row=row) for row in rows if row.edition is Edition.UNCONFIRMED)


def _doubts(
    catalog: Catalog, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Iterator[Doubted]:
    """All that is doubted of the same clauses together."""
    by_words: dict[str, dict[Place, None]] = {}
    for plan in dict.fromkeys(plan for plan, _ in places):
        doubted = _doubted(catalog.row(plan).doubts)
        for place in (place for place in places if place[0] == plan):
            for doubt in doubted.get(place[1], ()):
                if doubt.span is None or any(_meet(doubt.span, span) for span in quoted.get(place, ())):
                    by_words.setdefault(told(doubt), {})[place] = None
    by_places: dict[tuple[Place, ...], list[str]] = {}
    for words, of in by_words.items():
        by_places.setdefault(tuple(of), []).append(words)
    return (Doubted(places=of, doubts=tuple(said)) for of, said in by_places.items())


def _scans(catalog: Catalog, places: Sequence[Place]) -> Iterator[Scanned]:
    """One value for all."""
    found = tuple(
        place
        for place in places
        if (row := catalog.view(place[0]).by_label.get(place[1])) and row.clause.confidence is not None
    )
    yield from (Scanned(places=found),) if found else ()


def _corrections(
    catalog: Catalog, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Iterator[Corrected]:
    for plan, label in places:
        view = catalog.view(plan)
        row = view.by_label.get(label)
        made = row.clause.corrections if row else ()
        shown = quoted.get((plan, label), (row.clause.span,) if row else ())
        spans = [c.span for c in made if any(_meet(c.span, span) for span in shown)]
        if row and spans:
            yield Corrected(view=view, row=row, figures=tuple(map(row.words, spans)))


def _doubted(doubts: Iterable[Doubt]) -> dict[str, list[Doubt]]:
    """Label -> what is doubted of that clause and told on answers."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        if doubt.clause is not None and is_shown(doubt):
            found.setdefault(doubt.clause, []).append(doubt)
    return found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
