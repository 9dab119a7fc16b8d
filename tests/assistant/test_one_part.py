"""The part of everybody charged is one thing from the reading to what is told: in the plan, in its rows, in
the filter of tasks, in the briefing by office and in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.lookups.entries import Chosen, Entries, narrow
from assistant.retrieval.catalog import Catalog
from ingest.grammar.roles import PARTS
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.store.library import Library
from tests.conftest import ROOT, official_texts
from tests.small_library import over

TOGETHER = """柳溪县2025年河道整治实施方案
一、重点任务
1.县水利局会同县财政局、县林业局清淤河道12公里。
2.由县住建局牵头，县水利局配合，改造排口40处。
3.县财政局牵头，会同县水利局拨付河道整治资金。
4.县林业局主办，县农业农村局协办，县督查室督办，栽植护岸林300亩。
5.新建亲水平台6处。（县水利局牵头，县文旅局、县住建局配合）
6.县文旅局商县财政局制定河道灯光方案。
7.县交通局要会同有关部门拆除碍航设施9处。
二、保障措施
1.县督查室负责督办。
2.县水利局负责日常巡查，县林业局协助。
"""
TABLED = """柳溪县2025年供水任务分解方案
一、任务
1.更换水表600只。（牵头单位：县水利局；配合单位：县财政局、县住建局）
2.安装水尺30处。（主办单位：县住建局；协办单位：县水利局）
3.检修泵站5座。（责任单位：县水利局、县住建局）
4.县卫健局会同县水利局每月检测水质2次。
"""
FLOWING = """柳溪县农村道路管护办法
第一条 县交通局是农村道路管护的牵头单位，县财政局、县林业局配合做好资金和绿化工作。
第二条 县交通局应当会同县财政局编制年度管护计划。
第三条 县农业农村局负责机耕道管护，县水利局协同。
第四条 县审计局会同县财政局监督资金使用。
"""
OWN = {"together.txt": TOGETHER, "tabled.txt": TABLED, "flowing.txt": FLOWING}


Charge = tuple[str, str, str]
"""Label, part, name."""


def as_read(plan: Plan) -> set[Charge]:
    """Everybody charged, as the reader has it."""
    return {
        (clause.label, said.part, name)
        for clause in plan.clauses
        for said in clause.responsibilities
        for name in (*said.units, *said.leaders)
    }


def labels(read: set[Charge], part: str, name: str) -> set[str]:
    return {label for label, said, who in read if (said, who) == (part, name)}


def assert_one_part(library: Library, entries: Entries) -> int:
    """How many pairs of a plan and an office or a person there were."""
    pairs = 0
    for batch in entries.batches("tasks"):
        plan = library.get(batch.plan.id)
        read = as_read(plan)
        assert {(c.label, c.part, c.name) for c in library.outline(plan.id).charges} == read, plan.id
        by_clause = {r.clause.label: r.clause.responsibilities for r in library.clauses(plan=plan.id)}
        assert by_clause == {c.label: c.responsibilities for c in plan.clauses}
        offices = {name for c in plan.clauses for r in c.responsibilities for name in r.units}
        people = {name for c in plan.clauses for r in c.responsibilities for name in r.leaders}
        for field, names in (("unit", offices), ("leader", people)):
            for name in sorted(names):
                for part in PARTS:
                    found = narrow([batch], Chosen(**{field: name, "kind": part})).found
                    assert {e.label for e in found} == labels(read, part, name), (plan.id, name, part)
        pairs += len(offices | people)
    return pairs


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("own"), OWN) as assistant:
        yield assistant


def test_in_own_papers(own: Assistant) -> None:
    assert assert_one_part(own.library, Entries(own.library, own.catalog)) > 15


def test_in_all_plans(tmp_path: Path) -> None:
    files = [
        *sorted((ROOT / "corpus").rglob("*.md")),
        *sorted((ROOT / "tests" / "data" / "other" / "plans").iterdir()),
        *official_texts(),
    ]
    with Library.open(tmp_path) as library:
        for file in files:
            library.put(parse(file.read_bytes(), file.name))
        assert assert_one_part(library, Entries(library, Catalog(library))) > 150


def test_with_others_leads_what_is_done_with_them(own: Assistant) -> None:
    """Where the word printed (负责) does not tell the part."""
    read = as_read(own.library.get("together"))
    assert labels(read, "lead", "县水利局") == {"一/1", "一/5"}
    assert labels(read, "support", "县水利局") == {"一/2", "一/3"}
    assert labels(read, "lead", "县交通局") == {"一/7"}


@pytest.mark.parametrize("paper", OWN)
def test_the_briefing_and_the_answers_count_the_same(own: Assistant, tmp_path: Path, paper: str) -> None:
    with over(tmp_path, {paper: OWN[paper]}) as assistant:
        (row,) = assistant.library.plans()
        read = as_read(assistant.library.get(row.id))
        for unit in sorted({name for _, _, name in read}):
            made = brief(assistant.library, Request(kind="office", units=(unit,)), made=date(2026, 1, 2))
            told = "".join(b.text for s in made.sections for b in s.blocks if hasattr(b, "text"))
            for part, word in (("lead", "牵头"), ("support", "配合")):
                wanted = labels(read, part, unit)
                counted = re.search(rf"{word} (\d+) 项", told)
                assert (int(counted[1]) if counted else 0) == len(wanted), (unit, word, told)
                listing = assistant.ask(f"{unit}{word}的任务有哪些？").listing
                assert {r.clause for r in (listing.rows if listing else ())} == wanted, (unit, word)
