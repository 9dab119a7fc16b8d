"""All tasks of an office or a person: by plan and role, or the refusal where it has no task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, Reply, noted, papers_asked, refuse
from assistant.answers.listing import tasks_told
from assistant.answers.near import shown
from assistant.answers.options import ANSWERS
from assistant.answers.target_lists import list_targets
from assistant.denial import By, Denial
from assistant.lookups.charged import ANY_PART, AskedPart, as_printed, charged_rows, printed_roles
from assistant.lookups.listing import Confined, list_tasks
from assistant.lookups.mentions import rows_with, span_of
from assistant.lookups.options import LOOKUPS
from assistant.lookups.sections import calls_any_table, has_words, printed_title, section_called
from assistant.lookups.target_lists import asks_targets
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Sources
from ingest import late_re as re
from ingest.grammar.measures import kind_of
from ingest.grammar.people import TITLE
from ingest.grammar.places import without_level
from ingest.grammar.stops import SENTENCES
from ingest.labels import is_row
from ingest.model import Span
from ingest.store.rows import ClauseRow


def listed(query: Query, sources: Sources) -> Reply:
    """Every clause the offices and people asked for are charged with, in the part asked for."""
    plans = query.scope.plans if query.scope.named else ()
    names = (*query.units, *query.leaders)
    every = charged_rows(sources.catalog, query.units, query.leaders, plans)
    asked = as_printed(query, every)
    if asks_targets(query):
        stated = list_targets(query, sources, plans, asked)
        stated = stated or (list_targets(query, sources, plans, ANY_PART) if asked.narrows else None)
        if stated is not None:
            return stated
    if (within := confined(query, sources)) is not None:
        return in_part(query, sources, within)
    if asked.noun:
        found = list_tasks(sources, query.units, query.leaders, plans, asked)
        if found:
            return tasks_told(found)
    if query.terms and _about_a_task(query, sources):
        return replace(query, intent="unit" if query.wants_unit else "content", units=(), leaders=())
    if _asks_how_much(query):
        return replace(query, intent="content", units=(), leaders=())
    if len(names) > 1 and "together" in query.slots.asks:
        shared = list_tasks(sources, query.units, query.leaders, plans, asked, together=True)
        if shared:
            return tasks_told(shared)
    found = list_tasks(sources, query.units, query.leaders, plans, asked)
    if found is not None:
        told_all = tasks_told(found)
        return noted(told_all, _of_no_person(found.rows)) if "person" in query.slots.asks else told_all
    said = "、".join(names)
    if every:
        told = _saying(asked, every, names, sources)
        return told or refuse("not_stated", _in_other_parts(said, asked, every, names))
    if written := _written(names, query, sources):
        return written
    own = (t.text for t in query.terms if not t.optional)
    if any(word not in sources.lexicon.light for word in own):  # 县卫健局自己说的问题有哪些 asks for no tasks
        return replace(query, intent="content", units=(), leaders=())
    where = papers_asked(query, sources.catalog)
    elsewhere = charged_rows(sources.catalog, query.units, query.leaders, ())
    known = "、".join(sources.catalog.short(plan) for plan in dict.fromkeys(r.plan for r in elsewhere))
    hint = f"该名称见于{known}。" if elsewhere else ""
    return refuse("not_stated", f"{Denial(what=f'“{said}”负责的条款', by=By.CHARGES, where=where)}。{hint}")


def _of_no_person(rows: Sequence[ClauseRow]) -> str:
    """What is said above a list of an office's tasks where one of its people is asked for (哪个科长管): that
    no clause of it names one, if none charges or prints somebody by name or post.
    """
    named = any(r.leaders for row in rows for r in row.clause.responsibilities)
    if named or any(_A_POST.search(row.text) for row in rows):
        return "以下是该单位的分工；由哪个人负责，请看各条原文。"
    return f"{Denial(what='具体由哪个人负责', by=By.CHARGES, where='下列条款')}，只写到单位。"


_A_POST = re.compile(TITLE)


def _asks_how_much(query: Query) -> bool:
    """Whether it asks how often or how much of a thing (对食堂要查几次), which no list of tasks tells."""
    things = any(not term.optional for term in query.terms)
    return query.wants_figure and things and kind_of(query.slots.measure) not in (None, "piece")


def confined(query: Query, sources: Sources) -> Confined | None:
    """The part of the papers the question names (专班里的, 重点任务清单里的), else their tables (附表里的),
    else the one paper whose title has its words; None where it names none that is there.
    """
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    for name in query.within:
        found = [
            (view.row.id, section)
            for view in views[: LOOKUPS.plans]
            if (section := section_called(name, view)) is not None
        ]
        if found:
            clauses = ((plan, row.clause.label) for plan, section in found for row in section.rows)
            titles = {plan: printed_title(section.title) for plan, section in found}
            return Confined(said=name, titles=titles, clauses=frozenset(clauses))
        if calls_any_table(name):
            return _within(name, [(view, [r for r in view.clauses if is_row(r.clause)]) for view in views])
        titled = [view for view in views if has_words(name, view.row.title)]
        if len(titled) == 1 < len(views):
            return _within(name, [(titled[0], titled[0].clauses)], f"《{titled[0].row.title}》")
    return None


def _within(
    name: str, rows: Sequence[tuple[PlanView, Sequence[ClauseRow]]], title: str = ""
) -> Confined | None:
    """`title` in place of the name as it is said; None where no paper has a row."""
    clauses = frozenset((view.row.id, row.clause.label) for view, of_it in rows for row in of_it)
    titles = {view.row.id: title or f"“{name}”" for view, of_it in rows if of_it}
    return Confined(said=name, titles=titles, clauses=clauses) if clauses else None


def in_part(query: Query, sources: Sources, within: Confined) -> Draft:
    """The tasks of those asked for in that part; what else it says of them is shown, else that it charges
    them with nothing, with their tasks in the rest of the paper.
    """
    plans = tuple(dict.fromkeys(plan for plan, _ in within.clauses))
    every = charged_rows(sources.catalog, query.units, query.leaders, plans)
    asked = as_printed(query, every)
    found = list_tasks(sources, query.units, query.leaders, plans, asked, within=within)
    if found is not None:
        return tasks_told(found)
    names = (*query.units, *query.leaders)
    there = [row for plan in plans for row in sources.catalog.view(plan).clauses if within.holds(row)]
    near = [row for row in there if set(names) & {*row.clause.units, *row.clause.leaders}]
    near = near or [row for row in there if any(fold(name) in fold(row.text) for name in names)]
    if near:
        views = {row.plan: sources.catalog.view(row.plan) for row in near}
        passages = [Passage(view=views[r.plan], row=r, span=r.clause.span, share=1.0) for r in near]
        return shown(passages[: NEAREST.clauses])
    what = f"“{'、'.join(names)}”{asked.words}的条款"
    said = f"{Denial(what=what, by=By.CHARGES, where=f'{within.name(plans)}里')}"
    elsewhere = list_tasks(sources, query.units, query.leaders, plans, asked)
    general = within.said in sources.lexicon.light
    if elsewhere is not None and general:  # 在项目中的职责 may not mean the part 项目内容
        return noted(tasks_told(elsewhere), f"{said}，以下是文件其他地方的。")
    return refuse("not_stated", f"{said}。")


def _written(names: Sequence[str], query: Query, sources: Sources) -> Draft | None:
    """Clauses naming the office without a parsed duty, in full or without its level (教育局 for 县教育局);
    None where no clause does.
    """
    bare = tuple(without_level(name) for name in names)
    found = {
        (row.plan, row.clause.label): Passage(
            view=sources.catalog.view(row.plan), row=row, span=span_of(row, fold(name)), share=1.0
        )
        for name in dict.fromkeys((*bare, *names))
        for row in rows_with(fold(name), sources.catalog, query.scope.plans)
    }
    return shown(tuple(found.values())[: NEAREST.clauses]) if found else None


def _saying(
    asked: AskedPart, rows: Sequence[ClauseRow], names: Sequence[str], sources: Sources
) -> Draft | None:
    """The sentences that name them together with a verb asked for which is not read as theirs (会同县水利局完
    成考核); None where there are none.
    """
    found = []
    for row in rows:
        for m in SENTENCES.finditer(row.text) if asked.verbs else ():
            if any(verb in m[0] for verb in asked.verbs) and any(name in m[0] for name in names):
                start = row.clause.span.start
                span = Span(start=start + m.start(), end=start + m.end())
                view = sources.catalog.view(row.plan)
                found.append(Passage(view=view, row=row, span=span, share=1.0))
                break
    return shown(found[: NEAREST.clauses]) if found else None


def _in_other_parts(said: str, asked: AskedPart, rows: Sequence[ClauseRow], names: Sequence[str]) -> str:
    """That the plans name them, but never in the part asked for; and how often in which roles they do."""
    words = "，".join(
        f"“{role or _NO_PART}”{sum(_has(row, role, names) for row in rows)} 项"
        for role in printed_roles(rows, names)
    )
    none = Denial(what=f"“{said}”{asked.words}的条款", by=By.CHARGES)
    return f"{none}。列有其名的共 {len(rows)} 项：{words}。"


_NO_PART = Denial(what="分工", by=By.STATED).brief


def _has(row: ClauseRow, role: str, names: Sequence[str]) -> bool:
    return any(r.role == role and set(names) & {*r.units, *r.leaders} for r in row.clause.responsibilities)


def _about_a_task(query: Query, sources: Sources) -> bool:
    """Whether the office is only part of a question about one thing (职业病这块职业健康科管什么, 民政局如何
    发放高龄津贴); the plan's own subject does not count, and a list that is asked for has none.
    """
    titles = (
        fold(" ".join(sources.catalog.view(p).row.title for p in query.scope.plans))
        if query.scope.named
        else ""
    )
    about = sum(t.weight for t in query.terms if t.text not in titles) > ANSWERS.topic
    asks = query.slots.asks
    of_others = "other_set" in asks and not query.parts
    return about and (query.wants_unit or "set" not in asks or of_others)
