"""The content words of a sentence, and whether a clause has one of them.

In: folded text. Out: words as the dictionary cuts them, without those that only tell, join, count or bind;
counting and binding words are checked elsewhere.
"""

from __future__ import annotations

from assistant.verification.facts import is_told
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bounds import HEDGES, NO_CHOICE
from ingest.grammar.letters import has_han
from ingest.grammar.measures import COUNTED
from ingest.grammar.numerals import WORDS
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import COUNTED_EACH, EVERY
from ingest.grammar.segmentation import is_function_word, words

_COUNTS = re.compile(rf"(?:{COUNTED_EACH}|{EVERY}|{WORDS}+(?:{COUNTED}))$")
"""How many or how often: figures and words of repetition are looked at by themselves."""
_BINDING = frozenset(NO_CHOICE) | HEDGES | {word for group in prose().ways for word in group}
"""Words that bind a figure or say which way it goes, for which the same holds."""


def content_words(text: str) -> list[str]:
    """The words of a folded text that say something of a thing, each once: those of two characters and more
    that are not only words of telling.
    """
    return [
        w
        for w in dict.fromkeys(words(text))
        if len(w) >= 2
        and has_han(w)
        and w not in prose().saying
        and not (is_function_word(w) or _COUNTS.match(w) or w in _BINDING)
    ]


def without_amounts(text: str) -> str:
    """The text with its figures and their measures blotted out: they are looked at by themselves."""
    for span in reversed([q.span for q in read_quantities(text)]):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def is_told_in_part(word: str, source: str) -> bool:
    """Whether the clauses have the word, one that says the same, or its halves in another order."""
    halves = (word[:2], word[2:])
    return is_told(word, source) or (len(word) == 4 and all(half in source for half in halves))
