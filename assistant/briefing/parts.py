"""The parts all briefings have: the plans used, the offices, what the plans leave open, figures that
contradict each other.

In: entries and material. Out: sections. Counts are counted from the very entries that are shown beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from assistant.briefing.material import Entry, Material, full_name, notes_of
from assistant.briefing.model import Block, Column, Paragraph, Row, Section, Table, Used
from assistant.briefing.tables.targets import Stated, conflict_table, same_figure, stated
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from assistant.lookups.charged import PART_WORDS
from assistant.query.entities import kin_of
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import date_words
from ingest.grammar.roles import verb_of
from ingest.grammar.stops import STATEMENT
from ingest.model import Part

_NAMED_IN_FULL = 2
_COUNTED: tuple[Part, ...] = ("lead", "responsible", "support")
_FIRST = tuple(PART_WORDS[part] for part in _COUNTED)


def counted(key: str, /, *, numbered: bool = False, of: Iterable[Entry] = (), **values: object) -> Paragraph:
    """A text of the briefing's own: counts, and how to read them; `of` are the clauses it counts, where it
    tells no more of them.
    """
    notes = tuple(dict.fromkeys(e.note for e in of))
    return Paragraph(text=words(key, **values), origin="counted", numbered=numbered, notes=notes)


def named(used: Sequence[Used]) -> str:
    """The plans as a title names them: in full where there are two at most, else by their short names."""
    return "、".join(full_name(u.title, u.region) if len(used) <= _NAMED_IN_FULL else u.short for u in used)


def sources(used: Sequence[Used], counts: Mapping[str, int], what: str = "任务") -> Table:
    """The plans used, with how many of the tasks (or of what else is shown) come from each; columns nothing
    is stated for are left out.
    """
    columns = (
        (Column(name="文件", share=34), [f"《{u.title}》" for u in used]),
        (Column(name="地区", share=14), [u.region for u in used]),
        (Column(name="文号", share=28), [u.number for u in used]),
        (Column(name="日期", share=20), [date_words(u.issued) if u.issued else None for u in used]),
        (Column(name="文本", share=24), [_edition(u) for u in used]),
        (Column(name=what, share=10), [str(counts.get(u.plan, 0)) for u in used]),
    )
    told = [(column, cells) for column, cells in columns if any(cells)]
    rows = tuple(Row(cells=tuple(cells[n] or "—" for _, cells in told)) for n in range(len(used)))
    return Table(columns=tuple(column for column, _ in told), rows=rows)


def _edition(used: Used) -> str:
    return f"{EDITION_WORDS[used.edition].name}（第{used.version}版）"


def parts_words(entries: Sequence[Entry], units: Sequence[str]) -> str:
    """牵头 3 项、配合 2 项: in how many tasks the offices have which part, the parts nobody has left out."""
    tally = Counter(word for e in entries for word, names in _by_part(e).items() if set(units) & names)
    counts = {word: tally[word] for word in (*_FIRST, *tally)}
    return "、".join(f"{name} {n} 项" for name, n in counts.items() if n)


def _by_part(entry: Entry) -> dict[str, set[str]]:
    """The offices of the clause by what they do in it: 牵头, 负责, 配合; who watches or is set over others by
    the printed word (督办, 考核, 包保).
    """
    found: dict[str, set[str]] = {}
    for r in entry.task.responsibilities:
        word = PART_WORDS[r.part] if r.part in _COUNTED else verb_of(r.role) or PART_WORDS[r.part]
        found.setdefault(word, set()).update(r.units)
    return found


def places(entries: Iterable[Entry]) -> Mapping[str, int]:
    """How many of the clauses are of each place, by its name, in the order they come; those of none under
    未注明地区.
    """
    return Counter(_place(e) for e in entries)


def places_told(entries: Sequence[Entry]) -> tuple[Paragraph, ...]:
    """How the tasks of offices are spread over places, whose offices of one name are not one office; nothing
    for one place.
    """
    counts = places(entries)
    if len(counts) < 2:
        return ()
    return (counted("places.several", places="、".join(f"{place} {n} 项" for place, n in counts.items())),)


def _place(entry: Entry) -> str:
    return entry.region or words("places.none")


def offices(entries: Sequence[Entry]) -> tuple[Section, ...]:
    """How many tasks each office of each place has in which part, those with most first. No section where
    nobody is named.
    """
    total = Counter((_place(e), u) for e in entries for u in e.clause.units)
    if not total:
        return ()
    counts: dict[str, Counter[tuple[str, str]]] = {word: Counter() for word in _FIRST}
    for e in entries:
        for word, names in _by_part(e).items():
            counts.setdefault(word, Counter()).update((_place(e), u) for u in names)
    used = [name for name in counts if counts[name]]
    several = len({place for place, _ in total}) > 1
    columns = (
        Column(name="单位", share=40),
        *((Column(name="地区", share=16),) * several),
        Column(name="任务", share=14),
        *(Column(name=name, share=14) for name in used),
    )
    rows = tuple(
        Row(
            cells=(
                at[1],
                *((at[0],) * several),
                str(n),
                *(str(counts[name][at] or "—") for name in used),
            )
        )
        for at, n in sorted(total.items(), key=lambda item: -item[1])
    )
    said = counted("offices.how_placed" if several else "offices.how", n=len(total))
    blocks = (said, Table(columns=columns, rows=rows))
    return (Section(key="offices", heading=words("offices.heading"), level=1, blocks=blocks),)


def conflicts(found: Sequence[Stated]) -> tuple[tuple[Stated, ...], ...]:
    """Targets of one place with the same indicator, group, unit and deadline, and in another clause not the
    same figure.

    Figures of one clause stand beside each other on purpose (stages, bounds); a part of a total is not held
    against it.
    """
    groups: dict[tuple[str, ...], list[Stated]] = {}
    for s in found:
        t = s.target
        key = (s.entry.region or s.entry.task.plan, s.key, t.unit or "", t.deadline or "")
        groups.setdefault(key, []).append(s)
    every = (tuple(_without_parts(group)) for group in groups.values())
    return tuple(group for group in every if _differ(group))


def _differ(group: Sequence[Stated]) -> bool:
    return any(
        one.entry.note != other.entry.note and not same_figure(one.target, other.target)
        for one, other in combinations(group, 2)
    )


def _without_parts(group: Sequence[Stated]) -> Iterator[Stated]:
    """Without figures said to be part of another of the same plan (其中), and without those that add up to
    one of it.
    """
    for _, mine in groupby(group, key=lambda s: s.entry.task.plan):
        every = tuple(mine)
        kept = tuple(s for s in every if not _is_part(s)) or every
        values = [s.target.value for s in kept if s.target.value is not None]
        if len(values) == len(kept) > 2 and 2 * max(values) == sum(values):
            kept = tuple(s for s in kept if s.target.value == max(values))
        yield from kept


def _is_part(s: Stated) -> bool:
    """Whether 其中 stands before the figure in its sentence."""
    at = s.target.span.start - s.entry.clause.span.start
    return "其中" in STATEMENT.split(s.entry.row.text[: max(at, 0)])[-1]


def left_open(
    key: str, entries: Sequence[Entry], more: Iterable[Block] = (), *, conflicting: bool = True
) -> tuple[Section, ...]:
    """What the clauses shown do not say: nobody named, lists that end in 等, no figure and no time;
    conflicting figures.

    `more` are further paragraphs of the kind of briefing; without `conflicting` figures that differ are told
    elsewhere. No section where nothing is open.
    """
    blocks: list[Block] = list(_silent(entries))
    groups = conflicts(stated(entries)) if conflicting else ()
    if groups:
        blocks += [counted("open.conflict", n=len(groups)), conflict_table(groups)]
    blocks += more
    return (
        (Section(key=key, heading=f"文件{NOT_TOLD}的事项", level=1, blocks=tuple(blocks)),) if blocks else ()
    )


def _silent(entries: Sequence[Entry]) -> Iterator[Paragraph]:
    for name, open_ in (
        ("open.units", [e for e in entries if not e.task.responsibilities]),
        ("open.list", [e for e in entries if e.task.open]),
        (
            "open.figure",
            [e for e in entries if not (e.task.deadlines or e.task.times or e.task.targets)],
        ),
    ):
        if open_:
            yield Paragraph(
                text=words(name, n=len(open_), all=len(entries)),
                origin="counted",
                notes=notes_of(open_),
                numbered=True,
            )


def kin(material: Material, units: Sequence[str]) -> Iterator[Paragraph]:
    """Offices of a like name, which are others: how many tasks they have, and which."""
    plans = tuple(p.id for p in material.plans)
    for unit in units:
        others = [u for u in kin_of(unit, material.catalog.units) if u not in units]
        rows = {
            u: [r for r in material.catalog.charged(unit=u, plans=plans) if material.has_topic(r)]
            for u in others
        }
        said = "、".join(f"“{u}”{len(found)} 项" for u, found in rows.items() if found)
        if said:
            clauses = tuple(e for found in rows.values() for e in material.entries(found))
            yield counted("open.kin", numbered=True, of=clauses, unit=unit, others=said)
