"""Whom the note of a section charges, and the clauses that say something themselves: 除另有注明外，本部分任务
由…, 以上两项由…, a bracket behind a part of a sentence.
"""

from __future__ import annotations

import pytest

from ingest.model import Clause
from ingest.pipeline import parse_text

ITEMS = """1.治理河道。全年治理河道12公里。
2.巡查水库。每月巡查一次，发现险情的，由所在地的乡镇政府在2日内报告。
3.改造泵站。改造泵站6座。（县农业局牵头）
4.更新闸门。由县水务集团牵头更新闸门9座。
二、空气
5.治理扬尘。洒水12次。（责任单位：县城管局）
"""
WHO = "由县水利局牵头，县财政局、县住建局配合"
NOTES = [
    f"一、水（除另有注明外，本部分任务{WHO}）\n",
    f"一、水（除特别注明的外，以下任务均{WHO}）\n",
    f"一、水（本部分任务，除已标注责任单位的外，{WHO}）\n",
    f"一、水（未另行注明责任单位的，{WHO}）\n",
    f"一、水\n除单独说明外，以下各项任务{WHO}。\n",
    f"一、水\n本部分任务除已注明的外，{WHO}。\n",
    "一、水\n（除特别注明外，牵头单位：县水利局；配合单位：县财政局、县住建局）\n",
]


def _read(text: str) -> dict[str, Clause]:
    clauses = parse_text(f"青岭县2026年重点任务\n\n{text}", "a.txt").clauses
    return {clause.label: clause for clause in clauses}


def _said(clause: Clause) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.part, r.units) for r in clause.responsibilities]


SECTION = [("lead", ("县水利局",)), ("support", ("县财政局", "县住建局"))]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_holds_for_the_clauses_that_mark_nobody(note: str) -> None:
    read = _read(note + ITEMS)
    assert _said(read["一/1"]) == SECTION
    assert all(r.inherited_from == "一" for r in read["一/1"].responsibilities)
    assert _said(read["一/2"]) == [*SECTION, ("responsible", ("所在地的乡镇政府",))]


@pytest.mark.parametrize("note", NOTES)
def test_a_clause_that_marks_who_leads_keeps_it(note: str) -> None:
    read = _read(note + ITEMS)
    assert _said(read["一/3"]) == [("lead", ("县农业局",))]
    assert _said(read["一/4"]) == [("lead", ("县水务集团",))]
    assert _said(read["二/5"]) == [("responsible", ("县城管局",))]


def test_no_character_of_a_note_is_lost() -> None:
    plan = parse_text(f"青岭县2026年重点任务\n\n{NOTES[0]}{ITEMS}", "a.txt")
    assert plan.text[plan.headings[0].span.start :].count("除另有注明外") == 1


@pytest.mark.parametrize(
    "closing",
    [
        "（以上两项由县水利局牵头，县财政局、县住建局配合）",
        "以上两项由县水利局牵头，县财政局、县住建局配合。",
        "（上述2项工作由县水利局牵头，县财政局、县住建局配合）",
    ],
)
def test_a_line_that_speaks_of_items_leads_those_who_do_them(closing: str) -> None:
    read = _read(
        f"一、水\n1.县水务集团负责建成水厂，9月底前通水。\n2.县供水总站负责改造滤池。\n{closing}\n"
        "二、空气\n3.治理扬尘。洒水12次。（责任单位：县城管局）\n"
    )
    assert _said(read["一/1"]) == [*SECTION, ("responsible", ("县水务集团",))]
    assert _said(read["一/2"])[:2] == SECTION


def test_a_note_that_only_names_the_responsible_leads_nobody() -> None:
    read = _read(
        "一、水（责任单位：县水利局）\n1.巡查。每月巡查一次，险情由乡镇政府在2日内报告。\n2.清淤。清淤9次。\n"
    )
    assert _said(read["一/2"]) == [("responsible", ("县水利局",))]
    assert ("responsible", ("县水利局",)) not in _said(read["一/1"])


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "垃圾利用率达到60%（县城管局负责），秸秆利用率稳定在93%以上（县农业局负责），固废利用率达到81%（县工信局负责）。",
            ["县城管局", "县农业局", "县工信局"],
        ),
        (
            "新建水站6座（县水利局、县财政局负责）、改造2座（县住建局牵头）。",
            ["县水利局", "县财政局", "县住建局"],
        ),
        (
            "清扫率88%（县城管局牵头、县住建局配合），洒水12次（县水利局负责）。",
            ["县城管局", "县住建局", "县水利局"],
        ),
        ("清扫率88%（县城管局牵头），洒水12次。", []),
        ("县疾控中心（县卫健局主管），开展培训6次。", []),
    ],
)
def test_a_bracket_behind_a_part_of_a_sentence(text: str, offices: list[str]) -> None:
    clause = _read(f"一、水\n1.{text}\n2.清淤。清淤9次。\n")["一/1"]
    brackets = [r for r in clause.responsibilities if r.evidence == "note"]
    assert [unit for r in brackets for unit in r.units] == offices
