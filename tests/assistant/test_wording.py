"""Whom a clause charges, in one line: what a section states is told from what the clause says itself."""

from __future__ import annotations

from assistant.briefing.material import charged_words
from assistant.retrieval.wording import offices_words
from ingest.pipeline import parse_text

PLAN = """松口县2024年水利工作要点
一、渠道（挂钩领导：周砚）
1.清淤渠道8公里。（牵头单位：县水利局；配合单位：县财政局）
二、管护（包保领导：林枫；责任单位：县水利局）
1.巡查堤防12次。
2.植树9亩。（责任单位：县林业局等）
"""


def test_only_what_the_section_states_is_said_to_stand_there() -> None:
    clauses = parse_text(PLAN).clauses
    assert [offices_words(c) for c in clauses] == [
        "挂钩领导：周砚（由“一”统一载明）；牵头单位：县水利局；配合单位：县财政局",
        "包保领导：林枫；责任单位：县水利局（由“二”统一载明）",
        "包保领导：林枫（由“二”统一载明）；责任单位：县林业局等（原文未列全）",
    ]
    assert [charged_words(c) for c in clauses] == [
        "挂钩领导：周砚，由“一”统一载明；牵头单位：县水利局；配合单位：县财政局",
        "包保领导：林枫；责任单位：县水利局，由“二”统一载明",
        "包保领导：林枫，由“二”统一载明；责任单位：县林业局等",
    ]
