"""What became of a kept briefing, as HTML: the notice above it, and under each stale part what changed. Pure
functions, all words escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.app.plans.difference_cards import change_html
from assistant.app.widgets.chips import clause_chip
from assistant.app.widgets.markup import escape
from assistant.briefing.keep.staleness import Changed, Moved, Stale, Standing

_REMAKE = '<button type="button" class="copy strong" data-brief="remake">按现在的资料库重新编写</button>'
_MOST = 20
"""Missing clauses that are named; the others are a count."""


def standing_html(standing: Standing | None) -> str:
    """None while it is being looked up."""
    if standing is None:
        return '<p class="quiet" role="status">正在核对原文有没有变化…</p>'
    if standing.holds and not standing.moved:
        return '<p class="quiet" role="status">与资料库现在的内容一致。</p>'
    said = "".join(f"<li>{line}</li>" for line in _lines(standing))
    return (
        '<section class="notice" role="status"><b>编写之后，资料库有变化</b>'
        f"<ul>{said}</ul>"
        f"<p>{'' if standing.fault else _REMAKE}{_jump(standing)}</p></section>"
    )


def _lines(standing: Standing) -> Iterator[str]:
    yield from map(_moved, standing.moved)
    if standing.fault:
        yield f"按原来的条件现在编不出来：{escape(standing.fault)}。"
    if standing.stale:
        yield f"有 {len(standing.stale)} 处与现在的文件不一致，已在文中标出，原稿没有改动。"
    if standing.missing:
        shown = "".join(clause_chip(note.plan, note.label, note.marker) for note in standing.missing[:_MOST])
        more = "等" if len(standing.missing) > _MOST else ""
        yield f"有 {len(standing.missing)} 条现在应当写入而本稿没有：{shown}{more}"


def _jump(standing: Standing) -> str:
    if not standing.stale:
        return ""
    return ' <button type="button" class="copy" data-brief="jump">看下一处 ↓</button>'


def _moved(moved: Moved) -> str:
    name = f"《{escape(moved.used.title)}》"
    match moved.state:
        case "newer":
            return f"{name}现为第{moved.version}版，编写时是第{moved.used.version}版。"
        case "withdrawn":
            return f"{name}已经废止。"
        case _:
            return f"{name}已从资料库移除。"


def why_html(stale: Stale) -> str:
    """What changed under a part that is stale."""
    if stale.changes:
        return f'<div class="changes">{"".join(map(_changed, stale.changes))}</div>'
    if stale.now:
        return f'<p class="changes">现在是：{escape(" ｜ ".join(stale.now))}</p>'
    return '<p class="changes">按现在的资料库，这里不再写入。</p>'


def _changed(changed: Changed) -> str:
    if changed.change is None:
        return f"<p>{escape(changed.note.marker)}：所在文件已经废止或移除。</p>"
    return change_html(changed.change, changed.note.plan)
