"""What looks wrong in the names of those who are charged: a sentence, or nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.dates import PlanTime
from ingest.grammar.joins import SIGN
from ingest.grammar.named_offices import is_field, told_offices
from ingest.grammar.office_ends import AT_LARGE, GENERAL
from ingest.grammar.offices import is_office_or_area, looks_wrong
from ingest.grammar.people import is_person
from ingest.grammar.role_words import WHOLE_ROLE
from ingest.grammar.tables import one_of
from ingest.inspection.kinds import Finding
from ingest.inspection.options import NAMES
from ingest.model import Plan
from ingest.targets.section_time import headings_of, section_time

_SHOWN = 3
_AT_LARGE = re.compile(rf"^各|{AT_LARGE}")
_KINDS = {"two": "unit_two", "words": "unit_words", "end": "unit_name"}
_ROLE = re.compile(rf"(?<![\u4e00-\u9fff])(?:{WHOLE_ROLE})\s*[：:]\s*\S")
_SENTENCE = re.compile(r"[，。；：！？,;:!?\n]|\d+(?:\.\d+)?[%‰个项万亿年月日]")


def words(plan: Plan) -> Iterator[Finding]:
    """Names that read as a sentence, and names that end as no office does: each name once, a finding for each
    clause and kind.
    """
    seen = set[str]()
    clauses_of = Counter(unit for clause in plan.clauses for unit in clause.units)
    for clause in plan.clauses:
        found: dict[str, list[str]] = defaultdict(list)
        for unit in clause.units:
            if (
                unit not in seen
                and not _shares_end(unit, plan.text_of(clause))
                and (kind := _kind_of(unit, clauses_of[unit])) is not None
            ):
                seen.add(unit)
                found[kind].append(unit)
        for kind, names in found.items():
            more = f"等{len(names)}个" if len(names) > _SHOWN else ""
            shown = "”“".join(names[:_SHOWN])
            yield Finding(kind=kind, words=f"“{shown}”{more}", at=clause.span.start, clause=clause.label)


def unread(plan: Plan) -> Iterator[Finding]:
    """Clauses in whose words a role stands before a colon though nobody is charged with them."""
    for clause in plan.clauses:
        said = None if clause.cells or clause.responsibilities else _ROLE.search(plan.text_of(clause))
        if said is not None:
            at = clause.span.start + said.start()
            words = plan.text[at : at + NAMES.unit].split("\n")[0]
            yield Finding(kind="unit_unread", words=words, at=at, clause=clause.label)


def unread_office(plan: Plan) -> Iterator[Finding]:
    """Clauses without anybody charged in which what ends as an office's name is told what to do (应当, 负责,
    每月…), where no results are told: one finding a clause.
    """
    time = PlanTime.of(plan.year, plan.period)
    for clause in plan.clauses:
        if clause.cells or clause.responsibilities:
            continue
        told = next(told_offices(plan.text_of(clause)), None)
        if told is not None and not section_time(headings_of(clause), plan.title, time).past:
            at = clause.span.start + told[0]
            yield Finding(kind="office_unread", words=told[1], at=at, clause=clause.label)


def _shares_end(unit: str, text: str) -> bool:
    """财政 of 财政、教育等部门: printed without an end of its own."""
    return (
        is_field(unit)
        and re.search(rf"{re.escape(unit)}(?:{SIGN}|[以等])[^，。；\n]*?(?:{one_of(GENERAL)})", text)
        is not None
    )


def _kind_of(unit: str, clauses: int) -> str | None:
    """A name without an office's end that several of the `clauses` have is one by that."""
    if _SENTENCE.search(unit) or len(unit) > NAMES.unit:
        return "unit_words"
    if is_office_or_area(unit) or is_person(unit) or _AT_LARGE.search(unit):
        return None
    why = looks_wrong(unit)
    return _KINDS.get(why) if why and not (why == "end" and clauses > 1) else None
