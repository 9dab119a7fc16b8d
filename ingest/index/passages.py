"""A plan cut into passages: what the indexes hold and a search finds.

One passage a clause; a clause over the token budget is cut, each piece as long as the budget allows, at the
best place there is: after a sentence, else after a comma, else between words; outside brackets before inside
them; and never inside a number, a latin word or a sign that belongs to its figure. The pieces tile the
clause's span without overlap. A budget that no cut can keep (one number longer than it) is exceeded rather
than the number cut.

It reads clauses only: headings go along as the passage's path, and text outside the clauses is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.index.tokens import Tokenizer, count_tokens
from ingest.model import Clause, Passage, Plan, Span

BUDGET = 512
"""Tokens a passage: what common embedding models read of a text before they cut it off."""
PASSAGES_VERSION = 1
"""Raised whenever the same plan gives other passages, so that indexes made of the old ones are made anew."""
_TOKENS_PER_CHARACTER = 4
"""An upper bound (bytes of UTF-8, a token being at least one byte), so that short clauses need no counting."""

_NUMERAL = r"〇零一二三四五六七八九十百千万亿两"
_ATOM = re.compile(
    rf"[+\-±]?\d(?:[\d.,:：/．，]*\d)?(?:\s*[~～\-—–至/]+\s*\d(?:[\d.,]*\d)?)*\s*[%％‰℃]?[{_NUMERAL}]*"
    rf"|第?[{_NUMERAL}]+|[A-Za-z]+(?:[+\-.]?[A-Za-z0-9]+)*"
)
_SENTENCE = re.compile(r"[。！？；!?;\n]+[”’」』）)\]】》〉]*\s*")
_PAUSE = re.compile(r"[，、：,:][”’」』）)\]】》〉]*\s*")
_OPEN, _CLOSE = "（(［[【〔《〈“‘「『", "）)］]】〕》〉”’」』"
_NEVER_FIRST = frozenset(_CLOSE + "。！？；，、：!?;,:%％‰℃ \n\u3000")


def passages(plan: Plan, *, budget: int = BUDGET, tokenizer: Tokenizer = count_tokens) -> tuple[Passage, ...]:
    """The passages of all clauses in reading order; `budget` in tokens as `tokenizer` counts them, at least
    1.
    """
    return tuple(
        Passage(
            id=f"{plan.id}#{clause.label}#{number}",
            plan=plan.id,
            label=clause.label,
            title=plan.title,
            path=_path(clause),
            text=span.of(plan.text),
            span=span,
            units=clause.units,
            region=plan.region,
            year=plan.year,
            last_year=plan.last_year,
        )
        for clause in plan.clauses
        for number, span in enumerate(cut(plan.text, clause.span, budget=budget, tokenizer=tokenizer))
    )


def cut(text: str, span: Span, *, budget: int, tokenizer: Tokenizer = count_tokens) -> Iterator[Span]:
    """Spans that tile `span`, each within the budget where a cut allows it."""
    words = span.of(text)
    if len(words) * _TOKENS_PER_CHARACTER <= budget or tokenizer(words) <= budget:
        yield span
        return
    places = _places(words)
    start = 0
    while start < len(words):
        end = _end(words, start, places, budget, tokenizer)
        yield Span(start=span.start + start, end=span.start + end)
        start = end


def _path(clause: Clause) -> tuple[str, ...]:
    return (*clause.path, *(part for part in (clause.group, clause.heading) if part))


def _places(words: str) -> dict[int, int]:
    """Offset of every place where a cut is allowed -> how bad it is, 0 the best; the end is one of the best."""
    forbidden = {offset for atom in _ATOM.finditer(words) for offset in range(atom.start() + 1, atom.end())}
    sentences = {found.end() for found in _SENTENCE.finditer(words)}
    pauses = {found.end() for found in _PAUSE.finditer(words)}
    nested = _nested(words)
    places: dict[int, int] = {}
    for offset in range(1, len(words)):
        if offset not in forbidden and words[offset] not in _NEVER_FIRST and words[offset - 1] not in _OPEN:
            badness = 0 if offset in sentences else 1 if offset in pauses else 2
            places[offset] = badness + (3 if offset in nested else 0)
    places[len(words)] = 0
    return places


def _nested(words: str) -> set[int]:
    """The offsets inside a pair of brackets or quotation marks; a mark without its partner opens nothing."""
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for offset, character in enumerate(words):
        if character in _OPEN:
            opened.append((_CLOSE[_OPEN.index(character)], offset))
        elif any(character == partner for partner, _ in opened):
            while opened:
                partner, start = opened.pop()
                if partner == character:
                    inside.update(range(start + 1, offset + 1))
                    break
    return inside


def _end(words: str, start: int, places: dict[int, int], budget: int, tokenizer: Tokenizer) -> int:
    """The best end of a piece that starts at `start`: the least bad place within the budget, the last of
    those.
    """
    low, high = start, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if tokenizer(words[start:middle]) <= budget:
            low = middle
        else:
            high = middle - 1
    within = sorted((places[end], -end) for end in range(start + 1, low + 1) if end in places)
    for _, end in within:
        if tokenizer(words[start:-end]) <= budget:
            return -end
    return next(end for end in range(start + 1, len(words) + 1) if end in places)
