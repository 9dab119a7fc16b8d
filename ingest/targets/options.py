"""The numbers of the targets, and what they were measured on.

Where nothing else is told a number was set by hand, after the clauses its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How far the reader of a clause looks (`targets.read`, `reading`, `statements`, `clause_times`); set by
    hand.
    """

    at_once: int = 2_000
    """Characters of a clause that are read at once; it bounds the work."""
    reach: int = 1_000
    """Characters before a figure in which its sentence begins; it bounds the work."""
    idle: int = 20
    """Segments before a figure in which what it is of may be named; it bounds the work."""
    due: int = 12
    """Characters of a printed day of doing that is no more than that."""
    date_alone: int = 2
    """A segment whose words without the date are at most so many characters long says nothing of its own, or
    says what is dated in the next one."""
    title: int = 12
    """Characters of a heading that may be the indicator of its clause."""
    respectively: int = 12
    """Characters before a list of figures in which 分别 stands."""


READING = ReadingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableOptions:
    """Which number is a figure of the plan (`targets.countable`); set by hand."""

    close: int = 40
    """Characters before a figure in which the words right before it stand: more than the longest of them."""
    label: int = 8
    """Characters the label before a count of pages or items takes."""
    ahead: int = 40
    """Characters behind a segment that tell what is done in the case it tells."""
    deed: int = 8
    """Characters before a figure in which the verb stands whose object it counts."""


COUNTABLE = CountableOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorOptions:
    """What is the name of an indicator, and of whom it is said (`targets.indicators`, `named_before`,
    `baselines`, `grants`, `unnumbered`); set by hand.
    """

    shortest: int = 2
    """Characters of one."""
    group: int = 6
    """Characters of a group that several things of a list are said of."""
    shortest_listed: int = 4
    """A noun of a list without indicator words has at least so many characters; 县、乡 are scopes."""
    phrase: int = 300
    """Characters behind a figure in which what it counts is named; it bounds the work."""
    scope: int = 8
    """A scope without a group word at its end (背街小巷) is believed up to this length."""
    fewest_bases: int = 2
    """Starting values of a list."""
    receiver: int = 16
    """Characters of the name of who receives something that goes into the indicator."""
    behind_verb: int = 3
    """Characters that must be left when the verb before a name is taken off."""
    whole: int = 4
    """Characters of what is all covered, and up to which a deed alone (全部完成) says nothing of what is
    done."""


INDICATORS = IndicatorOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectOptions:
    """What a figure is of (`targets.subjects`); set by hand."""

    thing: int = 3
    """Characters of a thing that is made and named behind its size."""
    reach: int = 60
    """Characters behind the figure in which the thing and its number stand."""
    deed: int = 4
    """Characters of words that may be a deed and not only a verb."""
    lead: int = 3
    """Characters of words before a figure that may be an auxiliary and nothing else."""
    verb: int = 12
    """Characters before a figure in which its verb stands."""
    group: int = 30
    """Characters of a group behind a figure that it is said of."""
    behind: int = 3
    """Characters behind a share from which on they may say of whom it is."""


SUBJECTS = SubjectOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTimeOptions:
    """Of which time a paragraph is (`targets.section_time`); set by hand."""

    opening: int = 24
    """Characters at the start of a paragraph in which it says of which time it is."""
    close: int = 6
    """Characters before the time that a paragraph opens with (各位代表：)."""


SECTION_TIME = SectionTimeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTermOptions:
    """What is a period within which something is done, or is done again (`targets.service_terms`); set by
    hand.
    """

    far: int = 16
    """Characters that may stand between the period and what is said to happen again in it."""
    due: int = 14
    """Characters behind a period in which it is said what is done within it."""
    stays: int = 12
    """Characters before a period in which it is said that something lasts so long."""


SERVICE_TERMS = ServiceTermOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How the tables of indicators and tasks are read (`targets.indicator_tables`, `table_columns`,
    `task_tables`); set by hand.
    """

    before: int = 2_000
    """So many characters before a row its table's caption is looked for; it bounds the work."""
    name: int = 20
    """Characters of a cell that names the indicator of the rows below it."""
    kind: int = 5
    """Characters of a cell that says whether an indicator binds (约束性)."""


TABLES = TableOptions()
