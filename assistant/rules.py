"""The rules engine: an understood question -> an answer, without a model.

Refusals are decided before anything is composed. Sentences shown are the plans' own, to the letter; what the engine adds
is where they stand and who is named there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import compare as comparing
from assistant import counting, listing
from assistant.catalog import PlanView
from assistant.cite import cite, marker, offices_line, reference
from assistant.evidence import sentence_spans
from assistant.figures import FigureFound, find_figures, lead, nearest
from assistant.lexicon import fold
from assistant.model import Answer, Citation, Query, Reason, Status
from assistant.question import hidden_instruction
from assistant.reference import find_clauses
from assistant.sources import Found, Sources
from ingest.library_rows import ClauseRow
from ingest.model import Span
from ingest.numbering import chinese_number

UNIT_ENOUGH = 0.58
CONTENT_ENOUGH = 0.5
OFF_TOPIC = 0.3
_WHOLE = 420
"""A clause up to this many characters is quoted whole where its content is asked for."""
_MANY = 6
"""More plans than this that fit a question without a place or a year: ask back instead of answering for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before its check."""

    status: Status
    answer: str
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    listing: listing.Listing | None = None


def answer(query: Query, sources: Sources) -> Draft:
    """Decide, then compose."""
    if _OFF_TASK.search(fold(query.text)):
        return _off_task(sources)
    strange = _unknown(query, sources)
    if strange:
        return _no_such_plan(query, sources, strange)
    if query.strange and not sources.knows(query.strange, query.scope.plans):
        return _no_such_name(query, sources)
    match query.intent:
        case "reference":
            return _by_reference(query, sources)
        case "list":
            return _list(query, sources)
        case "count":
            return _count(query, sources)
        case _ if not query.terms:
            return _empty(query, sources)
        case "compare":
            return _compare(query, sources)
        case "unit":
            return _offices(query, sources)
        case "kind":
            return _kind(query, sources)
        case "figure":
            return _figures(query, sources)
        case _:
            return _content(query, sources)


# -- refusals ---------------------------------------------------------------------------------------------------


def _unknown(query: Query, sources: Sources) -> str | None:
    """A place or a year that is asked for and that no plan is about."""
    for name in query.scope.unknown:
        if name.endswith("年"):
            if not _speaks_of(name, query, sources):
                return name
            continue
        if not sources.knows(name, query.scope.plans or [r.id for r in sources.catalog.rows]):
            return name
    if query.scope.named and not query.scope.plans and not query.scope.unknown:
        return "、".join((*query.scope.regions, *(f"{y}年" for y in query.scope.years))) or "所问的文件"
    return None


_OFF_TASK = re.compile(
    r"(?:写|作|编|来|做)(?:一?[首个篇段封])(?!.{0,6}(?:要点|规划|简报))|(?:翻译|译)成|笑话|讲个故事|天气|股票|彩票|你是谁|你叫什么|聊聊天|菜谱|做饭|写代码|写程序|星座|电影|歌"
)


def _off_task(sources: Sources) -> Draft:
    names = "、".join(sources.catalog.view(r.id).short for r in sources.catalog.rows[:8])
    return Draft(status="not_found", reason="out_of_scope", answer=f"这里只回答文件里写了什么。可查询的文件：{names}。")


def _no_such_plan(query: Query, sources: Sources, strange: str) -> Draft:
    held = "、".join(f"《{r.title}》" + (f"（{r.region}）" if r.region and r.region not in r.title else "") for r in sources.catalog.rows[:8])
    regions = set(query.scope.regions)
    plans = [r.id for r in sources.catalog.rows if not regions or r.region in regions] or [r.id for r in sources.catalog.rows]
    near = nearest(query, sources, plans, 1) if query.terms and regions else ()
    text = f"资料库里没有 {strange} 的相关文件，不能据其他文件作答。现有文件：{held}。"
    return _refuse("no_such_plan", text, near, sources)


def _no_such_name(query: Query, sources: Sources) -> Draft:
    plans = query.scope.plans or tuple(r.id for r in sources.catalog.rows)
    units = dict.fromkeys(u for p in plans[:4] for row in sources.catalog.view(p).clauses for u in row.clause.units)
    some = f"文件中出现的责任单位有：{'、'.join(list(units)[:12])}{'等' if len(units) > 12 else ''}。" if units else "这些文件没有载明责任单位。"
    return _refuse("not_stated", f"文件里没有“{query.strange}”。{some}", (), sources)


def _refuse(reason: Reason, text: str, near: Sequence[Found], sources: Sources) -> Draft:
    """A refusal that names the nearest clauses and claims nothing of them."""
    citations = tuple(cite(sources.catalog.view(f.row.plan), f.row, f.statement.span) for f in near)
    if citations:
        text += "\n\n最接近的条款：" + "、".join(f"〔{c.marker}〕" for c in citations) + "，可点开核对，但它们没有回答这个问题。"
    return Draft(status="not_found", reason=reason, answer=text, citations=citations)


def _speaks_of(year: str, query: Query, sources: Sources) -> bool:
    """Whether the sentence that meets the question names that year itself (2022年完工): then the year is no plan's."""
    regions = query.scope.regions
    plans = [r.id for r in sources.catalog.rows if not regions or r.region in regions]
    best = [s[0] for s in sources.statements(query, plans).values()]
    return any(f.statement.score >= UNIT_ENOUGH and year in fold(f.text) for f in best)


def _not_stated(query: Query, sources: Sources) -> Draft:
    near = nearest(query, sources, query.scope.plans)
    best = near[0].statement.score if near else 0.0
    if best < OFF_TOPIC:
        topic = "、".join(t.text for t in query.terms[:4])
        return _refuse("out_of_scope", f"资料库里的文件没有涉及“{topic}”的内容，无法回答。", (), sources)
    where = "、".join(sources.catalog.view(p).short for p in query.scope.plans[:4]) if query.scope.named else "现有文件"
    missing = [w for w in near[0].statement.missing][:3]
    what = f"（没有提到“{'、'.join(missing)}”）" if missing else ""
    return _refuse("only_near" if best >= 0.5 else "not_stated", f"{where}未载明所问的内容{what}。", near, sources)


def _empty(query: Query, sources: Sources) -> Draft:
    names = "、".join(sources.catalog.view(p).short for p in query.scope.plans[:8])
    text = f"请说明想了解的事项，例如某项指标的目标值、某项工作的责任科室。可查询的文件：{names}。"
    if hidden_instruction(query.text) or not query.scope.named:
        return Draft(status="not_found", reason="out_of_scope", answer=text)
    return Draft(status="clarify", answer=text)


# -- one clause, by its marks ---------------------------------------------------------------------------------------


def _by_reference(query: Query, sources: Sources) -> Draft:
    found: list[tuple[PlanView, ClauseRow]] = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        found += ((view, row) for row in find_clauses(view, query.reference, query.text))
    if not found:
        if len(query.terms) >= 2:
            return answer(replace(query, reference=(), intent="unit" if query.wants_unit else "figure" if query.wants_figure else "content"), sources)
        where = "、".join(sources.catalog.view(p).short for p in query.scope.plans[:4])
        return _refuse("not_stated", f"{where}里没有这一条。", (), sources)
    plans = dict.fromkeys(view.row.id for view, _ in found)
    if len(plans) > 1 and not query.scope.named and len(found) > 3:
        names = "、".join(sources.catalog.view(p).short for p in plans)
        return Draft(status="clarify", answer=f"多份文件都有这一条，请说明是哪一份：{names}。")
    if query.wants_unit and len(found) <= 3:
        named = [(v, r) for v, r in found if r.clause.responsibilities]
        if not named:
            chips = "、".join(f"〔{marker(v, r.clause.label)}〕" for v, r in found)
            citations = tuple(cite(v, r) for v, r in found)
            return Draft(status="not_found", reason="not_stated", answer=f"{chips}没有载明责任单位。", citations=citations)
        return _offices_of(named)
    if len(found) > 3:
        return _section(found, query, sources)
    parts = [_whole(view, row) for view, row in found]
    citations = tuple(cite(view, row) for view, row in found)
    return Draft(status="answered", answer="\n\n".join(parts), citations=citations)


def _section(found: Sequence[tuple[PlanView, ClauseRow]], query: Query, sources: Sources) -> Draft:
    """A whole section: the clauses that meet the words of the question, else a list of all of them."""
    if query.terms:
        judged = [f for view, row in found for f in sources.of_clause(view, row, query)]
        best = max(judged, key=lambda f: f.statement.score)
        if best.statement.score >= CONTENT_ENOUGH:
            view = sources.catalog.view(best.row.plan)
            if query.wants_unit and best.row.clause.responsibilities:
                return _offices_of([(view, best.row)])
            return Draft(status="answered", answer=_whole(view, best.row), citations=(cite(view, best.row),))
    rows = tuple(
        listing.ListingRow(
            plan=row.plan, clause=row.clause.label, marker=marker(view, row.clause.label), summary=listing.summary(row),
            units=row.clause.units, leaders=row.clause.leaders, open=row.clause.units_open,
        )
        for view, row in found
    )  # fmt: skip
    view, first = found[0]
    title = first.clause.path[-1] if first.clause.path else ""
    lines = [f"**{view.short}** {title}：共 {len(rows)} 条，已全部列出。", "", *(f"- {r.summary} 〔{r.marker}〕" for r in rows)]
    return Draft(
        status="answered",
        answer="\n".join(lines),
        citations=tuple(cite(v, r) for v, r in found),
        listing=listing.Listing(total=len(rows), complete=True, rows=rows),
    )


# -- whole sets ---------------------------------------------------------------------------------------------------


def _list(query: Query, sources: Sources) -> Draft:
    role = next((r for r in ("牵头", "配合") if re.search(rf"{r}(?!领导|科室)", fold(query.text))), None)
    plans = query.scope.plans if query.scope.named else ()
    if query.terms and _about_a_task(query):
        narrowed = answer(replace(query, intent="unit"), sources)
        if narrowed.status == "answered":
            return narrowed
    listed = None
    if role:
        listed = listing.list_tasks(sources, query.units, query.leaders, plans, role if _prints(sources, query, plans, role) else None)
    listed = listed or listing.list_tasks(sources, query.units, query.leaders, plans)
    if listed is None:
        names = "、".join((*query.units, *query.leaders))
        where = "、".join(sources.catalog.view(p).short for p in query.scope.plans[:4]) if query.scope.named else "现有文件"
        elsewhere = listing.list_tasks(sources, query.units, query.leaders, ())
        hint = f"该名称见于{'、'.join(sources.catalog.view(p).short for p in dict.fromkeys(r.plan for r in elsewhere.listing.rows))}。" if elsewhere else ""
        return _refuse("not_stated", f"{where}没有载明“{names}”负责的条款。{hint}", (), sources)
    return Draft(status="answered", answer=listed.answer, citations=listed.citations, listing=listed.listing)


def _about_a_task(query: Query) -> bool:
    """Whether the office is only part of a question about one thing (职业病这块职业健康科管什么)."""
    return sum(t.weight for t in query.terms) > 6 and query.wants_unit


def _prints(sources: Sources, query: Query, plans: Sequence[str], role: str) -> bool:
    """Whether the plans tell this role from others for the names asked: only then does it narrow the list."""
    roles = set()
    for unit in query.units:
        for row in sources.catalog.charged(unit=unit, plans=plans):
            roles |= {r.role for r in row.clause.responsibilities if unit in r.units}
    return any(role in r for r in roles) and any(role not in r and "配合" in r + role for r in roles)


def _count(query: Query, sources: Sources) -> Draft:
    found = counting.count(query, sources, query.scope.plans)
    if found is None:
        return _not_stated(query, sources) if query.terms else _empty(query, sources)
    text, citations, rows = found
    return Draft(status="answered", answer=text, citations=citations, listing=rows)


# -- figures ------------------------------------------------------------------------------------------------------


def _figures(query: Query, sources: Sources) -> Draft:
    found = find_figures(query, sources, query.scope.plans)
    if not found or not _bears_out(query, found):
        return _not_stated(query, sources)
    if len(found) > _MANY and not query.scope.named:
        names = "、".join(sources.catalog.view(p).short for p in list(found)[:10])
        return Draft(status="clarify", answer=f"有多份文件载明了这一内容，请说明地区或年份：{names}。")
    parts: list[str] = []
    citations: list[Citation] = []
    for plan, figures in found.items():
        view = sources.catalog.view(plan)
        leads = [lead(view, f, query) for f in figures]
        chips = "".join(f"〔{m}〕" for m in dict.fromkeys(marker(view, f.found.row.clause.label) for f in figures))
        parts.append(f"{'；'.join(filter(None, leads)) or _bold(figures[0].found.text)} {chips}")
        seen: set[Span] = set()
        for f in figures:
            if f.found.statement.span not in seen:
                seen.add(f.found.statement.span)
                citations.append(cite(view, f.found.row, f.found.statement.span))
                parts.append(_quote(citations[-1]))
        parts.append(_where(view, [f.found.row for f in figures]))
    if query.wants_unit and not any(f.found.row.clause.responsibilities for fs in found.values() for f in fs):
        parts.append("以上条款未载明责任单位。")
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _bears_out(query: Query, found: dict[str, tuple[FigureFound, ...]]) -> bool:
    """Whether a figure the question itself states stands in what was found; true where it states none."""
    text = fold(" ".join(f.found.text for figures in found.values() for f in figures))
    return all(re.search(rf"(?<![\d.]){re.escape(_as_percent(c))}", text) for c in query.claimed)


def _as_percent(claim: str) -> str:
    """百分之十八 as 18%."""
    if not claim.startswith("百分之"):
        return claim
    number = chinese_number(claim.removeprefix("百分之"))
    return f"{number}%" if number is not None else claim


def _bold(text: str) -> str:
    return f"**{text.rstrip('。；')}**"


def _kind(query: Query, sources: Sources) -> Draft:
    found = find_figures(query, sources, query.scope.plans)
    for plan, figures in found.items():
        view = sources.catalog.view(plan)
        for figure in figures:
            row = figure.found.row
            kind = next((c for c in row.clause.cells if re.search(r"约束性|预期性", c)), None) or next((t.kind for t in figure.targets if t.kind), None)
            if kind:
                citation = cite(view, row)
                text = f"{row.clause.heading or figure.targets[0].indicator}：**{kind}** 〔{citation.marker}〕\n\n{_quote(citation)}\n\n{_where(view, [row])}"
                return Draft(status="answered", answer=text, citations=(citation,))
    return _not_stated(query, sources)


def _compare(query: Query, sources: Sources) -> Draft:
    plans = comparing.plans_to_compare(query, sources)
    if len(plans) < 2:
        return answer(replace(query, intent="unit" if query.wants_unit and not query.wants_figure else "figure" if query.wants_figure else "content"), sources)
    compared = comparing.compare(query, sources, plans[:_MANY], lambda words: sources.about(words, query))
    if compared is None:
        return _not_stated(query, sources)
    text, citations = compared
    return Draft(status="answered", answer=text, citations=citations)


# -- offices and content ------------------------------------------------------------------------------------------


def _offices(query: Query, sources: Sources) -> Draft:
    by_plan = sources.statements(query, query.scope.plans)
    best: dict[str, list[Found]] = {}
    for plan, statements in by_plan.items():
        top = statements[0].statement.score
        if top < UNIT_ENOUGH or _misses(query, statements[0]):
            continue
        near = _one_a_clause(f for f in statements if f.statement.score >= max(0.86 * top, UNIT_ENOUGH))
        named = [f for f in near if f.row.clause.responsibilities]
        best[plan] = named[:1] or near[:1]
        best[plan] += [f for f in named[1:2] if f.statement.score >= 0.97 * top]
    if not best:
        return _not_stated(query, sources)
    highest = max(found[0].statement.score for found in best.values())
    kept = {p: f for p, f in best.items() if f[0].statement.score >= 0.88 * highest}
    named = {p: f for p, f in kept.items() if any(x.row.clause.responsibilities for x in f)}
    if not named:
        found = [f for fs in kept.values() for f in fs]
        chips = "、".join(f"〔{marker(sources.catalog.view(f.row.plan), f.row.clause.label)}〕" for f in found)
        citations = tuple(cite(sources.catalog.view(f.row.plan), f.row, f.statement.span) for f in found)
        return Draft(status="not_found", reason="not_stated", answer=f"{chips}写到了这项工作，但没有载明责任单位。", citations=citations)
    pairs = [(sources.catalog.view(p), f) for p, fs in named.items() for f in fs if f.row.clause.responsibilities]
    pairs.sort(key=lambda pair: -pair[1].statement.score)
    if query.wants_leader and not any(f.row.clause.leaders for _, f in pairs):
        chips = "、".join(f"〔{marker(v, f.row.clause.label)}〕" for v, f in pairs)
        citations = tuple(cite(v, f.row, f.statement.span) for v, f in pairs)
        text = f"{chips}没有载明分管或牵头领导，只载明了责任科室。"
        return Draft(status="not_found", reason="not_stated", answer=text, citations=citations)
    return _offices_of([(v, f.row) for v, f in pairs], [f.statement.span for _, f in pairs], figures=query.wants_figure)


def _offices_of(rows: Sequence[tuple[PlanView, ClauseRow]], spans: Sequence[Span] | None = None, *, figures: bool = False) -> Draft:
    parts: list[str] = []
    citations: list[Citation] = []
    for n, (view, row) in enumerate(rows):
        citation = cite(view, row, spans[n] if spans else None)
        citations.append(citation)
        parts += [f"**{offices_line(row)}** 〔{citation.marker}〕", _quote(citation), f"出处：{reference(view, row)}"]
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _content(query: Query, sources: Sources) -> Draft:
    by_plan = sources.statements(query, query.scope.plans)
    best = {p: s for p, s in by_plan.items() if s[0].statement.score >= CONTENT_ENOUGH and not _misses(query, s[0])}
    if not best:
        return _not_stated(query, sources)
    highest = max(s[0].statement.score for s in best.values())
    kept = sorted((s for s in best.values() if s[0].statement.score >= 0.9 * highest), key=lambda s: -s[0].statement.score)
    parts: list[str] = []
    citations: list[Citation] = []
    for statements in kept[:3]:
        view = sources.catalog.view(statements[0].row.plan)
        for found in _one_a_clause(statements)[:1]:
            spans = _spans_to_show(found, statements)
            parts.append(f"〔{marker(view, found.row.clause.label)}〕 {found.row.clause.heading or ''}".rstrip())
            for span in spans:
                citations.append(cite(view, found.row, span))
                parts.append(_quote(citations[-1]))
            parts.append(_where(view, [found.row]))
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _spans_to_show(found: Found, statements: Sequence[Found]) -> list[Span]:
    """The whole clause where it is short or all of it is meant, else the sentences that meet the question, in order."""
    clause = found.row.clause
    if clause.span.end - clause.span.start <= _WHOLE:
        return [clause.span]
    mine = [f for f in statements if f.row is found.row]
    top = max(f.statement.score for f in mine)
    spread = [f for f in mine if f.statement.score >= 0.92 * top]
    if len(spread) * 2 >= len(sentence_spans(found.row)):
        return [clause.span]
    spans = sorted(f.statement.span for f in spread)
    return spans or [clause.span]


def _misses(query: Query, found: Found) -> bool:
    total = sum(t.weight for t in query.terms)
    return sum(t.weight for t in query.terms if t.text in found.statement.missing) > 0.4 * total


def _one_a_clause(statements: Sequence[Found] | object) -> list[Found]:
    first: dict[tuple[str, str], Found] = {}
    for f in statements:  # type: ignore[attr-defined]
        first.setdefault((f.row.plan, f.row.clause.label), f)
    return list(first.values())


# -- wording ------------------------------------------------------------------------------------------------------


def _quote(citation: Citation) -> str:
    words = citation.quote.replace("\t", " ｜ ").replace("\n", "\n> ")
    return f"> {words}"


def _whole(view: PlanView, row: ClauseRow) -> str:
    citation = cite(view, row)
    return f"〔{citation.marker}〕\n\n{_quote(citation)}\n\n{_where(view, [row])}"


def _where(view: PlanView, rows: Sequence[ClauseRow]) -> str:
    """Formal reference and offices of each clause once."""
    lines = []
    for row in {r.clause.label: r for r in rows}.values():
        offices = offices_line(row)
        lines.append(f"出处：{reference(view, row)}" + (f"。{offices}" if offices else "。本条未载明责任单位"))
    return "\n\n".join(lines)


def scope_note(query: Query, sources: Sources) -> str:
    """What the question was taken to ask about, for the reader to correct."""
    parts = []
    if query.scope.named and query.scope.plans:
        parts.append("范围：" + "、".join(sources.catalog.view(p).short for p in query.scope.plans[:6]))
    parts += [f"“{typed}”按“{read}”理解" for typed, read in query.corrected]
    return "；".join(parts)


__all__ = ["Draft", "FigureFound", "answer", "scope_note"]
