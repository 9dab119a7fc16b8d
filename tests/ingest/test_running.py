"""Running text on one line: cut where its marks count on, and nowhere else; what may be wrong is doubted."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

TITLE = "栖梧县2025年养老工作要点"


def read(*lines: str) -> dict[str, str]:
    plan = parse_text("\n".join((TITLE, *lines)))
    return {clause.label: plan.text_of(clause) for clause in plan.clauses}


CUT = {
    "headings that begin with a year": (
        "一、2024年工作情况建成驿站12个。二、2025年工作计划（一）“一站式”推进。年内建成。（二）“一张网”延伸。",
        ["一", "二/（一）", "二/（二）"],
    ),
    "a heading with a year behind a colon": (
        "现提出如下要求：一、2025年开工任务1.南湖小区102套。2.北湖小区86套。二、2025年建成任务1.东湖小区70套。"
        "2.西湖小区64套。",
        ["前言", "一/1", "一/2", "二/1", "二/2"],
    ),
    "sections and items without a blank": (
        "一、建网络1.建成驿站25个。2.建成食堂12个。二、强队伍1.培训护理员300人。2.评选标兵20名。",
        ["一/1", "一/2", "二/1", "二/2"],
    ),
    "a blank for every line's end": (
        "一、建网络 县里统一选址，按人口布点，年内开工。 二、强队伍 培训护理员300人，评选标兵20名。",
        ["一", "二"],
    ),
    "items in brackets behind their heading": (
        "一、保障措施（一）落实经费。设专账。（二）落实用地。纳入规划。二、附则。另行通知。",
        ["一/（一）", "一/（二）", "二"],
    ),
    "semicolons between sections' items": (
        "一、原则：（一）坚持公益；（二）坚持就近。二、范围。全县十二个镇。",
        ["一/（一）", "一/（二）", "二"],
    ),
    "articles in mid-line": (
        "第一条 为规范驿站管理，制定本办法。第二条 驿站由镇政府设立。第三条 本办法自发布之日起施行。",
        ["第一条", "第二条", "第三条"],
    ),
    "a chapter with its first article on the same line": (
        "第一章 总则 第一条 为规范管理，制定本办法。第二条 适用于全县。"
        " 第二章 管理 第三条 县民政局负责监管。",
        ["第一章/第一条", "第一章/第二条", "第二章/第三条"],
    ),
    "items with 顿号": (
        "一、工作任务 1、建成驿站25个。 2、建成食堂12个。 3、培训护理员300人。",
        ["一/1", "一/2", "一/3"],
    ),
    "items behind the offices of the one before": (
        "1.建成驿站25个。（责任单位：县民政局）2.建成食堂12个。（责任单位：县商务局）3.培训300人。",
        ["1", "2", "3"],
    ),
    "offices without a stop before the next item": (
        "1.建成驿站25个。责任单位：县民政局2.建成食堂12个。责任单位：县商务局3.培训300人。",
        ["1", "2", "3"],
    ),
    "numbers that run on over sections": (
        "一、设施（一）建成驿站25个。（二）建成食堂12个。二、队伍（三）培训护理员。（四）评选标兵。",
        ["一/（一）", "一/（二）", "二/（三）", "二/（四）"],
    ),
    "an item that begins with a year": (
        "一、任务 1.2024年建成驿站12个。 2.2025年建成驿站25个。 3.3个重点镇先行。",
        ["一/1", "一/2", "一/3"],
    ),
    "a heading that begins with a year": (
        "一、2024年工作。建成驿站12个。二、2025年安排。建成驿站25个。三、3项保障。落实经费。",
        ["一", "二", "三"],
    ),
    "circled numbers behind full stops": (
        "一、流程 ①本人申请。到镇里填表。②镇里审核。五日内办结。 二、附则 由县民政局解释。",
        ["一/①", "一/②", "二"],
    ),
    "brackets of Arabic numbers on a long line": (
        "1.办理流程：（1）申请。本人到镇里填表。（2）审核。镇里五日内办结。2.监督电话另行公布。",
        ["1/（1）", "1/（2）", "2"],
    ),
}


@pytest.mark.parametrize(("line", "labels"), CUT.values(), ids=CUT)
def test_a_line_is_cut_at_its_marks(line: str, labels: list[str]) -> None:
    assert list(read(line)) == labels


def test_the_words_stay_with_their_marks() -> None:
    clauses = read("一、建网络1.建成驿站25个。2.建成食堂12个。二、强队伍 培训护理员300人，评选标兵20名。")
    assert clauses == {
        "一/1": "建成驿站25个。",
        "一/2": "建成食堂12个。",
        "二": "培训护理员300人，评选标兵20名。",
    }


WHOLE = {
    "a factor": "建设规模达到上年的1.5倍。服务人次达到2.3万。",
    "a date in figures": "会议定于2025.1.5召开。材料于2025.2.6前报送。",
    "ordinals of hospitals": "加强巡查。一、二级机构每月一查。二、三级机构每季一查。",
    "a reference to items": "符合第三条（一）项、（二）项所列情形的，从其规定。",
    "references to articles": "依照第三条规定办理。第四条规定的情形除外。",
    "an area": "保护面积10.1平方公里。缓冲区11.2平方公里。",
    "times of day": "开放时间8:00至18:00。周末9：00起。",
    "a list within a sentence": "重点做好三件事：①摸底；②建档；③回访。",
    "numbers with semicolons in one item": "抓好以下环节：1.选址；2.施工；3.验收。",
    "a lone mark": "落实经费。1.列入预算。",
}


@pytest.mark.parametrize("words", WHOLE.values(), ids=WHOLE)
def test_what_only_looks_like_marks_cuts_nothing(words: str) -> None:
    assert read("一、工作任务", f"1.{words}", "2.建成驿站25个。") == {
        "一/1": words,
        "一/2": "建成驿站25个。",
    }


def test_every_character_knows_its_column() -> None:
    line = "一、建网络1.建成驿站25个。2.建成食堂12个。"
    plan = parse_text(f"{TITLE}\n{line}")
    for clause in plan.clauses:
        piece = next(p for p in plan.pieces if p.start <= clause.span.start < p.start + p.length)
        at = piece.column + clause.span.start - piece.start
        assert line[at:].startswith(plan.text_of(clause))


def test_a_whole_notice_on_one_line() -> None:
    plan = parse_text(
        "栖梧县民政局关于做好养老服务工作的通知 栖民发〔2025〕7号 各镇人民政府： 为做好养老服务，"
        "现通知如下： 一、建网络 全县统一选址，按人口布点。（责任单位：县民政局） 二、强队伍 "
        "培训护理员300人，评选标兵20名。（责任单位：县人社局） 栖梧县民政局 2025年3月6日"
    )
    assert [c.label for c in plan.clauses] == ["前言", "一", "二"]
    assert [r.units for c in plan.clauses for r in c.responsibilities] == [("县民政局",), ("县人社局",)]
    assert plan.title == "栖梧县民政局关于做好养老服务工作的通知"
    assert not plan.doubts or {d.kind for d in plan.doubts} <= {"region", "title"}


def test_a_blank_behind_the_offices_ends_the_line() -> None:
    plan = parse_text(
        f"{TITLE}\n1.建成驿站25个。责任单位：县民政局 县商务局 2.培训300人。责任单位：县人社局 "
        "配合单位：县财政局 各镇按季报送进展，年底前总结。"
    )
    assert [u for c in plan.clauses for r in c.responsibilities for u in r.units] == [
        "县民政局",
        "县商务局",
        "县人社局",
        "县财政局",
    ]


UNSURE = {
    "cut at a heading's last word": "一、保障措施（一）落实经费。设专账。（二）落实用地。纳入规划。",
    "cut behind semicolons": "一、原则：（一）坚持公益；（二）坚持就近。",
    "not cut for want of a number": "一、任务 1.建成驿站。 2.建成食堂。 9.培训护理员。 10.评选标兵。",
}


@pytest.mark.parametrize("line", UNSURE.values(), ids=UNSURE)
def test_what_may_be_cut_wrongly_is_doubted(line: str) -> None:
    plan = parse_text(f"{TITLE}\n{line}")
    assert [d.line for d in plan.doubts if d.kind in ("running", "gap", "unread")] == [2]


LINE_ENDS = {
    "offices before an unnumbered paragraph": (
        ["一、任务", "建成驿站25个。责任单位：县民政局", "建成食堂12个。责任单位：县商务局"],
        {"一/¶1": ("县民政局",), "一/¶2": ("县商务局",)},
    ),
    "offices before a heading with a year": (
        ["一、任务", "1.建成驿站25个。", "责任单位：县民政局", "二、2026年安排", "1.建成食堂12个。"],
        {"一/1": ("县民政局",), "二/1": ()},
    ),
    "offices before a paragraph with a year": (
        ["一、任务", "建成驿站25个。责任单位：县民政局", "2025年底前建成食堂12个。责任单位：县商务局"],
        {"一/¶1": ("县民政局",), "一/¶2": ("县商务局",)},
    ),
    "offices before a heading that counts": (
        ["一、任务", "1.建成驿站。责任单位：县民政局", "二、2项保障", "1.落实经费。责任单位：县财政局"],
        {"一/1": ("县民政局",), "二/1": ("县财政局",)},
    ),
    "a list of offices that goes on": (
        ["一、任务", "建成驿站25个，提供助餐服务。责任单位：县民政局", "、县商务局"],
        {"一": ("县民政局", "县商务局")},
    ),
    "an open list": (
        ["一、任务", "建成驿站25个。责任单位：县民政局等", "建成食堂12个。责任单位：县商务局"],
        {"一/¶1": ("县民政局",), "一/¶2": ("县商务局",)},
    ),
    "a person": (
        ["一、任务", "建成驿站25个。责任人：林枫", "建成食堂12个。责任人：周岚"],
        {"一/¶1": (), "一/¶2": ()},
    ),
    "an unclosed bracket": (
        ["一、任务", "1.建成驿站25个。（责任单位：县民政局", "2.建成食堂12个。（责任单位：县商务局）"],
        {"一/1": ("县民政局",), "一/2": ("县商务局",)},
    ),
    "an item glued to its figure at the end": (
        ["一、任务", "1.2024年建成驿站12个。", "2.2025年建成驿站25个。", "3.3个重点镇先行。"],
        {"一/1": (), "一/2": (), "一/3": ()},
    ),
    "a measure that only looks like an item": (
        ["一、任务", "1.建成驿站12个。", "2.整治河道如下。", "3.3公里河道完成清淤。"],
        {"一/1": (), "一/2": ()},
    ),
}


@pytest.mark.parametrize(("lines", "units"), LINE_ENDS.values(), ids=LINE_ENDS)
def test_a_line_that_ends_without_a_stop(lines: list[str], units: dict[str, tuple[str, ...]]) -> None:
    plan = parse_text("\n".join((TITLE, *lines)))
    assert {c.label: tuple(u for r in c.responsibilities for u in r.units) for c in plan.clauses} == units


def test_a_number_that_was_not_taken_for_the_next_item_is_doubted() -> None:
    plan = parse_text(f"{TITLE}\n一、任务\n1.建成驿站12个。\n2.建成食堂25个。\n3强化队伍建设。")
    assert [d.line for d in plan.doubts if d.kind == "unread"] == [5]


def test_question_and_answer_stay_together() -> None:
    assert read("一、问答", "问：怎么申请？", "答：到镇里填表。", "问：多久办结？", "答：五个工作日。") == {
        "一/¶1": "问：怎么申请？\n答：到镇里填表。",
        "一/¶2": "问：多久办结？\n答：五个工作日。",
    }


def test_questions_on_one_line_are_parted() -> None:
    assert read("一、问答", "问：怎么申请？答：到镇里填表。问：多久办结？答：五个工作日。") == {
        "一/¶1": "问：怎么申请？答：到镇里填表。",
        "一/¶2": "问：多久办结？答：五个工作日。",
    }
