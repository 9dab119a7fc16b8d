"""The weights of comparing a question with clauses, one value a stage.

All of them were set on the project's development cases (evals/cases), by hand and one at a time. Measured as
told in `lookups.options`, on every third of these and the two first-sight sets (409 cases). Whoever changes
one runs `plans eval --gate`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOptions:
    """What a word of the question weighs, and how far other wordings count as the word (`words`, `coverage`).

    Weights are factors of the inverse document frequency, the others shares from 0 to 1.
    """

    light: float = 0.4
    """A word too general to tell a clause by (建设), or a plain verb.
    Equal from 0.3 to 0.4; at 0.5 one turns right (205 cases).
    """
    common: float = 0.2
    """Share of the passages from which on a word they have is too general to tell one by (卫生 in plans of
    health). Equal to a list of such words made by hand (746 cases).
    """
    enough_passages: int = 60
    """In fewer passages no share is one: a paper of ten clauses has its subject in most of them. Equal
    from 30 to 90, though one and two answers are others (482 of 533: every third case and nine sets).
    """
    unknown: float = 0.25
    """A word no clause has and that names nothing: a way of speaking more than a thing asked for.
    Equal from 0.19 to 0.31 (39 cases).
    """
    unknown_noun: float = 0.6
    """A name no clause has: it may be another word for what the clauses name.
    One turns wrong at 0.45, two at 0.75 (40 cases).
    """
    other_wording: float = 0.95
    """A synonym stands in the text.
    Five turn wrong at 0.71, one at 1 (142 cases).
    """
    shorter_wording: float = 0.85
    """Only the end of what is asked for stands there, by itself (预期寿命 of 人均预期寿命).
    Equal from 0.64 to 1 (3 cases).
    """
    of_another: float = 0.4
    """That end stands there behind a word that makes another thing of it.
    Equal from 0.3 to 0.5 (1 case).
    """
    without_measure: float = 0.8
    """The word without 率, 数 and the like at its end.
    Equal from 0.6 to 0.8; one turns wrong at 1 (21 cases).
    """
    phrases: int = 8
    """Phrases that a clipped word (年报) may stand for at most; all are tried where it is looked for. A word
    has one in the papers at hand, seldom two. No answer is another from 4 to 12 (299 of 533).
    """
    phrases_counted: int = 40
    """Phrases whose passages are counted. No answer is another from 20 to 60 (299 of 533)."""
    phrases_tried: int = 100
    """Beginnings of such phrases that are followed at once. Set by the time it takes; no answer is
    another from 50 to 150 (299 of 533).
    """
    short_form: float = 0.7
    """Its two characters with one between them (长护 of 长期护理).
    Equal from 0.53 to 0.88 (47 cases).
    """
    in_order: float = 0.85
    """Its characters in order, close together (新改扩建 in 新、改、扩建).
    Equal from 0.64 to 0.85; one turns wrong at 1 (24 cases).
    """
    half: float = 0.5
    """Share of its pairs of characters that must stand in the text for the word to be there in part.
    Equal from 0.38 to 0.63 (261 cases).
    """
    in_part: float = 0.75
    """What that share counts, for words of four characters or more.
    Equal from 0.75 to 0.94; one turns wrong at 0.56 (62 cases).
    """
    in_part_of_three: float = 0.4
    """One of the two pairs of a word of three characters.
    Equal from 0.3 to 0.4; at 0.5 one turns right (89 cases).
    """
    kind: int = 8
    """Characters that may stand between a word of asking and the kind it asks for (哪个全国先进称号). One
    turns wrong at 6, equal to 12 (11 of 533).
    """
    earlier: float = 0.12
    """What the words of an earlier question add, at most, to a follow-up's own.
    Equal from 0.09 to 0.15 (2 cases).
    """
    wordings: int = 6
    """Other wordings of a word that may stand in a text in part. Equal from 3 to 9 (461 of 533)."""
    sounding: int = 2
    """Words that sound like one no clause has, and are looked for in its place. Equal from 1 to 3 (207
    of 533).
    """
    whole: int = 6
    """Characters up to which a word that no text has cut otherwise is looked for whole. Equal from 4 to 8
    (222 questions of two first-sight sets).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingOptions:
    """Where a word may stand for a sentence to have it (`retrieval.evidence`): factors of its coverage, 0 to
    1.
    """

    in_heading: float = 0.75
    """In a heading above the clause.
    Equal from 0.56 to 0.75; at 0.94 one turns right (313 cases).
    """
    in_clause: float = 0.55
    """Elsewhere in the clause: a figure must not be taken for that of the sentence before it.
    Equal from 0.41 to 0.55; at 0.69 one turns right (313 cases).
    """
    in_title: float = 0.3
    """In the plan's title.
    Equal from 0.23 to 0.3; at 0.38 one turns right (313 cases).
    """
    only_in_title: float = 0.4
    """Factor of the weight of a word that only the title has: it says which plan is meant.
    Equal from 0.4 to 0.5; at 0.3 one turns right (55 cases).
    """
    had: float = 0.5
    """Coverage from which on a clause is said to have the word.
    At 0.38 one turns right, at 0.63 13 wrong (313 cases).
    """
    phrase: float = 0.15
    """What whole expressions count beside single words.
    At 0.11 two turn right, at 0.19 one wrong (313 cases).
    """
    phrase_in_clause: float = 0.6
    """What an expression counts that stands elsewhere in the clause.
    Equal from 0.45 to 0.75 (215 cases).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOptions:
    """Where the words of one thing stand together (`retrieval.evidence`, `briefing.subject`)."""

    slack: int = 8
    """Characters that may stand among the words of one thing, beside as many again as it has itself (检查检验
    结果共享互认). Equal from 6 to 10 (93 cases).
    """
    part: int = 3
    """Characters that ， or 、 counts: what stands in another part is further off than in another word.
    Equal from 2 to 4 (85 cases).
    """
    title: int = 24
    """Longer headings are first sentences, and no titles to cite by. Equal from 18 to 30, though headings are
    cited otherwise in 14 answers at 18 (288 cases).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """Which clauses are looked at, and what each search counts (`retrieval.sources`, `retrieval.hybrid`)."""

    apart: int = 12
    """Up to so many plans each is searched by itself, so that a long one does not crowd out a short one.
    Equal from 6 to 18 (315 cases).
    """
    depth: int = 14
    """Clauses of a plan whose sentences are compared with the question; five times as many of all plans
    together. Equal from 10 to 18 (312 cases).
    """
    synonym: float = 0.5
    """What a synonym counts in the search beside a word of the question. Equal from 0.38 to 0.63 (215
    cases).
    """
    depth_each: int = 50
    """Passages asked of each index, for a plan or for all of them. No case without vectors asks for it."""
    dense: float = 0.35
    """The share of the vectors in a score. With the built-in model and words in one field, mean reciprocal
    rank of words alone, at 0.2, at 0.35, at 0.5: five plans (55 questions as typed) 0.925, 0.933, 0.915,
    0.887; the first two first-sight sets (91) 0.877, 0.872, 0.877, 0.877; public notices (210) 0.800, 0.825,
    0.820, 0.810, confined to the plans the question means 0.743, 0.753, 0.769, 0.754. Beyond chance are the
    last two gains at 0.2 and 0.35 (0.025 and 0.026); at 0.65 the five plans lose 0.17.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestOptions:
    """Which sentences are shown as the nearest ones (`retrieval.nearest`).

    Measured by how often the first 600 characters shown hold the answer, on 237 questions of readers on 110
    notices: 0.713 for the first clause of BM25 whole, 0.831 for its first three.
    """

    clauses: int = 3
    """Clauses shown at most: as told above."""
    depth: int = 10
    """Clauses of the search that are compared; the right one is among the first 10 for 0.911."""
    meant: int = 20
    """Clauses nearest by meaning that are compared beside them, the last of which is worth nothing. Equal
    within one of 56 questions from 10 to 50.
    """
    size: int = 300
    """Characters of one clause that are shown. 0.705 at 150, 0.827 at 250, 0.840 at 300, 0.835 at 420."""
    single: float = 0.3
    """What a single character of a word counts beside a pair: 遛狗 is nearer to 养狗 than to nothing. Equal
    from 0.15 to 0.45, though five and seven answers show other sentences (100 of 409 cases).
    """
    alike: float = 1.0
    """Rare words' worth from which on a passage is shown though a word asked for stands nowhere. Of 8 stated
    questions of the sets that were refused for such a word six have more than 1.2, five of them with the
    right clause first; of 7 about the weather and the like none has more than 0.9.
    """
    thing: float = 0.5
    """What of a rare word's worth a thing of one character has at least, on which alone passages are shown:
    坟 has 0.7 where six of 92 clauses print it, 药 in plans for health 0.35.
    """
    words: float = 0.7
    """What the words found count beside the score of the search. 0.840 at 0, 0.865 at 0.5, 0.878 from 0.7 to
    1.
    """


WORDS = WordOptions()
RANKING = RankingOptions()
PLACES = PlaceOptions()
SEARCH = SearchOptions()
NEAREST = NearestOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchdogOptions:
    """When a question that does not ask for the time is ended from outside (`time_limit`); seconds."""

    grace: float = 5.0
    """After the limit: who asks ends by himself till then. Chosen, not measured."""
    look: float = 0.5
    """Between two looks; a look costs 2 us."""
    at_most: int = 10
    """What is raised may be caught on its way: so it is raised again at each look, so many times."""
