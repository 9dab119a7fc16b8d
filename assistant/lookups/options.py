"""Thresholds for taking a clause, a sentence or a figure for what is asked, one value a stage.

Shares and scores lie from 0 to 1.

Measured with `plans bench thresholds`, each alone, on the 746 development cases and the 160 questions of two
first-sight sets, of which all but 40 are right: "equal from a to b" is the range of the values tried within
which none of the cases that ask for it turns right or wrong. "Of 409": on every third development case and
the two sets. The values were set on the same cases.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOptions:
    """Which figures answer "how much" (`lookups.figure`)."""

    enough: float = 0.62
    """Weighted share of the question's words that a sentence must meet, with a figure or, where an indicator
    is compared, without one. Of figures (465 cases) two turn right and one wrong at 0.56, 14 wrong at 0.68;
    equal without from 0.49 to 0.81 (29 cases).
    """
    anywhere: float = 0.82
    """What `LOOKUPS.as_good` is where the question names no place, year or plan: then every plan that fits is
    answered. Equal from 0 to 1 (6 cases).
    """
    no_target: float = 0.8
    """What a sentence counts whose figures are no targets, beside one with targets. Equal from 0.8 to 1, two
    turn wrong at 0.6 (349 cases).
    """
    spread: float = 0.85
    """What a sentence's own score counts where the words asked for are spread over it instead of standing at
    one figure. Equal from 0.64 to 0.85; at 1 two turn right and one wrong (449 cases).
    """
    at_figure: float = 0.4
    """What the words at the figure count in the score, beside those of the whole sentence. Equal from 0.3 to
    1; at 0 two turn right and one wrong (193 of 409 cases).
    """
    same_sentence: float = 0.85
    """Share of the best target's score from which on a further target of its sentence is meant as well.
    Equal from 0.64 to 1, though 13 to 25 answers begin with more or fewer targets (193 of 409 cases).
    """
    own_name: float = 0.75
    """What a result's name must meet of the question to be said in place of its sentence. Equal from 0.45 to
    1, though one answer is worded otherwise at each (21 of 409 cases).
    """
    same_time: float = 0.85
    """Share of the best score a figure of the time that is asked for must have to come before others. Equal
    from 0.51 to 1 (116 of 409 cases).
    """
    rest: float = 0.6
    """Share of the words still open, by weight, that a further sentence must bring. Equal from
    0.45 to 1, one turns right at 0 (25 of 409 cases).
    """
    rest_enough: float = 0.45
    """What such a sentence must itself meet of the question. Equal from 0 to 0.56, though 17 answers say
    more at 0; one turns wrong at 1 (19 of 409 cases).
    """
    no_share: float = 0.8
    """What a figure counts that is no share, where a share is asked; less than `same_sentence`, so that it is
    not told beside one. Equal from 0.6 to 1 (70 of 409 cases).
    """
    tells: float = 0.5
    """Share of the weightiest word's weight from which on a noun that the clause lacks is another thing's.
    Set on four first-sight sets, where no right answer is lost by it; from 0.25 to 0.75 one
    turns right, from 0.63 on (39 of 533: every third case and nine sets).
    """
    a_share: float = 0.85
    """What a share counts where a number of things is asked; as much as `same_sentence`, so that it may be
    told beside one. Equal from 0.64 to 1 (49 of 409 cases).
    """
    around: float = 0.9
    """What a word counts that stands in the figure's part of the sentence, not in its name. Equal from 0.9 to
    1; at 0.68 one turns right (203 of 409 cases).
    """
    before: float = 0.6
    """What a word counts that stands anywhere before the figure, or above it. At 0.45 13
    turn wrong, at 0.75 one right (203 of 409 cases).
    """
    weighty: float = 0.3
    """Share of the question's weight from which on a word must be the figure's own. Equal from 0.23
    to 0.38; two turn wrong at 0, one at 0.9 (203 of 409 cases).
    """
    looked_at: int = 40
    """Sentences, best first, in which figures are looked for. Equal from 30 to 50 (222 questions of two
    first-sight sets).
    """
    sentences: int = 3
    """Sentences one answer takes its figures from. Equal from 2 to 5 (222 questions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupOptions:
    """What the other look-ups take for the thing asked."""

    lacking: float = 0.4
    """Share of the question's weight that a clause, with what stands above it, may lack and still answer. One
    turns wrong at 0.36, nine at 0.3, one right at 0.5 (229 cases). Of figures two turn wrong at 0.27; equal
    from 0.36 to 0.45 (179 of 409 cases).
    """
    as_good: float = 0.9
    """Share of the best one's score from which on another plan, clause or sentence answers as well. Of
    plans that state a figure (415 cases) equal from 0.68 to 0.99, one turns wrong at 1; of plans that say a
    thing (126), of plans and clauses that name who is charged (101) and of clauses of two versions (6) from 0
    to 1. No case asks for it among the sentences of a long clause. Of sentences that have every word which
    tells the thing asked for, beside better ones that lack one, one answer of 896 is wrong at 0.9.
    """
    about: float = 0.7
    """Share of the words asked for that a row or a target must have to be counted among those of a thing.
    Equal from 0.7 to 0.88, two turn wrong at 0.63 (5 cases).
    """
    may_state: float = 0.4
    """Share of the question's words, by weight, from which on a clause may state the thing under another
    name, so that it is not said to be stated nowhere. One turns wrong at 0.3, equal to 0.6 (6 of 533).
    """
    named: float = 0.5
    """Share of the question's words, by weight, from which on they name a clause of two versions.
    Equal from 0 to 0.75, two turn wrong at 1 (7 cases).
    """
    section: int = 3
    """More clauses than this at the marks asked for are a section. No case asks for it."""
    whole: int = 420
    """A clause up to this many characters is quoted whole where it stands beside another plan's. Equal from
    210 to 630 (1 of 409 cases).
    """
    plans: int = 12
    """More plans than this, without a place, a year or an office: ask back instead of reading them all. Equal
    from 6 to 18 (213 of 409 cases).
    """
    wordy: int = 7
    """Characters, beside a date, that name a thing and what is done with it. Equal from 0 to 14 (15
    cases).
    """
    before_a_word: int = 6
    """Characters a question may have before a word whose meaning it asks for (骑车说的示范区). Set by what a
    topic takes, not measured.
    """
    goal_title: int = 12
    """Characters of a clause's own title that may be one of goals; a longer one is its first sentence. Set by
    what titles of 目标 and 指标 in the papers at hand have; equal from 6 to 18 (2 of 533).
    """
    marks_offices: float = 0.4
    """From this share of clauses with an office on a paper says of each whom it charges, so that one without
    has none, and a list of somebody's tasks is whole. Ten papers that print 责任单位 had 0.43 to 0.98, five
    others 0 to 0.25 (measured on those fifteen papers).
    """
    short_title: int = 14
    """Characters a title may have that leaves to its sentence what is done with what. Equal from 7 to 28, one
    turns wrong at 0 (13 cases).
    """
    beside: int = 6
    """Characters beside names and roles of a sentence that does nothing but charge (此项工作由, 和各).
    Equal from 4 to 6; at 7 one and at 8 two of 222 questions of two first-sight sets are told who leads
    besides.
    """
    beside_own: int = 2
    """The same of a statement that is one of several in its clause. Equal from 1 to 4 (222 questions)."""
    granting: int = 3
    """Sentences of a clause that say what is given up to which all are the answer; a clause of more gives for
    several things. Set by what is read in one go, not measured.
    """
    own_name: int = 4
    """Characters from which on the end of an office's name may be an office of its own (产业促进处), no bare
    kind of office (办公室, 委员会). Set by the longest of these kinds, three characters.
    """
    exclusions: int = 6
    """Sentences of a plan, best first, in which what is left out is looked for. Equal from 5 to 8,
    one of 222 questions turns right at 4.
    """
    shortest: int = 2
    """Characters of words that are looked for to the letter. Equal from 1 to 2; at 3 one of 222 questions
    is no longer answered by a full look-up.
    """
    phrase: int = 8
    """Characters above which words looked for are a phrase: that it stands nowhere to the letter says
    little. Equal from 6 to 10 (222 questions).
    """
    short_heading: int = 3
    """Characters above which a heading may be called behind other words (基础教育方案主要指标). Equal from
    2 to 5 (222 questions).
    """
    like: int = 6
    """Names and clauses told where an indicator is asked for that no target has. Equal from 4 to 8 (222
    questions): only a look-up by name asks for it.
    """


FIGURES = FigureOptions()
LOOKUPS = LookupOptions()
