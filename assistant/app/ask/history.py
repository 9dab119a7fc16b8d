"""A person's earlier conversations as a list to open or delete. Pure functions: rows in, HTML out, all words
escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from assistant.app.widgets.markup import escape
from ingest.store.rows import ConversationRow


def history_html(
    rows: Sequence[ConversationRow],
    *,
    current: int | None,
    today: date,
    searched: str = "",
    private: bool = True,
) -> str:
    """By day, the latest first; `current` is the conversation that is open. `private` where people sign in."""
    if not rows:
        kept = (
            "问过的会留在这里，只有本人看得到。" if private else "问过的会留在这里，用这台电脑的人都看得到。"
        )
        words = f"没有找到含“{searched}”的对话。" if searched else kept
        return f'<p class="none">{escape(words)}</p>'
    return "".join(_days(rows, current, today))


def _days(rows: Sequence[ConversationRow], current: int | None, today: date) -> Iterator[str]:
    for day, group in groupby(rows, key=lambda row: _day(row.touched, today)):
        items = "".join(_item(row, open_=row.id == current) for row in group)
        yield f"<h2>{day}</h2><ul>{items}</ul>"


def _item(row: ConversationRow, *, open_: bool) -> str:
    title = escape(" ".join(row.title.split()))
    return (
        f'<li{" class=open" if open_ else ""}><button type="button" class="title" data-do="open" data-talk="{row.id}"'
        f'{" aria-current=true" if open_ else ""} title="{title}（{row.questions} 问）">{title}</button>'
        f'<button type="button" class="forget" data-do="forget" data-talk="{row.id}" data-confirm="删除？"'
        f' aria-label="删除这段对话" title="删除">×</button></li>'
    )


def _day(stored: str, today: date) -> str:
    """In the machine's own time zone."""
    day = datetime.fromisoformat(stored).astimezone().date()
    if day == today:
        return "今天"
    if day == today - timedelta(days=1):
        return "昨天"
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
