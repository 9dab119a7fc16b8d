"""Differences as HTML. In: `Differences`. Out: one line of HTML, all words escaped: the sums, then each
clause that changed.

What only moved to another number is folded; what did not change is a count.
"""

from __future__ import annotations

from assistant.app.widgets.chips import clause_chip
from assistant.app.widgets.markup import escape
from assistant.versions.diff import Change, Differences, Figure, Side
from assistant.versions.words import KINDS, sides, summary

_TAGS = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
_MOST = 300
"""Clauses shown one by one."""


def differences_html(found: Differences, *, linked: bool, sums: bool = True) -> str:
    """`linked` where the newer side is the current version, so that its clauses can be opened; without `sums`
    they stand elsewhere.
    """
    moved = [change for change in found.changes if change.kinds == ("moved",)]
    changed = [change for change in found.changes if change.kinds != ("moved",)]
    details = "".join(
        f"<li>{d.name}：<del>{escape(d.before)}</del> <ins>{escape(d.after)}</ins></li>"
        for d in found.details
    )
    cards = "".join(change_html(change, found.plan, linked=linked) for change in changed[:_MOST])
    rest = f'<p class="quiet">另有 {len(changed) - _MOST} 条未列出。</p>' if len(changed) > _MOST else ""
    key = '<p class="quiet">划掉的字是原来的，带底色的字是新的。</p>' if changed else ""
    told = f'<p class="sums" role="status">{summary(found)}。</p>' if sums else ""
    return (
        f'<section class="differences">{told}'
        f"{f'<ul>{details}</ul>' if details else ''}{key}{cards}{rest}{_moved(moved)}</section>"
    )


def change_html(change: Change, plan: str, *, linked: bool = True) -> str:
    """What became of one clause; `linked` as above."""
    kinds = "".join(f'<span class="state">{KINDS[kind]}</span>' for kind in change.kinds)
    side = change.after or change.before
    assert side is not None
    path = " › ".join(escape(step) for step in side.path)
    above = f'<p class="quiet">{path}</p>' if path else ""
    return (
        f'<article class="change {change.kinds[0]}"><p class="badges">{_label(change, plan, linked=linked)}{kinds}</p>'
        f"{above}<p>{_words(change, side)}</p>{_offices(change)}{_figures(change)}</article>"
    )


def _label(change: Change, plan: str, *, linked: bool) -> str:
    old, new = change.before, change.after
    before = f"<span>{escape(old.label)}</span> → " if old and new and old.label != new.label else ""
    if new is None:
        return f"<b>{escape(old.label if old else '')}</b>"
    return before + (clause_chip(plan, new.label, new.label) if linked else f"<b>{escape(new.label)}</b>")


def _words(change: Change, side: Side) -> str:
    if change.wording:
        return "".join(_TAGS[piece.kind].format(_lines(piece.text)) for piece in change.wording)
    tag = {"added": "in", "removed": "out"}.get(change.kinds[0], "same")
    return _TAGS[tag].format(_lines(side.text))


def _lines(text: str) -> str:
    return escape(text.replace("\t", " ｜ ")).replace("&#10;", "<br>")


def _offices(change: Change) -> str:
    if "units" not in change.kinds or not (change.before and change.after):
        return ""
    old, new = (side.offices or "未载明责任" for side in (change.before, change.after))
    return f'<p class="quiet">责任分工：<del>{escape(old)}</del> <ins>{escape(new)}</ins></p>'


def _figures(change: Change) -> str:
    """The targets that changed; of a clause that came or went only those that stand in another one as well."""
    whole = change.before is None or change.after is None
    told = [figure for figure in change.figures if figure.elsewhere or not whole]
    rows = "".join(f"<li>{_figure(change, figure)}</li>" for figure in told)
    return f'<ul class="figures">{rows}</ul>' if rows else ""


def _figure(change: Change, figure: Figure) -> str:
    before, after = sides(change, figure)
    old = f"<del>{escape(before)}</del>" if before else "原来没有这一项"
    new = f"<ins>{escape(after)}</ins>" if after else "现在没有这一项"
    return f"{escape(figure.indicator)}：{old} → {new}"


def _moved(moved: list[Change]) -> str:
    if not moved:
        return ""
    items = "".join(
        f"<li>{escape(c.before.label)} → {escape(c.after.label)}　{escape(c.after.text[:40])}</li>"
        for c in moved
        if c.before and c.after
    )
    return f"<details><summary>仅编号变化 {len(moved)} 条</summary><ul>{items}</ul></details>"
