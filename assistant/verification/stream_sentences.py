"""A model's reply as it streams in -> whole sentences with the numbers of the clauses they name.

In: pieces of text, cut anywhere. Out: `Sentence`s, each as soon as it is certain that it has ended and that
no marker of it is still to come: markers may stand before or behind the full stop. Headings, bullets and
emphasis of Markdown are taken off; a sentence said before is not said again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.letters import DIGITS, has_letter
from ingest.grammar.stops import TYPED_SENTENCE

_SQUARE = re.compile(r"\s*[\[［【〔]\s*(?P<numbers>\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]］】〕]")
_OPENING = re.compile(r"\s*[\[［【〔]?\s*[\d,，、\s]*$")
"""What may still become a marker behind a full stop."""
_DECORATION = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.、)]\s*(?=[\u4e00-\u9fff])|>\s*)+|\*\*|`")
LONGEST = 600
"""Characters without an end after which a reply is no prose; what came so far is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`words` without markers; `numbers` of the clauses in the order they are named."""

    words: str
    numbers: tuple[int, ...]


class SentenceStream:
    """Feed it pieces; it gives whole sentences. `repeats` counts those that had been said before."""

    def __init__(self) -> None:
        self._rest = ""
        self._said: set[str] = set()
        self.repeats = 0

    def feed(self, piece: str) -> Iterator[Sentence]:
        self._rest += piece
        while (end := self._end()) is not None:
            whole, self._rest = self._rest[:end], self._rest[end:]
            yield from self._sentence(whole)

    def close(self) -> Iterator[Sentence]:
        """What is left when the reply has ended."""
        whole, self._rest = self._rest, ""
        yield from self._sentence(whole)

    def _end(self) -> int | None:
        """Where the first sentence ends with its markers, None where that is not certain yet."""
        for m in TYPED_SENTENCE.finditer(self._rest):
            at = m.end()
            if not self._rest[:at].strip():
                continue
            while mark := _SQUARE.match(self._rest, at):
                at = mark.end()
            if _OPENING.fullmatch(self._rest[at:]) and m[0] != "\n":
                return None
            return at
        return LONGEST if len(self._rest) > LONGEST else None

    def _sentence(self, whole: str) -> Iterator[Sentence]:
        numbers = [int(n) for m in _SQUARE.finditer(whole) for n in DIGITS.findall(m["numbers"])]
        words = _DECORATION.sub("", _SQUARE.sub("", whole)).strip()
        if not has_letter(words):
            return
        if words in self._said:
            self.repeats += 1
            return
        self._said.add(words)
        yield Sentence(words=words, numbers=tuple(dict.fromkeys(numbers)))
