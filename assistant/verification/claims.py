"""An answer taken apart: each line with the clauses it rests on.

In: the Markdown of an answer. Out: `Claim`s. A line stands on the clauses of its chips; a line without chips
on those of the nearest line above that has some, but for the rows of a table, each of which speaks for
itself. Quotes (> …), references (出处：…), the rules of tables and the chips themselves are told apart, so
that only the answer's own words are judged as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS

CHIP = re.compile(rf"〔(?!{YEAR_DIGITS}〕)([^〕]*)〕")
"""A year by itself is part of a document's number (〔2024〕40号)."""
_QUOTED_CHIP = re.compile(r"〔[^〕]*·[^〕]*〕")
"""In a quote: other words in such brackets are the plan's own (〔含税〕)."""
_REFERENCE = "出处："
_RULE = re.compile(r"[\s|:\-—]*")

Kind = Literal["words", "quote", "reference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One line without its chips. `chips` are its own; `inherited` those of the line above it that it belongs
    to.
    """

    kind: Kind
    words: str
    line: str
    chips: tuple[str, ...]
    inherited: tuple[str, ...] = ()

    @property
    def stands_on(self) -> tuple[str, ...]:
        """Markers; empty where no clause is named so far."""
        return self.chips or self.inherited


def claims(answer: str) -> Iterator[Claim]:
    """Empty lines, rules and empty quotes are passed over."""
    above: tuple[str, ...] = ()
    for line in answer.splitlines():
        chip = _QUOTED_CHIP if line.lstrip().startswith(">") else CHIP
        chips = tuple(found.strip("〔〕") for found in chip.findall(line))
        words = chip.sub(" ", line).strip()
        kind: Kind = "words"
        if words.startswith(">"):
            kind, words = "quote", words.lstrip("> ").strip()
        elif words.startswith(_REFERENCE):
            kind, words = "reference", words.removeprefix(_REFERENCE).strip()
        if _RULE.fullmatch(words) and not chips:
            continue
        inherited = () if words.startswith("|") else above
        yield Claim(kind=kind, words=words, line=line.strip(), chips=chips, inherited=inherited)
        if chips and kind == "words":
            above = chips
