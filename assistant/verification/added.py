"""What a sentence adds to its clauses of its own: another paper or place, a comparison, praise, a cause, the
other direction, another kind of people or things, or more of them.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. Nothing here is tolerated: a plan
says such things itself, or they are somebody's own opinion.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault
from assistant.verification.prose import prose
from ingest.grammar.contrasts import contradicts, contrasts_in, left_out
from ingest.grammar.segmentation import classes_of, is_function_word, words

_PART = re.compile(r"[，,。；;：:]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def added(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """All but the papers; `text` is folded."""
    source = "\n".join(fact.words for fact in facts)
    for word in prose().added:
        if re.search(f"(?<!不){word}", text) and word not in source:
            yield Fault(kind="praise", text=word, says=f"条款没有写“{word}”")
    yield from _directions(text, source)
    yield from _causes(text, source)
    if contradicts(contrasts_in(text), contrasts_in(source)):
        yield Fault(kind="audience", says="条款说的是另一类人或事")
    yield from _widened(text, facts)


def of_another_paper(
    text: str, cited: Collection[str], facts: Sequence[ClauseFacts], called: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """A paper, or the place of one, that is not among the `cited` and that the clauses do not speak of."""
    own = [name for plan in cited for name in called.get(plan, ())]
    for plan, names in called.items():
        for name in names if plan not in cited else ():
            said = name in text and not any(name in mine for mine in own)
            if said and not any(name in fact.words for fact in facts):
                yield Fault(kind="place", text=name, says=f"所注条款不是“{name}”的")


def _widened(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A figure said of more than in its clause: 精神障碍患者 for 严重精神障碍患者."""
    lacking: dict[str, list[tuple[str, ...]]] = {}
    for target in (t for fact in facts for t in fact.targets):
        number = _NUMBER.search(plain_text(target.value_text))
        if number is not None and _stands_alone(number[0], text):
            name = plain_text(f"{target.scope or ''} {target.indicator}")
            marks = (*_modifiers(name, text), *left_out(contrasts_in(name), contrasts_in(text)))
            lacking.setdefault(number[0], []).append(tuple(m for m in marks if m not in text))
    for missing in lacking.values():
        if all(missing):
            yield Fault(kind="audience", text=missing[0][0], says=f"条款说的只是“{missing[0][0]}”的")


def _modifiers(indicator: str, text: str) -> Iterator[str]:
    """The words of an indicator's name that tell which, before one that the sentence has."""
    parts = classes_of(indicator)
    for (word, flag), (behind, _) in pairwise(parts):
        if len(word) > 1 and behind in text and (flag == "a" or any(contrasts_in(word))):
            yield word


def _stands_alone(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", text) is not None


def _directions(text: str, source: str) -> Iterator[Fault]:
    up, down = (re.compile("|".join(group)) for group in prose().ways)
    for way, other in ((up, down), (down, up)):
        for m in way.finditer(text):
            if other.search(source) and not (way.search(source) and stands_so(m, source)):
                yield Fault(kind="bound", text=m[0], says=f"条款没有这样写“{m[0]}”")


def _causes(text: str, source: str) -> Iterator[Fault]:
    """A reason or purpose whose words do not all stand in a clause that gives one itself."""
    for group in prose().causes:
        mark = re.compile("|".join(sorted(group, key=len, reverse=True)))
        for m in mark.finditer(text):
            reason = _PART.split(text[m.end() :])[0]
            strange = [w for w in words(reason) if len(w) > 1 and not is_function_word(w) and w not in source]
            if strange or not reason:
                yield Fault(
                    kind="cause",
                    text=m[0] + reason[:12],
                    says=f"条款没有写这个原因或目的：{m[0]}{reason[:12]}",
                )


def stands_so(m: re.Match[str], source: str) -> bool:
    """Whether the word has the same two characters behind it, or before it, as in the clauses."""
    text, start, end = m.string, m.start(), m.end()
    behind, before = text[start : end + 2], text[max(0, start - 2) : end]
    return (len(behind) == len(m[0]) + 2 and behind in source) or (
        len(before) == len(m[0]) + 2 and before in source
    )
