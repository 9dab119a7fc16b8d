"""The briefings tab's pieces as HTML: what was made before, the outline that can be changed, examples. Pure
functions, all words escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.app.widgets.markup import escape
from assistant.briefing.compose import NAMES, kind_named
from assistant.briefing.keep.kept import parent_of
from assistant.briefing.model import Briefing, Kind
from assistant.retrieval.catalog import Catalog
from ingest.store.rows import BriefingRow

_TRIED, _GOOD_LIST = 40, 10
"""Offices looked at for an example, and tasks that show what a briefing is and are soon read."""

HINTS: Mapping[Kind, str] = {
    "office": "一个或几个单位在各文件里承担的全部任务：逐条原文、目标和时限；可以只看一个主题。",
    "topic": "含有主题词的全部条款、目标和责任分工，例如“老龄健康”“托育”。",
    "plan": (
        "一份或几份文件的摘要：先是一页要点，"
        "后面是各部分的任务、目标一览和责任分工；"
        "可以只看几个单位、一个主题。"
    ),
    "indicators": "量化目标一览表；填了主题就只列名称里含这些词的指标。",
    "compare": "两份以上文件的目标对照，例如两地之间、年度与五年规划之间。",
    "changes": "一份文件的前后两个版本，或两年的两份文件：新增、取消、提高、降低、责任单位变更。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A briefing that can be had with one click; `unit` or `plan` is what it is of."""

    kind: Kind
    words: str
    unit: str = ""
    plan: str = ""


def examples(catalog: Catalog) -> tuple[Example, ...]:
    """At most one of three kinds, of what is there: an office with a list that is not too long, a plan, the
    targets of another.
    """
    catalog.refresh()
    out: list[Example] = []
    tasks = Counter({unit: len(catalog.charged(unit=unit)) for unit in catalog.units[:_TRIED]})
    if tasks:
        unit = min(tasks, key=lambda name: abs(tasks[name] - _GOOD_LIST))
        out.append(Example(kind="office", words=f"{unit}承担的任务", unit=unit))
    if catalog.rows:
        first, last = catalog.rows[0].id, catalog.rows[-1].id
        out.append(Example(kind="plan", words=f"{catalog.short(first)}摘要", plan=first))
        out.append(Example(kind="indicators", words=f"{catalog.short(last)}指标一览", plan=last))
    return tuple(out)


def nothing_kept_html(offered: Sequence[Example], *, private: bool) -> str:
    """For a person who has none yet; `private` where people sign in."""
    who = "只有本人看得到" if private else "用这台电脑的人都看得到"
    said = f'<p class="quiet">编写好的简报会保存在这里，{who}，随时可以再打开、下载。</p>'
    if not offered:
        return said
    buttons = "".join(
        '<button type="button" class="copy" data-brief="try" '
        f'data-kind="{e.kind}" data-unit="{escape(e.unit)}"'
        f' data-of="{escape(e.plan)}">{escape(e.words)}</button>'
        for e in offered
    )
    return f'{said}<p class="try"><span>可以先试试：</span>{buttons}</p>'


def kept_html(rows: Sequence[BriefingRow], current: Mapping[str, int], *, today: date) -> str:
    """`current` has the version of every plan in force; a briefing made from another version is marked."""
    return f"<ul>{''.join(_item(row, current, today) for row in rows)}</ul>"


def _item(row: BriefingRow, current: Mapping[str, int], today: date) -> str:
    title, named = escape(row.title), kind_named(row.kind)
    kind = NAMES[named] if named else ""
    changed = any(current.get(plan) != version for plan, version in row.plans.items())
    badge = '<span class="state changed">文件有变化</span>' if changed else ""
    return (
        f'<li><button type="button" class="title" data-brief="open" data-id="{row.id}"><b>{title}</b>'
        f'<span class="about">{kind} · {_day(row.made, today)}{badge}</span></button>'
        f'<button type="button" class="forget" data-brief="forget" data-id="{row.id}" data-confirm="删除？"'
        f' aria-label="删除简报 {title}" title="删除">×</button></li>'
    )


def _day(made: str, today: date) -> str:
    """In the machine's own time zone."""
    then = datetime.fromisoformat(made).astimezone()
    clock = f"{then.hour}:{then.minute:02}"
    if then.date() == today:
        return f"今天 {clock}"
    year = f"{then.year}年" if then.year != today.year else ""
    return f"{year}{then.month}月{then.day}日 {clock}"


def outline_html(whole: Briefing, keys: Sequence[str], *, open_: bool = False) -> str:
    """The sections with a box to tick and two arrows; those that are left out stand behind the others, in
    their place's order.
    """
    sections = {section.key: section for section in whole.sections}
    wanted = set(keys)
    order = [*keys, *(key for key in sections if key not in wanted)]

    def under(parent: str) -> str:
        mine = [key for key in order if parent_of(key, sections) == parent]
        return f"<ul>{''.join(item(key, mine) for key in mine)}</ul>" if mine else ""

    def item(key: str, beside: Sequence[str]) -> str:
        heading, shown = escape(sections[key].heading), key in wanted
        named = f'data-brief="arrange" data-key="{escape(key)}"'
        at, last = beside.index(key), len([k for k in beside if k in wanted]) - 1
        box = (
            f'<label><input type="checkbox" {named} '
            f'data-way="toggle"{" checked" if shown else ""}> '
            f"{heading}</label>"
        )
        arrows = (
            f'<button type="button" {named} data-way="up" aria-label="上移 {heading}" title="上移"'
            f"{' disabled' if at == 0 else ''}>↑</button>"
            f'<button type="button" {named} data-way="down" aria-label="下移 {heading}" title="下移"'
            f"{' disabled' if at >= last else ''}>↓</button>"
        )
        below = under(key) if shown else ""
        return f'<li><span class="line">{box}{arrows if shown and last > 0 else ""}</span>{below}</li>'

    return (
        f'<details class="outline"{" open" if open_ else ""}><summary>调整内容和次序</summary>'
        '<p class="quiet">去掉勾选的部分不写入简报，稿首会注明；'
        f"编号、注释和数字核对表随之更新。</p>{under('')}</details>"
    )


def tools_html(briefing: int) -> str:
    """Addresses are relative to the page, so that a path in front of it needs no word here."""
    return (
        '<p class="tools">'
        f'<a class="copy strong" href="brief/{briefing}/file.docx" download>下载 Word</a>'
        f'<a class="copy" href="brief/{briefing}/file.md" download>下载 Markdown</a>'
        f'<a class="copy" href="brief/{briefing}/print" target="_blank" rel="noopener">打印</a>'
        '<button type="button" class="copy" data-brief="copy">复制全文</button></p>'
    )
