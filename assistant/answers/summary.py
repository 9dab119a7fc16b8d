"""Answers to requests for a summary or a text (总结一下, 写一段, 汇报提纲, 列成表格), without a model: the
exact list it would be made of, and a briefing of it one click away.

In: a query that asks for a summary and for no figure. Out: the tasks of an office, the clauses of a section,
what a whole paper is for, its goals and its parts (all clauses of a short one), its goals alone, or the
clauses that speak of a subject; None where none of these is meant. `outlined` tells headings
alone (有哪几章).

The gist of a paper is told in its own words: the sentence that says what for, the goals, and the parts with
the titles of what is below each. What it does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers.clause import GENERIC, section_named
from assistant.answers.draft import Draft, joined
from assistant.answers.listing import listed_words, tabulated
from assistant.answers.lists import itemised
from assistant.answers.office_tasks import listed
from assistant.answers.options import ANSWERS
from assistant.answers.target_lists import tabulated_targets
from assistant.lookups.cite import chip, cite, quote, reference
from assistant.lookups.mentions import speaking_of
from assistant.lookups.structure import Headings, articles_of, headings, headings_asked, titles_below
from assistant.lookups.target_lists import OPENING, goal_rows
from assistant.model import Citation, Offer
from assistant.query.options import QUERY
from assistant.query.short_forms import is_of_title
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.purposes import purposes
from ingest.labels import is_note
from ingest.model import Span
from ingest.store.rows import ClauseRow

_NAMES = {"office": "单位任务", "topic": "专题", "plan": "文件摘要"}
_LEADS_IN = ("：", ":", "表", "如下")
"""Ends of a sentence that only introduces what stands below it."""


def summarised(query: Query, sources: Sources) -> Draft | None:
    if "summary" not in query.slots.asks or query.reference or query.due or query.wants_unit:
        return None
    if "goal_gist" in query.slots.asks and not query.units:
        return _of_goals(query, sources)
    if query.intent not in ("content", "list"):
        return None
    if query.units or query.leaders:
        return _of_office(query, sources)
    words = [t for t in query.terms if not t.optional and not GENERIC.fullmatch(t.text)]
    if _of_titles(words, query, sources):
        return _of_papers(query, sources)
    section = _of_sections(words, query, sources) if words else None
    if section is not None:
        return section
    items = itemised(query, sources)
    # So many things (六件事) are no places where a word stands.
    return items if items or query.slots.many else _of_subject(words, query, sources)


def _of_titles(words: Sequence[Term], query: Query, sources: Sources) -> bool:
    """Whether the words, if any, only say which papers: the title of every paper asked about has each, or
    what it is short for (医保 of 医疗保障).
    """
    if not words or not query.scope.named:
        return not words
    titles = [fold(sources.catalog.row(plan).title) for plan in query.scope.plans]
    return all(is_of_title(t.text, title) for t in words for title in titles)


def _of_goals(query: Query, sources: Sources) -> Draft | None:
    """The goals of the papers asked about; None where the question says more than which papers."""
    words = [t for t in query.terms if not t.optional and not GENERIC.fullmatch(t.text)]
    if not query.scope.named or not _of_titles(words, query, sources):
        return None
    plans = query.scope.plans[: ANSWERS.plans]
    brief = "brief" in query.slots.asks
    drafts = [draft for plan in plans if (draft := goals(sources.catalog.view(plan), sources, brief=brief))]
    return _offered(joined(drafts), Offer(kind="plan", plans=plans)) if drafts else None


def _offered(draft: Draft, offer: Offer) -> Draft:
    """The draft with the briefing that says it at length."""
    note = f"要成文，可写成{_NAMES[offer.kind]}简报：逐条引用原文，不加原文没有的话。"
    return replace(draft, answer=f"{draft.answer}\n\n{note}", counted=(*draft.counted, note), briefing=offer)


def _year(query: Query) -> int | None:
    return query.scope.years[0] if len(query.scope.years) == 1 else None


def _of_office(query: Query, sources: Sources) -> Draft | None:
    draft = listed(query, sources)
    if not isinstance(draft, Draft) or draft.status != "answered" or not query.units or query.leaders:
        return draft if isinstance(draft, Draft) else None
    plans = tuple(sorted({c.plan for c in draft.citations}))
    return _offered(draft, Offer(kind="office", units=query.units, plans=plans, year=_year(query)))


def _of_papers(query: Query, sources: Sources) -> Draft | None:
    """What each paper is for, its goals and its parts; all clauses of short ones."""
    plans = query.scope.plans
    if not query.scope.named or len(plans) > ANSWERS.plans:
        shown = "、".join(sources.catalog.short(plan) for plan in plans[:10])
        text = f"请说明要概括的是哪份文件、哪个部分或哪项工作，例如：{shown}。"
        return Draft(status="clarify", answer=text)
    views = [sources.catalog.view(plan) for plan in plans]
    brief = "brief" in query.slots.asks
    drafts = [draft for view in views if (draft := _of_paper(view, sources, brief=brief))]
    return _offered(joined(drafts), Offer(kind="plan", plans=plans)) if drafts else None


def _of_paper(view: PlanView, sources: Sources, *, brief: bool) -> Draft | None:
    parts = gist(view, sources, brief=brief)
    if parts is not None and (brief or len(view.clauses) > ANSWERS.summed_up):
        return parts
    rows = view.clauses
    every = tabulated(f"**{view.short}** 的条款共 {len(rows)} 条，已全部列出。", rows, sources)
    return joined([parts, every]) if parts else every


def _of_sections(words: Sequence[Term], query: Query, sources: Sources) -> Draft | None:
    """The sections whose titles have all the words."""
    if sum(len(t.text) for t in words) < QUERY.heading:
        return None
    drafts = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        title, rows = section_named(view, words)
        if rows:
            name = title.partition(" ")[2] or title
            drafts.append(
                tabulated(f"**{view.short}** “{name}”部分共 {len(rows)} 条，已全部列出。", rows, sources)
            )
    plans = tuple(dict.fromkeys(c.plan for draft in drafts for c in draft.citations))
    topic = "".join(t.text for t in words)
    return _offered(joined(drafts), Offer(kind="topic", topic=topic, plans=plans)) if drafts else None


def _whole(rows: Sequence[ClauseRow], sources: Sources) -> Iterator[str]:
    """Each clause under its marker, in all its words: a text is made of more than its first sentence."""
    for row in rows:
        view = sources.catalog.view(row.plan)
        citation = cite(view, row)
        yield from (f"〔{citation.marker}〕", quote(citation), f"出处：{reference(view, row)}")


def _of_subject(words: Sequence[Term], query: Query, sources: Sources) -> Draft | None:
    """The clauses that have all the words."""
    found = speaking_of(words, sources, query.scope.plans)
    if not found:
        return None
    named = "、".join(f"“{t.text}”" for t in words)
    head = f"写到{named}的共 {len(found)} 条，已全部列出。"
    draft = listed_words(head, sources, found, [])
    if len(found) <= ANSWERS.told_whole:
        rows = [row for row, _ in found]
        whole = tuple(cite(sources.catalog.view(row.plan), row) for row in rows)
        draft = replace(draft, answer="\n\n".join((head, *_whole(rows, sources))), citations=whole)
    plans = tuple(dict.fromkeys(row.plan for row, _ in found)) if query.scope.named else ()
    topic = " ".join(t.text for t in words)
    return _offered(draft, Offer(kind="topic", topic=topic, plans=plans, year=_year(query)))


def outlined(query: Query, sources: Sources) -> Draft | None:
    """The headings asked for; None where none are, or none has the words."""
    found = headings_asked(query, sources)
    return _outline(found) if found else None


def _outline(found: Sequence[Headings], *, named: bool = False) -> Draft:
    """Headings literally, with the number of clauses below each, and their titles where these are to be
    `named`; the first clause is the chip.
    """
    lines: list[str] = []
    citations = []
    for one in found:
        lines.append(f"**{_how_many(one)}**：")
        for path, rows in one.below.items():
            many = len(articles_of(rows)) or len(rows)  # 项 of an article do not count as clauses
            titles = "；".join(titles_below(path, rows)) if named else ""
            said = f"{many} 条{f'：{titles}' if titles else ''}"
            lines.append(f"- {' '.join(path)}（{said}）{chip(one.view, rows[0])}")
            citations.append(cite(one.view, rows[0]))
    counted = tuple(lines)
    return Draft(status="answered", answer="\n".join(lines), citations=tuple(citations), counted=counted)


def _how_many(one: Headings) -> str:
    match one.of:
        case "parts":
            return f"{one.view.short}共 {len(one.below)} 个部分"
        case "boxes":
            return f"{one.view.short}共 {len(one.below)} 个专栏"
        case "words":
            return f"{one.view.short}标题里有“{'、'.join(one.words)}”的 {len(one.below)} 处"


def gist(view: PlanView, sources: Sources, *, brief: bool = False) -> Draft | None:
    """None where the plan says neither what for nor what to reach, and has no parts."""
    parts = headings(view)
    contents = _outline([parts], named=True) if parts else None
    drafts = [purpose(view), goals(view, sources, brief=brief), contents]
    told = [draft for draft in drafts if draft is not None]
    return joined(told) if told else None


def purpose(view: PlanView) -> Draft | None:
    """The first sentence of the opening clauses that says what the paper is for."""
    for row in view.clauses[:OPENING]:
        for span in sentence_spans(row):
            if purposes(row.words(span)):
                return _quoted("**目的**", view, [(row, span)])
    return None


def goals(view: PlanView, sources: Sources, *, brief: bool = False) -> Draft | None:
    """The sentences under the titles of goals, and the indicators of their tables; None where the paper sets
    no goals apart.
    """
    rows = [row for row in goal_rows(view) if not is_note(row.clause)]
    table = [row for row in rows if row.clause.cells]
    said = [(row, span) for row in rows if not row.clause.cells if (span := _said(row))]
    stated = [(row, span) for row, span in said if view.targets.get(row.clause.label)]
    drafts: list[Draft | None] = []
    if said:
        drafts.append(_quoted("**目标**", view, stated or said))
    if table and len(table) <= ANSWERS.goal_rows and not (brief and said):
        drafts.append(tabulated_targets(f"**{view.short}** 指标表里写明目标值的 {{}} 个。", table, sources))
    told = [draft for draft in drafts if draft is not None]
    return joined(told) if told else None


def _said(row: ClauseRow) -> Span | None:
    """From the first to the last sentence of its first paragraph that says more than what stands below."""
    first = row.text.split("\n", 1)[0]
    spans = [s for s in sentence_spans(row) if s.end - row.clause.span.start <= len(first)]
    spans = [s for s in spans if not row.words(s).rstrip("。；; ").endswith(_LEADS_IN)]
    if not spans or all(len(row.words(s)) <= ANSWERS.goal_words for s in spans):
        return None
    return Span(start=spans[0].start, end=spans[-1].end)


def _quoted(label: str, view: PlanView, said: Sequence[tuple[ClauseRow, Span]]) -> Draft:
    """The first stretches, and in which clauses the others stand."""
    citations: list[Citation] = [cite(view, row, span) for row, span in said]
    shown, others = citations[: ANSWERS.goals], citations[ANSWERS.goals :]
    head = f"{label} {_chips(shown)}"
    parts = [head, *map(quote, shown)]
    counted = [head]
    if others:
        rest = f"另有 {len(others)} 条也写明，没有引出：{_chips(others)}"
        parts.append(rest)
        counted.append(rest)
    return Draft(
        status="answered",
        answer="\n\n".join(parts),
        citations=tuple(citations),
        counted=tuple(counted),
    )


def _chips(citations: Sequence[Citation]) -> str:
    return "".join(f"〔{marker}〕" for marker in dict.fromkeys(c.marker for c in citations))
