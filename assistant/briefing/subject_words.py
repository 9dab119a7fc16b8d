"""How a topic was read, as a person would say it. In: a subject and the clauses it met. Out: words for the
overview.

Only wordings that stand in these clauses are named.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.subject import Part, Subject, Thing, texts_of
from ingest.store.rows import ClauseRow


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
