"""Which plans of the library look like stages of one paper: 《…方案》 and 《…方案（修订稿）》, both in force.

In: the catalog and a plan. Out: its other stages. Told by title without the words of the stage, place and
year; of two titles that are quite the same, by their clauses too. Which one holds is for people to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.versions.align import Words, align
from assistant.versions.options import STAGES, VERSIONS
from ingest.grammar.letters import without_signs
from ingest.grammar.stages import read_stage
from ingest.identity import is_series
from ingest.store.rows import ClauseRow, PlanRow


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
