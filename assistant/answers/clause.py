"""A clause or a section pointed at by its marks: shown whole, its offices, or a list of what is in it.

What follows from breaking an article (违反第九条怎么处理, `punished`) are the articles that speak of its
breach, in full; the article itself says what is to be done and is no answer. Where none names it, what is
said of breaking the paper as a whole is shown, and nothing claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, Reply, chips, refuse, row_line, whole
from assistant.answers.near import near_or_nothing, shown
from assistant.answers.office import offices_of
from assistant.answers.office_tasks import in_part
from assistant.answers.options import ANSWERS
from assistant.answers.target_lists import tabulated_targets
from assistant.answers.unnamed import NO_LEADER, Silent
from assistant.denial import By, Denial
from assistant.lookups.cite import cite
from assistant.lookups.items import leads_in
from assistant.lookups.listing import Confined, listing_row
from assistant.lookups.sections import printed_title
from assistant.lookups.structure import common_depth
from assistant.model import Listing
from assistant.query.options import QUERY
from assistant.query.reference import articles_pointed_at, find_clauses, table_number, tables_of
from assistant.query.slots import headings_named
from assistant.question import Ask, Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import names_no_leader, silence
from ingest import late_re as re
from ingest.grammar.breaches import articles_broken, breaks_the_paper
from ingest.grammar.references import ARTICLE
from ingest.labels import is_paragraph
from ingest.store.rows import ClauseRow

GENERIC = re.compile(
    r"工作|任务|内容|措施|举措|指标|事项|安排|要求|条款|方面|领域|部分|板块|工程|行动|包括|哪些|重点|主要"
)
"""Words that ask for an enumeration and are no words of what is enumerated."""
Placed = tuple[PlanView, ClauseRow]


def by_reference(query: Query, sources: Sources) -> Reply:
    """The clause or section the marks point at; another kind of question where no clause has them."""
    if "breach" in query.slots.asks and articles_pointed_at(query):
        return punished(query, sources)
    found: list[tuple[PlanView, ClauseRow]] = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        found += ((view, row) for row in find_clauses(view, query))
    found = _under_named(found, query) or found
    if not found:
        if len(query.terms) >= 2:
            return replace(
                query,
                reference=(),
                intent="unit" if query.wants_unit else "figure" if query.wants_figure else "content",
            )
        where = "、".join(sources.catalog.short(p) for p in query.scope.plans[:4])
        if table_number(query):
            read = sum(len(tables_of(sources.catalog.view(plan))) for plan in query.scope.plans)
            unread = Denial(what="所指的这一张", by=By.TABLES, where=f"{where}里读到 {read} 张表，")
            return refuse("not_stated", f"{unread}，请看原文。")
        return refuse(
            "not_stated", f"{Denial(what='这一条', by=By.MARKS, where=f'{where}里').with_look_up}。"
        )
    plans = dict.fromkeys(view.row.id for view, _ in found)
    asked = {*query.units, *query.leaders}
    charged = [row for _, row in found if asked & {*row.clause.units, *row.clause.leaders}]
    goes_on = charged and all(leads_in(row) for row in charged)
    if asked and len(found) > 1 and len(plans) == 1 and not goes_on:
        path = found[0][1].clause.path[: common_depth([row for _, row in found])]
        clauses = frozenset((row.plan, row.clause.label) for _, row in found)
        titles = dict.fromkeys(plans, printed_title(path[-1]))
        return in_part(query, sources, Confined(said=path[-1], titles=titles, clauses=clauses))
    if len(plans) > 1 and not query.scope.named and len(found) > ANSWERS.whole:
        names = "、".join(sources.catalog.short(p) for p in plans)
        return Draft(status="clarify", answer=f"多份文件都有这一条，请说明是哪一份：{names}。")
    if query.wants_unit and len(found) <= ANSWERS.whole:
        named = [(v, r) for v, r in found if r.clause.responsibilities]
        if query.wants_leader and not any(r.clause.leaders for _, r in found):
            return _unless(names_no_leader, NO_LEADER, found)
        if not named:
            return _unless(silence, f"{Denial(what='责任单位', by=By.CHARGES)}。", found)
        return offices_of(named)
    if len(found) > ANSWERS.whole:
        return section(found, query, sources)
    parts = [whole(view, row) for view, row in found]
    citations = tuple(cite(view, row) for view, row in found)
    return Draft(status="answered", answer="\n\n".join(parts), citations=citations)


def _unless(silent: Silent, said: str, found: Sequence[tuple[PlanView, ClauseRow]]) -> Draft:
    """What is said of clauses that name nobody; where one of them may name somebody, they are shown."""
    if not all(silent(row) for _, row in found):
        return shown([Passage(view=v, row=r, span=r.clause.span, share=1.0) for v, r in found])
    citations = tuple(cite(v, r) for v, r in found)
    return Draft(status="not_found", reason="not_stated", answer=f"{chips(found)}{said}", citations=citations)


def _under_named(
    found: Sequence[tuple[PlanView, ClauseRow]], query: Query
) -> list[tuple[PlanView, ClauseRow]]:
    """Those that stand under a heading the question calls by its words as well (工作目标第10条)."""
    named = {view.row.id: headings_named(query, view) for view, _ in found}
    return [
        (view, row)
        for view, row in found
        if any(step.partition(" ")[2] in named[view.row.id] for step in row.clause.path)
    ]


def by_title(query: Query, sources: Sources) -> Draft | None:
    """The section whose title the question names and asks nothing further of (保障措施有哪几条); None where
    there is none.
    """
    for plan in query.scope.plans if query.scope.named else ():
        view = sources.catalog.view(plan)
        titles = headings_named(query, view)
        for title in sorted(titles, key=lambda t: (-len(t), t)):
            if any(t.text not in fold(title) for t in query.terms):
                continue
            rows = [r for r in view.clauses if any(step.endswith(f" {title}") for step in r.clause.path)]
            if len(rows) >= 2:
                return section([(view, r) for r in rows], replace(query, terms=()), sources)
    return None


def enumerated(query: Query, sources: Sources) -> Draft | None:
    """What belongs to a section or to a group of a table that the question names by words of its title (老
    龄化方面有哪些工作).

    None where it does not ask for an enumeration, or no title has all its words.
    """
    asks: Ask = "enumeration" if query.intent == "content" else "which"
    if not query.scope.named or asks not in query.slots.asks or "members" in query.slots.asks:
        return None
    words = [t for t in query.terms if not t.optional and not GENERIC.fullmatch(t.text)]
    if sum(len(t.text) for t in words) < QUERY.heading:
        return None
    drafts = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        title, rows = section_named(view, words)
        if len(rows) >= 2:
            whole_ = replace(query, terms=())
            drafts.append(section([(view, r) for r in rows], whole_, sources, title=title))
    return together(drafts) if drafts else None


def section_named(view: PlanView, words: Sequence[Term]) -> tuple[str, list[ClauseRow]]:
    """The title, or the group, that has all the words and the fewest others, with its clauses; none where no
    title has them.
    """
    below: dict[str, list[ClauseRow]] = {}
    for row in view.clauses:
        for step in (*row.clause.path, row.clause.group or ""):
            below.setdefault(step, []).append(row)
    fitting = [
        title for title in below if title and all(any(w in fold(title) for w in t.wordings) for t in words)
    ]
    title = min(fitting, key=len, default="")
    return title, below[title] if title else []


def together(drafts: Sequence[Draft]) -> Draft:
    """Lists of several plans as one answer."""
    first, *more = drafts
    if not more:
        return first
    rows = tuple(row for draft in drafts if draft.listing for row in draft.listing.rows)
    return replace(
        first,
        answer="\n\n".join(draft.answer for draft in drafts),
        citations=tuple(c for draft in drafts for c in draft.citations),
        listing=Listing(total=len(rows), complete=True, rows=rows),
        counted=tuple(line for draft in drafts for line in draft.counted),
    )


def _leads_in(row: ClauseRow) -> bool:
    """Whether a clause only introduces the items of its 条 (应当遵守下列规定：)."""
    return is_paragraph(row.clause) and row.text.rstrip().endswith(("：", ":"))


_TARGETS: frozenset[Ask] = frozenset(("targets", "count_targets"))


def _figures_of(found: Sequence[tuple[PlanView, ClauseRow]], title: str, sources: Sources) -> Draft | None:
    """The figures of a section whose targets are asked for, and how many of its clauses state none."""
    view, rows = found[0][0], [row for _, row in found]
    silent = sum(not view.targets.get(row.clause.label) for row in rows)
    unread = Denial(what="数字目标", by=By.READ_FROM_CLAUSES, where=f"；另有 {silent} 条")
    beside = f"{unread}，未列入" if silent else ""
    head = f"**{view.short}** {title}：数字目标共 {{}} 个{beside}。"
    return tabulated_targets(head, rows, sources)


def _is_wanted_whole(query: Query, found: Sequence[tuple[PlanView, ClauseRow]]) -> bool:
    """Whether all of it is to be listed, and no word of the question is of one clause of it alone: all stand
    in the paper's title or a heading above (附件2的低空目标都列一下).
    """
    heads = fold(" ".join(s for view, row in found for s in (view.row.title, *row.clause.path)))
    return "enumeration" in query.slots.asks and all(t.text in heads for t in query.terms)


def section(
    found: Sequence[tuple[PlanView, ClauseRow]], query: Query, sources: Sources, *, title: str = ""
) -> Draft:
    """A whole section: the clauses that meet the words of the question, else a list of all of them."""
    if query.terms and not _is_wanted_whole(query, found):
        judged = [f for view, row in found for f in sources.of_clause(view, row, query)]
        best = max(judged, key=lambda f: f.statement.score)
        if best.statement.score >= ANSWERS.meets:
            view = sources.catalog.view(best.row.plan)
            if query.wants_unit and best.row.clause.responsibilities:
                return offices_of([(view, best.row)])
            return Draft(status="answered", answer=whole(view, best.row), citations=(cite(view, best.row),))
    found = [(v, r) for v, r in found if not _leads_in(r)] or found
    rows = tuple(listing_row(view, row) for view, row in found)
    view, first = found[0]
    common = first.clause.path[: common_depth([row for _, row in found])]
    title = title or (common[-1] if common else "")
    if _TARGETS & query.slots.asks and (figures := _figures_of(found, title, sources)):
        return figures
    measure = "项" if all(row.clause.cells for _, row in found) else "条"
    head = f"**{view.short}** {title}：共 {len(rows)} {measure}，已全部列出。"
    told = [
        row_line(row.clause).replace("**", "") if row.clause.cells else listed.summary
        for (_, row), listed in zip(found, rows, strict=True)
    ]
    lines = [head, "", *(f"- {said} 〔{r.marker}〕" for said, r in zip(told, rows, strict=True))]
    return Draft(
        status="answered",
        answer="\n".join(lines),
        citations=tuple(cite(v, r) for v, r in found),
        listing=Listing(total=len(rows), complete=True, rows=rows),
        counted=(head,),
    )


def punished(query: Query, sources: Sources) -> Draft:
    asked = articles_pointed_at(query)
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    every = [(view, row) for view in views for row in view.clauses]
    found = [(view, row) for view, row in every if asked & articles_broken(row.text)]
    if found:
        rows = _with_items(found)
        return Draft(
            status="answered",
            answer="\n\n".join(whole(view, row) for view, row in rows),
            citations=tuple(cite(view, row) for view, row in rows),
        )
    general = [(view, row) for view, row in every if breaks_the_paper(row.text)]
    if not general:
        return near_or_nothing(query, sources)
    passages = [Passage(view=view, row=row, span=row.clause.span, share=1.0) for view, row in general]
    return shown(passages[: NEAREST.clauses])


def _with_items(found: Sequence[Placed]) -> list[Placed]:
    """Each with the items of its article, where it only leads in to them."""
    out: dict[tuple[str, str], Placed] = {}
    for view, row in found:
        article = _article(row)
        leads = row.text.rstrip().endswith(("：", ":"))
        below = [r for r in view.clauses if leads and article and _article(r) == article] or [row]
        out |= {(r.plan, r.clause.label): (view, r) for r in below}
    return list(out.values())


def _article(row: ClauseRow) -> str:
    """The label down to its 条; "" where it is of none."""
    parts = row.clause.label.split("/")
    at = next((n for n, part in enumerate(parts) if ARTICLE.fullmatch(part)), None)
    return "" if at is None else "/".join(parts[: at + 1])
