"""The words by which written sentences are checked, as data (data/prose.yaml), read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.grammar.negators import NEGATORS
from ingest.grammar.tables import loaded

_FILE = Path(__file__).parent / "data" / "prose.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """`saying` words report and state nothing; `alike` gives a strict word the wordings that demand the same;
    `asking` as in questions. The other fields are told in the file.
    """

    saying: frozenset[str]
    asking: frozenset[str]
    alike: Mapping[str, tuple[str, ...]]
    negators: Mapping[str, tuple[str, ...]]
    taken: tuple[str, ...]
    unnegated: tuple[str, ...]
    done: tuple[str, ...]
    results: tuple[str, ...]
    so_far: tuple[str, ...]
    since: tuple[str, ...]
    hedged: tuple[tuple[str, ...], ...]
    leaves_room: tuple[str, ...]
    free: Mapping[str, tuple[str, ...]]
    closed: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    levels: tuple[str, ...]
    added: tuple[str, ...]
    causes: tuple[tuple[str, ...], ...]
    ways: tuple[tuple[str, ...], ...]
    same: Mapping[str, tuple[str, ...]]
    having: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    whom: tuple[tuple[str, ...], ...]
    opposed: tuple[tuple[str, ...], ...]
    acts: tuple[tuple[str, ...], ...]
    limiting: tuple[tuple[str, ...], ...]
    kin: tuple[tuple[str, ...], ...]
    by_another: Mapping[str, tuple[str, ...]]
    included: tuple[str, ...]


@cache
def prose() -> Prose:
    data = loaded(_FILE.read_text("utf-8"))
    return Prose(
        saying=frozenset(data["saying"].split()),
        asking=frozenset(data["asking"].split()),
        alike={word: tuple(others) for word, others in data["alike"].items()},
        negators=NEGATORS,
        taken=tuple(data["taken"]),
        unnegated=tuple(data["unnegated"]),
        done=tuple(data["done"]),
        results=tuple(data["results"]),
        so_far=tuple(data["so_far"]),
        since=tuple(data["since"]),
        hedged=tuple(map(tuple, data["hedged"])),
        leaves_room=tuple(data["leaves_room"]),
        free={side: tuple(words) for side, words in data["free"].items()},
        closed=tuple((tuple(row["asked"]), tuple(row["said"])) for row in data["closed"]),
        levels=tuple(data["levels"]),
        added=tuple(data["added"]),
        causes=tuple(map(tuple, data["causes"])),
        ways=tuple(map(tuple, data["ways"])),
        having=tuple((tuple(row["asked"]), tuple(row["said"])) for row in data["having"]),
        whom=tuple(map(tuple, data["whom"])),
        opposed=tuple(map(tuple, data["opposed"])),
        acts=tuple(map(tuple, data["acts"])),
        limiting=tuple(map(tuple, data["limiting"])),
        kin=tuple(map(tuple, data["kin"])),
        by_another={side: tuple(words) for side, words in data["by_another"].items()},
        included=tuple(data["included"]),
        same={word: tuple(group) for group in data["same"] for word in group},
    )
