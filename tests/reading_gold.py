"""What a paper's reading must hold, written by hand in YAML; for the field cases and the kinds.

    title, place, year, period, number, issued: …     only what is to be judged (null: not read)
    clauses:                     every leaf clause in order; or `some:` for clauses among others
      一/1: {starts: 建成, units: {lead: [县民政局], leader: [张某]}, targets: [">= 25 个 2025"]}
      一/2:                      nothing but its label is judged
    doubts: [kind, …]            kinds that must be raised; `doubts: []` says that there is none
    dropped: [words, …]          words that must be among what was dropped
    outside: [words, …]          words that must stand in no clause (frame, contents pages)
    amendments:                  what it changes in other papers, in order; only the fields given are judged
      - {clause: 一/1, effect: replace, paper: …, old: 12个, new: 18个}
    results: {一/1: [">= 25 个 2024"]}   what is told as reached, complete where given
    doubted: {一/2: [kind, …]}   kinds that must be raised of a clause

`units` are complete where given, by part; a target is "comparator value unit deadline", trailing parts may be
left out (`=` too); `targets` are complete where given, in any order. `indicators: {25: 养老驿站}` holds words
that the name of the target with this value contains.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ingest.inspection.weak import WEIGHED
from ingest.model import Clause, Doubt, Plan, Target

_FACTS = ("title", "region", "year", "period", "number", "issued", "issuer")


def plain(text: str) -> str:
    """Without blanks and width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def proved(plan: Plan) -> list[Doubt]:
    """The doubts that something shows; those that are weighed are raised in sound readings too."""
    return [doubt for doubt in plan.doubts if doubt.kind not in WEIGHED]


def check_reading(plan: Plan, gold: dict[str, Any]) -> None:
    """Compare; raises AssertionError that names the clause."""
    for fact in _FACTS:
        if fact in gold:
            assert getattr(plan, fact) == gold[fact], fact
    by_label = {c.label: c for c in plan.clauses}
    if "clauses" in gold:
        assert list(by_label) == list(gold["clauses"])
    for label, wanted in {**gold.get("clauses", {}), **gold.get("some", {})}.items():
        assert label in by_label, f"{label} not in {list(by_label)}"
        _check_clause(plan, by_label[label], wanted or {})
    for label, results in gold.get("results", {}).items():
        _check_figures(label, [r for r in plan.results if r.clause == label], results)
    kinds = {d.kind for d in plan.doubts}
    if "doubts" in gold:
        assert kinds >= set(gold["doubts"]), f"doubts are {plan.doubts}"
        assert kinds or not gold["doubts"]
        if not gold["doubts"]:
            assert not proved(plan)
    gone = plain("".join(d.text for d in plan.dropped))
    for words in gold.get("dropped", ()):
        assert plain(words) in gone, f"{words} not dropped"
    inside = plain("".join(plan.text_of(c) for c in plan.clauses))
    for words in gold.get("outside", ()):
        assert plain(words) not in inside, f"{words} in a clause"
    if "amendments" in gold:
        assert len(plan.amendments) == len(gold["amendments"]), plan.amendments
        for one, fields in zip(plan.amendments, gold["amendments"], strict=True):
            assert {name: getattr(one, name) for name in fields} == fields
    for label, wanted in gold.get("doubted", {}).items():
        assert {d.kind for d in plan.doubts if d.clause == label} >= set(wanted), plan.doubts


def _check_clause(plan: Plan, clause: Clause, wanted: dict[str, Any]) -> None:
    text = plain(plan.text_of(clause))
    at = f"{clause.label}: {text[:60]}"
    assert text.startswith(plain(wanted.get("starts", ""))), at
    assert text.endswith(plain(wanted.get("ends", ""))), at
    for words in _several(wanted.get("text_lacks")):
        assert plain(words) not in text, f"{at} holds {words}"
    if "units" in wanted:
        got: dict[str, list[str]] = defaultdict(list)
        for charged in clause.responsibilities:
            got[charged.part] += [*charged.units, *charged.leaders]
        assert dict(got) == (wanted["units"] or {}), at
    targets = [t for t in plan.targets if t.clause == clause.label]
    if "targets" in wanted:
        _check_figures(at, targets, wanted["targets"] or ())
    for value, words in (wanted.get("indicators") or {}).items():
        names = [t.indicator for t in targets if str(value) in _written(t)]
        assert any(words in name for name in names), f"{at}: {value} is of {names}"


def _check_figures(at: str, stated: list[Target], wanted: Sequence[Any]) -> None:
    """Each wanted one, in any order, and no other."""
    left = list(stated)
    for one in wanted:
        hit = next((t for t in left if _matches(t, str(one))), None)
        assert hit, f"{at}: no figure {one} in {[_written(t) for t in left]}"
        left.remove(hit)
    assert not left, f"{at}: too many figures {[_written(t) for t in left]}"


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _written(target: Target) -> tuple[str, ...]:
    number = "-".join(f"{v.normalize():f}" for v in (target.value, target.value_high) if v is not None)
    return target.comparator, number, target.unit or "", target.deadline or ""


def _matches(target: Target, wanted: str) -> bool:
    parts = wanted.split()
    comparator = parts.pop(0) if parts[0][0] in "<>=~" or parts[0] in _WORDS else "="
    got = _written(target)
    return comparator == got[0] and all(a == b for a, b in zip(parts, got[1:], strict=False))


_WORDS = ("range", "increase>=", "decrease>=", "all")
