"""What a topic asks for, and where a plan speaks of it. In: the words of a topic. Out: a `Subject` that
clauses and targets are held against.

A compound (老龄健康) names one thing: its parts, in any of their wordings, stand close together in one part
of a sentence or in one heading, which then counts for all that is below it. Things that are set apart
(托育、养老) or that are fields of work by themselves (养老托育) are several, of which a clause has at least
one. Words that say what every topic is (工作安排) are left out. Nothing is ranked here, and no text is
searched that is not handed in. How a topic was read is said to a person by the wordings that stand in the
clauses it met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from assistant.briefing.options import BRIEFINGS
from assistant.errors import AssistantError
from assistant.retrieval.lexicon import fold, load_lexicon
from assistant.retrieval.options import PLACES
from assistant.retrieval.words import is_common
from ingest import late_re as re
from ingest.grammar.joins import A_SIGN, SAID_JOINS
from ingest.grammar.letters import has_letter, places_of
from ingest.grammar.segmentation import words_beside
from ingest.grammar.stops import PART, PRINTED, begin_of, end_of
from ingest.grammar.tables import loaded
from ingest.model import Target
from ingest.store.rows import ClauseRow

_APART = re.compile(r"[，,、；;/]+")
_AND = SAID_JOINS | {"或", "或者"}
_TABLE: dict[str, Any] = loaded((Path(__file__).parent / "data" / "topics.yaml").read_text("utf-8"))
_GENERAL = tuple(_TABLE["general"]["words"])
_FIELDS = frozenset(_TABLE["fields"]["words"])
_ONE_THING = tuple(row["words"] for row in _TABLE["one_thing"])
_AS_TAIL = {row["word"]: row["called"] for row in _TABLE["tails"]}
_COUNTS = tuple(_TABLE["counts"]["words"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One word of a compound: `asked` as the topic has it, `wordings` that will do, folded, `asked` first."""

    asked: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What one compound names."""

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return "".join(part.asked for part in self.parts)

    def found(self, piece: str) -> tuple[str, ...]:
        """The wordings of the parts where they first stand together in the folded text, in the order of the
        parts; () where they do not.
        """
        places = [
            sorted((at, at + len(w), w) for w in part.wordings for at in places_of(w, piece))
            for part in self.parts
        ]
        size = 2 * len(self.name) + PLACES.slack
        for first in sorted(place for found in places for place in found):
            near = [_nearest(first, found) for found in places]
            chosen = [place for place in near if place is not None]
            if len(chosen) == len(places) and _close(chosen, piece, size):
                return tuple(word for _, _, word in chosen)
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`things` of which a text has to have one; `dropped` are parts that are not asked for any more."""

    things: tuple[Thing, ...]
    dropped: tuple[str, ...] = ()

    def found(self, text: str) -> Iterator[tuple[Thing, tuple[str, ...]]]:
        """Every thing a part of a sentence speaks of, with the wordings it has there."""
        for piece in map(fold, PART.split(text)):
            for thing in self.things:
                if words := thing.found(piece):
                    yield thing, words

    def told_in(self, text: str) -> bool:
        return any(True for _ in self.found(text))

    def met_by(self, row: ClauseRow) -> bool:
        """Whether the clause or one heading above it speaks of the thing."""
        return any(self.told_in(text) for text in texts_of(row))

    def named_by(self, target: Target) -> bool:
        return self.told_in(f"{target.scope or ''}{target.indicator}")

    def states(self, row: ClauseRow, target: Target) -> bool:
        """Whether the target is one of the thing: by its name, its sentence, or a heading above that speaks
        of nothing else.
        """
        if self.named_by(target) or self.told_in(_sentence(row, target)):
            return True
        return any(self.told_in(h) and not A_SIGN.search(h) and not PART.search(h) for h in row.clause.path)

    def near(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that have a part of a thing, or else are spelt alike; at most five, the nearest
        first.
        """
        parts = [part for thing in self.things for part in thing.parts]
        counts = {n: sum(any(w in fold(n) for w in p.wordings) for p in parts) for n in dict.fromkeys(names)}
        having = sorted((n for n, count in counts.items() if count), key=lambda n: (-counts[n], len(n)))
        asked = "".join(thing.name for thing in self.things)
        return tuple(
            dict.fromkeys(
                (*having, *get_close_matches(asked, counts, n=BRIEFINGS.offered, cutoff=BRIEFINGS.like_name))
            )
        )[: BRIEFINGS.offered]

    def narrowed(self, rows: Sequence[ClauseRow]) -> Subject | None:
        """Without the parts that are too general to tell one of these clauses by (服务; 健康 in plans of
        health); None where that leaves all or nothing.
        """
        light = load_lexicon().light
        said = [fold(row.text) for row in rows]
        asked = {part.asked for thing in self.things for part in thing.parts}
        general = {w for w in asked if w in light or is_common(sum(w in text for text in said), len(said))}
        kept = tuple(
            replace(thing, parts=tuple(p for p in thing.parts if p.asked not in general))
            for thing in self.things
        )
        gone = tuple(p.asked for thing in self.things for p in thing.parts if p.asked in general)
        if not gone or not all(thing.parts for thing in kept):
            return None
        return Subject(things=kept, dropped=gone)


def subject_of(topic: str) -> Subject:
    """The topic read.

    Raises:
        AssistantError: there is no word in it.
    """
    things = [parts for piece in _APART.split(topic) for parts in _things(piece)]
    if not things:
        raise AssistantError("没有写明主题", remedy="请写几个字，例如“老年健康”")
    return Subject(things=tuple(dict.fromkeys(map(_thing, things))))


def name_of(topic: str) -> str:
    """The topic without the words at its end that say what every topic is: 老龄健康 of 老龄健康工作安排."""
    bare = topic.strip()
    while tail := next((w for w in _GENERAL if bare.endswith(w) and bare != w), ""):
        bare = bare.removesuffix(tail).strip()
    return topic if bare in _GENERAL else bare


def texts_of(row: ClauseRow) -> tuple[str, ...]:
    """What may speak of a thing: the clause, behind the merged cell before a table's row, its heading, each
    heading above.
    """
    clause = row.clause
    return tuple(filter(None, (f"{clause.group or ''}{row.text}", clause.heading, *clause.path)))


def _things(piece: str) -> Iterator[tuple[str, ...]]:
    """The words of each thing a part of the topic names."""
    run: list[str] = []
    for word in (*_cut(piece), "和"):
        if word not in _AND:
            run.append(word)
            continue
        if run:
            yield from _one_or_several(run)
        run = []


def _one_or_several(run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    whole = "".join(run)
    words = [w for w in run if w not in _GENERAL and w not in "的之"]
    if len(words) > 1 and all(w in _FIELDS for w in words):
        yield from ((w,) for w in words)
    elif words and whole not in load_lexicon().synonyms and all(len(w) > 1 for w in words):
        yield tuple(words)
    else:  # 老年科 is not taken apart, and no single character is lost
        yield ("".join(words) or whole,)


def _cut(piece: str) -> list[str]:
    """The words of the folded text without marks; listed words are whole ones, whoever has asked before."""
    return [w for w in words_beside(" ".join(map(fold, piece.split())), _listed()) if has_letter(w)]


@cache
def _listed() -> frozenset[str]:
    lexicon = load_lexicon()
    own = (word for group in (*_ONE_THING, _FIELDS) for word in group)
    return frozenset(fold(word) for word in (*lexicon.synonyms, *own) if len(word) >= 2)


def _thing(words: Sequence[str]) -> Thing:
    parts = []
    for at, word in enumerate(words):
        tail = _AS_TAIL.get(word, ()) if 0 < at == len(words) - 1 else ()
        parts.append(Part(asked=word, wordings=_wordings(word, tail)))
    return Thing(parts=tuple(parts))


def _wordings(word: str, more: Iterable[str]) -> tuple[str, ...]:
    """The word, what else it is called, none that another one is part of.

    A short form of a longer wording stands for that one only: 照护服务, listed beside 婴幼儿照护服务机构, is
    婴幼儿照护服务 of 托育.
    """
    own = next((group for group in _ONE_THING if word in group), ())
    bare = next((word.removesuffix(m) for m in _COUNTS if word.endswith(m) and len(word) > len(m) + 1), word)
    others = [fold(s) for s in (*load_lexicon().synonyms.get(word, ()), *own, bare, *more)]
    full = [_in_full(w, [o for o in others if word not in o]) if w not in word else w for w in others]
    every = tuple(dict.fromkeys((word, *full)))
    return tuple(w for w in every if w == word or not any(o in w for o in every if o != w))


def _in_full(short: str, others: Sequence[str]) -> str:
    longer = next((o for o in others if short in o and o != short), short)
    return longer[: longer.index(short) + len(short)]


def _nearest(
    first: tuple[int, int, str], found: Sequence[tuple[int, int, str]]
) -> tuple[int, int, str] | None:
    """The place itself where it is one of them, else the next one behind it."""
    return first if first in found else next((place for place in found if place[0] >= first[1]), None)


def _close(chosen: Sequence[tuple[int, int, str]], piece: str, size: int) -> bool:
    """Within the size; in another order than asked for only where nothing sets them apart (妇幼健康、老龄工作
    is no 老龄健康).
    """
    start, end = min(p[0] for p in chosen), max(p[1] for p in chosen)
    in_order = list(chosen) == sorted(chosen)
    return end - start <= size and (in_order or not A_SIGN.search(piece, start, end))


def _sentence(row: ClauseRow, target: Target) -> str:
    """The sentence of the clause the figure stands in."""
    at = target.span.start - row.clause.span.start
    at = max(at, 0)
    return row.text[begin_of(PRINTED, row.text, at) : end_of(PRINTED, row.text, at)]


def read_as(subject: Subject, rows: Sequence[ClauseRow]) -> str:
    """“养老”或“托育”（“托育”也找“托幼”）."""
    seen: dict[Thing, set[str]] = {thing: set() for thing in subject.things}
    for row in rows:
        for text in texts_of(row):
            for thing, wordings in subject.found(text):
                seen[thing].update(wordings)
    names = "或".join(f"“{thing.name}”" for thing in subject.things)
    parts = [(part, seen[thing]) for thing in subject.things for part in thing.parts]
    others = "，".join(filter(None, (_other(part, used) for part, used in parts)))
    return f"{names}（{others}）" if others else names


def _other(part: Part, used: set[str]) -> str:
    """ "" where the plans only have the word that was asked for."""
    said = "、".join(f"“{w}”" for w in part.wordings if w in used and w != part.asked)
    return f"“{part.asked}”也找{said}" if said else ""
