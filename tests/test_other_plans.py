"""Plans of other places and fields, written for these tests, with a careful reader's outline and questions
about them.

They guard against rules that fit the corpus only: offices with 牵头 and 配合, statutes, wrapped lines,
full-width digits, a page of a web site, a plan that is all table.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from assistant.settings import Settings
from tests.conftest import ROOT

OTHER = ROOT / "tests" / "data" / "other"
GOLD = sorted((OTHER / "gold").glob("*.json"))
QUESTIONS = [json.loads(line) for line in (OTHER / "questions.jsonl").read_text("utf-8").splitlines()]
NEEDED = {"target": 0.85, "unit": 0.95, "content": 0.85, "list-by-unit": 1.0, "compare": 0.85,
    "followup": 0.9, "aggregate": 0.85, "unanswerable": 0.95}  # fmt: skip
"""Share of right answers by kind that must not be lost again; what was reached when the cases were
written.
"""


def bare(text: str | None) -> str:
    return re.sub(r"[\s*]+", "", unicodedata.normalize("NFKC", text or ""))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("other") / "home"
    take_in(Settings(home=home, corpus=OTHER / "plans"), [OTHER / "plans"], Console(quiet=True))
    with Assistant.open(home) as assistant:
        yield assistant


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_clauses_and_offices(other: Assistant, path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    plan = other.library.get(gold["id"])
    mine = {bare(c.label): c for c in plan.clauses}
    assert list(mine) == [bare(c["label"]) for c in gold["clauses"]]
    for wanted in gold["clauses"]:
        clause = mine[bare(wanted["label"])]
        text = bare(plan.text_of(clause))
        assert bare(wanted["first_words"])[:4] in text
        assert (
            bare(wanted["last_words"]) in text if clause.cells else text.endswith(bare(wanted["last_words"]))
        )
        assert [bare(u) for u in clause.units] == [bare(u) for u in wanted["units"]]
        assert [bare(n) for n in clause.leaders] == [bare(n) for n in wanted["leaders"]]
        assert clause.units_open == (bool(wanted["units"]) and wanted["units_complete"] is False)


@pytest.mark.parametrize(
    "path", [p for p in GOLD if json.loads(p.read_text("utf-8"))["targets"]], ids=lambda p: p.stem
)
def test_targets(other: Assistant, path: Path) -> None:
    """Values with their clauses: at most one in twenty missed or read where there is none."""
    gold = json.loads(path.read_text("utf-8"))
    plan = other.library.get(gold["id"])

    def key(clause: str, *values: object) -> tuple[str, tuple[float, ...]]:
        return bare(clause), tuple(float(str(v)) for v in values if v is not None)

    said = [key(t.clause, t.value, t.value_high) for t in plan.targets]
    hard = [t for t in gold["targets"] if t.get("strength") != "soft"]
    wanted = [key(t["clause"], *(t["value"] if isinstance(t["value"], list) else [t["value"]])) for t in hard]
    free = list(said)
    found = sum(1 for w in wanted if w in free and not free.remove(w))  # type: ignore[func-returns-value]
    assert found >= 0.9 * len(wanted)
    assert len(said) - found <= 0.05 * len(said) + 1


def right(question: dict, answer: Answer) -> bool:
    """Every fact said, every clause cited, every office named; a refusal where nothing is stated."""
    if question["kind"] == "unanswerable":
        return answer.status != "answered"
    if answer.status == "not_found":
        return False
    rows = answer.listing.rows if answer.listing else ()
    cited = {(c.plan, bare(c.clause)) for c in answer.citations} | {(r.plan, bare(r.clause)) for r in rows}
    groups = [{(p, bare(c)) for p, c in group} for group in question.get("cites_any", [])]
    gold = {(p, bare(c)) for p, c in question.get("cites", [])}
    missing = [
        g for g in gold if g not in cited and not any(g in group and cited & group for group in groups)
    ]
    if question["kind"] == "list-by-unit" and cited - gold - {
        (p, bare(c)) for p, c in question.get("optional", [])
    }:
        return False
    text = bare(answer.answer)
    everything = text + bare(" ".join("、".join((*c.units, *c.leaders)) for c in answer.citations))
    facts = all(
        any(bare(f) in text for f in ([fact] if isinstance(fact, str) else fact))
        for fact in question.get("facts", [])
    )
    names = [*question.get("units", []), *question.get("leaders", [])]
    return (
        not missing
        and facts
        and all(any(bare(n) in everything for n in ([u] if isinstance(u, str) else u)) for u in names)
    )


def test_questions(other: Assistant) -> None:
    results: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for question in QUESTIONS:
        answer = other.ask(question["q"], [Turn(**turn) for turn in question.get("history", [])])
        assert all(f.supported for f in answer.figures)
        results[question["kind"]].append((right(question, answer), question["q"]))
    shares = {kind: sum(ok for ok, _ in found) / len(found) for kind, found in results.items()}
    wrong = {kind: [q for ok, q in found if not ok] for kind, found in results.items()}
    assert {k: s for k, s in shares.items() if s < NEEDED[k]} == {}, wrong


def test_articles_are_counted_as_people_count_them(other: Assistant) -> None:
    """第X条, whatever 款 and 项 each of them has."""
    assert "共 25 条（第一条至第二十三条）" in other.ask("危险废物收集贮存管理办法一共多少条").answer
    assert "下共 6 条" in other.ask("2023办法第二章有几条").answer
