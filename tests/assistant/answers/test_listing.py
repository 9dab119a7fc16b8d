"""A listing is whole: held against a plain scan of the clauses for every office and every person of every
plan.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.answers.listing import listed_words, naming_place, tabulated, tasks_told
from assistant.ask import Assistant
from assistant.lookups.listing import list_tasks
from assistant.lookups.mentions import rows_with
from assistant.model import Answer
from assistant.retrieval.sources import Sources
from assistant.settings import Settings
from ingest.store.rows import ClauseRow
from tests.assistant.answers.conftest import Shelf


@pytest.fixture(scope="module")
def sources(corpus: Assistant) -> Sources:
    corpus.catalog.refresh()
    return corpus.sources


def scan(rows: tuple[ClauseRow, ...], name: str) -> list[tuple[str, str]]:
    """Clauses that name it, by going through all of them."""
    return [
        (row.plan, row.clause.label)
        for row in rows
        if any(name in (*r.units, *r.leaders) for r in row.clause.responsibilities)
    ]


def charged(rows: tuple[ClauseRow, ...]) -> list[tuple[str, str]]:
    """Every kind and name that a clause of the rows is charged to, once, in printed order."""
    pairs = (
        (kind, name)
        for row in rows
        for r in row.clause.responsibilities
        for kind, names in (("unit", r.units), ("leader", r.leaders))
        for name in names
    )
    return list(dict.fromkeys(pairs))


def listed(answer: Answer) -> list[tuple[str, str]]:
    assert answer.listing is not None, f"{answer.question}: {answer.answer[:120]}"
    assert answer.listing.total == len(answer.listing.rows)
    return [(row.plan, row.clause) for row in answer.listing.rows]


def test_every_name_is_found_in_the_library(corpus: Assistant) -> None:
    rows = corpus.library.clauses()
    found = charged(rows)
    assert {n for kind, n in found if kind == "unit"} == set(corpus.library.names("unit"))
    assert {n for kind, n in found if kind == "leader"} == set(corpus.library.names("leader"))
    assert len(found) > 40


def test_by_name_in_each_plan(corpus: Assistant, sources: Sources) -> None:
    for plan in corpus.library.plans():
        rows = corpus.library.clauses(plan=plan.id)
        for kind, name in charged(rows):
            units, leaders = ((name,), ()) if kind == "unit" else ((), (name,))
            found = list_tasks(sources, units, leaders, (plan.id,))
            assert found is not None
            assert [(r.plan, r.clause) for r in found.listing.rows] == scan(rows, name), name
            assert [(c.plan, c.clause) for c in tasks_told(found).citations] == scan(rows, name), name
            assert found.listing.complete


def test_by_name_over_all_plans(corpus: Assistant, sources: Sources) -> None:
    rows = corpus.library.clauses()
    for kind, name in charged(rows):
        units, leaders = ((name,), ()) if kind == "unit" else ((), (name,))
        found = list_tasks(sources, units, leaders, ())
        assert found is not None
        assert [(r.plan, r.clause) for r in found.listing.rows] == scan(rows, name), name


def test_asked_in_words_for_each_plan(corpus: Assistant) -> None:
    for plan in corpus.library.plans():
        rows = corpus.library.clauses(plan=plan.id)
        for _, name in charged(rows):
            answer = corpus.ask(f"《{plan.title}》中，{name}负责哪些任务？")
            assert listed(answer) == scan(rows, name), answer.question
            assert f"共 {len(scan(rows, name))} 项" in answer.answer


PLACED = """白沙市2023年民生实事实施方案
一、主要任务
1.新建公交站台40个。（牵头单位：白沙市交通局；责任单位：白沙市城管局、各县区）
2.整修背街小巷12条。（牵头单位：住建局[白沙市房管中心]；配合单位：住建局）
3.整修校舍12栋。（牵头单位：白沙市教育局；配合单位：白沙市交通局）
"""


def test_an_office_keeps_the_place_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "baisha.txt").write_text(PLACED, "utf-8")
    take_in(Settings(home=tmp_path / "home"), [tmp_path / "files"], Console(quiet=True))
    with Assistant.open(tmp_path / "home") as assistant:
        rows = assistant.library.clauses()
        assert len(charged(rows)) == 6
        for _, name in charged(rows):
            for asked in (f"{name}负责哪些任务？", f"白沙市2023年方案里{name}承担的全部任务"):
                assert listed(assistant.ask(asked)) == scan(rows, name), asked


def test_several_names_are_listed_once_each(corpus: Assistant, sources: Sources) -> None:
    rows = corpus.library.clauses(plan="donghai-2021-health")
    found = list_tasks(sources, ("疾控科", "医政科"), ("钱博",), ("donghai-2021-health",))
    assert found is not None
    keys = [(r.plan, r.clause) for r in found.listing.rows]
    assert len(keys) == len(set(keys))
    assert set(keys) == {pair for name in ("疾控科", "医政科", "钱博") for pair in scan(rows, name)}


def test_a_name_no_clause_has_is_no_empty_list(sources: Sources) -> None:
    assert list_tasks(sources, ("没有的科",), (), ()) is None


def test_the_tasks_of_an_office(shelf: Shelf) -> None:
    found = list_tasks(shelf.sources, ("绿道办",), (), ("linhe",))
    assert found is not None
    draft = tasks_told(found)
    assert draft.counted[0] == "**绿道办** 共 2 项，已全部列出。"
    assert draft.listing == found.listing
    assert [c.clause for c in draft.citations] == [row.clause.label for row in found.rows] == ["一/1", "一/2"]
    assert draft.counted[-1] == "- 另有 1 条未载明责任单位，未计入。"


def test_those_several_offices_share(shelf: Shelf) -> None:
    found = list_tasks(shelf.sources, ("绿道办", "慢行科"), (), ("linhe",))
    assert found is not None
    each = "其中绿道办 2 项，慢行科 1 项；有 1 项共同列名：〔临河2023要点·一/1〕。"
    assert tasks_told(found).counted[1] == each


def test_clauses_and_their_words_as_tables(shelf: Shelf) -> None:
    rows = rows_with("骑行", shelf.sources.catalog, ("linhe", "qiaotou"))
    of_all = tabulated("共三条。", rows, shelf.sources)
    of_words = listed_words("写有骑行的。", shelf.sources, [(row, "骑行") for row in rows], ["- 注。"])
    assert of_all.counted == ("共三条。", "**临河2023要点**（2 项）", "**桥头2023要点**（1 项）")
    assert of_words.counted == (*("写有骑行的。", *of_all.counted[1:]), "- 注。")
    assert of_words.listing is not None
    assert all("骑行" in row.summary for row in of_words.listing.rows)
    assert naming_place("白沙县", shelf.sources) is None
