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
    """Characters of a clause that are read at once; it bounds the work. Measured over 54 papers: 1,000 to
    4,000 read the same."""
    reach: int = 1_000
    """Characters before a figure in which its sentence begins; it bounds the work. Measured over 54 papers:
    500 to 2,000 read the same."""
    idle: int = 20
    """Segments before a figure in which what it is of may be named; it bounds the work. Measured over 54
    papers: 10 to 40 read the same."""
    due: int = 12
    """Characters of a printed day of doing that is no more than that. Measured over 271 papers, of which 5
    ask for it: 9 to 24 read the same, 6 reads 1 paper otherwise (no clause or target)."""
    date_alone: int = 2
    """A segment whose words without the date are at most so many characters long says nothing of its own,
    or says what is dated in the next one. Measured over 54 papers: 2 to 3 read the same, 1 reads 33 papers
    otherwise (no clause or target), 4 reads 11 papers otherwise (no clause or target)."""
    title: int = 12
    """Characters of a heading that may be the indicator of its clause. Measured over 54 papers: 6 to 24
    read the same."""
    respectively: int = 12
    """Characters before a list of figures in which 分别 stands. Measured over 54 papers: 6 to 24 read the
    same."""


READING = ReadingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableOptions:
    """Which number is a figure of the plan (`targets.countable`); set by hand."""

    close: int = 40
    """Characters before a figure in which the words right before it stand: more than the longest of them.
    Measured over 54 papers: 20 to 80 read the same."""
    label: int = 8
    """Characters the label before a count of pages or items takes. Measured over 54 papers: 4 to 16 read
    the same."""
    ahead: int = 40
    """Characters behind a segment that tell what is done in the case it tells. Measured over 54 papers: 20
    to 80 read the same."""
    deed: int = 8
    """Characters before a figure in which the verb stands whose object it counts. Measured over 271 papers,
    of which 5 ask for it: 4 to 16 read the same."""


COUNTABLE = CountableOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorOptions:
    """What is the name of an indicator, and of whom it is said (`targets.indicators`, `named_before`,
    `baselines`, `grants`, `unnumbered`); set by hand.
    """

    shortest: int = 2
    """Characters of one. Measured over 54 papers: 1 reads 2 papers otherwise (2 clauses), 3 reads 6 papers
    otherwise (16 clauses), worse with 1, mostly better with 3, in the rows of tables of tasks."""
    group: int = 6
    """Characters of a group that several things of a list are said of. Measured over 271 papers, of which
    12 ask for it: 4 reads 1 paper otherwise (1 clause), 8 reads 2 papers otherwise (2 clauses), better with
    4, worse with 8."""
    shortest_listed: int = 4
    """A noun of a list without indicator words has at least so many characters; 县、乡 are scopes. Measured
    over 271 papers: 3 reads 3 papers otherwise (2 clauses), 5 reads 4 papers otherwise (4 clauses), worse
    with 3, some of each with 5."""
    phrase: int = 300
    """Characters behind a figure in which what it counts is named; it bounds the work. Measured over 54
    papers: 150 to 600 read the same."""
    scope: int = 8
    """A scope without a group word at its end (背街小巷) is believed up to this length. Measured over 54
    papers: 6 to 8 read the same, 4 reads 2 papers otherwise (2 clauses), 10 reads 5 papers otherwise (5
    clauses), worse with 4, some of each with 10."""
    fewest_bases: int = 2
    """Starting values of a list. Measured over 271 papers, of which 1 asks for it: 1 to 3 read the same, 4
    reads 1 paper otherwise (1 clause), worse."""
    receiver: int = 16
    """Characters of the name of who receives something that goes into the indicator. Measured over 271
    papers: 12 reads 14 papers otherwise (18 clauses), 20 reads 9 papers otherwise (16 clauses), worse with
    12, mostly better with 20."""
    behind_verb: int = 3
    """Characters that must be left when the verb before a name is taken off. Measured over 271 papers, of
    which 16 ask for it: 3 to 6 read the same, 2 reads 1 paper otherwise (1 clause)."""
    whole: int = 4
    """Characters of what is all covered, and up to which a deed alone (全部完成) says nothing of what is
    done. Measured over 271 papers, of which 41 ask for it: 3 reads 3 papers otherwise (3 clauses), 5 reads
    1 paper otherwise (1 clause), none better."""


INDICATORS = IndicatorOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectOptions:
    """What a figure is of (`targets.subjects`); set by hand."""

    thing: int = 3
    """Characters of a thing that is made and named behind its size. Measured over 271 papers, of which 7
    ask for it: 3 to 4 read the same, 2 reads 1 paper otherwise (1 clause), 6 reads 1 paper otherwise (1
    clause), better with 2, worse with 6."""
    reach: int = 60
    """Characters behind the figure in which the thing and its number stand. Measured over 54 papers: 30 to
    120 read the same."""
    deed: int = 4
    """Characters of words that may be a deed and not only a verb. Measured over 271 papers, of which 45 ask
    for it: 3 to 5 read the same, 2 reads 1 paper otherwise (1 clause), 8 reads 2 papers otherwise (1
    clause), some of each."""
    lead: int = 3
    """Characters of words before a figure that may be an auxiliary and nothing else. Measured over 271
    papers: 2 reads 7 papers otherwise (4 clauses), 4 reads 8 papers otherwise (7 clauses), mostly better
    with 4, some of each with 2."""
    verb: int = 12
    """Characters before a figure in which its verb stands. Measured over 271 papers, of which 15 ask for
    it: 6 to 24 read the same."""
    group: int = 30
    """Characters of a group behind a figure that it is said of. Measured over 271 papers: 22 to 60 read the
    same, 15 reads 2 papers otherwise (no clause or target)."""
    behind: int = 3
    """Characters behind a share from which on they may say of whom it is. Measured over 271 papers, of
    which 20 ask for it: 2 to 6 read the same."""


SUBJECTS = SubjectOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTimeOptions:
    """Of which time a paragraph is (`targets.section_time`); set by hand."""

    opening: int = 24
    """Characters at the start of a paragraph in which it says of which time it is. Measured over 54 papers:
    12 to 48 read the same."""
    close: int = 6
    """Characters before the time that a paragraph opens with (各位代表：). Measured over 54 papers: 3 to 12
    read the same."""


SECTION_TIME = SectionTimeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTermOptions:
    """What is a period within which something is done, or is done again (`targets.service_terms`); set by
    hand.
    """

    far: int = 16
    """Characters that may stand between the period and what is said to happen again in it. Measured over
    271 papers: 12 to 20 read the same, 8 reads 1 paper otherwise (1 clause), 32 reads 1 paper otherwise (1
    clause), both worse."""
    due: int = 14
    """Characters behind a period in which it is said what is done within it. Measured over 54 papers: 7
    reads 1 paper otherwise (2 clauses), 28 reads 1 paper otherwise (1 clause), worse with 7, better with
    28."""
    stays: int = 12
    """Characters before a period in which it is said that something lasts so long. Measured over 54 papers:
    6 to 24 read the same."""


SERVICE_TERMS = ServiceTermOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How the tables of indicators and tasks are read (`targets.indicator_tables`, `table_columns`,
    `task_tables`); set by hand.
    """

    before: int = 2_000
    """So many characters before a row its table's caption is looked for; it bounds the work. Measured over
    54 papers: 1,000 to 4,000 read the same."""
    name: int = 20
    """Characters of a cell that names the indicator of the rows below it. Measured over 271 papers, of
    which 38 ask for it: 15 to 40 read the same, 10 reads 2 papers otherwise (2 clauses), worse."""
    kind: int = 5
    """Characters of a cell that says whether an indicator binds (约束性). Measured over 54 papers: 4 to 10
    read the same, 2 reads 5 papers otherwise (no clause or target)."""


TABLES = TableOptions()
