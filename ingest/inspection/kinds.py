"""What a check of a reading finds, and the kinds of doubts: what each is called, and what is said of it where
a clause is shown.

In: a doubt. Out: words for people. The table is data/kinds.yaml; kinds that only the library as a whole can
raise (another stage of a paper, an amendment that points nowhere) are rows of it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from ingest.grammar.tables import loaded
from ingest.model import Doubt, Span


class Kind(BaseModel):
    """One row: `name` heads a list of such doubts, `told` follows 读法存疑：, `message` is what staff are
    told ({words} is filled in), "" where another room words it; `example` a text or a value in which it is
    raised. One that is not `shown` is told of the plan, not on answers. `who` where it is about whom a clause
    charges.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    told: str
    message: str = ""
    shown: bool = True
    who: bool = False
    example: str = ""


@cache
def kinds() -> dict[str, Kind]:
    """Kind -> its row, in the order in which they are listed."""
    written = files("ingest.inspection").joinpath("data", "kinds.yaml").read_text("utf-8")
    return {kind: Kind.model_validate(row) for kind, row in loaded(written).items()}


def name_of(kind: str) -> str:
    """What such doubts are called; 其他 for a kind that is not in the table."""
    row = kinds().get(kind)
    return row.name if row else "其他"


def told(doubt: Doubt) -> str:
    """What is doubted, in a few words without figures."""
    row = kinds().get(doubt.kind)
    return row.told if row else "读入时有拿不准的地方"


def raised_here(kind: str) -> bool:
    """Whether such doubts come of the last look over a finished reading: this room words those itself."""
    row = kinds().get(kind)
    return row is not None and bool(row.message)


def is_shown(doubt: Doubt) -> bool:
    """Whether an answer on the clause tells it."""
    row = kinds().get(doubt.kind)
    return row is None or row.shown


def is_of_offices(doubt: Doubt) -> bool:
    """Whether it is about whom a clause charges."""
    row = kinds().get(doubt.kind)
    return row is not None and row.who


def by_kind(doubts: Iterable[Doubt]) -> dict[str, tuple[Doubt, ...]]:
    """Name of a kind -> its doubts by line; kinds in the order of the table, others last."""
    order = list(kinds())
    found: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in sorted(
        doubts, key=lambda d: (order.index(d.kind) if d.kind in order else len(order), d.line)
    ):
        found[name_of(doubt.kind)].append(doubt)
    return {name: tuple(listed) for name, listed in found.items()}


def message(kind: str, words: str) -> str:
    """What staff are told of a doubt of this kind. Raises KeyError for a kind without a row."""
    return kinds()[kind].message.replace("{words}", words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`kind` is a row of data/kinds.yaml, `words` fill its message; `at` is a place in the plan's text,
    `clause` the label of the clause it is of, None where it is of none, `span` the words it is of where these
    are not all of the clause.
    """

    kind: str
    words: str = ""
    at: int
    clause: str | None = None
    span: Span | None = None
