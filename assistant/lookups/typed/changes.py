"""What changed between two stored versions of a plan, clause by clause."""

from __future__ import annotations

from assistant.denial import By, Denial
from assistant.errors import LookupError_
from assistant.lookups.arguments import DiffArguments
from assistant.lookups.found import Row, Rows, filled_cells, line_of
from assistant.lookups.typed.named import plan_id
from assistant.lookups.versions import versions_to_compare
from assistant.retrieval.catalog import Catalog
from assistant.versions.diff import Change, Differences, Figure, differences
from assistant.versions.words import KINDS, summary
from ingest.model import Plan


def changed(
    catalog: Catalog, plan: str, older: int | None, newer: int | None
) -> tuple[int, int, Differences]:
    """The versions that were compared, and what differs. Raises AssistantError."""
    older, newer = versions_to_compare(catalog, plan, older, newer)
    return older, newer, differences(catalog.version(plan, older), catalog.version(plan, newer))


def diff(catalog: Catalog, arguments: DiffArguments) -> Rows:
    plan = plan_id(catalog, arguments.plan)
    held = [row.version for row in catalog.versions(plan)]
    for name, version in (("from", arguments.from_), ("to", arguments.to)):
        if version is not None and version not in held:
            told = "、".join(map(str, held))
            raise LookupError_(f"参数 {name}：{catalog.short(plan)}没有第 {version} 版；现有版本：{told}")
    if len(held) < 2:
        one = Denial(what="可比较的", by=By.VERSIONS, where=f"{catalog.short(plan)}只有一个版本，")
        return Rows(rows=(), note=str(one), read={"plan": plan})
    older, newer, found = changed(catalog, plan, arguments.from_, arguments.to)
    was, now = catalog.version(plan, older), catalog.version(plan, newer)
    rows = tuple(_row(change, was, now, older) for change in found.changes)
    details = [f"{d.name}：{d.before} → {d.after}" for d in found.details]
    note = "；".join((f"第 {older} 版 → 第 {newer} 版：{summary(found)}", *details))
    return Rows(rows=rows, note=note, read={"plan": plan, "from": older, "to": newer})


def _row(change: Change, was: Plan, now: Plan, older: int) -> Row:
    """The clause as the later version has it; one that was taken out as the earlier one had it."""
    gone = change.after is None
    side, plan = (change.before, was) if gone else (change.after, now)
    assert side is not None
    span = plan.clause(side.label).span
    cells = filled_cells({"变化": "、".join(KINDS[kind] for kind in change.kinds), **_sides(change)})
    return Row(
        plan=plan.id,
        clause=side.label,
        start=span.start,
        end=span.end,
        cells=cells,
        text=line_of(cells),
        quote=span.of(plan.text),
        version=older if gone else None,
    )


def _sides(change: Change) -> dict[str, str]:
    before, after = change.before, change.after
    offices = [side.offices if side else "" for side in (before, after)]
    return {
        "原条款": before.label if before else "",
        "现条款": after.label if after else "",
        "原文": before.text if before and (change.wording or not after) else "",
        "现文": after.text if after and (change.wording or not before) else "",
        "原分工": offices[0] if offices[0] != offices[1] else "",
        "现分工": offices[1] if offices[0] != offices[1] else "",
        "目标": "；".join(map(_figure, change.figures)),
    }


def _figure(figure: Figure) -> str:
    return f"{figure.indicator}：{figure.before or '无'} → {figure.after or '无'}"
