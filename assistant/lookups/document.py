"""Facts about a document itself: its number (文号), date of issue and issuer, addressees, signatory, contact,
entry into force and duration, attachments.

In: a question that asks for nothing else. Out: one line a plan with everything asked for and known, quoting
the clause that states it where there is one; what the paper does not print is named as such. When some other
plan it mentions is to be issued (何时印发实施方案) is not answered here: what is asked about must be in the
title.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.denial import By, Denial
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, ask_which, quote, references
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.query.short_forms import is_of_title
from assistant.question import Fact, Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest import late_re as re
from ingest.grammar.genres import ISSUES, NAMED
from ingest.model import Particular
from ingest.store.rows import ClauseRow, PlanRow

_WORDS = re.compile(
    rf"文号|字号|编号|号文|文件|{ISSUES}|出台|成文|发出|发文|制定|印制|时间|日期|时候|单位|机关|机构"
    rf"|部门|主体|落款|哪[年天日]|签发|抄送|主送|开始|施行|管用|算数|作数|起作用|执行|实施|生效|失效|电话|号码|标准|{NAMED}"
    r"|[^\u4e00-\u9fff]+"
)
"""What the question's words may be made of beside the plan's title."""
_OF_ROW: dict[Fact, Callable[[PlanRow], str]] = {
    "文号": lambda row: row.number or "",
    "日期": lambda row: _in_chinese(row.issued) if row.issued else "",
    "印发单位": lambda row: row.issuer or "",
}
_WORDED = frozenset(("施行日期", "有效期"))
"""What is told in the paper's own words, which name it."""
_CALLED: dict[Fact, str] = {"施行日期": "施行", "有效期": "有效期"}
"""The word by which a clause tells it that was not read as a particular."""


def document_facts(query: Query, sources: Sources) -> Draft | None:
    """None where something else is asked, or something beside; and where what is asked for stands in no field
    of the papers and a clause may still tell it.
    """
    asked = query.slots.facts
    plans = [sources.catalog.row(plan) for plan in query.scope.plans]
    said_whole = [t.text for t in query.terms if not t.optional]
    said = [word for word in said_whole if _WORDS.sub("", word)]
    plans = [row for row in plans if _is_called(row, said)]
    if not asked or not plans:
        return None
    if len(plans) > LOOKUPS.plans:
        return ask_which([row.id for row in plans], sources.catalog)
    printed = {row.id: _printed(row, asked, sources) for row in plans}
    told = any(_telling(row, name, sources) for row in plans for name in asked)
    if not told and not any(found for row in printed.values() for found in row.values()):
        return None if _is_of_another_paper(said_whole, plans) else _not_printed(asked, plans, sources)
    lines = tuple(
        f"- **{sources.catalog.short(row.id)}**《{row.title}》：{_said(row, printed[row.id], sources)}。"
        for row in plans
        if len(plans) == 1
        or any(printed[row.id].values())
        or any(_telling(row, name, sources) for name in asked)
        or all(name in _OF_ROW for name in asked)
    )
    quoted = [_quoted(row, printed[row.id], sources) for row in plans]
    citations = tuple(citation for shown, _ in quoted for citation in shown)
    words = (*lines, *(text for _, text in quoted if text))
    return Draft(status="answered", answer="\n\n".join(words), citations=citations, counted=lines)


def _is_called(row: PlanRow, words: Sequence[str]) -> bool:
    """Whether the titles of the paper have all the words: 药店的办法 is not the one on shelters."""
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


def _printed(
    row: PlanRow, asked: Sequence[Fact], sources: Sources
) -> dict[Fact, tuple[Particular | str, ...]]:
    """What is asked for, as the paper has it: values of its row, or its particulars."""
    own = () if all(name in _OF_ROW for name in asked) else sources.catalog.particulars(row.id) or ()
    found: dict[Fact, tuple[Particular | str, ...]] = {}
    for name in asked:
        known = _OF_ROW.get(name)
        found[name] = tuple(filter(None, (known(row),))) if known else tuple(p for p in own if p.kind == name)
    return found


def _not_printed(asked: Sequence[Fact], plans: Sequence[PlanRow], sources: Sources) -> Draft | None:
    """The refusal; none where a paper's particulars were not kept, or a clause may tell what is asked for."""
    of_row = all(name in _OF_ROW for name in asked)
    told = of_row or not any(sources.catalog.particulars(p.id) is None for p in plans)
    if not told or _WORDED & set(asked):
        return None
    where = "、".join(sources.catalog.short(row.id) for row in plans)
    absent = Denial(what="、".join(asked), by=By.PRINTED, where=where)
    return Draft(status="not_found", reason="not_stated", answer=f"{absent}，或所收版本略去了文件头。")


def _said(row: PlanRow, printed: dict[Fact, tuple[Particular | str, ...]], sources: Sources) -> str:
    """What is asked for first, then what else its head says where that was asked about."""
    parts = [
        f"{name}见下面的条款" if not found and _telling(row, name, sources) else _part(name, found)
        for name, found in printed.items()
    ]
    if any(name in _OF_ROW for name in printed):
        others = ((name, known(row)) for name, known in _OF_ROW.items() if name not in printed)
        parts += [f"{name} {said}" for name, said in others if said]
    return "，".join(parts)


def _telling(row: PlanRow, name: Fact, sources: Sources) -> tuple[ClauseRow, ...]:
    """The clauses that have the word for it, where it was not read as a particular."""
    word = _CALLED.get(name)
    return tuple(r for r in sources.catalog.view(row.id).clauses if word and word in r.text)


def _part(name: Fact, found: Sequence[Particular | str]) -> str:
    if not found:
        return str(Denial(what=name, by=By.PRINTED))
    values = dict.fromkeys(p if isinstance(p, str) else p.text for p in found)
    shown = "；".join(f"**{value}**" for value in values)
    return shown if name in _WORDED else f"{name} {shown}"


def _quoted(
    row: PlanRow, printed: dict[Fact, tuple[Particular | str, ...]], sources: Sources
) -> tuple[tuple[Citation, ...], str]:
    """The clauses that state it, whole, each once; nothing where it stands outside the clauses."""
    spans = [p.span for found in printed.values() for p in found if isinstance(p, Particular)]
    told = [r for name, found in printed.items() if not found for r in _telling(row, name, sources)]
    if not (spans or told):
        return (), ""
    view = sources.catalog.view(row.id)
    rows: list[ClauseRow] = [
        r
        for r in view.clauses
        if r in told or any(r.clause.span.start <= s.start and s.end <= r.clause.span.end for s in spans)
    ]
    cited = tuple(cite(view, r) for r in rows)
    shown = (f"〔{marker(view, r.clause.label)}〕\n\n{quote(c)}" for r, c in zip(rows, cited, strict=True))
    return cited, "\n\n".join([*shown, references(view, rows)]) if rows else ""


def _in_chinese(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
