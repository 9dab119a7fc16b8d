"""The one page a director reads of a plan: its aims, the counts, the chief targets, the parts with a task of
each, the offices most charged.

In: the clauses of a plan that ask something, and those that do not. Out: a section that fits one A4 page as
`word_page` sets it in small type. What is shown is chosen by rule (binding targets first, then those of a
table, then rates), and beside it stands of how many; the rest is in the sections behind it. Room is reckoned
in points, so that long names leave fewer rows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.briefing.material import Entry, figures_of
from assistant.briefing.model import Block, Column, Paragraph, Row, Section, Table
from assistant.briefing.options import BRIEFINGS
from assistant.briefing.parts import counted
from assistant.briefing.render.layout import title_lines
from assistant.briefing.tables.targets import Stated, repeated, stated
from assistant.briefing.texts import words
from ingest import late_re as re
from ingest.grammar.indicator_words import BINDING
from ingest.grammar.letters import on_one_line
from ingest.grammar.marks import read_marks
from ingest.grammar.segmentation import words as split_words
from ingest.grammar.stops import LINE_BREAK, STATEMENT, begin_of, end_of

_ROOM = 440
"""Points of the page below a title of one line, what stands under it, and the heading; a little is left for
fonts that run wider.
"""
_TITLE_LINE, _HEADING, _SMALL, _ROW, _GAP = 36, 28, 20, 21, 20
"""Points of a further line of the title, a heading above, a line of small type, one of a table, and the empty
one below it.
"""
_LINE = 36
"""Full-width characters in a line of small type."""
_TARGETS, _PARTS, _OFFICES = 8, 10, 6
"""Most that are shown of each; at least `_FEWEST` of targets and parts, whatever the room."""
_FEWEST = 3
_AIM = 62
_SAID = re.compile(r"(?:总体(?:要求|思路|目标)|指导思想|(?:基本|工作)思路)(?:是|为|[:：])")
_ABOVE = re.compile(r"总体(?:要求|思路|目标)|指导思想|(?:基本|工作)思路|(?:发展|主要)目标")
_PURPOSE = re.compile(r"为了?[^，。]{4,}，")
_RESOLVED = re.compile(r"坚持|围绕|为指导|贯彻")
"""What a plan is for, as it says so itself, in its headings, at the beginning of an article, and else in its
first words.
"""
_RATES = ("%", "‰", "万", "岁", "百分点")
_SHARES = {"name": 44, "value": 30, "time": 14}
_NAME, _SHORTEST = 20, 8
"""Characters of a part's name, and of a task's words at least."""
_NAMED = frozenset(("专栏", "附件"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A part of the plan as it stands on the page."""

    name: str
    entries: tuple[Entry, ...]


def sheet(
    entries: Sequence[Entry], silent: Sequence[Entry], said: Paragraph, *, title: str, key: str, level: int
) -> Section:
    """`said` are the counts; `silent` the clauses of the plan that ask nothing, `title` what stands above the
    page.
    """
    aim = _aim(sorted((*silent, *entries), key=lambda e: e.clause.span))
    offices = _offices(entries)
    room = _ROOM - _TITLE_LINE * (len(title_lines(title)) - 1) - _HEADING * (level - 1)
    room -= _SMALL * (
        _lines(said.text) + _lines("".join(p.text for p in aim)) + sum(_lines(p.text) for p in offices)
    )
    found, groups = _chief(entries), _groups(entries)
    wanted = _SMALL * (1 + min(len(groups), _PARTS)) * (len(groups) > 1)
    heights = [_ROW * _target_lines(s) for s in found[:_TARGETS]]
    targets = _fitting(heights, room - _ROW - _GAP - min(wanted, int(room * BRIEFINGS.parts)))
    room -= (_ROW + _GAP + sum(heights[:targets])) * bool(found)
    parts = _fitting([_SMALL] * min(len(groups), _PARTS), room - _SMALL)
    blocks: list[Block] = [said, *aim]
    if found:
        blocks.append(_targets(found[:targets], len(stated(entries))))
    if len(groups) > 1:
        blocks += _parts(groups, parts)
    return Section(
        key=key, heading=words("sheet.heading"), level=level, blocks=(*blocks, *offices), sheet=True
    )


def bare(heading: str) -> str:
    """A printed heading without its number, which the briefing's own takes the place of; 专栏2 and the like
    stay.
    """
    mark = next(iter(read_marks(heading)), None)
    if mark is None or mark.weak or mark.family in _NAMED:
        return heading
    return heading[mark.length :].strip() or heading


def _lines(text: str) -> int:
    return math.ceil((len(text) + 2) / _LINE) if text else 0


def _fitting(heights: Sequence[int], room: int) -> int:
    """How many of the rows, from the first on, find room; a few in any case."""
    count = used = 0
    for height in heights:
        if used + height > room and count >= _FEWEST:
            break
        used += height
        count += 1
    return count


def _aim(entries: Sequence[Entry]) -> tuple[Paragraph, ...]:
    """What the plan is for: where it says so itself, under a heading that says so, else in its first words;
    () where it has none of these.
    """
    prose = [e for e in entries if not e.task.cells]
    ways = (
        lambda e: _SAID.search(e.row.text),
        lambda e: any(_ABOVE.search(h) for h in (*e.task.section, e.clause.heading or "")),
        lambda e: _PURPOSE.match(e.row.text),
        lambda e: not e.task.section and not e.clause.responsibilities,
    )
    entry = next((e for way in ways for e in prose if way(e)), None)
    if entry is None:
        return ()
    text = entry.row.text
    named = _SAID.search(text) or _PURPOSE.match(text) or _RESOLVED.search(text)
    start = begin_of(STATEMENT, text, named.start()) if named else 0
    said = _cut(text[start : end_of(STATEMENT, text, start)].strip(), _AIM)
    figures = figures_of(entry, said.removesuffix("…"))
    told = Paragraph(text=said, origin="verbatim", notes=(entry.note,), figures=figures, runs_on=True)
    return (replace(told, runs_on=False),) if _SAID.search(said) else (counted("sheet.aim"), told)


def _cut(text: str, most: int, least: int = _SHORTEST) -> str:
    """No more than that many characters, cut at a mark behind the first `least` where there is one, else
    between words; … stands where it was cut.
    """
    if len(text) <= most:
        return text
    marks = [m.start() for m in LINE_BREAK.finditer(text, least, most)]
    if marks:
        return text[: marks[-1]] + "…"
    at = edge = 0
    for word in split_words(text):
        if at + len(word) >= most:
            break
        at += len(word)
        edge = at if not re.match(r"[\d.%‰/]", text[at : at + 1]) and not text[at - 1].isdigit() else edge
    return text[: edge or most - 1].rstrip("“（《") + "…"


def _chief(entries: Sequence[Entry]) -> list[Stated]:
    """Each once: binding ones first, then rows of a table, then one of each clause, rates before counts;
    those whose names need their sentence last.
    """
    every = stated(entries)
    first = [s for s, before in zip(every, repeated(every), strict=True) if before is None]

    def own(s: Stated) -> tuple[bool, ...]:
        rate = any(unit in (s.target.unit or "") for unit in _RATES)
        return bool(s.words.said), s.target.kind != BINDING, not s.entry.task.cells, not rate

    nth: Counter[str] = Counter()
    ranked = []
    for s in sorted(first, key=own):
        poor, free, loose, count = own(s)
        ranked.append(((poor, free, loose, nth[s.entry.task.reference], count), s))
        nth[s.entry.task.reference] += 1
    return [s for _, s in sorted(ranked, key=lambda pair: pair[0])]


def _target_lines(s: Stated) -> int:
    told, total = s.words, sum(_SHARES.values()) + 9
    name = len(told.name) / (_SHARES["name"] * (_LINE - 5) / total)
    value = len(told.value) / (_SHARES["value"] * (_LINE - 5) / total)
    return max(1, math.ceil(name), math.ceil(value))


def _targets(found: Sequence[Stated], every: int) -> Table:
    columns = (
        Column(name=words("sheet.targets", n=len(found), all=every), share=_SHARES["name"]),
        Column(name="目标值", share=_SHARES["value"]),
        Column(name="时限", share=_SHARES["time"]),
    )
    rows = tuple(
        Row(
            cells=(s.words.full_name, s.words.value, s.words.time or "—"),
            notes=(s.entry.note,),
            figures=s.figures,
        )
        for s in found
    )
    return Table(columns=columns, rows=rows)


def _groups(entries: Sequence[Entry]) -> list[_Group]:
    """The tasks by outermost heading; a part that has more than half of them by the headings in it."""
    out: list[_Group] = []
    for name, found in groupby(entries, key=lambda e: _heading(e, 0)):
        mine = tuple(found)
        within = [(n, tuple(g)) for n, g in groupby(mine, key=lambda e: _heading(e, 1))]
        if 2 * len(mine) > len(entries) and len(within) > 2 and all(n for n, _ in within):
            out += [_Group(name=n, entries=group) for n, group in within]
        else:
            out.append(_Group(name=name, entries=mine))
    return out


def _heading(entry: Entry, depth: int) -> str:
    if depth == 0:
        return part_of(entry)
    section = entry.task.section
    return on_one_line(section[depth]) if len(section) > depth else ""


def part_of(entry: Entry) -> str:
    """The outermost heading above the clause as printed; its own where it is all there is of its part, ""
    where it has none.
    """
    return on_one_line(entry.task.section[0] if entry.task.section else entry.clause.heading or "")


def _parts(groups: Sequence[_Group], most: int) -> Iterator[Paragraph]:
    """Those with most tasks, as they stand in the plan, a line each: how many tasks and targets, and the
    words of one task.
    """
    chosen = sorted(sorted(range(len(groups)), key=lambda n: -len(groups[n].entries))[:most])
    said = [paragraph for n in chosen for paragraph in _part(groups[n])]
    which = "sheet.parts" if any(p.runs_on for p in said) else "sheet.parts_bare"
    yield counted(which, n=len(chosen), all=len(groups))
    yield from said


def _part(group: _Group) -> Iterator[Paragraph]:
    """The task with most targets and offices stands for the part."""
    figures = len(stated(group.entries))
    prose = [e for e in group.entries if not e.task.cells]
    said = counted(
        "sheet.part" if prose and figures else "sheet.part_bare" if prose else "sheet.part_table",
        numbered=True,
        name=_cut(bare(group.name) or words("plan.front"), _NAME, _NAME // 3),
        tasks=len(group.entries),
        targets=figures,
    )
    room = _LINE - 3 - len(said.text)
    if not prose or room < _SHORTEST:
        yield replace(said, text=said.text.removesuffix("："))
        return
    yield said
    entry = max(prose, key=lambda e: len(e.task.targets) + len(e.clause.units))
    title = _title(entry, room)
    yield Paragraph(
        text=title,
        origin="verbatim",
        notes=(entry.note,),
        figures=figures_of(entry, title.removesuffix("…")),
        runs_on=True,
    )


def _title(entry: Entry, room: int) -> str:
    """Its first words up to a mark, to the letter."""
    said = on_one_line(entry.task.summary.removesuffix("…"))
    stop = LINE_BREAK.search(said, _SHORTEST)
    return _cut(said[: stop.start()] if stop else said, room)


def _offices(entries: Sequence[Entry]) -> tuple[Paragraph, ...]:
    total = Counter(u for e in entries for u in e.clause.units)
    if not total:
        return ()
    top = total.most_common(_OFFICES)
    said = "、".join(f"{unit} {n} 条" for unit, n in top)
    return (counted("sheet.offices", offices=said, n=len(top), all=len(total)),)
