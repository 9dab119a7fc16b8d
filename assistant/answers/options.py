"""Thresholds for answering or refusing.

Shares and scores lie from 0 to 1.

Measured as told in `lookups.options`; "of 533": on every third development case and the questions of nine
first-sight sets, from half of the value to one and a half.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOptions:
    """One value for all kinds of answers; how much of the question may be lacking is the look-ups'
    (`lookups.options`).
    """

    meets: float = 0.5
    """Score from which on a sentence meets the question: it answers what is said of a thing or who is charged
    with it, is called near where it does not, and has the year that is asked for.

    Of a thing (136 cases) one turns right at 0.45, one wrong at 0.55, six at 0.63. Equal of who is charged
    from 0.44 to 0.64 (102), for near ones from 0 to 1 (34), for the year from 0 to 0.87 (13).
    """
    together: float = 0.7
    """Share of the words found, by weight, that must stand in one place: a light word may stand apart, one of
    three like ones not. Equal from 0.53 to 0.77 of a thing (115 cases) and from 0 to 0.75 of who is
    charged (102).
    """
    as_near: float = 0.7
    """Share of the nearest clause's score from which on another one is shown with those that meet a question
    of what is said. At 0.9 three answers of 237 on notices lose the sentence asked for; at 0 every answer
    shows three clauses.
    """
    beside: float = 0.95
    """What a clause that only lies near counts there beside one that meets the question. Of 237 answers on
    notices 0.840 hold what was asked for at 1, 0.814 where those that meet it always come first.
    """
    of_the_whole: int = 3
    """Clauses shown at most that say who does all a plan is about. Equal from 2 to 4 (3 of 409 cases)."""
    clauses_shown: int = 6
    """Clauses of the answer before that are shown at most when a question points at them; how many there
    are is said. Set by the length of a screen; equal from 3 to 9 (4 of 533).
    """
    around: int = 12
    """Up to so many other clauses under the same heading are listed where more detail is asked for. Set as
    above.
    """
    summed_up: int = 12
    """Clauses of a paper up to which all of them are listed where it is to be summed up; of a longer one what
    it is for, its goals and its parts. Set by what is read in one go; equal from 6 to 18 (1 of 533).
    """
    told_whole: int = 3
    """Clauses on a subject up to which each is shown in all its words where a text is asked for, and tasks
    of an office up to which a long sentence is not cut. Of 27 such questions in the kept sets 18 are of one
    to three clauses; of more the table is what is read in one go.
    """
    goals: int = 4
    """Clauses of goals that are quoted where a paper is summed up. Equal from 2 to 6 (1 of 533)."""
    goal_rows: int = 30
    """Rows of a table of indicators that are shown there. Set as above."""
    goal_words: int = 12
    """Characters a sentence must be longer than to be quoted as a goal, and no mere title. Set as above."""
    lists: int = 3
    """Lists of items that are told at once; of more no one is meant. Equal from 2 to 4 (1 of 533)."""
    naming: int = 20
    """Clauses nearest to a paper's title in which it is looked for to the letter. Equal from 10 to 30 (1 of
    533).
    """
    plans: int = 6
    """More plans than this that fit a question without a place or a year: ask back instead of answering for
    each. Equal from 4 to 8 (438 cases).
    """
    one_name: int = 6
    """A name that more indicators of one plan end in says too little to be any one's. Equal from 0 to 12 (13
    cases).
    """
    things: int = 4
    """Things asked for at once that are answered one by one; who asks for more lists them. Equal from 3 to
    6, one of 222 questions of two first-sight sets is answered otherwise at 2.
    """
    each_apart: int = 4
    """From so many lists of offices on a clause that names them in its sentences tells what each does.
    Equal from 3 to 6, one of 222 questions turns wrong at 2.
    """
    topic: int = 6
    """Weight of the words of a question about offices, those of titles apart, above which it is about a
    thing. Equal from 4 to 7; at 8 one of 222 questions is answered otherwise, none better or worse.
    """
    whole: int = 3
    """Clauses at the marks asked for up to which each is given whole, and its offices told. Equal from 2
    to 5 (222 questions).
    """


ANSWERS = AnswerOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingOptions:
    """What is compared to tell whether a claim serves what was asked (`answers.claimed`), from where on it
    does (`answers.serving`), and which of the nearest sentences comes first.
    """

    lines: int = 3
    """Bold lines of a draft that are looked at. Set by what is read first; equal from 2 to 4 (264 of 533)."""
    compared: int = 30
    """Sentences of a plan that a claim is compared with, best first. Set by the time it takes (2 ms);
    equal from 15 to 45 (201 of 533).
    """
    rival: float = 0.5
    """What another sentence must have of the question, beside the one claimed, for what only it has to
    count. Equal from 0.25 to 0.75 (199 of 533), by weights trained with it as it is.
    """
    unnamed: float = 0.6
    """What a figure told under no name, or an office, is taken to have of the name asked for: what is usual.
    Equal from 0.3 to 0.9 (201 of 533), by weights trained with it as it is.
    """
    serves: float = -0.9
    """Log-odds from which on a claim is made: some .03 of the answers that serve lie below it. By weights and
    limits from the other sets each, a limit that loses .04 withdraws 10 of 29 false claims and 13 of 364 that
    serve, .05 13 and 16, .06 14 and 24 (`plans bench claims`). From -0.85 on cases of the gate lie below it.
    """
    instead: float = 1.0
    """Log-odds from which on the claim of another clause is made in its place. At 1 three false claims
    that were replaced came out right and none wrong (741 questions).
    """
    others: int = 3
    """Clauses that are tried in its place. Equal from 2 to 4 (10 of 533)."""
    sentence: float = 0.3
    """What the best sentence of a clause counts beside the whole of it among the nearest. Equal from
    0.15 to 0.45, though up to 27 answers show other sentences (193 of 533); a ranking like it (which weighed
    the characters of the best sentence as well) had the right clause first for 555 of 639 questions, 542
    without.
    """
    meant: float = 0.2
    """What the nearness by meaning of a clause counts there, where vectors are at hand. Of 249 questions (of
    six sets, and 100 to other papers) the right clause came first for 227 without, 232 at 0.15, 234 at 0.2,
    230 at 0.3; among the first three for 264, 270, 272, 272.
    """
    covers: float = 0.33
    """Share of the question's worth the best passage must have to be quoted as an answer. Set by hand: in
    seven first-sight sets a false answer had 0.23, and at 0.5 cases of the gate turn wrong (right at 0.44).
    """
    whole_list: int = 900
    """Characters of a list up to which it is shown whole where one of its items is near. Set by the length of
    a screen; equal from 450 to 1,350 (15 of 533).
    """
    short_list: int = 300
    """Characters of a list up to which it is always shown whole where the nearest sentence is of it. Set as
    above.
    """
    long_item: int = 80
    """Characters from which on, in the mean, the items of a list are clauses of their own, of which one may
    be shown without the others. Set by hand between conditions and steps (10 to 45) and projects (100 to
    200); equal from 40 to 120 (34 of 533).
    """
    led: float = 0.5
    """Share of the question, by weight, that a list's lead-in must have more of for the question to be of the
    list and not of one item. Equal from 0.25 to 0.75 (9 of 533).
    """
    lacks: float = 0.5
    """Share of the words asked for that the best passage may lack to be quoted as an answer. Of 168 such
    answers of the sets two of 16 wrong ones lack more and 16 of 152 right ones, of 20 to questions on other
    papers four of eight and three of twelve.
    """
    as_well: float = 0.85
    """What another passage must have of that to be quoted beside it and not as one that lies near. Set by
    hand on the same sets.
    """
    as_well_met: float = 0.69
    """The same of a passage whose clause meets the question. At 0.75 two right answers of the sets and one of
    the gate lie below it, at 0.6 one false answer above it.
    """
    listed: int = 3
    """Things a sentence must name in a row to answer a question for all of something. Two turn right at
    2, equal at 4 (3 of 533).
    """
    followed: float = 0.8
    """Share of a follow-up's own words, by weight, that what is quoted as its answer must have. Of 18 such
    questions of 13 first-sight sets 4 of 7 false answers have less, and one of 11 right ones.
    """
    far: float = 0.2
    """What a clause must have of the question beside the nearest one of its paper to be shown below it. Less
    is a word that many have. Equal from 0.1 to 0.3 (25 of 533).
    """
    of_matter: float = 0.5
    """What a clause of another paper must have of what was asked before, for a follow-up of a word or two to
    be answered by it. Set by hand; equal from 0.1 to 0.9 (448 turns of talks at first sight).
    """
    of_paper: float = 0.8
    """What a paper must have of a question that names none, beside the one that has most, to answer it as
    well. Set by hand: in seven first-sight sets false papers had 0.15 to 0.6 of the best, one 0.75.
    """
    of_kind: float = 0.15
    """What it counts there that a clause says who or how much, where that is asked for. Equal from
    0.08 to 0.22, though 13 and nine answers show other sentences (186 of 533).
    """
    of_another_time: float = 0.2
    """What it counts against a clause there that it tells of another time than the one asked for. Of 606
    questions of nine first-sight sets the right clause comes first for 0.914 from 0.15 to 0.25, for 0.913 at
    0.1 and 0.3, 0.911 at 0.4; without it, and without a look at the measure asked for, for 0.886.
    """


SERVING = ServingOptions()
