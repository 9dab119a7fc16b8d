"""The head of the page and the welcome of an empty chat. In: the plans' rows and a person. Out: HTML, all
names escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.app.widgets.markup import edition_html, escape
from assistant.auth.accounts import AT_HOME, ROLES, Person
from assistant.retrieval.editions import EDITION_WORDS
from ingest.store.rows import PlanRow

NAME = "文件问答"
PURPOSE = "在已载入的政府文件里查条款、目标值和责任单位，每个回答都附原文出处。"


def masthead_html(rows: Sequence[PlanRow], person: Person = AT_HOME) -> str:
    """Who is signed in, name, purpose, and the loaded plans folded under their count."""
    return (
        f'<header class="masthead">{_who(person)}<h1>{NAME}</h1><p class="purpose">{PURPOSE}</p>'
        f'<details class="loaded"><summary>{_count(rows)}</summary>{_plans(rows)}</details></header>'
    )


def welcome_html(rows: Sequence[PlanRow]) -> str:
    """What stands in the middle of an empty chat, above the example questions."""
    if not rows:
        return '<div class="welcome"><p>资料库还是空的。请先用 plans ingest 读入文件，再刷新本页。</p></div>'
    return (
        '<div class="welcome"><p>用平常的话提问即可，最好带上地区和年份；'
        "可以接着追问，例如“那另一个市呢？”。</p>"
        "<p>文件里没有写的，会直接说没有。不妨从下面的例子开始：</p></div>"
    )


def _who(person: Person) -> str:
    """With the way out, which is an address beside the page's own; nothing where no one signs in."""
    if not person.name:
        return ""
    return (
        f'<div class="who"><span class="name" title="{escape(person.name)}">{escape(person.name)}</span>'
        f'<span class="role">{ROLES[person.role]}</span>'
        '<form method="post" action="sign-out"><button type="submit">退出</button></form></div>'
    )


def _count(rows: Sequence[PlanRow]) -> str:
    if not rows:
        return "尚未载入文件"
    editions = Counter(row.edition for row in rows)
    kinds = "，".join(f"{EDITION_WORDS[e].badge} {editions[e]} 份" for e in EDITION_WORDS if editions[e])
    return f"已载入 {len(rows)} 份文件（{kinds}）"


def _plans(rows: Sequence[PlanRow]) -> str:
    items = "".join(f"<li>{edition_html(row.edition)} {escape(row.title)}{_about(row)}</li>" for row in rows)
    notes = "；".join(f"{said.badge}：{said.noted}" for said in EDITION_WORDS.values())
    return f'<ul>{items}</ul><p class="note">{notes}。</p>'


def _about(row: PlanRow) -> str:
    """Place and years, where the title does not say them already; the number of clauses."""
    said = [row.region] if row.region and row.region not in row.title else []
    years = row.period or (str(row.year) if row.year else "")
    said += [years] if years and years not in row.title else []
    return f' <span class="about">{escape("，".join([*said, f"{row.clauses} 条"]))}</span>'
