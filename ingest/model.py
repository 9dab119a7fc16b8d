"""The values of the document side: frozen, framework-free, JSON by the adapters at the end.

Coordinates: every span is half-open and counts code points of `Plan.text`, the plan's one clean text.
A clause is identified everywhere and for ever by plan id + label, the label being the marks of its path
as printed, joined by "/" (`二/（三）/8`, `第三章/二/专栏2/（4）`, `第二章/三/表/14`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import TypeAdapter

SCHEMA = 1
"""Version of the stored form of `Plan`; a library written with another one is read anew from its files."""


class Edition(StrEnum):
    """Whose words the text is in; `UNCONFIRMED` until somebody has said so."""

    OFFICIAL = "official"
    DIGEST = "digest"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of `Plan.text`, in code points; `start < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or reversed")

    def of(self, text: str) -> str:
        return text[self.start : self.end]


Part = Literal["lead", "responsible", "support", "oversight", "leader"]
"""What a role makes of those it names: 牵头, 责任, 配合, 督办; leader of people (牵头领导, 分管, 包保)."""
Relation = Literal[
    "approval", "consulted", "jointly", "reported", "accepted", "assessed", "paid", "explained", "applied",
    "seated", "post"]  # fmt: skip
"""Who agrees; whose opinion is asked; with whom it is done; who is told; who takes it over once done; who
looks at it; who pays; who explains the words; whom one turns to; where a team sits; who holds a post."""
Evidence = Literal["note", "column", "heading", "spoken", "deed", "subject", "seat", "addressee", "consent"]
"""What a responsibility was read from, the surest first: an annotation (责任单位：…), a table's column, a
heading that is an office, a sentence with a word for the part (由…牵头), one behind 由 without it, the
subject of a sentence, where an office has its seat, somebody else whom a rule tells what to do
(供水单位应当…), an office that has to agree or be asked (报县政府批准)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """责任分工: one role as printed (牵头科室, 责任单位, 牵头领导 …) with the offices or the people it names.

    `part` is what the role makes of them, decided once at reading (`grammar.roles`).
    `open` where the printed list ends in 等. `inherited_from` is the label of the section that states it once
    for all its clauses, None where the clause itself does. `span` covers the words of this role. `evidence`
    is "note" in libraries that were read before it was kept.
    """

    role: str
    part: Part = "responsible"
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    open: bool = False
    inherited_from: str | None = None
    span: Span
    evidence: Evidence = field(default="note", compare=False)


Comparator = Literal[">=", "<=", ">", "<", "=", "~", "range", "increase>=", "decrease>=", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Words apart from a target's figure without which it says something else; `span` in the plan's text.

    `kind` tells what they say: "base" what the figure is measured from (较2020年), "rate" how often it holds
    (每年, 年均), "per" for whom or what each (人均, 每千人口), "bound" that it is the least, the most or a
    sum (至少, 累计), "term" within how many years (未来三年). `shared` where another figure stands between:
    the words are said of that one, perhaps of both.
    """

    kind: Literal["base", "rate", "per", "bound", "term"]
    span: Span
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """目标指标: one quantitative goal. `span` covers the printed figure: it can be re-read from the text.

    `value_text` is the figure with the words that carry its comparator and unit, as printed but without marks
    of notes. A ratio is in the printed unit (98 with unit "%", never 0.98). `deadline` is a year "2025" or a
    date "2025-06-30".
    `base_year` is the year the figure starts from or is compared with ("2020" of 较2020年…, of a table's
    column 2020年), None where none is stated. `qualifiers` are the words apart from the figure that it needs,
    in printed order; () in libraries that were read before they were kept. `said` is the figure with those
    words (至少1个 of 至少建成1个), "" where nothing is to be said but `value_text`.
    """

    clause: str
    indicator: str
    scope: str | None
    comparator: Comparator
    value: Decimal | None
    value_high: Decimal | None
    value_text: str
    unit: str | None
    deadline: str | None
    baseline: Decimal | None
    kind: Literal["预期性", "约束性"] | None
    span: Span
    base_year: str | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    said: str = ""

    @property
    def figure(self) -> str:
        """The figure with every word it needs, for whoever prints it without its sentence."""
        return self.said or self.value_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """节点: a dated deed without a number (年内完成…); `span` covers the words that state it."""

    clause: str
    what: str
    deadline: str
    span: Span


AmendmentEffect = Literal["replace", "delete", "insert", "stop", "repeal", "extend"]
"""What one paper does to another: words or a clause changed, taken out, put in; not carried out any more; out
of force; in force for longer.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """A statement that another paper is changed; `span` covers the words that say it, in the text they were
    read from.

    `paper` is the title of that paper as it is called here, `number` its 文号 where it is printed. `marks`
    point at its clause (第三条第二款), `old` are the words that stand there, `new` those that take their
    place; `what` is what the figures without quotation marks are of (新建公园|由12个调整为18个). All None
    where nothing is said of them; with neither marks nor old words the whole paper is meant. `since` is a
    time as printed."""

    effect: AmendmentEffect
    paper: str | None = None
    number: str | None = None
    marks: str | None = None
    old: str | None = None
    new: str | None = None
    what: str | None = None
    since: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Amending):
    """调整: what a clause of this paper says of another paper, which is always known; `span` is in the plan's
    text. `since` is the day from which it holds (ISO), or its words where they are no date (印发之日)."""

    clause: str
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """标题 on the way to clauses. `mark` as printed without trailing punctuation, `title` what follows it."""

    label: str
    parent: str | None
    family: str
    mark: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """条款: a leaf that carries text, without its mark and without the unit annotation at its end.

    `path` holds "mark title" of every heading above it, outermost first; `heading` its own heading, if any.
    `cells` are the cells of a table row in the order of `columns`, `group` the merged cell in front of it.
    `line` is that of the source file where it starts, from 1; `due` is when it is to be done (完成时限), as
    printed; `corrections` are those of its figures."""

    label: str
    parent: str | None
    family: str
    mark: str
    heading: str | None
    path: tuple[str, ...]
    span: Span
    line: int
    page: int | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    group: str | None = None
    due: str | None = None
    confidence: float | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """All offices in printed order, each once."""
        return tuple(dict.fromkeys(u for r in self.responsibilities for u in r.units))

    @property
    def leaders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for r in self.responsibilities for n in r.leaders))

    @property
    def unit_role(self) -> str | None:
        return next((r.role for r in self.responsibilities if r.units), None)

    @property
    def leader_role(self) -> str | None:
        return next((r.role for r in self.responsibilities if r.leaders), None)

    @property
    def units_open(self) -> bool:
        return any(r.open for r in self.responsibilities if r.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The one place in the plan a stretch of the clean text belongs to; homes tile the text without overlap.

    `role` says as what: front (before the title), title, preamble, mark, heading, body, annotation,
    table (caption, header and group cells), merged (words of a merged cell said again in a row it covers),
    note, tail (after the last clause)."""

    role: str
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something read with less than certainty; `line` of the source file from 1, `message` for people.
    `clause` is the label of the clause it is of, None where it is of none or of several; `span` the words it
    is of where these are not all of the clause."""

    line: int
    kind: str
    message: str
    clause: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A source line, or part of one, that is page furniture and not in the clean text."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`text[start:start+length]` came from column `column` (from 0) of source line `line` (from 1)."""

    start: int
    length: int
    line: int
    column: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """Where source line `line` stands: `box` has its left, top, right and bottom edge as shares of the page
    as it is shown, from its top left. `confidence` (0 to 1) is how surely it was recognised on a scanned
    page, None for text of the file and for what somebody has compared with the page (`confirmed`)."""

    line: int
    page: int
    box: tuple[float, float, float, float]
    confidence: float | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """A page that was recognised, and how it is set upright: turned by `turn` degrees (0, 90, 180, 270), then
    by `skew` about its middle, both counter-clockwise."""

    page: int
    turn: int
    skew: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正: a figure of a scan set right: `span` as it is now, `was` as it was recognised, `since` ISO."""

    span: Span
    was: str
    person: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Particular:
    """文件要素: what a paper says about itself beside its clauses, `kind` as people ask for it: 主送, 抄送,
    签发人, 联系人, 联系电话, 传真, 电子邮箱, 地址, 印发日期, 施行日期, 有效期, 附件.

    `text` is the value as printed, `span` covers the words that state it."""

    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a plan was read from; `file` its name, `sha256` of its bytes in hex."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """文件. `text` is canonical: all spans point into it. `year` is the plan's year or the first of `period`.

    `period` is "2021-2025" for plans over several years. `number` is the 文号, `issued` an ISO date."""

    id: str
    title: str
    issuer: str | None
    region: str | None
    year: int | None
    period: str | None
    number: str | None
    issued: str | None
    edition: Edition
    source: Source
    text: str
    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    homes: tuple[Home, ...]
    pieces: tuple[Piece, ...]
    targets: tuple[Target, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    results: tuple[Target, ...] = ()
    """What has been reached (完成情况), as targets are kept: `deadline` is when, None where no year can be
    told. None is a goal or among `targets`; () in libraries that were read before they were kept."""
    particulars: tuple[Particular, ...] = ()  # () in older libraries
    titles: tuple[str, ...] = ()  # other wordings of the title (that of the covering notice, say)
    printed: tuple[PrintedLine, ...] = ()  # by line; () for formats without pages, and in older libraries
    scanned: tuple[ScannedPage, ...] = ()
    corrections: tuple[Correction, ...] = ()
    schema: int = field(default=SCHEMA)

    @property
    def last_year(self) -> int | None:
        """The year the plan ends in: the last of `period`, else `year`."""
        return int(self.period[-4:]) if self.period and self.period[-4:].isdecimal() else self.year

    def clause(self, label: str) -> Clause:
        """The clause of that label. Raises KeyError."""
        for clause in self.clauses:
            if clause.label == label:
                return clause
        raise KeyError(f"{self.id}: no clause {label}")

    def text_of(self, clause: Clause) -> str:
        return clause.span.of(self.text)

    def line_of(self, offset: int) -> int:
        """Source line (from 1) of the code point at `offset`."""
        return piece_at(self.pieces, offset).line


def piece_at(pieces: Sequence[Piece], offset: int) -> Piece:
    """The last piece that starts at or before `offset`; pieces are in order and not empty."""
    return pieces[max(0, bisect_right(pieces, offset, key=lambda piece: piece.start) - 1)]


PLAN_JSON = TypeAdapter(Plan)
