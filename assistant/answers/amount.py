"""Answers to “how much”: the figure first, then its sentence, where it stands and who is named there.

What is given for each of a thing is told from the one clause that has the question's words where its sentence
leaves the thing out (每座补助3万元, `granted`); what a rule excepts (定向生除外) is no answer (`excluded`); a
figure that a scanner's reading has spoilt (6O公里) is shown as unreadable (`spoilt_figure`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers.also_asked import other_parts_asked
from assistant.answers.covered import figures_that_fit
from assistant.answers.draft import Draft, figures_line, references, where
from assistant.answers.indicator import named_figures
from assistant.answers.near import near_or_nothing, these
from assistant.answers.office import responsible
from assistant.answers.options import ANSWERS
from assistant.lookups.alignment import tells_only_others
from assistant.lookups.carried import asks_goal
from assistant.lookups.cells import Cell, cells_asked
from assistant.lookups.cite import cite, marker, quote
from assistant.lookups.figure import FigureFound, find_figures
from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.model import Citation
from assistant.query.times import at_any_time
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.bounds import is_change
from ingest.grammar.exclusions import exclusions_in
from ingest.grammar.granting import gives_money, is_grant
from ingest.grammar.indicator_words import A_NATURE
from ingest.grammar.misread import misread_figures
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import says_each
from ingest.grammar.stops import PIECES, SENTENCES
from ingest.model import Span
from ingest.store.rows import ClauseRow

Granting = tuple[PlanView, ClauseRow, tuple[Span, ...]]
"""A clause and the sentences of it that say what is given."""


def amounts(query: Query, sources: Sources) -> Draft:
    if taken_out := excluded(query, sources, query.scope.plans):
        return _taken_out(*taken_out, sources)
    found = find_figures(query, sources, query.scope.plans) | named_figures(query, sources)
    found = figures_that_fit(query, sources, found)
    if spoilt := spoilt_figure(query, sources, found):
        return spoilt
    if not found:
        otherwise = in_a_cell(query, sources) or granted(query, sources) or _only_reached(query, sources)
        return otherwise or near_or_nothing(query, sources)
    if len(found) > ANSWERS.plans and not query.scope.named:
        names = "、".join(sources.catalog.short(p) for p in list(found)[:10])
        return Draft(status="clarify", answer=f"有多份文件载明了这一内容，请说明地区或年份：{names}。")
    parts: list[str] = []
    citations: list[Citation] = []
    for plan, figures in found.items():
        view = sources.catalog.view(plan)
        leads = [_bold(f.found.text) if _leaves_out(query, figures, f) else figures_line(f) for f in figures]
        chips = "".join(
            f"〔{m}〕" for m in dict.fromkeys(marker(view, f.found.row.clause.label) for f in figures)
        )
        said = dict.fromkeys(filter(None, leads)) or {_bold(figures[0].found.text): None}
        parts.append(f"{'；'.join(said)} {chips}")
        parts += other_parts_asked(query, view, figures)
        seen: set[Span] = set()
        for f in figures:
            if f.found.statement.span not in seen:
                seen.add(f.found.statement.span)
                citations.append(cite(view, f.found.row, f.found.statement.span))
                parts += [] if _bold(citations[-1].quote) in said else [quote(citations[-1])]
        rows = [f.found.row for f in figures]
        told = () if query.wants_unit else sorted(seen)
        parts.append(references(view, rows) if query.wants_both else where(view, rows, told))
        if query.wants_both and not any(row.clause.responsibilities for row in rows):
            charged = responsible(_within(query, plan), sources)
            if charged.status == "answered":
                head = [] if query.slots.relations else ["写到这项工作、载明责任单位的是："]
                parts += [*head, charged.answer]
                citations += (c for c in charged.citations if c not in citations)
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def in_a_cell(query: Query, sources: Sources) -> Draft | None:
    """The cells of tables that stand in the row and below the head the question names."""
    found: list[tuple[PlanView, Cell]] = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        found += ((view, one) for one in cells_asked(query, view, sources))
    if not 0 < len(found) <= ANSWERS.plans:
        return None
    parts: list[str] = []
    for view, one in found:
        chip = f"〔{marker(view, one.row.clause.label)}〕"
        citation = cite(view, one.row)
        parts += [f"{one.name}：{one.head} **{one.words}** {chip}", quote(citation), where(view, [one.row])]
    return Draft(
        status="answered",
        answer="\n\n".join(parts),
        citations=tuple(cite(view, one.row) for view, one in found),
    )


def _leaves_out(query: Query, figures: Sequence[FigureFound], figure: FigureFound) -> bool:
    """Whether a word of the question stands beside a figure in a part of the sentence from which no figure is
    told, and in none of the names that are (30平方米 of 面积不少于30平方米，每周开放10小时).
    """
    told = fold(" ".join(f"{t.indicator} {t.scope or ''} {t.value_text}" for f in figures for t in f.targets))
    lacking = [t for t in query.terms if coverage(t, told) < RANKING.had]
    if not figure.targets or figure.found.row.clause.cells:
        return False
    if _only_changes(query, figure):
        return True
    at = {t.span.start - figure.found.statement.span.start for t in figure.targets}
    return any(
        not any(part.start() <= place < part.end() for place in at)
        and read_quantities(part[0])
        and not tells_only_others(query, fold(part[0]))
        and any(term.text in fold(part[0]) for term in lacking)
        for part in PIECES.finditer(figure.found.text)
    )


def _only_changes(query: Query, figure: FigureFound) -> bool:
    """Whether only by how much it rises or falls is told, and its sentence says more than that, though it is
    not the rise that is asked for (提高40元，达到每人320元).
    """
    changes = all(is_change(t.value_text) for t in figure.targets)
    amounts = sum(q.role == "amount" for q in read_quantities(figure.found.text))
    return changes and not {"risen", "added"} & query.slots.asks and amounts > len(figure.targets)


def _taken_out(found: Found, part: str, sources: Sources) -> Draft:
    """The part of the sentence that takes the thing out of its rule, in place of the rule's figure."""
    view = sources.catalog.view(found.row.plan)
    citation = cite(view, found.row, found.statement.span)
    said = f"**{part}** 〔{citation.marker}〕"
    return Draft(
        status="answered",
        answer=f"{said}\n\n{quote(citation)}\n\n{where(view, [found.row], [found.statement.span])}",
        citations=(citation,),
    )


def _only_reached(query: Query, sources: Sources) -> Draft | None:
    """Where a goal is asked for and only what has been reached is told, that, named as what it is. It is of
    any time: a report on a year tells what the year before has reached.
    """
    if not asks_goal(query):
        return None
    slots = replace(query.slots, asks=query.slots.asks - {"goal"})
    anything = at_any_time(replace(query, slots=slots))
    found = find_figures(anything, sources, query.scope.plans) | named_figures(anything, sources)
    told = [f for figures in found.values() for f in figures[:1] if f.targets]
    told = [f for f in told if {*f.targets} <= {*f.found.results}]
    if not told:
        return None
    return these([told[0].found], sources, "与问题最接近的原文写的是完成情况，请核对：")


def in_parts(query: Query, sources: Sources) -> Draft:
    """How much and who: both from the clause that states the figure; the offices alone where none does."""
    stated = amounts(query, sources)
    if stated.status not in ("near", "not_found"):
        return stated
    charged = responsible(query, sources)
    if charged.status != "answered":
        return stated
    return replace(charged, answer=f"{charged.answer}\n\n所问的数字请看引文。")


def _within(query: Query, plan: str) -> Query:
    return replace(query, scope=replace(query.scope, plans=(plan,)))


def _bold(text: str) -> str:
    return f"**{text.rstrip('。；')}**"


def binding_kind(query: Query, sources: Sources) -> Draft:
    """The row (or the target) of the thing that says 约束性 or 预期性, best first among those that meet the
    question as a figure does.
    """
    for statements in sources.statements(query, query.scope.plans).values():
        for found in statements:
            if found.statement.score < FIGURES.enough:
                break
            row = found.row
            kind = next((c for c in row.clause.cells if A_NATURE.search(c)), None) or next(
                (t.kind for t in found.targets if t.kind), None
            )
            if not kind:
                continue
            view = sources.catalog.view(row.plan)
            citation = cite(view, row)
            figure = FigureFound(found=found, targets=found.targets, score=found.statement.score)
            said = figures_line(figure) if row.clause.cells else f"{found.targets[0].indicator}：**{kind}**"
            text = f"{said} 〔{citation.marker}〕\n\n{quote(citation)}\n\n{where(view, [row])}"
            return Draft(status="answered", answer=text, citations=(citation,))
    return near_or_nothing(query, sources)


def stated_number(query: Query, sources: Sources) -> Draft | None:
    """How many of anything is a figure the plan states (专项行动有几项); of 条, as clauses are counted as
    well (客货邮线路多少条), only where it is a target counted so.
    """
    rows, clauses = "count_rows" in query.slots.asks, query.slots.measures == {"条"}
    stated = amounts(query, sources) if query.terms and (clauses or not rows) else None
    if stated is None or stated.status != "answered":
        of_a_class = any(query.slots.qualifiers)  # of what another member of its class is not to be counted
        return stated if of_a_class and not rows else None
    cited = {(c.plan, c.clause) for c in stated.citations}
    units = {t.unit for plan, label in cited for t in sources.catalog.view(plan).targets.get(label, ())}
    return stated if not rows or "条" in units else None


def granted(query: Query, sources: Sources) -> Draft | None:
    """Per-item grants whose item is implied; None where not asked for, or where no single clause states
    it.
    """
    if "granted" not in query.slots.asks or query.slots.given:  # of 800亩 the band of these is asked for
        return None
    things = [t for t in query.terms if not (t.optional or is_grant(t.text) or says_each(t.text))]
    found: list[Granting] = []
    for view in (sources.catalog.view(plan) for plan in query.scope.plans) if things else ():
        title = fold(view.row.title)
        for row in view.clauses:
            text = fold(" ".join((title, *row.clause.path, row.text)))
            if all(coverage(t, text) == 1.0 for t in things) and (spans := _granting(row)):
                found.append((view, row, spans))
    if len(found) != 1 or len(found[0][2]) > LOOKUPS.granting:
        return None
    view, row, spans = found[0]
    citations = tuple(cite(view, row, span) for span in spans)
    lead = "".join(
        f"**{c.quote.rstrip('。；')}** 〔{marker(view, row.clause.label)}〕\n\n" for c in citations
    )
    head = f"写到{'、'.join(f'“{t.text}”' for t in things)}、又写明给多少钱的条款："
    parts = [head, lead, quote(cite(view, row)), where(view, [row], spans)]
    return Draft(status="answered", answer="\n\n".join(parts), citations=(cite(view, row),), counted=(head,))


def _granting(row: ClauseRow) -> tuple[Span, ...]:
    """The sentences of a clause in prose that say what is given; () of a row."""
    if row.clause.cells:
        return ()
    base = row.clause.span.start
    sentences = (m for m in SENTENCES.finditer(row.text) if gives_money(m[0]))
    return tuple(Span(start=base + m.start(), end=base + m.end()) for m in sentences)


def excluded(query: Query, sources: Sources, plans: Sequence[str]) -> tuple[Found, str] | None:
    found = [f for said in sources.statements(query, plans).values() for f in said[: LOOKUPS.exclusions]]
    for one in sorted(found, key=lambda f: -f.statement.score):
        for part in exclusions_in(one.text):
            if _names(query, part, one.row.text) and _is_asked_of(query, one):
                return one, part
    return None


def _names(query: Query, part: str, clause: str) -> bool:
    rest = fold(clause.replace(part, "，"))
    own = [t for t in query.terms if not t.optional and coverage(t, fold(part)) == 1.0]
    return any(coverage(t, rest) < RANKING.had for t in own)


def _is_asked_of(query: Query, found: Found) -> bool:
    """Whether the clause speaks of what the question asks as well."""
    total = sum(t.weight for t in query.terms)
    lacking = sum(t.weight for t in query.terms if t.text in found.statement.missing)
    return total > 0 and 1 - lacking / total >= FIGURES.enough


def spoilt_figure(query: Query, sources: Sources, found: Mapping[str, Sequence[FigureFound]]) -> Draft | None:
    """None where no sentence with such a figure has all the words of the question, or one of `found` has
    them too.
    """
    parts = [part for part in query.stretches if len(part) > 1]
    if not parts or any(_has(parts, f.found.text) for figures in found.values() for f in figures):
        return None
    for plan in query.scope.plans[: LOOKUPS.plans]:
        view = sources.catalog.view(plan)
        for row in view.clauses:
            for span in _spoilt(row):
                citation = cite(view, row, span)
                if not _has(parts, citation.quote):
                    continue
                figures = "”“".join(citation.quote[s.start : s.end] for s in misread_figures(citation.quote))
                note = f"原文的数字“{figures}”夹有字母或多出的 0，疑似识别错误，无法确认是多少，请核对原件。"
                chip = f"〔{marker(view, row.clause.label)}〕"
                text = "\n\n".join((f"{note}{chip}", quote(citation), where(view, [row])))
                return Draft(
                    status="answered", answer=text, citations=(citation,), counted=(f"{note}{chip}",)
                )
    return None


def _spoilt(row: ClauseRow) -> list[Span]:
    """The sentences of a clause that hold such a figure."""
    if not any(misread_figures(row.text)):
        return []
    start = row.clause.span.start
    return [
        span
        for span in sentence_spans(row)
        if any(misread_figures(row.text[span.start - start : span.end - start]))
    ]


def _has(parts: Sequence[str], words: str) -> bool:
    return all(part in fold(words) for part in parts)
