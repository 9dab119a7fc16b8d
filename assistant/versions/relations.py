"""How the plans of the library relate: which amends which and which clauses it changes, and which look like
stages of one paper.

In: the catalog. Out: the amendments and the stages, kept until the catalog has taken in a change.

Plans look like stages of one paper (《…方案》 and 《…方案（修订稿）》, both in force) by title without the
words of the stage, place and year; where two titles are quite the same, by their clauses too. Which one holds
is for people to say.

Amending statements are linked to the clauses they change (`Amended`), or told as not to be linked. Linked
when they are asked for, never stored, so that it stays right when a paper is added, replaced or withdrawn.
Exact: the paper by title or 文号, of the place of the notice where several bear the title; the clause by its
marks, or as the only one that has the quoted words. Where the new words stand already and the old ones do
not, the paper has been brought up to date and nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.denial import By, Denial
from assistant.query.reference import places_of
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.versions.align import Words, align
from assistant.versions.options import STAGES, VERSIONS
from ingest.grammar.amending import says_everywhere
from ingest.grammar.brackets import LAST_ASIDE
from ingest.grammar.letters import without_blanks, without_signs
from ingest.grammar.numerals import times_in
from ingest.grammar.stages import read_stage
from ingest.identity import is_series
from ingest.model import Amendment, Doubt
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, PlanRow
from ingest.store.standing import AmendmentRow

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """`clauses` are the labels of `plan` that are changed, () where the whole paper is; `by` is the plan that
    says so.
    """

    plan: str
    clauses: tuple[str, ...]
    by: str
    amendment: Amendment


class Papers:
    """The plans of the library by what they are called; built once, asked for every statement."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._named: dict[str, list[PlanRow]] = defaultdict(list)
        self._numbered: dict[str, list[PlanRow]] = defaultdict(list)
        for row in catalog.rows:
            for name in dict.fromkeys(map(_bare, (row.title, *row.titles))):
                self._named[name].append(row)
            if row.number:
                self._numbered[_bare(row.number)].append(row)

    def meant(self, said: AmendmentRow) -> list[PlanRow]:
        """The papers a statement may mean; of several of one title that of its own place. A name without its
        place (2024年绿化工作方案) is that of a paper of the same place.
        """
        change, own = said.amendment, self._catalog.row(said.plan)
        number = _bare(change.number or "")
        if numbered := self._others(self._numbered.get(number, []), own):
            return numbered
        name = _bare(change.paper)
        placed = self._named.get(f"{_bare(own.region or '')}{name}", []) if own.region else []
        found = self._others(
            [*self._named.get(name, []), *(r for r in placed if r.region == own.region)], own
        )
        if number:
            found = [r for r in found if not r.number]
        return [r for r in found if r.region == own.region] or found

    def _others(self, rows: Sequence[PlanRow], own: PlanRow) -> list[PlanRow]:
        return list({row.id: row for row in rows if row.id != own.id}.values())

    def linked(self) -> dict[str, list[AmendmentRow]]:
        """Plan id -> the statements that mean it and no other."""
        found: dict[str, list[AmendmentRow]] = defaultdict(list)
        for said in self._catalog.amendments:
            papers = self.meant(said)
            if len(papers) == 1:
                found[papers[0].id].append(said)
        return found


def amended(catalog: Catalog, plan: str, said: Iterable[AmendmentRow]) -> tuple[Amended, ...]:
    """What the statements that mean a plan change in it, the paper that was issued first before."""
    row = catalog.row(plan)
    found = [
        Amended(plan=plan, clauses=tuple(r.clause.label for r in rows), by=one.plan, amendment=one.amendment)
        for one in said
        if (rows := _clauses(catalog, row, one)) is not None
    ]
    return tuple(sorted(found, key=lambda one: catalog.row(one.by).issued or ""))


def unlinked(catalog: Catalog, papers: Papers, plan: str) -> tuple[Doubt, ...]:
    """The statements of a plan on other papers that point at nothing in the library."""
    said = [row for row in catalog.amendments if row.plan == plan]
    return tuple(doubt for row in said if (doubt := _doubt(catalog, papers.meant(row), row)) is not None)


def _doubt(catalog: Catalog, papers: Sequence[PlanRow], said: AmendmentRow) -> Doubt | None:
    """A paper that is out of force and not in the library needs no look."""
    change = said.amendment
    name = f"《{change.paper}》"
    if len(papers) > 1:
        told = f"写明修改{name}，资料库里有 {len(papers)} 份文件叫这个名称，请核对是哪一份"
    elif not papers and ((_of_whole(change) and change.effect != "extend") or _is_own(catalog, said)):
        return None
    elif not papers:
        absent = Denial(what="这份文件", by=By.CATALOG, where=f"写明修改{name}，资料库里")
        told = f"{absent}（或已标为废止），请补充读入或核对名称"
    elif _clauses(catalog, papers[0], said) is None and not _is_done(catalog, papers[0], change):
        what = f"“{change.old}”" if change.old else change.marks or "所说的内容"
        told = f"写明修改{name}的{what}，在那份文件里找不到，或不止一处，请核对"
    else:
        return None
    line = catalog.view(said.plan).clause(change.clause).clause.line
    return Doubt(line=line, kind="amendment", message=told, clause=change.clause)


def _is_own(catalog: Catalog, said: AmendmentRow) -> bool:
    """Whether a notice changes the paper it prints anew behind its own words."""
    name = _bare(LAST_ASIDE.sub("", said.amendment.paper))
    own = catalog.row(said.plan)
    return any(_bare(title) == name for title in (own.title, *own.titles))


def _bare(text: str) -> str:
    return without_signs(fold(text))


def _of_whole(change: Amendment) -> bool:
    return not change.marks and not change.old


def _clauses(catalog: Catalog, row: PlanRow, said: AmendmentRow) -> Sequence[ClauseRow] | None:
    """The clauses changed, () for the whole paper; None where they cannot be told."""
    change = said.amendment
    if _of_whole(change):
        return () if change.effect in ("stop", "repeal", "extend") else None
    view = catalog.view(row.id)
    if change.old is None:
        places = places_of(view, change.marks or "")
        return places[0] if len(places) == 1 else None
    within = (
        [r for group in places_of(view, change.marks) for r in group] if change.marks else list(view.clauses)
    )
    having = [(r, n) for r in within if (n := _times(change, r))]
    everywhere = says_everywhere(catalog.view(said.plan).clause(change.clause).text)
    if sum(n for _, n in having) == 1 or (everywhere and having):
        return [r for r, _ in having]
    return None


def _times(change: Amendment, row: ClauseRow) -> int:
    """How often the old words stand in a clause, a number never inside a longer one."""
    heading = row.clause.heading or ""
    text = fold(without_blanks(row.text if heading in row.text else f"{heading}\n{row.text}"))
    if change.what and fold(without_blanks(change.what)) not in text:
        return 0
    return _count(text, change.old or "")


def _count(text: str, words: str) -> int:
    return times_in(fold(without_blanks(words)), text)


def _is_done(catalog: Catalog, row: PlanRow, change: Amendment) -> bool:
    """Whether the paper has the new words already and no longer the old ones."""
    if not change.old or not change.new:
        return False
    text = fold(without_blanks("\n".join(r.text for r in catalog.view(row.id).clauses)))
    return not _count(text, change.old) and bool(_count(text, change.new))
