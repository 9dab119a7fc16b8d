"""Which clauses of the library other papers of it have changed: amending statements linked to what they
change.

In: the catalog. Out: `Amended` values, and the statements that could not be linked. Linked when they are
asked for, never stored, so that it stays right when a paper is added, replaced or withdrawn. Exact: the paper
by title or 文号, of the place of the notice where several bear the title; the clause by its marks, or as the
only one that has the quoted words. Where the new words stand already and the old ones do not, the paper has
been brought up to date and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.query.reference import places_of
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold
from assistant.versions.align import bare_of
from ingest.grammar.amending import says_everywhere
from ingest.model import Amendment, Doubt
from ingest.store.amendments import AmendmentRow
from ingest.store.rows import ClauseRow, PlanRow

_COUNTED = re.compile(r"(?:任务|目标|指标|数量|总数|个数|人数|数)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """`clauses` are the labels of `plan` that are changed, () where the whole paper is; `by` is the plan that
    says so.
    """

    plan: str
    clauses: tuple[str, ...]
    by: str
    amendment: Amendment


def amended(catalog: Catalog, plan: str) -> tuple[Amended, ...]:
    """What other papers have changed in a plan, the paper that was issued first before."""
    row = catalog.row(plan)
    found = [
        Amended(
            plan=plan, clauses=tuple(r.clause.label for r in rows), by=said.plan, amendment=said.amendment
        )
        for said in catalog.amendments
        if [r.id for r in _papers(catalog, said)] == [plan]
        if (rows := _clauses(catalog, row, said)) is not None
    ]
    return tuple(sorted(found, key=lambda one: catalog.row(one.by).issued or ""))


def unlinked(catalog: Catalog, plan: str) -> tuple[Doubt, ...]:
    """The statements of a plan on other papers that point at nothing in the library."""
    said = [row for row in catalog.amendments if row.plan == plan]
    return tuple(doubt for row in said if (doubt := _doubt(catalog, row)) is not None)


def _doubt(catalog: Catalog, said: AmendmentRow) -> Doubt | None:
    """A paper that is out of force and not in the library needs no look."""
    papers, change = _papers(catalog, said), said.amendment
    name = f"《{change.paper}》"
    if len(papers) > 1:
        told = f"写明修改{name}，资料库里有 {len(papers)} 份文件叫这个名称，请核对是哪一份"
    elif not papers and (_of_whole(change) and change.effect != "extend"):
        return None
    elif not papers:
        told = f"写明修改{name}，资料库里没有这份文件（或已标为废止），请补充读入或核对名称"
    elif _clauses(catalog, papers[0], said) is None and not _is_done(catalog, papers[0], change):
        what = f"“{change.old}”" if change.old else change.marks or "所说的内容"
        told = f"写明修改{name}的{what}，在那份文件里找不到，或不止一处，请核对"
    else:
        return None
    line = catalog.view(said.plan).clause(change.clause).clause.line
    return Doubt(line=line, kind="amendment", message=told, clause=change.clause)


def _papers(catalog: Catalog, said: AmendmentRow) -> list[PlanRow]:
    """The papers of the library a statement may mean; of several of one title that of its own place."""
    change, own = said.amendment, catalog.row(said.plan)
    others = [row for row in catalog.rows if row.id != said.plan]
    if change.number and (
        numbered := [r for r in others if r.number and _bare(r.number) == _bare(change.number)]
    ):
        return numbered
    name = _bare(change.paper)
    found = [r for r in others if any(_is_called(_bare(t), name, r, own) for t in (r.title, *r.titles))]
    if change.number:
        found = [r for r in found if not r.number or _bare(r.number) == _bare(change.number)]
    return [r for r in found if r.region == own.region] or found if len(found) > 1 else found


def _is_called(title: str, name: str, row: PlanRow, own: PlanRow) -> bool:
    """A name without its place (2024年绿化工作方案) is that of a paper of the same place."""
    if title == name:
        return True
    return bool(row.region) and row.region == own.region and title == _bare(f"{row.region}{name}")


def _bare(text: str) -> str:
    return "".join(ch for ch in fold(text) if ch.isalnum())


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
    text = fold(bare_of(row.text if heading in row.text else f"{heading}\n{row.text}"))
    if change.what and not any(words in text for words in _subjects(change.what)):
        return 0
    return _count(text, change.old or "")


def _count(text: str, words: str) -> int:
    sought = fold(bare_of(words))
    before = r"(?<![\d.])" if sought[:1].isdigit() else ""
    behind = r"(?![\d.])" if sought[-1:].isdigit() else ""
    return len(re.findall(f"{before}{re.escape(sought)}{behind}", text))


def _subjects(what: str) -> Iterator[str]:
    sought = fold(bare_of(what))
    yield sought
    if len(shorter := _COUNTED.sub("", sought)) >= 2:
        yield shorter


def _is_done(catalog: Catalog, row: PlanRow, change: Amendment) -> bool:
    """Whether the paper has the new words already and no longer the old ones."""
    if not change.old or not change.new:
        return False
    text = fold(bare_of("\n".join(r.text for r in catalog.view(row.id).clauses)))
    return not _count(text, change.old) and bool(_count(text, change.new))
