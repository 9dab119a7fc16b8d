"""What the Library answers listings with: light rows, free of any database type.

A row is a value like those of `model.py`; it holds what a listing shows, and the plan's text stays in the
Library.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from ingest.model import Clause, Doubt, Edition, Milestone, Part, Span, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan without its text; `clauses` and `targets` are counts, `version` counts from 1.

    `stored` is when the current version was taken in, `withdrawn` since when the plan is out of force: ISO
    times in UTC.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    issuer: str | None
    region: str | None
    year: int | None
    last_year: int | None
    period: str | None
    number: str | None
    issued: str | None
    edition: Edition
    version: int
    file: str
    sha256: str
    clauses: int
    targets: int
    doubts: tuple[Doubt, ...]
    stored: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One stored version of a plan; `status` is current or superseded, `stored` an ISO time in UTC."""

    version: int
    status: str
    edition: Edition
    sha256: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionRow:
    """A further file with the words of a version, in another format or saved anew; `stored` as above."""

    version: int
    file: str
    sha256: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A plan whose file came in one parcel with others: `parcel` is the name of that, `file` its own."""

    parcel: str
    file: str
    plan: str
    title: str


class Stored(NamedTuple):
    """What putting a plan did, as seen in its own transaction; `version` is the one that is current then.

    outcome "aside": the plan is kept beside an official edition; "unchanged": this very file was current;
    "rendition": its words are those of `version`, current or not, and its file is kept beside it; "renewed":
    likewise, and the version is read from this file now.
    """

    version: int
    outcome: Literal["new", "replaced", "unchanged", "aside", "rendition", "renewed"]


class ClauseRow(NamedTuple):
    """`text` is the words of the clause, equal to its span of the plan's text."""

    plan: str
    clause: Clause
    text: str

    def words(self, span: Span) -> str:
        """Its words in a stretch of the plan's text that lies within the clause."""
        base = self.clause.span.start
        return self.text[span.start - base : span.end - base]


class TargetRow(NamedTuple):
    """`clause` is the one that states the target, and so whose units answer for it."""

    plan: str
    target: Target
    clause: Clause


class Charge(NamedTuple):
    """One office (`kind` unit) or person (leader) charged with a clause, and the part the reader
    gave it.
    """

    label: str
    part: Part
    kind: str
    name: str


class TargetMark(NamedTuple):
    """What targets are narrowed and put in order by; `place` counts within the plan, from 0."""

    place: int
    label: str
    indicator: str
    kind: str | None
    deadline: str | None
    value: Decimal | None


class PlanOutline(NamedTuple):
    """A plan without its words: the labels of its clauses in reading order, and what hangs on them."""

    labels: tuple[str, ...]
    charges: tuple[Charge, ...]
    targets: tuple[TargetMark, ...]
    milestones: tuple[Milestone, ...]


class QuestionRow(NamedTuple):
    id: int
    asked: str
    question: str
    status: str
    engine: str
    took_ms: int
    answer: str


class FeedbackRow(NamedTuple):
    id: int
    given: str
    question: int | None
    verdict: str
    note: str


class ConversationRow(NamedTuple):
    """`title` is its first question, `started` and `touched` ISO times in UTC, `questions` how many it
    has.
    """

    id: int
    title: str
    started: str
    touched: str
    questions: int


class ExchangeRow(NamedTuple):
    """A question of a conversation; `question` its id in the log, `answer` JSON, `verdict` what was thought
    of it, if anything.
    """

    question: int
    words: str
    answer: str
    without: tuple[str, ...]
    verdict: str | None


class BriefingRow(NamedTuple):
    """A briefing without its body; `made` an ISO time in UTC, `plans` the versions it was made from by the
    ids of their plans.
    """

    id: int
    title: str
    kind: str
    made: str
    plans: dict[str, int]


class BriefingBody(NamedTuple):
    """What was asked for and what came of it, as JSON, and the keys of its sections in the order they are to
    stand in.
    """

    request: str
    body: str
    outline: tuple[str, ...]
