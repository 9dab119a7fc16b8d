"""What the words of a question count that are not its own.

Measured as told in `lookups.options`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryOptions:
    """How a question is understood from what was asked before and from what the plans print."""

    earlier: float = 0.35
    """What a word of the question before counts beside a follow-up's own words. Equal from 0 to 0.7 (12
    cases): what such words add at most is told by `retrieval.WORDS.earlier`.
    """
    heading: int = 3
    """Characters of a heading that must be said for the heading to be meant. Equal from 2 to 4 (582 cases).
    """
    unsure: float = 0.2
    """Two guesses of the classifier whose shares differ by less are both answered. Of 37 training
    questions no rule fits that lie below (cross-validated) the first is right in 19, one of the two in 36;
    above, the first is in 136 of 160.
    """
    of_asking: float = 0.3
    """Log-odds a character by which a word says who or when is asked, and names nothing. Equal from 0.15 to
    0.45 (3 of 409 cases).
    """
    titled: int = 3
    """Papers whose titles may say what is asked about (卫健的重点是啥). Of more a short answer tells nothing.
    Equal from 2 to 4 (196 of 533: every third case and nine first-sight sets).
    """
    parts: int = 12
    """A question in more parts is a text: it is not tried without one part after the other. A pasted page of
    90 parts took 9 s so; no question of first sight has more than 5.
    """
    own_offices: int = 12
    """Up to so many plans asked about their own offices are looked at before all offices. Equal from
    9 to 15 (860 cases).
    """
    pointing: int = 2
    """Words a follow-up that points back (这个钱谁出) has at most; with more it has a topic of its own, which
    may stand in another place's paper. Set by the conversations of four first-sight sets; equal from 1 to 3
    (5 of 533).
    """
    name_end: int = 3
    """Characters up to which an office's name may be the end of a longer word (医学科 in 老年医学科).
    Equal from 2 to 5 (222 questions of two first-sight sets).
    """
    short_office: int = 3
    """Characters of a short form of an office's name, and of a name that no plan has, from which on it names
    one. Two characters are the end of many names; equal at 2, one turns wrong at 4 (517 of 533).
    """
    behind_office: int = 2
    """Characters behind an office's name with which it is part of a paper's title that has the same.
    Set by what a verb takes; equal from 1 to 3 (1 of 533).
    """
    before_name: int = 8
    """Characters before such a name in which that word is looked for. Equal from 6 to 10 (222 questions)."""
    short_title: int = 3
    """Characters of a short name of a paper. Equal from 2 to 4; at 5 two of 222 questions are answered
    from other papers, none better or worse.
    """
    whole_title: int = 6
    """Characters of a title that is looked for whole. Equal from 4 to 8 (222 questions)."""
    own_words: int = 4
    """Characters before the kind from which on words name a paper of another place. Equal from 2 to 6 (222
    questions).
    """
    namesakes: int = 2
    """Offices above which a word they begin with means none of them (国家). Equal from 1 to 4 (222
    questions).
    """


QUERY = QueryOptions()
