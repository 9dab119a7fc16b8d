"""What a clause states, as verification compares answers with it: its words, its figures with their subjects,
its names.

In: a clause of the catalog. Out: `ClauseFacts`. A figure's subject is what it measures, as a set of tokens
(pairs of Chinese characters, numbers, Latin words): indicator, scope and deadline where the figure is a
target, column header and row names in a table, otherwise the words beside it back to the previous figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.lookups.cite import marker, reference
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.wording import offices_words
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, ONE_SIDED
from ingest.grammar.bounds import CEILING, EXACTLY, LEAST, REACHED, THAN, side_around
from ingest.grammar.date_forms import with_plain_dates
from ingest.grammar.demands import STRIVEN
from ingest.grammar.folding import as_read
from ingest.grammar.joins import SIGN
from ingest.grammar.letters import has_digit, in_order, is_han, without_blanks
from ingest.grammar.measures import OF_HOUSEHOLD, base, kind_of
from ingest.grammar.plain_amounts import with_plain_amounts
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.stops import CLAUSE_STOP, PART_OR_CELL, STATEMENT_OR_CELL
from ingest.labels import joined, paragraph
from ingest.model import Responsibility, Span, Target
from ingest.store.rows import ClauseRow

_RUN = re.compile(r"[\u4e00-\u9fff]+|\d+(?:\.\d+)?|[A-Za-z]+")
_BINDING = re.compile(
    rf"{BEHIND}|{LEAST}|{CEILING}|{THAN}|{REACHED}|{EXACTLY}|[到至在]|达成?|{STRIVEN}|实现|为|均|的|了|年"
)
"""Words that bind a figure and say nothing of what it is the figure of."""
_NEXT_ONE = re.compile(rf"(?:{ONE_SIDED})?(?:或者?|{SIGN})")
"""Behind a figure: what follows is the next one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """A figure of a clause and what it is of. `printed` as it stands there with its unit; `runs_on` where it
    is part of a name. `whole` is the figure with the words that bind it from further off (至少建成1个: 至少
    1个; 分别不低于78%和76%: 不低于76%), None where there are none.
    """

    quantity: Quantity
    printed: str
    subject: frozenset[str]
    runs_on: bool
    whole: Quantity | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseFacts:
    """One cited clause. `around` is what may be said of it besides its own words: titles, headings, header
    cells, deadlines.
    """

    marker: str
    reference: str
    span: Span
    text: str
    around: str
    offices: str
    responsibilities: tuple[Responsibility, ...]
    columns: tuple[str, ...]
    cells: tuple[str, ...]
    targets: tuple[Target, ...]
    region: str = ""
    heads: str = ""
    """The headings over it, folded."""
    year: int | None = None
    """Of its plan: what 今年 is there."""
    led_in: str = ""
    """What leads in the list it is an item of (有下列情形之一的，不予受理：), folded."""

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(n for r in self.responsibilities for n in (*r.units, *r.leaders))

    @cached_property
    def words(self) -> str:
        """Everything it states, folded; its dates in plain digits as well, where they are printed
        otherwise.
        """
        folded = plain_text(f"{self.text}\n{self.around}")
        dated = with_plain_dates(folded)
        return folded if dated == folded else f"{folded}\n{dated}"

    @cached_property
    def compared(self) -> ClauseFacts:
        """The clause with its amounts in the form a sentence's are brought into to be held against them."""
        plain = with_plain_amounts(self.text)
        if plain.text == self.text:
            return self

        def moved(target: Target) -> Target:
            start, end = (plain.place(at - self.span.start) for at in (target.span.start, target.span.end))
            return replace(target, span=Span(start=self.span.start + start, end=self.span.start + end))

        return replace(
            self,
            text=plain.text,
            around=with_plain_amounts(self.around).text,
            span=Span(start=self.span.start, end=self.span.start + len(plain.text)),
            cells=tuple(with_plain_amounts(cell).text for cell in self.cells),
            targets=tuple(map(moved, self.targets)),
        )

    @cached_property
    def figures(self) -> tuple[StatedFigure, ...]:
        """In reading order; without years and calendar dates, with numbers of days."""
        found = stated_figures(self.text.replace("\t", "\n"), self._strong)  # each cell by itself
        found = tuple(replace(one, whole=self._whole(one.quantity) or one.whole) for one in found)
        return (*found, *_from_to(self.text, found))

    def _read_at(self, span: Span) -> list[Target]:
        """The targets whose figure stands there."""
        start, end = self.span.start + span.start, self.span.start + span.end
        return [target for target in self.targets if target.span.start < end and start < target.span.end]

    def _whole(self, quantity: Quantity) -> Quantity | None:
        for target in self._read_at(quantity.span):
            if target.said:
                return next((q for q in read_quantities(target.said) if q.value == quantity.value), None)
        return None

    def _strong(self, span: Span) -> str:
        """The subject of the figure there by what was read of it, "" where it is only words."""
        parts = []
        for target in self._read_at(span):
            parts += [target.indicator, target.scope or "", (target.deadline or "")[:4]]  # the year tells it
        if self.cells:
            parts += [self._header(self.text[: span.start].count("\t")), *self._row_names]
        return " ".join(parts)

    @cached_property
    def _row_names(self) -> tuple[str, ...]:
        """The cells that name what the row is of: those without a number, and long ones whose number is part
        of a name. A cell with a figure that was read as a target is a value, however long.
        """
        named, at = [], self.span.start
        for cell in self.text.split("\t"):
            values = any(at <= t.span.start < at + len(cell) for t in self.targets)
            if not has_digit(cell) or (len(cell) > VERIFICATION.long_cell and not values):
                named.append(cell)
            at += len(cell) + 1
        return tuple(named)

    def _header(self, at: int) -> str:
        """The header over the cell `at` of the row's words, which leave out empty cells and the serial
        number.
        """
        shown = self.text.split("\t")
        column = -1
        for words in shown[: at + 1]:
            column = next((c for c in range(column + 1, len(self.cells)) if self.cells[c] == words), column)
        return self.columns[column] if 0 <= column < len(self.columns) else ""


def facts_of(view: PlanView, row: ClauseRow) -> ClauseFacts:
    """Kept with the view: every sentence on a clause is held against the same."""
    key = ("facts", row.clause.label, row.clause.span)
    kept: ClauseFacts | None = view.worked_out.get(key)
    if kept is None:
        kept = view.worked_out[key] = _facts_of(view, row)
    return kept


def _facts_of(view: PlanView, row: ClauseRow) -> ClauseFacts:
    clause = row.clause
    targets = view.targets.get(clause.label, ())
    said = (
        view.row.title, view.short, *view.row.titles, view.row.region or "", *clause.path, clause.mark,
        clause.heading or "", clause.due or "", clause.group or "", *clause.columns,
        *(t.deadline or "" for t in targets), *(f"{t.indicator} {t.scope or ''}" for t in targets),
        _led_in_by(view, clause.label),
    )  # fmt: skip
    return ClauseFacts(
        marker=marker(view, clause.label),
        reference=reference(view, row),
        span=clause.span,
        text=row.text,
        around="\n".join(said),
        offices=offices_words(row.clause),
        responsibilities=clause.responsibilities,
        columns=clause.columns,
        cells=clause.cells,
        targets=targets,
        region=view.row.region or "",
        year=view.row.year,
        heads=plain_text("\n".join(clause.path)),
        led_in=plain_text(_led_in_by(view, clause.label)),
    )


def _led_in_by(view: PlanView, label: str) -> str:
    """The words that lead in the list an item stands in (有下列情形之一的，不予受理：), "" where none do."""
    above = view.by_label.get(joined(label.rpartition("/")[0], paragraph(1)))
    words = above.text.strip() if above is not None else ""
    return words if words.endswith(("：", ":")) else ""


def stated_figures(text: str, strong: Callable[[Span], str] = lambda _: "") -> tuple[StatedFigure, ...]:
    """The figures of `text` with their subjects; `strong(span)` may know a subject better than the words
    beside it.
    """
    found = [q for q in read_quantities(text) if q.role != "date"]
    amounts = [
        q.span
        for q in found
        if q.role == "amount" and not (OF_HOUSEHOLD.match(text, q.span.start) or _is_how_often(q))
    ]
    figures = []
    for quantity in found:
        span = quantity.span
        before = max((a.end for a in amounts if a.end <= span.start), default=0)
        after = min((a.start for a in amounts if a.start >= span.end), default=len(text))
        read = strong(span).strip()
        named = "" if read in prose().saying else read  # 开展 alone names nothing
        subject = tokens(named or beside(text, span, before, after))
        figures.append(
            StatedFigure(
                quantity=quantity,
                printed=span.of(text),
                subject=subject,
                runs_on=runs_on(text, quantity),
                whole=as_first(quantity, text),
            )
        )
    return tuple(figures)


def _is_how_often(quantity: Quantity) -> bool:
    """一年 of 一年两次: what stands before it is what the next figure is of."""
    return (
        quantity.value == 1 and kind_of(quantity.unit) == "time" and not (quantity.before or quantity.after)
    )


def _from_to(text: str, found: Sequence[StatedFigure]) -> Iterator[StatedFigure]:
    """Of two figures told as the least and the most (50元以上200元以下) the range they make."""
    for low, high in pairwise(found):
        first, last = low.quantity, high.quantity
        joined = text[first.span.end : last.span.start] == first.after and first.unit == last.unit
        if joined and (first.comparator, last.comparator) == (">=", "<=") and not first.before:
            both = replace(
                first, span=Span(start=first.span.start, end=last.span.end),
                value_high=last.value, after="", comparator="range",
            )  # fmt: skip
            yield replace(low, quantity=both, printed=both.span.of(text), whole=None)


_ONE_BY_ONE = re.compile(rf"分别(?P<told>[^，。；,;]+?){SIGN}$|(?P<either>[^，。；,;]+?)或者?$")


_TO_LAST = re.compile(rf"(?:[、，]\d+(?:\.\d+)?[^\d，。；、]{{0,3}}?)*(?:{SIGN})(?=\d)")
"""Between a figure of a list and the last one."""


def as_first(quantity: Quantity, text: str) -> Quantity | None:
    """Of figures told one by one (分别不低于78%和76%) or as a choice (最多3个月或60课时) a later one as the
    first is bound; None where it is not among them.
    """
    told = _ONE_BY_ONE.search(text[: quantity.span.start])
    if told is None or quantity.before or quantity.after:
        return None
    found = [q for q in read_quantities(told["told"] or told["either"]) if q.role == "amount"]
    first = next(iter(found), None) if told["told"] else next(reversed(found), None)
    if first is None or first.after or (told["either"] and first.span.end < len(told["either"])):
        return None
    if not told["either"] and base(first.unit or "") != base(quantity.unit or ""):
        return None
    return replace(quantity, before=first.before, comparator=first.comparator)


_NEXT_OF_LIST = re.compile(rf"(?:{ONE_SIDED})?[，、][^，。；、\d]{{1,8}}")
"""Between two figures of a list, each with what it is of."""


def lender(quantity: Quantity, text: str) -> Quantity | None:
    """The figure of the same list whose bound holds for a later bare one too (木船最长40分钟，铁船25分钟);
    None where it is bound itself, or none is.
    """
    if quantity.before or quantity.after or quantity.comparator:
        return None
    last = quantity
    for one in reversed([q for q in read_quantities(text) if q.span.end <= quantity.span.start]):
        between = text[one.span.end : last.span.start].removesuffix(last.before)
        if base(one.unit or "") != base(quantity.unit or "") or not _NEXT_OF_LIST.fullmatch(between):
            return None
        if one.comparator not in (None, "=") or side_around(text, one.span.start, one.span.end):
            return one
        last = one
    return None


def as_last(quantity: Quantity, text: str) -> Quantity | None:
    """Of figures told one by one (分别达到72%和70%以上) an earlier one as the last is bound; None where it is
    none of them.
    """
    behind = _TO_LAST.match(text, quantity.span.end)
    if behind is None or quantity.after or "分别" not in CLAUSE_STOP.split(text[: quantity.span.start])[-1]:
        return None
    last = next((q for q in read_quantities(text) if q.span.start == behind.end()), None)
    if last is None or not last.after or base(last.unit or "") != base(quantity.unit or ""):
        return None
    return replace(quantity, after=last.after, comparator=last.comparator)


def runs_on(text: str, quantity: Quantity) -> bool:
    """Whether a number is part of a name: a bare one before a character that is no unit (120急救), one behind
    a stroke, or the size of a household (2人户).
    """
    if OF_HOUSEHOLD.match(text, quantity.span.start):
        return True
    behind = text[quantity.span.end + len(quantity.after) :][:1]
    return text[: quantity.span.start].endswith("/") or (not quantity.unit and "\u4e00" <= behind <= "\u9fff")


def beside(text: str, span: Span, before: int, after: int) -> str:
    """The words from the figure before (or the sentence's start), and on to the next mark of punctuation:
    what follows 、 or 和 is the next one's.
    """
    left = STATEMENT_OR_CELL.split(text[before : span.start])[-1]
    stop = PART_OR_CELL.search(text, span.end, after)
    behind = text[span.end : stop.start() if stop else after]
    return f"{left} {'' if _NEXT_ONE.match(behind) else behind}"


@lru_cache(maxsize=16384)
def tokens(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, numbers and Latin words; a single character stands for itself."""
    found: set[str] = set()
    for run in _RUN.findall(_BINDING.sub(" ", plain_text(text))):
        if run[0] >= "\u4e00" and len(run) > 1:
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.add(run.lower())
    return frozenset(found)


@lru_cache(maxsize=16384)
def is_shortened(word: str, source: str) -> bool:
    """Whether a word stands for a longer one of the source, its characters in the same order and the first
    and last at its ends (代步车 for 代步专用车, 高校 for 高等学校).
    """
    if not 2 <= len(word) <= _SHORTENED or not is_han(word):
        return False
    return in_order(word, source, lambda char: "\u4e00" <= char <= "\u9fff" or char in "、（）")


def is_told(word: str, source: str) -> bool:
    """Whether the source has the word, one that says the same, or a longer one it stands for."""
    return any(one in source for one in prose().same.get(word, (word,))) or is_shortened(word, source)


_SHORTENED = 4
"""Characters of a word that stands for a longer one."""


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """One width, no emphasis, no white space but what keeps two numbers apart."""
    return as_read(text.replace("\\|", "|").replace("\t", " ｜ ")).text


def same_words(part: str, whole: str) -> bool:
    """Whether `part` stands in `whole`, white space, width and emphasis aside."""
    return part in whole or _bare(part) in _bare(whole)


def _bare(text: str) -> str:
    return without_blanks(plain_text(text))


def all_figures(facts: Sequence[ClauseFacts]) -> list[tuple[ClauseFacts, StatedFigure]]:
    return [(fact, figure) for fact in facts for figure in fact.figures]
