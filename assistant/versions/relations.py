"""How the plans of the library relate: which amends which, and which look like stages of one paper.

In: the catalog. Out: the amendments and the stages, kept until the catalog has taken in a change.

Plans look like stages of one paper (《…方案》 and 《…方案（修订稿）》, both in force) by title without the
words of the stage, place and year; where two titles are quite the same, by their clauses too. Which one holds
is for people to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.denial import By, Denial
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.versions.align import Words, align
from assistant.versions.amendments import Amended, Papers, amended, unlinked
from assistant.versions.options import STAGES, VERSIONS
from ingest.grammar.letters import without_signs
from ingest.grammar.stages import read_stage
from ingest.identity import is_series
from ingest.model import Doubt
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, PlanRow

T = TypeVar("T")
Key = tuple[object, ...]


class Relations:
    """May be shared by threads: what two of them find at once is the same."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._rows: tuple[PlanRow, ...] | None = None
        self._kept: dict[Key, object] = {}

    def amended(self, plan: str) -> tuple[Amended, ...]:
        """What other plans have changed in it, in the order of their issue."""
        said = self._once(("linked",), lambda: self._papers().linked()).get(plan, [])
        return self._once(("amended", plan), lambda: amended(self._catalog, plan, said)) if said else ()

    def changed(self) -> tuple[str, ...]:
        """The plans that another plan speaks of changing."""
        return tuple(self._once(("linked",), lambda: self._papers().linked()))

    def other_stages(self, plan: str) -> tuple[PlanRow, ...]:
        """The other plans that look like stages of the same paper."""
        same = self._once(("stems",), self._by_stem).get(key_of(self._catalog.row(plan)), [])
        if len(same) < 2:
            return ()
        return self._once(("stages", plan), lambda: other_stages(self._catalog, plan, same))

    def aligned(self, plan: str, other: str) -> dict[str, ClauseRow]:
        """Label of a clause of the plan -> the clause of the other stage that has its place."""
        view = self._catalog.view
        return self._once(("aligned", plan, other), lambda: aligned(view(plan), view(other)))

    def doubts(self, plan: str) -> tuple[Doubt, ...]:
        """What the library as a whole leaves in doubt about a plan, as against its own reading."""
        return (*self._unsettled(plan), *unlinked(self._catalog, self._papers(), plan))

    def _unsettled(self, plan: str) -> tuple[Doubt, ...]:
        return tuple(
            Doubt(
                line=1, kind="draft", message=f"像是《{row.title}》（{row.id}）的另一份稿，请确认以哪一份为准"
            )
            for row in self.other_stages(plan)
        )

    def _papers(self) -> Papers:
        return self._once(("papers",), lambda: Papers(self._catalog))

    def _by_stem(self) -> dict[Key, list[PlanRow]]:
        found: dict[Key, list[PlanRow]] = defaultdict(list)
        for row in self._catalog.rows:
            found[key_of(row)].append(row)
        return found

    def _once(self, key: Key, make: Callable[[], T]) -> T:
        if self._catalog.rows is not self._rows:
            self._rows, self._kept = self._catalog.rows, {}
        kept = self._kept
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]  # type: ignore[assignment]
        return found


def library_doubts(library: Library) -> dict[str, tuple[Doubt, ...]]:
    """Plan id -> what the library as a whole leaves in doubt about it, for the plans in force."""
    catalog = Catalog(library)
    catalog.refresh()
    relations = Relations(catalog)
    return {row.id: found for row in catalog.rows if (found := relations.doubts(row.id))}


def stage_words(row: PlanRow) -> str:
    """Which stage a title says it is: 是修订稿, 没有写明稿次."""
    stage = read_stage(row.title).stage
    return f"是{stage}" if stage else str(Denial(what="稿次", by=By.STATED))


def other_stages(catalog: Catalog, plan: str, held: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    """Those of `held`, plans of one stem, place and time (`key_of`), that look like stages of the same paper
    as the plan.
    """
    own = catalog.row(plan)
    return tuple(row for row in held if row.id != plan and _are_stages(catalog, own, row))


def key_of(row: PlanRow) -> tuple[str, str | None, int | None, str | None]:
    """What stages of one paper have in common: title without the words of the stage, place and time."""
    return without_signs(fold(read_stage(row.title).stem)), row.region, row.year, row.period


def aligned(one: PlanView, other: PlanView) -> dict[str, ClauseRow]:
    """Label of a clause of `one` -> the clause of the other stage that has its place."""
    found = align(_words(one), _words(other), VERSIONS)
    return {one.clauses[i].clause.label: other.clauses[j] for i, j in found.items()}


def _are_stages(catalog: Catalog, one: PlanRow, other: PlanRow) -> bool:
    if is_series(one.title):
        return False
    if read_stage(one.title).stage or read_stage(other.title).stage:
        return True
    size = one.clauses + other.clauses
    return 2 * len(aligned(catalog.view(one.id), catalog.view(other.id))) > STAGES.shared * size


def _words(view: PlanView) -> list[Words]:
    return [Words(text=row.text, label=row.clause.label) for row in view.clauses]
