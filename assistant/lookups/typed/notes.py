"""What the rows of a list cannot tell, in words: the notes of the look-ups, and of the same lists in an
answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.denial import By, Denial
from assistant.lookups.cite import marker
from assistant.lookups.deadlines import LISTED, InPlan
from assistant.lookups.listing import Unlisted
from assistant.question import Due


def unlisted_notes(left: Unlisted) -> list[str]:
    """Open lists among the other clauses, clauses without offices, offices of a like name."""
    notes = []
    if left.opened:
        notes.append(f"- 另有 {left.opened} 条的责任名单以“等”结尾，原文未列全，是否涉及无法判断。")
    if left.silent:
        none = Denial(what="责任单位", by=By.CHARGES, where=f"- 另有 {left.silent} 条")
        notes.append(f"{none.brief}，未计入。")
    if left.unread:
        none = Denial(what="由谁负责", by=By.READ, where=f"- 另有 {left.unread} 条")
        notes.append(f"{none}，未计入，请看原文。")
    for unit, kin in left.kin:
        said = "、".join(f"“{name}”{count} 项" for name, count in kin)
        notes.append(f"- “{unit}”按原文名称逐字计；名称相近的 {said} 未计入。")
    return notes


def due_notes(due: Due, read: Sequence[InPlan]) -> list[str]:
    """Times that no calendar dates, tasks with another date, tasks without one."""
    notes = [f"- {told}，未列入。" for told in unclear(read)]
    beyond, silent = sum(len(r.beyond) for r in read), sum(r.silent for r in read)
    notes += [f"- 另有 {beyond} 项写明的是其他时限，未列入。"] if due.words and beyond else []
    notes += [f"- {told}，未列入。" for told in lasting(read)]
    return notes + ([f"- {without_time(silent)}，未列入。"] if silent else [])


def unclear(read: Sequence[InPlan]) -> list[str]:
    found = [(one.view, d) for one in read for d in one.unclear]
    if not found:
        return []
    shown = "、".join(f"“{d.printed}”〔{marker(view, d.row.clause.label)}〕" for view, d in found[:LISTED])
    more = "等" if len(found) > LISTED else ""
    return [f"另有 {len(found)} 项写明的时限对不上具体日期（{shown}{more}），无法断定是否在内"]


def lasting(read: Sequence[InPlan]) -> list[str]:
    found = [d for one in read for d in one.lasting]
    if not found:
        return []
    words = list(dict.fromkeys(d.printed for d in found))
    shown = "、".join(f"“{printed}”" for printed in words[:LISTED]) + ("等" if len(words) > LISTED else "")
    where = f"另有 {len(found)} 项写的是全年、经常或几年内的工作（{shown}），"
    return [str(Denial(what="到期的日子", by=By.COUNTED, where=where))]


def without_time(count: int) -> str:
    none = Denial(what="时限", by=By.STATED, where=f"另有 {count} 项任务", way="单独")
    return f"{none}，只以文件的年度或规划期为限"
