"""简报 on a topic: every clause that has its words, in its text or in a heading above it, to the letter.

A compound is taken apart (老龄健康 as 老龄 and 健康), words such as 工作安排 are left out, and of every word a synonym will do;
where no clause has them all, the topic must be there as it is given. The briefing says which words were looked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.kinds import Composition, Step
from assistant.briefing.material import Entry, Material
from assistant.briefing.model import Section
from assistant.briefing.office import task_sections
from assistant.briefing.parts import counted, left_open, offices, sources, stated, targets_section
from assistant.briefing.texts import words
from assistant.lexicon import fold, load_lexicon
from ingest.library_rows import ClauseRow
from ingest.segmentation import words as split_words

_APART = re.compile(r"[\s，,、；;和与及]+")
_GENERAL = frozenset(
    ("工作", "安排", "任务", "情况", "有关", "相关", "方面", "内容", "要求", "落实", "推进", "简报", "专题")
)
"""What a topic is called besides what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """`words` are what every clause must have: one of the wordings of each."""

    words: tuple[tuple[str, ...], ...]

    def met_by(self, row: ClauseRow) -> bool:
        clause = row.clause
        said = fold("\n".join((row.text, clause.heading or "", clause.group or "", *clause.path)))
        return all(any(wording in said for wording in wordings) for wordings in self.words)


def compose(material: Material) -> Composition | None:
    """None where no clause has the words."""
    for wanted in _readings(material.request.topic):
        rows = tuple(_rows(material, wanted))
        if rows:
            return _composition(material, wanted, material.entries(rows))
    return None


def _readings(topic: str) -> Iterator[_Wanted]:
    """The parts of the words, then the words as given."""
    given = tuple(filter(None, map(fold, _APART.split(topic))))
    synonyms = load_lexicon().synonyms

    def wanted(found: Sequence[str]) -> _Wanted:
        return _Wanted(words=tuple((w, *(fold(s) for s in synonyms.get(w, ()))) for w in found))

    parts = tuple(dict.fromkeys(p for w in given for p in _parts(w)))
    if parts:
        yield wanted(parts)
    if given and given != parts:
        yield wanted(given)


def _parts(word: str) -> Iterator[str]:
    """Words of two characters and more; all of it where single characters would be lost."""
    parts = [p for p in split_words(word) if p.strip() and p not in _GENERAL]
    if all(len(p) > 1 for p in parts):
        yield from parts
    else:
        yield word


def _subject(topic: str) -> str:
    """The topic without the words at its end that say what every topic is: 老龄健康 of 老龄健康工作安排."""
    bare = topic
    while tail := next((w for w in _GENERAL if bare.endswith(w) and bare != w), ""):
        bare = bare.removesuffix(tail).strip()
    return bare or topic


def _rows(material: Material, wanted: _Wanted) -> Iterator[ClauseRow]:
    units = set(material.request.units)
    for plan in material.plans:
        for row in material.catalog.view(plan.id).clauses:
            if wanted.met_by(row) and (not units or units & set(row.clause.units)):
                yield row


def _composition(material: Material, wanted: _Wanted, entries: tuple[Entry, ...]) -> Composition:
    by_plan = Counter(e.task.plan for e in entries)
    return Composition(
        title=words("topic.title", topic=_subject(material.request.topic)),
        plans=tuple(by_plan),
        steps=(
            Step(name="概述", make=lambda: (_overview(material, wanted, entries, by_plan),)),
            Step(name="工作安排", make=lambda: tuple(task_sections(entries, "topic.heading"))),
            Step(name="目标", make=lambda: targets_section(entries)),
            Step(name="责任分工", make=lambda: offices(entries)),
            Step(name="未载明的事项", make=lambda: left_open("open", entries)),
        ),
    )


def _overview(
    material: Material, wanted: _Wanted, entries: tuple[Entry, ...], by_plan: Counter[str]
) -> Section:
    figures = len(stated(entries))
    said = counted(
        "topic.overview",
        topic=_subject(material.request.topic),
        plans=len(by_plan),
        tasks=len(entries),
        targets=words("targets.some", n=figures) if figures else words("targets.none"),
    )
    looked = "、".join("或".join(f"“{w}”" for w in wordings) for wordings in wanted.words)
    used = tuple(u for u in material.used if u.plan in by_plan)
    blocks = (said, sources(used, by_plan, "条款"), counted("topic.note", words=looked))
    return Section(key="overview", heading="概述", level=1, blocks=blocks)
