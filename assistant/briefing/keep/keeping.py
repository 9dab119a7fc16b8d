"""Briefings kept in the Library: whole, with the request they came from and the state of the library they
were made in.

A person's own order of the sections stands beside the whole briefing, so that what was left out can come
back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.briefing.keep.outline import arranged, keys_of
from assistant.briefing.model import Briefing, Request
from ingest.store.library import Library


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
