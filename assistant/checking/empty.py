"""Words of a draft that claim nothing, as data (data/empty.yaml), read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest import late_re as re
from ingest.grammar.tables import loaded

_FILE = Path(__file__).parent / "data" / "empty.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """`formal` words say nothing that can be looked up; `points` is met by a sentence that speaks of the one
    before it; `own` are the writer's words for the own place.
    """

    formal: frozenset[str]
    points: re.Pattern[str]
    own: re.Pattern[str]

    def without_formal(self, text: str) -> str:
        """With a blank for each of those words, the longest first."""
        return re.sub("|".join(sorted(self.formal, key=len, reverse=True)), " ", text)


@cache
def empty() -> Empty:
    data = loaded(_FILE.read_text("utf-8"))
    return Empty(
        formal=frozenset(data["formal"].split()),
        points=re.compile(f"(?:{'|'.join(data['pointing'])})"),
        own=re.compile("|".join(data["own"])),
    )
