"""Differences as lines of plain text, for a terminal. In: `Differences`. Out: lines; [-words that went-],
{+words that came+}.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.versions.diff import Change, Differences, Figure, summary

KINDS = {
    "added": "新增",
    "removed": "删除",
    "reworded": "改了文字",
    "moved": "编号变化",
    "units": "责任分工变化",
    "targets": "目标变化",
}


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


def figure_line(figure: Figure) -> str:
    return f"{figure.indicator}：{figure.before or '（无）'} → {figure.after or '（无）'}"


def _body(change: Change) -> Iterator[str]:
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    if change.wording:
        yield "".join(marks[piece.kind].format(piece.text) for piece in change.wording).replace("\n", " ")
    elif change.before is None or change.after is None:
        side = change.after or change.before
        assert side is not None
        yield side.text.replace("\n", " ")
    if change.before and change.after and "units" in change.kinds:
        yield f"{change.before.offices or '未载明责任'} → {change.after.offices or '未载明责任'}"
    yield from map(figure_line, change.figures)
