"""How much a model is given and how often it is asked.

The calls, look-ups and tokens are those the design sets; the rest is set by hand, for no case without a model
asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.generation.forms import Asked, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What an answer of one kind may take."""

    evidence: int = 720
    """Tokens of all that it is written from; a clause given whole counts as if it were cut."""
    longest: int = 220
    """Tokens of one clause that is not given whole; a longer one is cut at a sentence's end."""
    reply: int = 900
    """Tokens of the reply."""
    nearest: int = 8
    """Clauses of the search beside those looked up."""
    rows: int = 8
    """Rows of one look-up."""
    sentences: int = 8
    """What is read of a reply that does not end."""
    first: int = 3
    """Clauses the rules cite that come before all others."""
    cited: int = 8
    """Clauses the rules cite that are given."""


LISTED = Manner(evidence=2_000, reply=1_500, rows=24, sentences=16, first=24, cited=24)
"""Of answers to what asks for a list: a table of ten rows is some 600 tokens."""
LONG = Manner(evidence=6_000, longest=420, reply=3_000, nearest=12, rows=40, sentences=24)
"""Of answers that are made of many clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationOptions:
    """The limits of one question, and what its prompts hold."""

    longest: int = 700
    """Tokens of one clause in a briefing's prompt; longer ones are cut at a sentence's end."""
    whole: int = 1_600
    """Tokens of a clause that is asked for by its label or found first; a longer one is cut around the words
    asked about (a Chinese character is about one).
    """
    first: int = 3
    """Clauses of the dossier that are given whole, whatever found them."""
    lookups: int = 8
    """Look-ups of one question, both rounds together."""
    rounds: int = 2
    """Times the model is asked to answer; with ASK and the one repair that makes four calls."""
    plans: int = 12
    """Plans on the card; of more those that meet the question best."""
    chapters: int = 6
    """Chapters of a plan on the card."""
    title: int = 8
    """Characters of a chapter's title there."""
    turns: int = 6
    """Messages of the conversation that are given."""
    said: int = 300
    """Characters of one of them."""
    quoted: int = 4
    """Characters of a quote from which on it may be of the line of a clause that says who is charged. Set by
    hand: shorter ones stand in many such lines; tried by `plans bench tempers` alone.
    """
    loops: int = 3
    """Sentences said again until a reply counts as a loop."""
    manners: Mapping[Kind, Manner] = field(
        default_factory=lambda: {"总结": LONG, "起草": LONG, "对比": LONG, "改写": LONG}, hash=False
    )
    """Kinds of answers that take more than the others."""

    def manner(self, asked: Asked) -> Manner:
        plain = LISTED if asked.wants_a_list else Manner()
        return self.manners.get(asked.kind, plain)


GENERATION = GenerationOptions()
