"""Complete lists: every task of an office or a person, tasks with nobody named, and counts. Read from the
Library, never from search results.

Complete by construction: the rows are all clauses the Library charges the name with, and the answer says what
cannot be known (lists that end in 等, plans that name nobody). A task with nobody named
(没有写明责任单位的条款有哪些) prints neither office nor person, of its own or of its section; a list of
offices that ends in 等 names somebody. Of a plan that names nobody at all the answer says just that, instead
of listing every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.denial import By, Denial
from assistant.lookups.charged import (
    ANY_PART,
    AskedPart,
    charged_rows,
    divides,
    marks_offices,
)
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, ask_which
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import own_task, topic_of
from assistant.lookups.unsaid_parts import (
    beside_a_part,
    by_shorter_names,
    kind_of_besides,
    led_by_others,
    others,
    said_of_shorter,
)
from assistant.model import Citation, Listing, ListingRow
from assistant.query.entities import kin_of
from assistant.question import Query
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import in_role, silence
from ingest.grammar.stops import STATEMENT, begin_of, end_of
from ingest.grammar.whole_names import names_office
from ingest.labels import is_preamble
from ingest.store.rows import ClauseRow

_SUMMARY = 60
"""Characters a row's summary may take; it ends at a mark of punctuation where one is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A listing with the words of the answer and the citations of its rows; `counted` the lines that say how
    many.
    """

    listing: Listing
    answer: str
    counted: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def draft(self) -> Draft:
        return Draft(
            status="answered",
            answer=self.answer,
            citations=self.citations,
            listing=self.listing,
            counted=self.counted,
        )


def list_tasks(
    sources: Sources,
    units: Sequence[str],
    leaders: Sequence[str],
    plans: Sequence[str],
    asked: AskedPart = ANY_PART,
    *,
    together: bool = False,
    within: Confined | None = None,
) -> Listed | None:
    """Every clause of `plans` that names one of the offices or people in a part asked for, `together` all of
    them, `within` the part of a paper the question names; None where there is none.
    """
    names = (*units, *leaders)
    every = charged_rows(sources.catalog, units, leaders, plans, asked)
    chosen = [r for r in every if within is None or within.holds(r)]
    if together:
        chosen = [r for r in chosen if len(_held(r, names)) == len(names)]
    if not chosen:
        return None
    views = {plan: sources.catalog.view(plan) for plan in dict.fromkeys(r.plan for r in chosen)}
    mentions = [r for r in _mentions(chosen, views, units) if within is None or within.holds(r)]
    beyond = unlisted(chosen, sources.catalog, units, plans) if within is None else _outside(every, chosen)
    unsure = not all(map(marks_offices, views.values()))
    besides = [r for r in beside_a_part(chosen, views, names, asked) if within is None or within.holds(r)]
    shorter = by_shorter_names(chosen, views, units) if within is None else {}
    listing = Listing(
        total=len(chosen),
        complete=not mentions and not unsure and not besides and not shorter,
        rows=tuple(listing_row(views[r.plan], r, names) for r in chosen),
    )
    shared = "同时列名的" if together else ""
    where = f"在{within.name(views)}里" if within else ""
    head = f"**{'、'.join(names)}** {where}{shared}{asked.words}共 {len(chosen)} 项，已全部列出。"
    each = "" if together else _each(chosen, views, names)
    if mentions:
        head = head.replace("，已全部列出", f"（按标明的责任单位计），另有 {len(mentions)} 条提到，附在后面")
    elif unsure:
        head = head.replace("，已全部列出", "（按标明的责任单位计）")
    elif besides:
        head = head.replace(
            "，已全部列出", f"；另有 {len(besides)} 项{kind_of_besides(besides, names)}，附在后面"
        )
    elif shorter:
        head = head.replace("，已全部列出", "（按全称计）")
    notes = [
        *(_undivided(views, asked) if units else ()),
        *said_of_shorter(shorter, views),
        *beyond,
        *_mentioned(mentions, views, units),
        *_said_beside(besides, views, names),
    ]
    return Listed(
        listing=listing,
        answer=_answer("\n\n".join(filter(None, (head, each))), views, chosen, notes, names),
        counted=(*filter(None, (head, each)), *counts_of(views, chosen), *notes),
        citations=tuple(
            cite(views[r.plan], r)
            for r in (*chosen, *mentions, *besides, *(row for rows in shorter.values() for row in rows))
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """The part of each paper a list is confined to: what it is called, plan id -> title in quotation marks,
    and its clauses, (plan id, label) each. `said` is its name as the question has it.
    """

    said: str
    titles: Mapping[str, str]
    clauses: frozenset[tuple[str, str]]

    def name(self, plans: Iterable[str]) -> str:
        """What it is called in all of these papers, else as it is said."""
        titles = {self.titles[plan] for plan in plans}
        return titles.pop() if len(titles) == 1 else f"“{self.said}”"

    def holds(self, row: ClauseRow) -> bool:
        return (row.plan, row.clause.label) in self.clauses


def _outside(every: Sequence[ClauseRow], chosen: Sequence[ClauseRow]) -> list[str]:
    """How many of their tasks stand in the rest of the paper."""
    left = len(every) - len(chosen)
    return [f"- 文件的其他部分另有 {left} 项列有其名，未计入。"] if left else []


def _undivided(views: Mapping[str, PlanView], asked: AskedPart) -> list[str]:
    """Whose responsible offices count as leading, where only those that lead are asked for."""
    if not asked.narrows or "lead" not in asked.parts or "responsible" in asked.parts:
        return []
    said = [view.short for view in views.values() if not divides(view)]
    none = Denial(what="另列牵头单位", by=By.COUNTED, where=f"- {'、'.join(said)}")
    return [f"{none}，按责任单位列出。"] if said else []


def _said_beside(rows: Sequence[ClauseRow], views: Mapping[str, PlanView], names: Sequence[str]) -> list[str]:
    if not rows:
        return []
    said = {
        "列为责任单位，同条另有牵头单位": [r for r in rows if led_by_others(r, names)],
        "只列了单位名称，不分牵头配合": [r for r in rows if not led_by_others(r, names)],
    }
    return [
        f"- 另有 {len(of)} 项{what}："
        + "、".join(f"〔{marker(views[r.plan], r.clause.label)}〕{cell(summary(r))}" for r in of)
        for what, of in said.items()
        if of
    ]


def _each(rows: Sequence[ClauseRow], views: dict[str, PlanView], names: Sequence[str]) -> str:
    """How many of the rows each of several names has, and which of them more than one; "" for a single
    name.
    """
    if len(names) < 2:
        return ""
    held = [_held(row, names) for row in rows]
    counts = "，".join(f"{name} {sum(name in h for h in held)} 项" for name in names)
    shared = [row for row, h in zip(rows, held, strict=True) if len(h) > 1]
    if not shared:
        return f"{Denial(what='共同列名的', by=By.COUNTED, where=f'其中{counts}；')}。"
    chips = "、".join(f"〔{marker(views[row.plan], row.clause.label)}〕" for row in shared)
    return f"其中{counts}；有 {len(shared)} 项共同列名：{chips}。"


def _held(row: ClauseRow, names: Sequence[str]) -> set[str]:
    """Those of the names the clause is charged with."""
    return {n for n in names if any(n in (*r.units, *r.leaders) for r in row.clause.responsibilities)}


def _mentions(rows: Sequence[ClauseRow], views: dict[str, PlanView], units: Sequence[str]) -> list[ClauseRow]:
    """Clauses of the same plans whose words name the office without its being charged with them."""
    return [
        row
        for row in others(rows, views)
        if any(unit not in row.clause.units and names_office(row.text, unit) for unit in units)
    ]


def _mentioned(rows: Sequence[ClauseRow], views: dict[str, PlanView], units: Sequence[str]) -> list[str]:
    if not rows:
        return []
    chips = "、".join(
        f"〔{marker(views[r.plan], r.clause.label)}〕" + (_naming(r, units) if len(rows) <= _TOLD else "")
        for r in rows
    )
    where = f"- 正文另有 {len(rows)} 条提到“{'、'.join(units)}”，"
    return [f"{Denial(what='为责任单位', by=By.NOTED, where=where)}：{chips}"]


_TOLD = 3
"""Up to so many clauses that only mention an office are told with their words. Set by a line's length."""


def _naming(row: ClauseRow, units: Sequence[str]) -> str:
    """The statement that names one of the offices."""
    at = min((n for unit in units if (n := row.text.find(unit)) >= 0), default=-1)
    if at < 0:
        return ""
    return cell(row.text[begin_of(STATEMENT, row.text, at) : end_of(STATEMENT, row.text, at)].strip())


def listing_row(view: PlanView, row: ClauseRow, names: Sequence[str] = ()) -> ListingRow:
    """A row with what the clause is about; where `names` are listed with what it charges them with."""
    clause = row.clause
    return ListingRow(
        plan=row.plan,
        clause=clause.label,
        marker=marker(view, clause.label),
        summary=own_task(row, names) or summary(row),
        units=clause.units,
        leaders=clause.leaders,
        open=clause.units_open,
    )


def summary(row: ClauseRow) -> str:
    """The clause's own heading, else its first words up to a full stop, to the letter."""
    if row.clause.heading and row.clause.heading in row.text:
        return row.clause.heading
    first = STATEMENT.split(row.text, maxsplit=1)[0]
    if len(first) <= _SUMMARY:
        return first
    cut = max(first.rfind(ch, 0, _SUMMARY) for ch in "，、：,")
    return (first[:cut] if cut >= 12 else first[:_SUMMARY]) + "…"


def _answer(
    head: str,
    views: dict[str, PlanView],
    rows: Sequence[ClauseRow],
    notes: Sequence[str],
    names: Sequence[str] = (),
) -> str:
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        view = views[plan]
        lines.append(f"\n{counted_in(view, of_plan)}\n")
        lines.append("| 条款 | 事项 | 分工 |\n|---|---|---|")
        for row in of_plan:
            roles = "；".join(in_role(r) for r in row.clause.responsibilities)
            own, head = own_task(row, names), topic_of(row)
            topic = f"{head}：" if head and own and head not in own else ""
            said = cell(topic + (own or summary(row)))
            lines.append(f"| 〔{marker(view, row.clause.label)}〕 | {said} | {cell(roles)} |")
    return "\n".join([*lines, *([""] if notes else []), *notes])


def by_plan(rows: Iterable[ClauseRow]) -> dict[str, list[ClauseRow]]:
    """The rows of each plan, plans and rows in the order they come in."""
    found: dict[str, list[ClauseRow]] = {}
    for row in rows:
        found.setdefault(row.plan, []).append(row)
    return found


def counted_in(view: PlanView, rows: Sequence[ClauseRow]) -> str:
    """The line above the rows of one plan, which are those of `rows`."""
    return f"**{view.short}**（{len(rows)} 项）"


def counts_of(views: Mapping[str, PlanView], rows: Iterable[ClauseRow]) -> list[str]:
    """That line for each plan of the rows."""
    return [counted_in(views[plan], of_plan) for plan, of_plan in by_plan(rows).items()]


def cell(text: str) -> str:
    """Text that stays in one cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def unlisted(
    rows: Sequence[ClauseRow], catalog: Catalog, units: Sequence[str], plans: Sequence[str]
) -> list[str]:
    """What the list cannot say: open lists among the other clauses, clauses without offices, offices of a
    like name.
    """
    notes = []
    covered = {r.plan for r in rows} if not plans else set(plans)
    named = {(r.plan, r.clause.label) for r in rows}
    opened = silent = unread = 0
    for plan in sorted(covered & {r.plan for r in rows}):
        for row in catalog.view(plan).clauses:
            if (row.plan, row.clause.label) in named or is_preamble(row.clause):
                continue
            opened += row.clause.units_open
            told = bool(silence(row))
            silent += told
            unread += not row.clause.responsibilities and not told
    if opened:
        notes.append(f"- 另有 {opened} 条的责任名单以“等”结尾，原文未列全，是否涉及无法判断。")
    if silent:
        none = Denial(what="责任单位", by=By.CHARGES, where=f"- 另有 {silent} 条")
        notes.append(f"{none.brief}，未计入。")
    if unread:
        none = Denial(what="由谁负责", by=By.READ, where=f"- 另有 {unread} 条")
        notes.append(f"{none}，未计入，请看原文。")
    for unit in units:
        kin = kin_of(unit, catalog.units)
        counts = [(k, len(catalog.charged(unit=k, plans=plans))) for k in kin]
        counts = [(k, n) for k, n in counts if n]
        if counts:
            said = "、".join(f"“{k}”{n} 项" for k, n in counts)
            notes.append(f"- “{unit}”按原文名称逐字计；名称相近的 {said} 未计入。")
    return notes


def tabulated(head: str, rows: Sequence[ClauseRow], sources: Sources) -> Draft:
    """The clauses as one table a plan, with the offices of each."""
    views = {row.plan: sources.catalog.view(row.plan) for row in rows}
    return Draft(
        status="answered",
        answer=_answer(head, views, rows, []),
        citations=tuple(cite(views[row.plan], row) for row in rows),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(listing_row(views[r.plan], r) for r in rows)
        ),
        counted=(head, *counts_of(views, rows)),
    )


def unassigned(query: Query, sources: Sources) -> Draft | None:
    """None where the question asks for something else."""
    if not {"unassigned", "set"} <= query.slots.asks or query.units or query.leaders:
        return None
    plans = query.scope.plans
    if len(plans) > LOOKUPS.plans and not query.scope.named:
        return ask_which(plans, sources.catalog)
    silent: list[str] = []
    rows: list[ClauseRow] = []
    for plan in plans:
        clauses = [r for r in sources.catalog.view(plan).clauses if not is_preamble(r.clause)]
        nobody = [r for r in clauses if not r.clause.responsibilities]
        if len(nobody) == len(clauses):
            where = f"- {sources.catalog.short(plan)}通篇"
            none = Denial(what="责任单位", by=By.STATED, where=where, way="逐条")
            silent.append(f"{none}（{len(clauses)} 条），未列入。")
        else:
            rows += nobody
    return _listed(rows, silent, sources, len(plans))


def _listed(rows: Sequence[ClauseRow], silent: Sequence[str], sources: Sources, plans: int) -> Draft:
    if not rows:
        said = ["所问的文件里，每一条都写明了责任单位。"] if len(silent) < plans else []
        notes = (*said, *silent)
        return Draft(status="answered", answer="\n".join(notes), counted=notes)
    views = {row.plan: sources.catalog.view(row.plan) for row in rows}
    head = f"{Denial(what='责任单位', by=By.STATED)}的共 {len(rows)} 条，已全部列出。"
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        view = views[plan]
        lines += [f"\n{counted_in(view, of_plan)}\n", "| 条款 | 事项 |\n|---|---|"]
        lines += [f"| 〔{marker(view, row.clause.label)}〕 | {cell(summary(row))} |" for row in of_plan]
    return Draft(
        status="answered",
        answer="\n".join([*lines, *([""] if silent else []), *silent]),
        citations=tuple(cite(views[row.plan], row) for row in rows),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(listing_row(views[r.plan], r) for r in rows)
        ),
        counted=(head, *counts_of(views, rows), *silent),
    )
