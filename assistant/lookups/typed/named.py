"""What an argument of a look-up names in the library: plans, clauses, offices and people.

In: names as somebody wrote them. Out: the library's own. A plan that is not there is an error that says which
are; an office that is not there is a fact, told with the names that are like it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.denial import By, Denial
from assistant.errors import LookupError_
from assistant.query.entities import find_named
from assistant.query.reference import places_of
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold, load_lexicon
from ingest.store.rows import ClauseRow, PlanRow

_TOLD = 12
"""Names told in an error at most."""


def plan_ids(catalog: Catalog, given: Sequence[str], argument: str = "plans") -> tuple[str, ...]:
    """Ids in the order given, each once; of all plans in force where none is given. Raises LookupError_."""
    if not given:
        return tuple(row.id for row in catalog.rows)
    return tuple(dict.fromkeys(plan_id(catalog, name, argument) for name in given))


def plan_id(catalog: Catalog, name: str, argument: str = "plan") -> str:
    """The plan of that id, short name or title. Raises LookupError_ where none or several have it."""
    found = _called(name, catalog.rows, catalog)
    if len(found) == 1:
        return found[0]
    ids = [row.id for row in catalog.rows]
    told = "、".join(found or ids[:_TOLD]) + ("等" if not found and len(ids) > _TOLD else "")
    if found:
        raise LookupError_(f"参数 {argument}：“{name}”是 {len(found)} 份文件共同的名称，请用编号：{told}")
    if _called(name, catalog.withdrawn(), catalog):
        raise LookupError_(f"参数 {argument}：“{name}”已经废止，不再用于查询；现行的有：{told}")
    raise LookupError_(f"参数 {argument}：资料库里没有“{name}”；可用的编号：{told or '（资料库是空的）'}")


def _called(name: str, rows: Sequence[PlanRow], catalog: Catalog) -> tuple[str, ...]:
    """By its id before all other names."""
    if any(row.id == name for row in rows):
        return (name,)
    meant = fold(name).strip("《》")
    return tuple(row.id for row in rows if meant in _names(row, catalog))


def _names(row: PlanRow, catalog: Catalog) -> set[str]:
    short = "" if row.withdrawn else catalog.short(row.id)
    return {fold(name).strip("《》") for name in (short, row.title, *row.titles) if name}


def clauses_called(view: PlanView, label: str) -> tuple[ClauseRow, ...]:
    """The clause of that label, or all below a heading of it; a label may be written as people say it
    (二（三）8, 第十条). Raises LookupError_ where there is none.
    """
    wanted = _spelt(label)
    if exact := tuple(row for row in view.clauses if _spelt(row.clause.label) == wanted):
        return exact
    if below := tuple(row for row in view.clauses if _is_below(_spelt(row.clause.label), wanted)):
        return below
    groups = () if "/" in label else places_of(view, label)
    if len(groups) == 1:
        return groups[0]
    if groups:
        told = "、".join(rows[0].clause.label for rows in groups[:_TOLD])
        raise LookupError_(f"参数 label：“{label}”对得上 {len(groups)} 处，请写全：{told}")
    tops = list(dict.fromkeys(row.clause.label.split("/")[0] for row in view.clauses))
    told = "、".join(tops[:_TOLD]) + ("等" if len(tops) > _TOLD else "")
    raise LookupError_(f"参数 label：{view.short}没有“{label}”这一条；各条款号以这些开头：{told}")


def _spelt(label: str) -> str:
    """Brackets need no stroke beside them: 二（三）8 is 二/（三）/8."""
    return fold(label).strip("/").replace("/(", "(").replace(")/", ")")


def _is_below(label: str, heading: str) -> bool:
    rest = label.removeprefix(heading)
    return label.startswith(heading) and (rest[:1] in ("/", "(") or heading.endswith(")"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """Offices or people as the library has them; `note` where a name was read as another, or is not there."""

    names: tuple[str, ...]
    note: str = ""


def offices_called(catalog: Catalog, name: str) -> Charged:
    """The office of exactly that name, else those it is a short form or another name of."""
    if not name or name in catalog.units:
        return Charged(names=(name,) if name else ())
    found = find_named(fold(name), catalog.units, (), load_lexicon())
    whole = found.units if not found.rest.strip("　 ") else ()
    if whole:
        return Charged(names=whole, note=f"“{name}”读作{'、'.join(f'“{n}”' for n in whole)}")
    like = [unit for unit in catalog.units if fold(name) in fold(unit)][:_TOLD]
    more = f"；名称里有这几个字的：{'、'.join(like)}" if like else ""
    return Charged(names=(), note=f"{Denial(what=f'一条的责任单位叫“{name}”', by=By.WORDS)}{more}")


def people_called(catalog: Catalog, name: str) -> Charged:
    if not name or name in catalog.leaders:
        return Charged(names=(name,) if name else ())
    return Charged(names=(), note=str(Denial(what=f"一条的责任分工写有“{name}”这个人", by=By.WORDS)))
