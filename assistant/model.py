"""The values of an answer: frozen, framework-free; "not in the plans" is a value with a reason, no error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from ingest.model import Edition, Span

Status = Literal["answered", "near", "not_found", "clarify"]
"""`near`: nothing states it in so many words; the nearest sentences are shown, nothing is claimed of them."""
Reason = Literal["withdrawn", "no_such_plan", "not_stated", "only_near", "out_of_scope"]
"""Why nothing was found; "only_near" of answers kept by an earlier version."""
Engine = Literal["rules", "llm", "auto"]
"""Without a model, with one for certain, with one where it is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """条件: one thing a question is confined to. `key` is its kind and value ("year:2021"), `name` what a
    person reads.

    `inherited` where it comes from an earlier question.
    """

    key: str
    name: str
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote and its clause. `quote == plan.text[start:end]`, or it is no citation.

    `marker` names the clause for the reader (南昌2021要点·二（三）8) and stands in the answer in 〔〕.
    `reference` is the formal form 《…》二、重点工作（三）8.
    """

    marker: str
    plan: str
    title: str
    edition: Edition
    clause: str
    path: tuple[str, ...]
    units: tuple[str, ...]
    unit_role: str | None
    leaders: tuple[str, ...]
    quote: str
    start: int
    end: int
    support: Literal["verbatim", "paraphrase"] = "verbatim"
    reference: str = ""
    page: int | None = None
    """Where the clause begins in a file that has pages, from 1."""
    confidence: float | None = None
    """How surely the clause was recognised on a scanned page, 0 to 1; None where it was not, or somebody has
    confirmed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierQuote:
    """旧版引文: what an earlier version of a plan said; never a citation of the present text.

    `quote` equals `text[start:end]` of version `version` of the plan, `clause` is the label there. `marker`
    says 旧版 and which one.
    """

    marker: str
    plan: str
    version: int
    clause: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure shown in the answer, and the citation whose clause states it (None: none does)."""

    text: str
    supported: bool
    marker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """One task or target of a listing; `version` is set where the clause stands in that earlier version
    only.
    """

    plan: str
    clause: str
    marker: str
    summary: str
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    open: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """清单: `total` rows, all of them shown; `complete` False where a plan leaves offices open (等) or names
    none.
    """

    total: int
    complete: bool
    rows: tuple[ListingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """提示: what is to be known of a clause that is cited or listed, besides its words; `text` says it.

    "amended": another paper has changed it, `by` and `by_clause` are that paper and its clause; "draft": its
    plan looks like another stage of the paper `by`; "unconfirmed": nobody has said yet whose text its plan
    is; "doubt": it was read with less than certainty; "scanned": it was recognised on a scanned page, and
    nobody has compared it with the page; "corrected": figures shown of it were set right by the page.
    `clause` is None where it is said of the whole plan.
    """

    kind: Literal["amended", "draft", "unconfirmed", "doubt", "scanned", "corrected"]
    plan: str
    clause: str | None
    text: str
    by: str | None = None
    by_clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an answer a model had a hand in has cost. Tokens are None where the endpoint does not tell;
    times in milliseconds.

    `prompts` are "name:hash"; `first_ms` the time until the first checked sentence could be shown; of
    `sentences` the model wrote, `mended` were put right by it and `struck` are not shown. `calls` to the
    model and `lookups` it asked for. `reused`: of answers kept by an earlier version, where an equal question
    had been answered before.
    """

    model: str
    prompts: tuple[str, ...]
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    first_ms: float | None = None
    write_ms: float = 0.0
    sentences: int = 0
    mended: int = 0
    struck: int = 0
    calls: int = 0
    lookups: int = 0
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A briefing that says at length what was asked for in short, to be made by one click. `kind` as in
    `briefing.model.Request`, and the rest as there.
    """

    kind: Literal["office", "topic", "plan", "indicators"]
    units: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    topic: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question; `answer` is Markdown, `took_ms` the time from question to answer.

    `counted` are the lines of it that say what was counted (共 12 项): no clause states them, the engine
    answers for them. `conditions` are what the question was confined to, for the person to take away.
    `read_as` is the whole question a model made of a follow-up, for the person to correct. `note` is one line
    on what happened on the way (the model was out of reach), "" where nothing did. `details` are there where
    a model had a hand in it. `earlier` are the quotes of earlier versions an answer on what changed shows.
    `remarks` are what is to be known of its clauses besides; `answer` says them at its end. `briefing` is the
    one that says the same at length, where a summary or a text was asked for. `quick` is what the rules alone
    answered, where a model's sentences are the answer; `provisional` where a model is still at work on it.
    """

    question: str
    status: Status
    reason: Reason | None
    answer: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    listing: Listing | None = None
    counted: tuple[str, ...] = ()
    engine: str = "rules"
    took_ms: float = 0.0
    scope: str = ""
    conditions: tuple[Condition, ...] = ()
    read_as: str = ""
    note: str = ""
    details: Details | None = None
    id: str | None = None
    earlier: tuple[EarlierQuote, ...] = ()
    remarks: tuple[Remark, ...] = ()
    briefing: Offer | None = None
    quick: Answer | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of a clause (or a whole table row) with how well it meets the question, 0 to 1.

    `span` in the plan's text. `missing` are the terms found nowhere in or above the clause.
    """

    plan: str
    clause: str
    span: Span
    score: float
    missing: tuple[str, ...] = ()


ANSWER_JSON = TypeAdapter(Answer)
