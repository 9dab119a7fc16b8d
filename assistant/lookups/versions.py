"""What became of a plan between two of its stored versions, and which clauses a question means.

In: a plan's id, the versions (the one in force and the one before it unless others are named). Out:
`Compared`: every clause of either version once, with what changed (assistant/versions), the earlier version
as a view of its own and its words as quotes marked 旧版. Exact: a plan with one stored version gives no
comparison, and words that no clause of either version has point at nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.lookups.cite import marker
from assistant.lookups.options import LOOKUPS
from assistant.model import EarlierQuote
from assistant.query.reference import find_clauses
from assistant.question import Query, Term
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.time_limit import check
from assistant.versions.align import Pair, pairs_of_clauses
from assistant.versions.diff import Change, Differences, differences
from ingest.model import Plan, Target
from ingest.store.rows import ClauseRow

EARLIER = "（旧版，第"
"""What every chip of an earlier version has and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A clause of either version; `before` None where it was added, `after` None where it was removed,
    `change` None where nothing of it changed.
    """

    before: ClauseRow | None
    after: ClauseRow | None
    change: Change | None

    @property
    def words(self) -> str:
        """Both versions of it with their headings, folded."""
        rows = (row for row in (self.before, self.after) if row)
        return fold(
            "\n".join(f"{row.clause.heading or ''}\n{row.text}\n{' '.join(row.clause.path)}" for row in rows)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions of one plan; `view` is the one in force, `old` the earlier one, with `older` and `newer`
    their numbers.
    """

    view: PlanView
    old: PlanView
    older: int
    newer: int
    found: Differences
    fates: tuple[Fate, ...]

    def quote(self, row: ClauseRow) -> EarlierQuote:
        """The words of a clause of the earlier version."""
        clause = row.clause
        return EarlierQuote(
            marker=marker(self.old, clause.label),
            plan=row.plan,
            version=self.older,
            clause=clause.label,
            quote=row.text,
            start=clause.span.start,
            end=clause.span.end,
        )


def compared(catalog: Catalog, plan: str, named: Sequence[int] = ()) -> Compared | None:
    """The version in force beside the one before it, or beside the earliest of those `named`; None where no
    other text of it is stored. Raises KeyError for a plan that is not in the library.
    """
    held = catalog.versions(plan)
    current = next((v for v in held if v.status == "current"), None)
    others = [v for v in held if v.status != "current" and current and v.sha256 != current.sha256]
    if current is None or not others:
        return None
    asked = [v for v in others if v.version in named]
    before = [v for v in others if v.version < current.version]
    older = (asked or before[-1:] or others)[0].version
    was, now = catalog.version(plan, older), catalog.version(plan, current.version)
    view, old = catalog.view(plan), earlier_view(catalog.view(plan), was, older)
    found = differences(was, now)
    check()
    return Compared(
        view=view,
        old=old,
        older=older,
        newer=current.version,
        found=found,
        fates=tuple(_fates(pairs_of_clauses(was, now), view, old, found)),
    )


def versions_to_compare(
    catalog: Catalog, plan: str, older: int | None = None, newer: int | None = None
) -> tuple[int, int]:
    """The earlier and the later version: the one in force and the one before it unless others are named.
    Raises AssistantError for one that is not there, and where there is only one.
    """
    rows = catalog.versions(plan)
    held = [row.version for row in rows]
    newer = next(row.version for row in rows if row.status == "current") if newer is None else newer
    if older is None:
        others = [v for v in held if v != newer]
        older = max((v for v in others if v < newer), default=None) or next(iter(others), None)
    if older is None:
        raise AssistantError("这份文件只有一个版本，没有可比较的", file=plan)
    for version in (older, newer):
        if version not in held:
            raise AssistantError(
                f"没有第 {version} 版", file=plan, remedy=f"现有版本：{'、'.join(map(str, held))}"
            )
    return older, newer


def earlier_view(view: PlanView, plan: Plan, version: int) -> PlanView:
    """An earlier version as the catalog would show it; every chip of it says that it is one."""
    targets: dict[str, list[Target]] = {}
    for target in plan.targets:
        targets.setdefault(target.clause, []).append(target)
    row = replace(
        view.row, title=plan.title, year=plan.year, period=plan.period, edition=plan.edition, version=version
    )
    return PlanView(
        row=row,
        short=earlier_short(view.short, version),
        topic=view.topic,
        clauses=tuple(ClauseRow(plan.id, clause, plan.text_of(clause)) for clause in plan.clauses),
        targets={label: tuple(found) for label, found in targets.items()},
    )


def earlier_short(short: str, version: int) -> str:
    """The name of an earlier version in chips."""
    return f"{short}{EARLIER}{version}版）"


def without_names_of_versions(query: Query, catalog: Catalog) -> Query:
    """The query without unknown places that are not places: words which only an earlier version of its plans
    has.
    """
    scope = query.scope
    strange = (*scope.unknown_places, *scope.elsewhere)
    if not strange:
        return query
    texts = [
        fold(catalog.version(plan, held.version).text)
        for plan in scope.plans
        for held in catalog.versions(plan)
        if held.status != "current"
    ]
    known = {name for name in strange if any(fold(name) in text for text in texts)}
    return replace(
        query,
        scope=replace(
            scope,
            unknown=tuple(name for name in scope.unknown if name not in known),
            elsewhere=tuple(name for name in scope.elsewhere if name not in known),
        ),
    )


def _fates(aligned: Sequence[Pair], view: PlanView, old: PlanView, found: Differences) -> list[Fate]:
    rows = {row.clause.label: row for row in view.clauses}
    earlier = {row.clause.label: row for row in old.clauses}
    changes = {
        (c.before.label if c.before else "", c.after.label if c.after else ""): c for c in found.changes
    }
    return [
        Fate(
            before=earlier[was.label] if was else None,
            after=rows[now.label] if now else None,
            change=changes.get((was.label if was else "", now.label if now else "")),
        )
        for was, now in aligned
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What of the plan a question speaks of. `words` are those that name a clause, "" where it speaks of the
    whole plan; no `fates` then where no clause of either version is named by them. `whole` where it is all of
    the plan, or of an office's or a section's clauses (`within`), not a clause or a few. `missing`: none of
    the words stands in any clause of either version.
    """

    fates: tuple[Fate, ...]
    words: str = ""
    whole: bool = True
    within: str = ""
    missing: bool = False


def named(query: Query, both: Compared) -> Named:
    """The clauses whose marks, office or words the question names; all where it names none."""
    if query.reference:
        return _at_marks(query, both)
    fates = both.fates
    offices = (*query.units, *query.leaders, *([query.strange] if query.strange else ()))
    if offices:
        mine = tuple(f for f in fates if _charged(f, offices))
        of_mine = _meant(query, both, mine, _things(query, both))
        if mine and not of_mine:
            return Named(fates=mine, within="、".join(offices))
        fates = mine or fates
    things = _things(query, both)
    if not things:
        return Named(fates=fates, whole=True)
    asked = "、".join(t.text for t in things)
    section = _section(fates, things)
    if len(section) > 1:
        return Named(fates=section, words=asked, within=asked)
    meant = _meant(query, both, fates, things)
    return Named(fates=meant, words=asked, whole=False, missing=not meant and _missing(both, things))


def _at_marks(query: Query, both: Compared) -> Named:
    labels = {row.clause.label for row in find_clauses(both.view, query)}
    earlier = {row.clause.label for row in find_clauses(both.old, query)}
    now = tuple(f for f in both.fates if f.after and f.after.clause.label in labels)
    was = tuple(f for f in both.fates if f.before and f.before.clause.label in earlier and f not in now)
    marks = "".join(query.reference)
    fates, many = (*now, *was), len(now) + len(was) > LOOKUPS.section
    return Named(fates=fates, words=marks, whole=many, within=marks if many else "")


def _charged(fate: Fate, names: Sequence[str]) -> bool:
    rows = [row for row in (fate.before, fate.after) if row]
    return any(name in (*row.clause.units, *row.clause.leaders) for row in rows for name in names)


def _things(query: Query, both: Compared) -> list[Term]:
    """The words that name something: not those of the plan's own title."""
    titles = fold(" ".join((both.view.row.title, *both.view.row.titles, both.old.row.title)))
    return [t for t in query.terms if t.text not in titles and not t.optional]


def _section(fates: Sequence[Fate], things: Sequence[Term]) -> tuple[Fate, ...]:
    """The clauses under a heading that has all the words."""
    titles = {
        step
        for fate in fates
        for row in (fate.before, fate.after)
        if row
        for step in row.clause.path
        if all(any(word in fold(step) for word in t.wordings) for t in things)
    }
    return tuple(
        fate
        for fate in fates
        if any(row and titles & set(row.clause.path) for row in (fate.before, fate.after))
    )


def _meant(query: Query, both: Compared, fates: Sequence[Fate], things: Sequence[Term]) -> tuple[Fate, ...]:
    """Those that have most of the words in either version, by how rare these are in both; () for no words."""
    if not things:
        return ()
    texts = [fate.words for fate in fates]
    asked = [fold(part) for part in query.stretches]
    own = {part[i : i + 2] for part in asked for i in range(len(part) - 1)}
    titles = fold(f"{both.view.row.title}\n{both.old.row.title}")
    having = Counter(gram for text in texts for gram in own if gram in text and gram not in titles)
    weight = {gram: math.log(1 + len(texts) / n) for gram, n in having.items()}
    total = math.fsum(weight.values())
    scores: list[float] = []
    for text in texts:
        share = math.fsum(t.weight for t in things if any(word in text for word in t.wordings))
        share /= math.fsum(t.weight for t in things)
        held = [gram for gram in weight if gram in text]
        alike = math.fsum(weight[gram] for gram in held) / total if len(held) > 1 else 0.0
        scores.append((share + alike) / 2 if share >= LOOKUPS.named or len(held) > 1 else 0.0)
    best = max(scores, default=0.0)
    if best < LOOKUPS.named:
        return ()
    least = max(LOOKUPS.named, LOOKUPS.as_good * best)
    return tuple(fate for fate, score in zip(fates, scores, strict=True) if score >= least)


def _missing(both: Compared, things: Sequence[Term]) -> bool:
    everything = "\n".join(fate.words for fate in both.fates)
    return not any(word in everything for t in things for word in t.wordings)
