"""The ledger of targets: which figures plans set, and one indicator over several plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.denial import By, Denial
from assistant.lookups.arguments import CompareArguments, TargetsArguments
from assistant.lookups.charged import charging
from assistant.lookups.cite import marker
from assistant.lookups.found import Row, Rows, clause_row, filled_cells, line_of
from assistant.lookups.mentions import rows_with
from assistant.lookups.options import LOOKUPS
from assistant.lookups.typed.named import Charged, offices_called, plan_ids
from assistant.lookups.typed.papers import duty_cells
from assistant.query.entities import kin_of
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold, load_lexicon
from assistant.retrieval.wording import date_words, figure_words
from assistant.versions.indicators import akin, key_of, name_key, relation
from ingest.model import Span, Target
from ingest.store.rows import ClauseRow, PlanRow, TargetRow


def targets_within(
    catalog: Catalog,
    plans: Sequence[str],
    *,
    words: str = "",
    units: Sequence[str] | None = None,
    year: int | None = None,
    kind: str = "",
) -> tuple[TargetRow, ...]:
    """By plan in their order, then in reading order. Each of the blank-separated `words` stands in the name
    of the indicator or of its group; `units` are exact names, one of which the clause charges; `year` is when
    the figure is to be reached or what it starts from.
    """
    return tuple(
        TargetRow(plan, target, row.clause)
        for plan in plans
        for row in _charging(catalog, plan, units)
        for target in catalog.view(plan).targets.get(row.clause.label, ())
        if _named(target, words, catalog.row(plan).region)
        and (year is None or is_of_year(target, year, catalog.row(plan)))
        and (not kind or target.kind == kind)
    )


def _charging(catalog: Catalog, plan: str, units: Sequence[str] | None) -> Sequence[ClauseRow]:
    """The clauses that charge one of the offices, all of them where none is asked for."""
    return () if units == () else charging(catalog, catalog.view(plan), units or ())


def _named(target: Target, words: str, region: str | None) -> bool:
    """Whether each word stands in the name, in one of its wordings."""
    printed, key = fold(f"{target.scope or ''} {target.indicator}"), key_of(target, region)
    said = map(_wordings, words.split())
    return all(any(word in printed or name_key(word) in key for word in wordings) for wordings in said)


def _wordings(word: str) -> tuple[str, ...]:
    """The word, folded, and what it is called otherwise."""
    return (fold(word), *load_lexicon().synonyms.get(fold(word), ()))


def is_of_year(target: Target, year: int, plan: PlanRow) -> bool:
    """Whether the figure is to be reached in that year, or starts from it; what has no time of its own is of
    the plan's year where that is one.
    """
    told = [time[:4] for time in (target.deadline, target.base_year) if time]
    if target.deadline is None and plan.period is None and plan.year is not None:
        told.append(str(plan.year))
    return str(year) in told


def targets(catalog: Catalog, arguments: TargetsArguments) -> Rows:
    plans = plan_ids(catalog, arguments.plans)
    office = offices_called(catalog, arguments.unit)
    found = targets_meant(catalog, arguments, plans, office)
    like = "" if found or office.note else _like(catalog, plans, arguments.words)
    return Rows(
        rows=tuple(target_row(catalog, one) for one in found),
        note="；".join(filter(None, (office.note, _kin(catalog, office.names), like))),
        read={"plans": list(plans) if arguments.plans else []},
    )


def _kin(catalog: Catalog, names: Sequence[str]) -> str:
    """That offices of a like name are not among those named."""
    kin = [f"“{k}”" for name in names for k in kin_of(name, catalog.units) if k not in names]
    return f"名称相近的{'、'.join(kin)}另计，不在内" if kin else ""


def targets_meant(
    catalog: Catalog, arguments: TargetsArguments, plans: Sequence[str], office: Charged
) -> tuple[TargetRow, ...]:
    return targets_within(
        catalog,
        plans,
        words=arguments.words,
        units=office.names if arguments.unit else None,
        year=arguments.year,
        kind=arguments.kind,
    )


def _like(catalog: Catalog, plans: Sequence[str], words: str) -> str:
    """Indicators whose names are like the words that no name has."""
    if not words:
        return ""
    names = {name_key(t.indicator): t.indicator for t in _stated(catalog, plans)}
    like = [names[key] for key in akin(name_key(words), names, most=LOOKUPS.like)]
    return f"名称相近的指标：{'、'.join(like)}" if like else ""


def _stated(catalog: Catalog, plans: Sequence[str]) -> Iterator[Target]:
    return (t for plan in plans for found in catalog.view(plan).targets.values() for t in found)


def target_row(catalog: Catalog, one: TargetRow, more: dict[str, str] | None = None) -> Row:
    """The figure with every word it needs; the quote is its sentence, or the row of a table."""
    view, target = catalog.view(one.plan), one.target
    row = view.clause(target.clause)
    where = {"文件": view.short, "条款": target.clause}
    what = {"指标": target.indicator, "范围": target.scope or ""}
    aside = {"性质": target.kind or "", **duty_cells(row), **(more or {})}
    base = _baseline(target)
    figure = {
        "目标值": figure_words(target),
        "时限": date_words(target.deadline) if target.deadline else "",
        "基期": date_words(target.base_year) if target.base_year else "",
        "基期值": base,
    }
    told = {figure["时限"] or "目标值": figure["目标值"], figure["基期"] or "基期值": base}
    line = line_of(filled_cells({**where, **what, **told, **aside}))
    return clause_row(view, row, {**where, **what, **figure, **aside}, _sentence(row, target), line)


def _baseline(target: Target) -> str:
    return "" if target.baseline is None else f"{target.baseline:f}"


def _sentence(row: ClauseRow, target: Target) -> Span:
    """The sentence that has the figure; all of a table's row."""
    spans = () if row.clause.cells else sentence_spans(row)
    return next((s for s in spans if s.start <= target.span.start < s.end), row.clause.span)


def compare(catalog: Catalog, arguments: CompareArguments) -> Rows:
    """The indicator in each plan: the figures of that name, else those of a name like it, which the cell 名称
    says; the note tells of plans that have none.
    """
    plans = plan_ids(catalog, arguments.plans)
    found = {plan: compared_in(catalog, plan, arguments.indicator) for plan in plans}
    without = [plan for plan, stated in found.items() if not stated]
    return Rows(
        rows=tuple(target_row(catalog, one, more) for stated in found.values() for one, more in stated),
        note=_without(catalog, without, arguments.indicator),
        read={"plans": list(plans) if arguments.plans else []},
    )


def compared_in(catalog: Catalog, plan: str, indicator: str) -> list[tuple[TargetRow, dict[str, str]]]:
    """The plan's figures of the indicator, each with what is to be said of its name: those of that very name,
    else of another wording of it, else of names like it.
    """
    region = catalog.row(plan).region
    wordings = _wordings(indicator)
    keys = [name_key(word, region) for word in wordings]
    every = [(one, key_of(one.target, region)) for one in targets_within(catalog, (plan,))]
    named: list[tuple[TargetRow, dict[str, str]]] = [(one, {}) for one, key in every if key == keys[0]]
    other = [(one, {"名称": "所问的另一种说法"}) for one, key in every if key in keys]
    like = [
        (one, {"名称": "与所问相近，不完全相同"})
        for one, key in every
        if relation(keys[0], key) == "alike" or _named(one.target, indicator, region)
    ]
    return named or other or like


def _without(catalog: Catalog, plans: Sequence[str], indicator: str) -> str:
    """Of plans whose ledger has no such name: where their text has the words, if anywhere."""
    if not plans:
        return ""
    absent = Denial(what=f"叫“{indicator}”的", by=By.WORDS, where="目标里")
    none = f"{absent}：{'、'.join(map(catalog.short, plans))}"
    rows = rows_with(fold(indicator), catalog, plans)
    told = "、".join(marker(catalog.view(row.plan), row.clause.label) for row in rows[: LOOKUPS.like])
    silent = Denial(what="逐字写这几个字", by=By.WORDS, where="这些文件的正文也")
    text = f"其中正文写有这几个字的条款：{told}" if rows else str(silent)
    more = f"等 {len(rows)} 条" if len(rows) > LOOKUPS.like else ""
    return "；".join(filter(None, (none, f"{text}{more}", _like(catalog, plans, indicator))))
