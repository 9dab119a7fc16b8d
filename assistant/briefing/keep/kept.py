"""Briefings kept in the Library: complete, with the request they came from and the state of the library they
were made in, and the person's own order of their sections.

An outline is the sections by key; a key has the key of its parent section before it
("tasks/nanchang-2021-health"). An order is the keys of all sections that are wanted, whatever their level;
sections move only among their siblings. The order stands beside the complete briefing, so what was left out
can come back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from assistant.briefing.model import Block, Briefing, Request, Section, Table
from ingest.store.library import Library


def keys_of(briefing: Briefing) -> tuple[str, ...]:
    return tuple(section.key for section in briefing.sections)


def parent_of(key: str, keys: Container[str]) -> str:
    """The key of the section it stands in; "" at level 1."""
    while key:
        key = key.rpartition("/")[0]
        if key in keys:
            return key
    return ""


def arranged(briefing: Briefing, keys: Iterable[str]) -> Briefing:
    """Only the sections of `keys`, those beside each other in the order of `keys`; without one all below it
    is left out too.

    Raises:
        KeyError: a key is of no section.
    """
    sections = {section.key: section for section in briefing.sections}
    below: dict[str, list[Section]] = {}
    for key in dict.fromkeys(keys):
        below.setdefault(parent_of(key, sections), []).append(sections[key])

    def under(parent: str) -> Iterator[Section]:
        for section in below.get(parent, ()):
            yield section
            yield from under(section.key)

    kept = tuple(under(""))
    gone = sections.keys() - {section.key for section in kept}
    left_out = tuple(
        s.heading for s in briefing.sections if s.key in gone and parent_of(s.key, sections) not in gone
    )
    pointed = {s.heading for s in briefing.sections} - {s.heading for s in kept}
    return replace(briefing, sections=tuple(_unpointed(s, pointed) for s in kept), left_out=left_out)


def _unpointed(section: Section, gone: Collection[str]) -> Section:
    """Without the words that point to a section that is left out."""

    def mended(block: Block) -> Block:
        if isinstance(block, Table) or block.origin != "counted" or not gone:
            return block
        text = block.text
        for heading in gone:
            text = re.sub(rf"[，；]?(?:另列为|列在|见)“{re.escape(heading)}”", "", text)
        return block if text == block.text else replace(block, text=text)

    return replace(section, blocks=tuple(map(mended, section.blocks)))


def toggled(every: Sequence[str], keys: Sequence[str], key: str) -> tuple[str, ...]:
    """`keys` without a section and all below it; or with them, behind what stood before it in `every`."""
    mine = [k for k in every if k == key or k.startswith(f"{key}/")]
    kept = tuple(k for k in keys if k not in mine)
    if key in keys or key not in every:
        return kept
    before = every[: every.index(key)]
    at = max((n for n, k in enumerate(kept, start=1) if k in before), default=0)
    return (*kept[:at], *mine, *kept[at:])


def moved(keys: Sequence[str], key: str, by: int) -> tuple[str, ...]:
    """`key` changes places with the section `by` places behind it among those beside it (-1: before); the
    same where there is none.
    """
    if key not in keys:
        return tuple(keys)
    beside = [k for k in keys if parent_of(k, keys) == parent_of(key, keys)]
    to = beside.index(key) + by
    if not 0 <= to < len(beside):
        return tuple(keys)
    swap = {key: beside[to], beside[to]: key}
    return tuple(swap.get(k, k) for k in keys)


def carried_over(keys: Sequence[str], before: Briefing, after: Briefing) -> tuple[str, ...]:
    """The order of an earlier briefing for one that was made anew: what was left out stays out, new sections
    come last.
    """
    known, now = set(keys_of(before)), keys_of(after)
    return (*(key for key in keys if key in now), *(key for key in now if key not in known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A briefing with what it was made of; `stamp` is the library's, `outline` the keys of the sections that
    are wanted.
    """

    request: Request
    whole: Briefing
    stamp: str
    outline: tuple[str, ...]

    @property
    def briefing(self) -> Briefing:
        """As its person wants it."""
        return arranged(self.whole, self.outline)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    whole: Briefing
    stamp: str


_REQUEST_JSON = TypeAdapter(Request)
_BODY_JSON = TypeAdapter(_Body)


def keep(
    library: Library,
    request: Request,
    briefing: Briefing,
    *,
    person: str,
    stamp: str,
    outline: Sequence[str] | None = None,
) -> int:
    """Its id. `stamp` was read before the briefing was made; without an outline it is kept as it was made."""
    return library.briefings.add(
        person=person,
        title=briefing.title,
        kind=briefing.kind,
        plans={used.plan: used.version for used in sorted(briefing.used, key=lambda u: u.version)},
        request=_REQUEST_JSON.dump_json(request).decode(),
        body=_BODY_JSON.dump_json(_Body(whole=briefing, stamp=stamp)).decode(),
        outline=keys_of(briefing) if outline is None else outline,
    )


def reword(library: Library, number: int, briefing: Briefing, *, person: str, stamp: str) -> None:
    """A kept briefing with what a model wrote into it since. Raises KeyError where it is not theirs."""
    body = _BODY_JSON.dump_json(_Body(whole=briefing, stamp=stamp)).decode()
    library.briefings.rewrite(number, body, person=person)


def kept(library: Library, briefing: int, *, person: str) -> Made:
    """Raises KeyError where it is not theirs."""
    row = library.briefings.get(briefing, person=person)
    body = _BODY_JSON.validate_json(row.body)
    return Made(
        request=_REQUEST_JSON.validate_json(row.request),
        whole=body.whole,
        stamp=body.stamp,
        outline=tuple(key for key in row.outline if key in set(keys_of(body.whole))),
    )
