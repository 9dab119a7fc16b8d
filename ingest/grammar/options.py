"""The numbers of the grammar, and what they were measured on.

Where nothing else is told a number was set by hand, after the clauses its module was written for. Many only
say how far is looked: they keep the time a text takes in proportion to its length.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOptions:
    """What stands around a figure and belongs to it (`grammar.bounds`, `measures`, `said`, `quantities`);
    set by hand.
    """

    bound: int = 14
    """Characters before a figure in which the words that bind it begin; it bounds the work. Measured over
    107 papers: 7 to 28 read the same."""
    word: int = 8
    """Characters before a sign in which the word begins that it may be the end of; it bounds the work.
    Measured over 271 papers, of which 33 ask for it: 4 to 16 read the same."""
    apart: int = 10
    """Characters that may stand between 至少, 不低于 and the figure they bind, where a verb stands between;
    in a pattern too (`assistant.briefing.vetting`). Measured over 107 papers: 5 reads 17 papers otherwise
    (no clause or target), 20 reads 4 papers otherwise (no clause or target)."""
    bound_word: int = 4
    """Characters of the longest word that binds from afar. None of 271 papers asks for it."""
    unit_behind: int = 6
    """Characters behind a number in which the words stand that tell whether it is counted in the first.
    Measured over 107 papers: 3 to 12 read the same."""
    unit_before: int = 9
    """Characters before a unit in which it is said what is done with it. Measured over 271 papers, of which
    26 ask for it: 4 to 18 read the same."""
    sharing: int = 6
    """Figures that share a bound behind the last of them; in a pattern, so that no other value can be tried
    while it runs. None of 271 papers asks for it."""
    part: int = 200
    """Characters before a figure in which its part of the sentence begins; it bounds the work. Measured
    over 107 papers: 100 to 400 read the same."""
    rounded: int = 1
    """By how much the sum of shares that were rounded may differ from 100. None of 271 papers asks for
    it."""


FIGURES = FigureOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOptions:
    """What a date stands in (`grammar.dates`); set by hand."""

    before: int = 12
    """Characters before a date in which a sentence begins that it opens. Measured over 107 papers: 6 to 24
    read the same."""
    behind: int = 14
    """Characters behind a number that show that it is a month or a quarter. Measured over 271 papers: 7 to
    28 read the same."""


DATES = DateOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeOptions:
    """How long the name of an office is, and how far it is looked for (`grammar.office_words`,
    `office_names`, `named_offices`, `offices`, `office_kinds`, `whole_names`); set by hand.
    """

    reach: int = 60
    """Characters behind the start of a name in which it ends; it bounds the work. Measured over 107 papers:
    60 to 120 read the same, 30 reads 3 papers otherwise (2 clauses), worse."""
    end_within: int = 80
    """Characters of a name's end that tell whether it is an office's; it bounds the work. Measured over 107
    papers: 40 to 160 read the same."""
    longest: int = 40
    """Characters of any name. Measured over 271 papers: 30 to 80 read the same, 20 reads 1 paper otherwise
    (1 clause), worse."""
    plain: int = 20
    """Characters of an office's name that is surely no sentence. Measured over 271 papers: 20 to 40 read
    the same, 15 reads 2 papers otherwise (no clause or target)."""
    named: int = 24
    """Characters of a name that is the subject of a sentence. Measured over 271 papers: 24 to 48 read the
    same, 18 reads 2 papers otherwise (2 clauses), worse."""
    organ: int = 16
    """Characters of the name of an organ (县人民医院) that its end alone tells. Measured over 107 papers: 8
    to 32 read the same."""
    short: int = 10
    """Characters of a name that does not end as offices do, and of a field of work (教育、卫生部门).
    Measured over 107 papers: 10 to 12 read the same, 8 reads 1 paper otherwise (1 clause), 20 reads 5 papers
    otherwise (no clause or target), worse with 8."""
    unlisted: int = 4
    """Words of a name between level and end that the dictionary does not have, its end with them. Measured
    over 107 papers: 4 to 8 read the same, 2 reads 5 papers otherwise (6 clauses)."""
    below: int = 16
    """Characters of a department's name behind its office, where a sentence names both. Measured over 271
    papers: 16 to 32 read the same, 12 reads 1 paper otherwise (1 clause), worse."""
    words_below: int = 9
    """Words of it; it bounds the work. Measured over 107 papers: 4 to 18 read the same."""
    below_alone: int = 10
    """Characters of it, where a name is looked for by itself. Measured over 107 papers: 5 to 20 read the
    same."""
    room: int = 6
    """Characters of a department that ends in 室: 教育督导室, not 指导校园警务室. Measured over 107 papers:
    3 to 6 read the same, 12 reads 1 paper otherwise (1 clause), worse."""
    shortly: int = 8
    """Characters that hold a word or two. Measured over 107 papers: 4 to 16 read the same."""
    odd: int = 3
    """Characters of names that lists shorten as they like (县电商), and of the shortest name that is told
    by its end. Measured over 107 papers: 2 reads 7 papers otherwise (no clause or target), 6 reads 27
    papers otherwise (12 clauses)."""
    whole: int = 3
    """Characters of a name that stands in a text as one of its own, without a level one more. None of 271
    papers asks for it."""


OFFICES = OfficeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOptions:
    """What is the name of a person (`grammar.people`, `offices`); set by hand."""

    shortest: int = 2
    """Characters of one. Measured over 271 papers: 1 to 3 read the same, 4 reads 4 papers otherwise (4
    clauses), worse."""
    longest: int = 4
    """Characters of one at most. Measured over 271 papers: 3 to 8 read the same, 2 reads 4 papers otherwise
    (4 clauses), worse."""


PERSONS = PersonOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOptions:
    """What is the name of a place (`grammar.places`); set by hand."""

    stem: int = 3
    """Characters from which a place's name without its level is no everyday word (和平, 新华 are), and from
    which an office is named without it. Measured over 271 papers, of which 27 ask for it: 2 to 6 read the
    same."""
    called: int = 4
    """Characters behind a place in which it is said to be only a name. Measured over 271 papers, of which
    40 ask for it: 2 to 8 read the same."""


PLACES = PlaceOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceOptions:
    """How far who does what is looked for in a sentence (`grammar.addressees`, `deeds`, `granting`,
    `relations`, `partitions`, `amending`, `columns`); set by hand.
    """

    told: int = 60
    """Characters of a part of a sentence in which those told what to do stand; it bounds the work. Measured
    over 107 papers: 60 to 120 read the same, 30 reads 1 paper otherwise (1 clause), worse."""
    condition: int = 4
    """Words from a verb up to the 的 that makes it a condition of the name behind: 有|条件|的. Measured
    over 107 papers: 2 reads 1 paper otherwise (1 clause), 8 reads 1 paper otherwise (1 clause), both
    worse."""
    name: int = 40
    """Characters of the name of those told. Measured over 271 papers: 40 to 80 read the same, 30 reads 1
    paper otherwise (1 clause), worse."""
    done: int = 60
    """Characters behind a name that tell what is done; it bounds the work. Measured over 107 papers: 60 to
    120 read the same, 30 reads 3 papers otherwise (3 clauses), worse."""
    how: int = 80
    """Characters looked at for how something is done: more than such a part has in any paper at hand; it
    bounds the work. Measured over 107 papers: 40 to 80 read the same, 160 reads 1 paper otherwise (1
    clause)."""
    granting: int = 160
    """Characters of a sentence looked at on either side of what is given; it bounds the work. Measured over
    107 papers: 80 to 320 read the same."""
    asked: int = 60
    """Characters of a sentence from those named to what they are asked for. Measured over 271 papers, of
    which 57 ask for it: 30 to 120 read the same."""
    asked_name: int = 2
    """Characters of the name of those who are asked. Measured over 271 papers, of which 59 ask for it: 1 to
    4 read the same."""
    asked_words: int = 3
    """Words behind a verb within which a name it is part of ends. Measured over 271 papers, of which 17 ask
    for it: 2 to 6 read the same."""
    parted: int = 60
    """Characters from a word of dividing to its number. None of 271 papers asks for it."""
    changed: int = 120
    """Characters before a statement in which the paper and the clause it changes are looked for; it bounds
    the work. Measured over 271 papers, of which 37 ask for it: 60 to 240 read the same."""
    intended: int = 6
    """Characters before such a statement in which it is said to be only intended. Measured over 271 papers,
    of which 38 ask for it: 3 to 12 read the same."""
    ground: int = 4
    """Characters before a title in which it is said to be the ground (根据). Measured over 271 papers, of
    which 33 ask for it: 2 to 8 read the same."""
    number: int = 60
    """Characters behind a title in which its number stands; it bounds the work. Measured over 271 papers,
    of which 33 ask for it: 30 to 120 read the same."""
    introduced: int = 40
    """So many characters before a table may speak of it. Measured over 271 papers, of which 28 ask for it:
    40 to 80 read the same, 30 reads 1 paper otherwise (16 clauses), worse."""


SENTENCES = SentenceOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOptions:
    """How long lines of one kind are (`grammar.fields`, `in_force`, `minutes`, `section_names`,
    `marks`); set by hand.
    """

    action: int = 40
    """Characters of a line that holds nothing but what a page has to be pressed. Measured over 107 papers:
    20 to 80 read the same."""
    closes: int = 120
    """Characters of a paragraph that closes a paper. Measured over 271 papers, of which 34 ask for it: 90
    to 240 read the same, 60 reads 1 paper otherwise (2 clauses), worse."""
    sent_to: int = 400
    """Characters of a line that says to whom a document is sent; it bounds the work. Measured over 271
    papers: 200 to 800 read the same."""
    name: int = 24
    """Characters of a line that may be the name of a part of a paper; it bounds the work. Measured over 107
    papers: 12 to 48 read the same."""
    closing_name: int = 12
    """Characters of one that is told by its end. Measured over 271 papers, of which 10 ask for it: 9 to 24
    read the same, 6 reads 1 paper otherwise (23 clauses), worse."""
    mark: int = 12
    """Characters that are read of a mark in running text; it bounds the work. Measured over 107 papers: 6 to
    24 read the same."""
    articles: int = 2
    """Articles that count on are a list of them. Measured over 271 papers: 1 to 4 read the same."""


LINES = LineOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOptions:
    """How a text is cut into words (`grammar.segmentation`); set by hand."""

    strange: int = 2
    """Single characters in a row from which on they are no words. Measured over 271 papers: 1 to 4 read the
    same."""
    part: int = 400
    """Characters no part of a sentence is longer than; it bounds the work. Measured over 271 papers, of
    which 59 ask for it: 200 to 800 read the same."""
    behind: int = 4
    """Characters behind a name that a word over its end may reach into. Measured over 107 papers: 2 to 8
    read the same."""


WORDS = WordOptions()
