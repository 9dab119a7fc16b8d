"""Differences and amendments in words. In: `Differences`. Out: the sums, which every face shows, and lines
for a terminal: [-words that went-], {+words that came+}; of an amendment what it does to a clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.denial import By, Denial
from assistant.retrieval.wording import date_words
from assistant.versions.diff import Change, Differences, Figure
from ingest.model import Amendment

KINDS = {
    "added": "新增",
    "removed": "删除",
    "reworded": "改了文字",
    "moved": "编号变化",
    "units": "责任分工变化",
    "targets": "目标变化",
}


def summary(found: Differences) -> str:
    """新增 1 条、修改 2 条、删除 1 条、仅编号变化 3 条；其余 20 条没有变化.

    What one year's plan has and the next has no like of is not called dropped: nobody has said so.
    """
    counts = found.counts
    gone = "删除" if found.versions else Denial(what="对应", by=By.YEARS_COMPARED).brief
    said = [
        ("新增", counts.get("added", 0)),
        ("修改", found.edited),
        (gone, counts.get("removed", 0)),
        ("仅编号变化", found.moved_only),
    ]
    changed = "、".join(f"{word} {count} 条" for word, count in said if count)
    if not changed:
        return f"{_unchanged('条款')}（共 {found.same} 条）"
    return changed + (f"；{_unchanged(f'其余 {found.same} 条')}" if found.same else "")


def _unchanged(where: str) -> Denial:
    return Denial(what="变化", by=By.VERSIONS_COMPARED, where=where)


def lines(found: Differences) -> Iterator[str]:
    """The sums first, then what changed of the whole plan, then each clause."""
    yield f"{summary(found)}。"
    for detail in found.details:
        yield f"{detail.name}：{detail.before} → {detail.after}"
    for change in found.changes:
        yield ""
        yield f"【{'、'.join(KINDS[kind] for kind in change.kinds)}】{place(change)}"
        yield from (f"    {line}" for line in _body(change))


def place(change: Change) -> str:
    """The label, or the old one and the new one."""
    labels = dict.fromkeys(side.label for side in (change.before, change.after) if side)
    return " → ".join(labels)


def sides(change: Change, figure: Figure) -> tuple[str, str]:
    """A target of a clause before and after, with the clause it came from or went to; "" where there is
    none.
    """
    before, after = figure.before or "", figure.after or ""
    if figure.elsewhere and figure.was and figure.was.clause == figure.elsewhere and _is_new(change, figure):
        return f"{before}（原在 {figure.elsewhere}）", after
    if figure.elsewhere:
        return before, f"{after}（现在 {figure.elsewhere}）"
    return before, after


def _is_new(change: Change, figure: Figure) -> bool:
    """Whether the clause is the one the target stands in now."""
    return bool(change.after and figure.now and figure.now.clause == change.after.label)


def figure_line(change: Change, figure: Figure) -> str:
    before, after = sides(change, figure)
    return f"{figure.indicator}：{before or '（无）'} → {after or '（无）'}"


def _body(change: Change) -> Iterator[str]:
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    if change.wording:
        yield "".join(marks[piece.kind].format(piece.text) for piece in change.wording).replace("\n", " ")
    elif change.before is None or change.after is None:
        side = change.after or change.before
        assert side is not None
        yield side.text.replace("\n", " ")
    if change.before and change.after and "units" in change.kinds:
        nobody = Denial(what="责任", by=By.CHARGES).brief
        yield f"{change.before.offices or nobody} → {change.after.offices or nobody}"
    yield from (figure_line(change, figure) for figure in change.figures)


def amended_words(change: Amendment, title: str, since: str = "") -> str:
    """已由《title》停止执行（自2024年5月1日起）: what an amendment does to a clause, behind its name; `since`
    is a day, month or year, "" where that is not told.
    """
    return f"{_amended(change, title)}{f'（{since_words(since)}）' if since else ''}"


def since_words(since: str) -> str:
    return f"自{date_words(since) if '-' in since else since}起"


def _amended(change: Amendment, title: str) -> str:
    said = f"已由《{title}》"
    of = f"“{change.what}”由" if change.what else ""
    match change.effect:
        case "replace" if change.old:
            return f"{said}调整：{of}“{change.old}”改为“{change.new}”"
        case "replace":
            return f"{said}修改为：“{change.new}”"
        case "delete" if change.old:
            return f"{said}修改：删去“{change.old}”"
        case "delete":
            return f"{said}删去"
        case "insert":
            behind = f"在“{change.old}”之后" if change.old else ""
            return f"{said}修改：{behind}增加“{change.new or '（见通知）'}”"
        case "stop":
            return f"{said}停止执行"
        case "repeal":
            return f"{said}废止"
        case "extend":
            return f"的有效期{said}延长（{change.new}）"
