"""A question as it is understood: `Query` and its parts, frozen and framework-free.

Made in assistant/query, the only place that reads the words of a question; everybody else reads these values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.model import Part, Relation

Intent = Literal["figure", "unit", "content", "list", "compare", "count", "reference", "kind", "changes"]
IN_A_SENTENCE: frozenset[Intent] = frozenset(("figure", "unit", "content"))
"""Intents one sentence answers."""
Ask = Literal[
    "orders", "off_task", "composing", "total", "difference", "summary", "goal_gist", "brief",
    "main_goals", "left_out", "for_whom", "off_topic", "opposite", "unassigned", "set", "other_set",
    "targets", "target_set", "all_targets", "enumeration", "which", "in_words", "agreement", "stricter",
    "together", "several", "sub_rows", "goal", "past", "past_years", "now", "added", "level", "risen",
    "per_head", "person",
    "count_rows", "count_plans", "count_groups", "count_articles", "count_targets",
    "count_indicators", "count_boxes", "count_parts", "count_sections", "changes", "changes_added",
    "changes_removed", "changes_edited", "changes_moved", "changes_due", "changes_offices",
    "changes_figures", "breach", "penalty", "granted", "lapse", "list_things",
    "why", "meaning", "members", "nth_place",
]  # fmt: skip
"""What a question asks for or speaks of beside its intent; each is a list of phrasings in
query/data/asks.yaml.
"""
Fact = Literal[
    "文号", "日期", "印发单位", "主送", "抄送", "签发人", "联系人", "联系电话", "施行日期", "有效期", "附件",
]  # fmt: skip
"""What a question may ask of a paper beside its clauses; from 主送 on as `Particular.kind`."""
Back = Literal["", "next", "previous", "text", "source", "detail", "why", "due", "who", "both", "nth"]
"""What a follow-up asks of the clauses the answer before it cites: the clause behind or in front of them,
their words to the letter, where they stand, all that is in them, what they are for, by when, who; "both" the
two answers before it beside each other, "nth" one of what it lists.
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
class Term:
    """A word of the question that must be found: `variants` are other wordings of it, `weight` what it counts
    (idf).

    `optional` where it comes from an earlier question: it helps to choose and is not missed. `tells` where it
    is the name of something and may tell the thing asked for from others: a clause without it speaks of
    another thing.
    """

    text: str
    weight: float
    variants: tuple[str, ...] = ()
    optional: bool = False
    tells: bool = False

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

    @property
    def unknown_years(self) -> tuple[str, ...]:
        """Those of `unknown` that are years, as printed: 2019年."""
        return tuple(name for name in self.unknown if name.endswith("年"))

    @property
    def unknown_places(self) -> tuple[str, ...]:
        """The others of `unknown`: places, and five years called by name (十二五)."""
        return tuple(name for name in self.unknown if not name.endswith("年"))


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
    """

    asks: frozenset[Ask] = frozenset()
    quoted: tuple[str, ...] = ()
    """Names it puts in quotation marks."""
    mention: str = ""
    """The words whose places it asks for (哪些条款提到X)."""
    facts: tuple[Fact, ...] = ()
    """What it asks of a plan's head."""
    outline: Outline = ""
    kinds: tuple[str, ...] = ()
    """Kinds of indicators (约束性)."""
    measure: str = ""
    """The measure word it asks a figure in, "share" for a rate."""
    measures: frozenset[str] = frozenset()
    """Those of all figures it asks for."""
    each: frozenset[str] = frozenset()
    """Measure words of the things one of which it is for (一张补多少)."""
    counted: frozenset[str] = frozenset()
    """The words right behind 多少."""
    figures: int = 0
    """How many figures it asks for."""
    many: int = 0
    """How many things it says there are (哪三个环节); 0 where it does not say."""
    listed: frozenset[str] = frozenset()
    """The kinds of things it asks for that lists are of (材料, 条件)."""
    qualifiers: tuple[frozenset[str], ...] = ()
    """Words that tell one thing from another of the same name, a set a class."""
    titled: str = ""
    """The question without years and places, the plan's name still in it."""
    dated: str = ""
    """The question with its years in four digits."""
    calendar: tuple[str, ...] = ()
    """The words in it that go by the calendar (今年)."""
    places: tuple[tuple[str, str], ...] = ()
    """Places no plan is about: (name, with its level)."""
    versions: tuple[int, ...] = ()
    """The numbers of versions it names (第1版)."""
    given: tuple[tuple[Decimal, str], ...] = ()
    """The amounts of the case it asks about, each with what it counts (种了300亩)."""
    back: Back = ""
    """What it asks of the answer before it."""
    nth: int = 0
    """Which of what that answer lists; 0 where none."""
    relations: tuple[Relation, ...] = ()
    """In what relation to its matter it asks for somebody (要谁同意)."""
    posts: frozenset[str] = frozenset()
    """Posts whose holder it asks for."""
    parts: tuple[Part, ...] = ()
    """The part in which it asks for somebody it does not name (谁牵头); () where any will do."""
    deeds: tuple[str, ...] = ()
    """Verbs of which it asks who does them (证照谁颁), where they are none that any task has (管, 负责)."""
    pieces: tuple[tuple[str, str], ...] = ()
    """Its pieces, between stops, that ask something, each with the measure it asks in."""
    whether: bool = False
    """Whether it asks for a yes or a no."""
    meaning: str = ""
    """The word whose meaning it asks for, with what stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many entries are asked for: rows of a list, a table or a heading (清单几项), or the members of a
    sentence (分几类), where it is `of_kinds`.

    `measure` is the word they are counted in, `thing` the noun they are called by, "" where it says none;
    `names` are what the list may be called, the likeliest first.
    """

    measure: str
    thing: str = ""
    names: tuple[str, ...] = ()
    of_kinds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question understood: intent, scope, terms to be found, offices and people named, a clause pointed at.

    `asked`, `phrase` and `wording` are words of the question, read in assistant/query and by the search
    alone; others ask what they want to know by a slot or a method.
    """

    asked: str
    """The question as it was put."""
    intent: Intent
    scope: Scope
    slots: Slots = Slots()
    terms: tuple[Term, ...] = ()
    phrase: str = ""
    """The question without scope and words of asking, in one piece: whole expressions tell a clause better
    than their words.
    """
    wording: str = ""
    """All that was said, its spelling mended, to be searched for as it is."""
    units: tuple[str, ...] = ()
    """Offices it names, by their names in the library."""
    leaders: tuple[str, ...] = ()
    """People it names, likewise."""
    strange: str | None = None
    """An office or a person asked for that the library has not."""
    reference: tuple[str, ...] = ()
    """The marks a clause was pointed at by, outermost first ("二", "（三）", "8")."""
    corrected: tuple[tuple[str, str], ...] = ()
    """(Typed, read as) of misspelt words, and of offices called by another name than is printed."""
    wants_unit: bool = False
    wants_figure: bool = False
    wants_kind: bool = False
    wants_baseline: bool = False
    wants_leader: bool = False
    wants_both: bool = False
    """How much and who, in so many words."""
    wants_due: bool = False
    """By when."""
    wants_how: bool = False
    """How it is to be done."""
    parts: tuple[Part, ...] = ()
    """The parts in which those named are asked for: () where it says none, all of them where any will do."""
    role_noun: str | None = None
    """The role it names by its printed word (作为责任领导)."""
    role_verbs: tuple[str, ...] = ()
    """Verbs of overseeing or of leaders as said (督办, 包保)."""
    due: Due | None = None
    """Set where it asks for nothing but what is to be done by a time."""
    before: Query | None = field(default=None, compare=False, repr=False)
    """The question before it."""
    leans: bool = False
    """Whether it says too little to be of anything but what was spoken of."""
    otherwise: tuple[Query, ...] = field(default=(), compare=False, repr=False)
    """Other meanings of the question, with less of what was carried over, tried in turn where this one finds
    nothing.
    """
    undated: Query | None = field(default=None, compare=False, repr=False)
    """The question read without 今年, where it says that."""
    second: Query | None = field(default=None, compare=False, repr=False)
    """What it may ask for as well, where no rule says and the two are about as likely: both are answered."""
    named_in: str = ""
    """The words its offices and people were found in."""
    claimed: tuple[str, ...] = ()
    """Figures the question itself states (是3‰吗), as printed."""
    operands: tuple[str, ...] = ()
    """The things whose figures are to be added or set against each other; () where no sum or difference is
    asked for.
    """
    inherited: tuple[str, ...] = ()
    """The keys of the conditions it has from earlier questions."""
    tally: Tally | None = None
    """Set where it asks how many entries a list has."""
    within: tuple[str, ...] = ()
    """Names of the parts of a paper it confines itself to (专班里的职责)."""

    @property
    def stretches(self) -> tuple[str, ...]:
        """The parts of its phrase, between which words of asking or of scope stood."""
        return tuple(self.phrase.split())

    @property
    def searched(self) -> str:
        """What is handed to the search: all that was said, else its phrase."""
        return self.wording or self.phrase

    @property
    def turns(self) -> tuple[str, ...]:
        """All that was said, then all that was said in the question before it, if there is one."""
        return (self.wording, *([self.before.wording] if self.before else []))

    def says(self, words: str) -> bool:
        """Whether its phrase has the words to the letter."""
        return words in self.phrase

    def said_before(self, word: str) -> str:
        """What its phrase has in front of the first place of a word; "" where it has not the word."""
        return self.phrase[: max(0, self.phrase.find(word))]

    def followers(self, word: str) -> tuple[str, ...]:
        """Its terms that may follow the first place of a word without anything between."""
        at = self.phrase.find(word)
        behind = self.phrase[at + len(word) :] if at >= 0 else ""
        return tuple(term.text for term in self.terms if behind.startswith(term.text))
