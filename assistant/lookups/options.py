"""From where on a look-up takes a clause, a sentence or a figure for what is asked, one value a stage.

Shares and scores lie from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOptions:
    """Which figures answer "how much" (`lookups.figure`)."""

    enough: float = 0.62
    """Weighted share of the question's words that a sentence must meet."""
    anywhere: float = 0.82
    """What `LOOKUPS.as_good` is where the question names no place, year or plan: then every plan that fits is
    answered.
    """
    nearest: float = 0.25
    """Score below which a sentence is not even named as the nearest one."""
    no_target: float = 0.8
    """What a sentence counts whose figures are no targets, beside one with targets."""
    spread: float = 0.85
    """What a sentence's own score counts where the words asked for are spread over it instead of standing at
    one figure.
    """
    at_figure: float = 0.4
    """What the words at the figure count in the score, beside those of the whole sentence."""
    table_first: float = 0.1
    """How much further back a sentence may stand for a table's row to come first, where the actual value is
    asked."""
    same_sentence: float = 0.85
    """Share of the best target's score from which on a further target of its sentence is meant as well."""
    own_name: float = 0.75
    """What a result's name must meet of the question to be said in place of its sentence."""
    same_time: float = 0.85
    """Share of the best score a figure of the time that is asked for must have to come before others."""
    rest: float = 0.6
    """Share of the words still open, by weight, that a further sentence must bring."""
    rest_enough: float = 0.45
    """What such a sentence must itself meet of the question."""
    word_there: float = 0.6
    """Coverage from which on a sentence brings a word."""
    no_share: float = 0.8
    """What a figure counts that is no share, where a share is asked."""
    a_share: float = 0.85
    """What a share counts where a number of things is asked."""
    around: float = 0.9
    """What a word counts that stands in the figure's part of the sentence, not in its name."""
    before: float = 0.6
    """What a word counts that stands anywhere before the figure, or above it."""
    weighty: float = 0.3
    """Share of the question's weight from which on a word must be the figure's own."""
    misses: float = 0.36
    """Share of the question's weight that may be nowhere in the clause, its headings or the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupOptions:
    """What the other look-ups take for the thing asked."""

    lacking: float = 0.4
    """Share of the question's weight that a clause, with what stands above it, may lack and still answer."""
    as_good: float = 0.9
    """Share of the best one's score from which on another plan, clause or sentence answers as well."""
    about: float = 0.7
    """Share of the words asked for that a row or a target must have to be counted among those of a thing."""
    named: float = 0.5
    """Share of the question's words, by weight, from which on they name a clause of two versions."""
    section: int = 3
    """More clauses than this at the marks asked for are a section."""
    whole: int = 420
    """A clause up to this many characters is quoted whole."""
    plans: int = 12
    """More plans than this, without a place, a year or an office: ask back instead of reading them all."""
    wordy: int = 7
    """Characters, beside a date, that name a thing and what is done with it."""
    short_title: int = 14
    """Characters a title may have that leaves to its sentence what is done with what."""


FIGURES = FigureOptions()
LOOKUPS = LookupOptions()
