"""The words by which written sentences are checked, as data (data/prose.yaml), read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from ingest.grammar.bound_words import FALL_WORDS, RISE_WORDS
from ingest.grammar.demands import MUST_WORDS, STRIVING
from ingest.grammar.exclusions import ENDS
from ingest.grammar.granting import GIVE_WORDS, PAY_WORDS
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.making import SETS_UP
from ingest.grammar.negators import BAR_WORDS, NEGATORS
from ingest.grammar.quantifiers import ALL_WORDS, EACH_WORDS, SUM_WORDS
from ingest.grammar.recurrence import FIRST_TIME, IN_A_ROW
from ingest.grammar.relations import CONSENT_WORDS
from ingest.grammar.tables import loaded

_FILE = Path(__file__).parent / "data" / "prose.yaml"
_OF_GRAMMAR: Mapping[str, tuple[str, ...]] = {
    "all": ALL_WORDS,
    "bars": BAR_WORDS,
    "consents": CONSENT_WORDS,
    "each": EACH_WORDS,
    "ends": ENDS,
    "expected": NATURES[1:],
    "falls": FALL_WORDS,
    "first_time": FIRST_TIME,
    "gives": GIVE_WORDS,
    "in_a_row": IN_A_ROW,
    "must": MUST_WORDS,
    "no_need": NEGATORS["no_need"],
    "pays": PAY_WORDS,
    "rises": RISE_WORDS,
    "sets_up": SETS_UP,
    "striving": STRIVING,
    "sums": SUM_WORDS,
}
"""The words of grammar a list of the file takes by {name}."""


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
    encouraging: tuple[str, ...]
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
    exclusive: tuple[tuple[tuple[str, ...], ...], ...]
    acts: tuple[tuple[str, ...], ...]
    limiting: tuple[tuple[str, ...], ...]
    kin: tuple[tuple[str, ...], ...]
    by_another: Mapping[str, tuple[str, ...]]
    included: tuple[str, ...]


@cache
def prose() -> Prose:
    data = _filled(loaded(_FILE.read_text("utf-8")))
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
        encouraging=tuple(data["encouraging"]),
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
        exclusive=tuple(tuple(map(tuple, row)) for row in data["exclusive"]),
        acts=tuple(map(tuple, data["acts"])),
        limiting=tuple(map(tuple, data["limiting"])),
        kin=tuple(map(tuple, data["kin"])),
        by_another={side: tuple(words) for side, words in data["by_another"].items()},
        included=tuple(data["included"]),
        same={word: tuple(group) for group in data["same"] for word in group},
    )


def _filled(node: Any) -> Any:
    """What the file holds with the words of grammar in the place of each {name}. KeyError for a name that is
    not there.
    """
    if isinstance(node, dict):
        return {key: _filled(value) for key, value in node.items()}
    if isinstance(node, list):
        return list(chain.from_iterable(map(_member, node)))
    return node


def _member(node: Any) -> Iterator[Any]:
    if isinstance(node, str) and node.startswith("{"):
        yield from _OF_GRAMMAR[node.strip("{}")]
    else:
        yield _filled(node)
