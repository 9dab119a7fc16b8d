"""Facts about a document itself: its number (文号), date of issue and issuer, addressees, signatory, contact,
entry into force and duration, attachments.

In: a question that asks for nothing else. Out: for each paper what is asked for and known, with the clauses
that state it where there are some. When some other plan it mentions is to be issued (何时印发实施方案) is not
looked up here: what is asked about must be in the title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.query.short_forms import is_of_title
from assistant.question import Fact, Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest import late_re as re
from ingest.grammar.genres import ISSUES, NAMED
from ingest.grammar.interrogatives import WHEN
from ingest.model import Particular
from ingest.store.rows import ClauseRow, PlanRow

_WORDS = re.compile(
    rf"文号|字号|编号|号文|文件|{ISSUES}|出台|成文|发出|发文|制定|印制|时间|日期|时候|单位|机关|机构"
    rf"|部门|主体|落款|{WHEN}|签发|抄送|主送|开始|施行|管用|算数|作数|起作用|执行|实施|生效|失效|电话|号码|标准|{NAMED}"
    r"|[^\u4e00-\u9fff]+"
)
"""What the question's words may be made of beside the plan's title."""
_OF_ROW: dict[Fact, Callable[[PlanRow], str]] = {
    "文号": lambda row: row.number or "",
    "日期": lambda row: _in_chinese(row.issued) if row.issued else "",
    "印发单位": lambda row: row.issuer or "",
}
_CALLED: dict[Fact, str] = {"施行日期": "施行", "有效期": "有效期"}
"""The word by which a clause tells it that was not read as a particular."""
WORDED: frozenset[Fact] = frozenset(("施行日期", "有效期"))
"""What is told in the paper's own words, which name it."""
Printed = tuple[Particular | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What one paper has of what is asked for: `printed` its values, () where it prints none, `telling` the
    clauses that have the word for what was not read. `beside` is what else its head says, (name, value)
    pairs; `stating` are the clauses that state any of it, in printed order.
    """

    row: PlanRow
    printed: Mapping[Fact, Printed]
    telling: Mapping[Fact, tuple[ClauseRow, ...]]
    beside: tuple[tuple[Fact, str], ...] = ()
    stating: tuple[ClauseRow, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it has any of what is asked for."""
        return any(self.printed.values()) or any(self.telling.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """`heads` is () where none of the papers has any of it; `unread` then where one of them may tell it all
    the same: its particulars were not kept, a clause may say it, or another paper is meant.
    """

    plans: tuple[PlanRow, ...]
    heads: tuple[Head, ...] = ()
    unread: bool = False


def papers_called(query: Query, sources: Sources) -> tuple[PlanRow, ...]:
    """The papers whose titles have all the words that do not ask for a fact of a head: 药店的办法 is not the
    one on shelters.
    """
    said = [word for word in _own_words(query) if _WORDS.sub("", word)]
    plans = (sources.catalog.row(plan) for plan in query.scope.plans)
    return tuple(row for row in plans if _is_called(row, said))


def heads_of(query: Query, plans: Sequence[PlanRow], sources: Sources) -> Heads:
    """Of a paper that has nothing of it only where all that is asked for stands in its row."""
    asked = query.slots.facts
    of_row = all(name in _OF_ROW for name in asked)
    heads = tuple(_head(row, asked, sources) for row in plans)
    if any(head.tells for head in heads):
        kept = (head for head in heads if len(plans) == 1 or head.tells or of_row)
        return Heads(plans=tuple(plans), heads=tuple(kept))
    unkept = not of_row and any(sources.catalog.particulars(p.id) is None for p in plans)
    unread = unkept or bool(WORDED & set(asked)) or _is_of_another_paper(_own_words(query), plans)
    return Heads(plans=tuple(plans), unread=unread)


def _own_words(query: Query) -> list[str]:
    return [t.text for t in query.terms if not t.optional]


def _head(row: PlanRow, asked: Sequence[Fact], sources: Sources) -> Head:
    printed = _printed(row, asked, sources)
    telling = {name: _telling(row, name, sources) for name in asked}
    beside: tuple[tuple[Fact, str], ...] = ()
    if any(name in _OF_ROW for name in asked):
        others = ((name, known(row)) for name, known in _OF_ROW.items() if name not in printed)
        beside = tuple((name, value) for name, value in others if value)
    stating = _stating(row, printed, telling, sources)
    return Head(row=row, printed=printed, telling=telling, beside=beside, stating=stating)


def _is_called(row: PlanRow, words: Sequence[str]) -> bool:
    titles = fold(" ".join((row.title, *row.titles)))
    return all(is_of_title(word, titles) for word in words)


def _is_of_another_paper(words: Sequence[str], plans: Sequence[PlanRow]) -> bool:
    """Whether a kind of paper is named that none of them is, so that a clause may tell of it (实施细则 of a
    办法).
    """
    titles = "".join(title for row in plans for title in (row.title, *row.titles))
    kinds = {m[0] for word in words for m in _KIND.finditer(word)}
    return bool(kinds) and not any(kind in titles for kind in kinds)


_KIND = re.compile(NAMED)


def _printed(row: PlanRow, asked: Sequence[Fact], sources: Sources) -> dict[Fact, Printed]:
    """What is asked for, as the paper has it: values of its row, or its particulars."""
    own = () if all(name in _OF_ROW for name in asked) else sources.catalog.particulars(row.id) or ()
    found: dict[Fact, Printed] = {}
    for name in asked:
        known = _OF_ROW.get(name)
        found[name] = tuple(filter(None, (known(row),))) if known else tuple(p for p in own if p.kind == name)
    return found


def _telling(row: PlanRow, name: Fact, sources: Sources) -> tuple[ClauseRow, ...]:
    """The clauses that have the word for it."""
    word = _CALLED.get(name)
    return tuple(r for r in sources.catalog.view(row.id).clauses if word and word in r.text)


def _stating(
    row: PlanRow,
    printed: Mapping[Fact, Printed],
    telling: Mapping[Fact, tuple[ClauseRow, ...]],
    sources: Sources,
) -> tuple[ClauseRow, ...]:
    """() where it stands outside the clauses."""
    spans = [p.span for found in printed.values() for p in found if isinstance(p, Particular)]
    told = [r for name, found in printed.items() if not found for r in telling[name]]
    if not (spans or told):
        return ()
    return tuple(
        r
        for r in sources.catalog.view(row.id).clauses
        if r in told or any(r.clause.span.start <= s.start and s.end <= r.clause.span.end for s in spans)
    )


def _in_chinese(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
