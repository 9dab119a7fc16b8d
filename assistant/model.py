"""The values of the question side: frozen, framework-free; "not in the plans" is a value with a reason, not
an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter

from ingest.model import Edition, Part, Span

Status = Literal["answered", "near", "not_found", "clarify"]
"""`near`: nothing states it in so many words; the nearest sentences are shown, nothing is claimed of them."""
Reason = Literal["withdrawn", "no_such_plan", "not_stated", "only_near", "out_of_scope"]
"""Why nothing was found; "only_near" of answers kept by an earlier version."""
Engine = Literal["rules", "llm", "auto"]
"""Without a model, with one for certain, with one where it is set."""
Intent = Literal["figure", "unit", "content", "list", "compare", "count", "reference", "kind", "changes"]
Ask = Literal[
    "orders", "off_task", "composing", "total", "difference", "summary", "off_topic", "opposite",
    "unassigned", "set", "targets", "target_set",
    "all_targets", "enumeration", "which", "in_words", "agreement", "together", "several", "sub_rows",
    "goal", "past", "now", "added", "per_head", "count_rows", "count_plans", "count_groups",
    "count_articles", "count_targets", "count_indicators", "count_boxes", "count_parts",
    "count_sections", "changes", "changes_added", "changes_removed", "changes_edited", "changes_moved",
    "changes_due", "changes_offices", "changes_figures",
]  # fmt: skip
"""What a question asks for or speaks of beside its intent; each is a list of phrasings in
query/data/asks.yaml.
"""
Fact = Literal[
    "文号", "日期", "印发单位", "主送", "抄送", "签发人", "联系人", "联系电话", "施行日期", "有效期", "附件",
]  # fmt: skip
"""What a question may ask of a paper beside its clauses; from 主送 on as `Particular.kind`."""
Back = Literal["", "next", "previous", "text", "source", "detail", "why", "due", "who", "both"]
"""What a follow-up asks of the clauses the answer before it cites: the clause behind or in front of them,
their words to the letter, where they stand, all that is in them, what they are for, by when, who; "both" the
two answers before it beside each other.
"""
Outline = Literal["", "parts", "boxes", "part_with", "box_with"]
"""Headings asked for: all parts, all boxes (专栏), or the parts or boxes that speak of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation; `role` is "user" or "assistant". `without` are the keys of conditions
    taken away from a question.
    """

    role: Literal["user", "assistant"]
    content: str
    without: tuple[str, ...] = ()


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
class Term:
    """A word of the question that must be found: `variants` are other wordings of it, `weight` what it counts
    (idf).

    `optional` where it comes from an earlier question: it helps to choose and is not missed.
    """

    text: str
    weight: float
    variants: tuple[str, ...] = ()
    optional: bool = False

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.text, *self.variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """范围: what a question is confined to, as read from its words.

    `regions` and `years` as the question names them (regions in the library's wording), `titles` the words
    that chose plans by name; `unknown` a place or a year that no plan has; `elsewhere` a place asked about
    that is no plan's own, though a clause may name it; `absent` papers named by a title no plan has. `plans`
    are the ids that fit, best fitting first.
    """

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    five_year: bool = False
    annual: bool = False

    @property
    def named(self) -> bool:
        """Whether the question itself says where to look."""
        return bool(self.regions or self.years or self.titles or self.five_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """期限: the time tasks are asked for by, `words` as said; "" for any time that is printed.

    `first` and `last` are days of a year ("07-01", "12-31"), `first` "" where it has no beginning; `year`
    None is each plan's last. `after` where what is due later than `last` is asked for.
    """

    words: str
    year: int | None = None
    first: str = ""
    last: str = "12-31"
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What the words of one question say by themselves, read once in assistant/query; a follow-up has its
    own.

    `quoted` are names it puts in quotation marks, `mention` the words whose places it asks for (哪些条款提到
    X), `facts` what it asks of a plan's head, `kinds` kinds of indicators (约束性). `measure` is the measure
    word it asks a figure in, "share" for a rate, `figures` how many figures it asks for. `qualifiers` are
    words that tell one thing from another of the same name, a set a class. `titled` is the question without
    years and places, the plan's name still in it; `dated` is the question with its years in four digits,
    `calendar` the words in it that go by the calendar (今年); `places` are (name, with its level) pairs of
    places no plan is about. `versions` are the numbers of versions it names (第1版). `back` is what it asks
    of the answer before it.
    """

    asks: frozenset[Ask] = frozenset()
    quoted: tuple[str, ...] = ()
    mention: str = ""
    facts: tuple[Fact, ...] = ()
    outline: Outline = ""
    kinds: tuple[str, ...] = ()
    measure: str = ""
    figures: int = 0
    qualifiers: tuple[frozenset[str], ...] = ()
    titled: str = ""
    dated: str = ""
    calendar: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    versions: tuple[int, ...] = ()
    back: Back = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question understood: intent, scope, terms to be found, offices and people named, a clause pointed at.

    `asked` is the question as it was put, to be shown, logged or handed to a model; only assistant/query
    reads it. `slots` are what its words say by themselves. `phrase` is the question without scope and
    words of asking, in one piece: whole expressions tell a clause better than their words. `wording` is
    all that was said, its spelling mended, to be searched for as it is. `units` and `leaders` are names
    of the library; `strange` an office or a person asked for that the library has not. `reference` holds
    the marks a clause was pointed at by, outermost first ("二", "（三）", "8"). `before` is the query of
    the question before it; `otherwise` are other readings of the question, with less of what was carried
    over, tried in turn where this one finds nothing; `second` is what it may ask for as well, where no
    rule says and the two are about as likely: both are answered. `named_in` are the words its offices and
    people were found in. `wants_both` where it asks how much and who in so many words, `wants_due` where
    by when, `wants_how` where how it is to be done. `due` is set where it asks for nothing but what is to
    be done by a time. `undated` is the question read without 今年, where it says that. `parts` are the
    parts in which those named are asked for, () where it says none, all of them where any will do;
    `role_noun` is the role it names by its printed word (作为责任领导), `role_verbs` verbs of overseeing
    or of leaders as said (督办, 包保). `claimed` are figures the question itself states ("是3‰吗"),
    `operands` the things whose figures are to be added or set against each other, () where no sum or
    difference is asked for. `inherited` are the keys of the conditions it has from earlier questions.
    `corrected` are (typed, read as) pairs of misspelt words and of offices called by another name than is
    printed.
    """

    asked: str
    intent: Intent
    scope: Scope
    slots: Slots = Slots()
    terms: tuple[Term, ...] = ()
    phrase: str = ""
    wording: str = ""
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    strange: str | None = None
    reference: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    wants_unit: bool = False
    wants_figure: bool = False
    wants_kind: bool = False
    wants_baseline: bool = False
    wants_leader: bool = False
    wants_both: bool = False
    wants_due: bool = False
    wants_how: bool = False
    parts: tuple[Part, ...] = ()
    role_noun: str | None = None
    role_verbs: tuple[str, ...] = ()
    due: Due | None = None
    before: Query | None = field(default=None, compare=False, repr=False)
    otherwise: tuple[Query, ...] = field(default=(), compare=False, repr=False)
    undated: Query | None = field(default=None, compare=False, repr=False)
    second: Query | None = field(default=None, compare=False, repr=False)
    named_in: str = ""
    claimed: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()


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
    plan looks like a draft of the same paper as `by`; "doubt": it was read with less than certainty. `clause`
    is None where it is said of the whole plan.
    """

    kind: Literal["amended", "draft", "doubt"]
    plan: str
    clause: str | None
    text: str
    by: str | None = None
    by_clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an answer in a model's words has cost. Tokens are None where the endpoint does not tell; times in
    milliseconds.

    `prompts` are "name:hash"; `first_ms` the time until the first checked sentence could be shown; of
    `sentences` the model wrote, `mended` were put right by it and `struck` replaced by the clause's words.
    `reused`: of answers kept by an earlier version, where an equal question had been answered before.
    """

    model: str
    prompts: tuple[str, ...]
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    understand_ms: float = 0.0
    first_ms: float | None = None
    write_ms: float = 0.0
    sentences: int = 0
    mended: int = 0
    struck: int = 0
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
    one that says the same at length, where a summary or a text was asked for.
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
