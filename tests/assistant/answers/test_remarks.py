"""What a reader of a clause is told besides its words: who changed it, which stage of a paper it is of, what
is doubted.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from assistant.answers.remarks import with_remarks
from assistant.ask import Assistant
from assistant.model import ANSWER_JSON, Answer
from assistant.verification.answer import faults
from ingest.pipeline import parse_text
from tests import small_library

PLAN = """柳坪县2025年供水保障工作方案
柳政发〔2025〕2号
一、重点任务
1.更新老旧管网30公里。责任单位：县水利局
2.新建加压泵站6座。责任单位：县水务站
3.加装智能水表8000只。责任单位：县水务站
二、保障措施
1.安排专项资金900万元。责任单位：县财政局
"""
FIGURE = "柳坪县2025年新建加压泵站多少座？"


def notice(*said: str, title: str = "柳坪县人民政府关于调整2025年供水保障工作方案有关内容的通知") -> str:
    items = "\n".join(f"{n}.{words}" for n, words in enumerate(said, start=1))
    return f"{title}\n一、调整内容\n{items}\n柳坪县人民政府\n2025年7月1日\n"


def over(home: Path, **papers: str) -> AbstractContextManager[Assistant]:
    """An assistant over papers, each under its name."""
    return small_library.over(home, {f"{name}.txt": text for name, text in papers.items()})


def told(answer: Answer) -> list[str]:
    return [remark.text for remark in answer.remarks]


def is_sound(assistant: Assistant, answer: Answer) -> bool:
    return not faults(answer, assistant.facts(answer), assistant.known())


NAME = "《柳坪县2025年供水保障工作方案》"
CHANGES = [
    (f"将{NAME}中“加压泵站6座”调整为“加压泵站9座”。", "“加压泵站6座”改为“加压泵站9座”"),
    (f"将{NAME}（柳政发〔2025〕2号）第2条中的“6座”修改为“9座”。", "“6座”改为“9座”"),
    ("新建加压泵站由6座调整为9座。", "“新建加压泵站”由“6座”改为“9座”"),
    (
        "第一部分第2项修改为：“新建加压泵站9座，含智能泵站3座。”",
        "修改为：“新建加压泵站9座，含智能泵站3座。”",
    ),
    ("删去第一部分第2项。", "删去"),
    ("第一部分第2项自2025年8月1日起停止执行。", "停止执行（自2025年8月1日起）"),
    (f"停止执行{NAME}第一部分第2项。", "停止执行"),
    (f"{NAME}同时废止。", "废止"),
    (f"{NAME}有效期延长至2026年6月30日。", "有效期已由"),
    ("第一部分第2项后增加一项：“泵站夜间值守。”", "增加“泵站夜间值守。”"),
    ("将第一部分第2项中的“6座”删除。", "删去“6座”"),
]


@pytest.mark.parametrize(("said", "words"), CHANGES, ids=lambda v: str(v)[:16])
def test_a_changed_clause_tells_the_change(tmp_path: Path, said: str, words: str) -> None:
    with over(tmp_path, plan=PLAN, notice=notice(said)) as assistant:
        answer = assistant.ask(FIGURE)
        assert is_sound(assistant, answer)
        back = ANSWER_JSON.validate_json(ANSWER_JSON.dump_json(answer))
    assert answer.status == "answered"
    (remark,) = [r for r in answer.remarks if r.kind == "amended"]
    assert words in remark.text
    assert "已由《柳坪县人民政府关于调整2025年供水保障工作方案有关内容的通知》" in remark.text
    assert (remark.plan, remark.by, remark.by_clause) == ("plan", "notice", "一/1")
    assert f"{words}" in answer.answer
    assert [c.clause for c in answer.citations if c.plan == "notice"] == ["一/1"]
    assert answer.counted == ()
    assert back.remarks == answer.remarks


def test_the_notice_may_be_an_answer_itself(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("新建加压泵站由6座调整为9座。")) as assistant:
        answer = assistant.ask(FIGURE)
    assert "新建加压泵站：**6座**" in answer.answer
    assert "以下为相关条款原文" not in answer.answer


def test_the_same_whichever_comes_first(tmp_path: Path) -> None:
    said = notice("新建加压泵站由6座调整为9座。")
    with over(tmp_path / "one", plan=PLAN, notice=said) as assistant:
        first = assistant.ask(FIGURE)
    with over(tmp_path / "two", notice=said, plan=PLAN) as assistant:
        assert assistant.ask(FIGURE).remarks == first.remarks != ()


def test_other_clauses_say_nothing(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("新建加压泵站由6座调整为9座。")) as assistant:
        assert assistant.ask("柳坪县2025年加装智能水表多少只？").remarks == ()


def test_what_is_withdrawn_or_removed_changes_nothing(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("新建加压泵站由6座调整为9座。")) as assistant:
        assistant.library.withdraw("notice")
        assert assistant.ask(FIGURE).remarks == ()
        assistant.library.restore("notice")
        assert len(assistant.ask(FIGURE).remarks) == 1
        assistant.library.remove("notice")
        assert assistant.ask(FIGURE).remarks == ()


def test_a_paper_brought_up_to_date_needs_no_word(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("将“加压泵站6座”调整为“加压泵站9座”。")) as assistant:
        assistant.catalog.refresh()
        assert assistant.relations.amended("plan")
        assistant.library.put(parse_text(PLAN.replace("6座", "9座"), "plan.txt"))
        assistant.catalog.refresh()
        assert assistant.relations.amended("plan") == ()
        assert assistant.relations.doubts("notice") == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("将《柳坪县2024年供水方案》中“1处”调整为“2处”。", "资料库里没有这份文件"),
        ("将《柳坪县2025年供水保障工作方案》中“7座”调整为“9座”。", "找不到，或不止一处"),
        ("将《柳坪县2025年供水保障工作方案》中“责任单位”调整为“牵头单位”。", "找不到，或不止一处"),
        ("《柳坪县2025年供水保障工作方案》第1条停止执行。", "找不到，或不止一处"),
        ("《柳坪县2025年供水保障工作方案》第十九条删去。", "找不到，或不止一处"),
    ],
)
def test_what_points_nowhere_is_doubted(tmp_path: Path, said: str, words: str) -> None:
    with over(tmp_path, plan=PLAN, notice=notice(said)) as assistant:
        assistant.catalog.refresh()
        (doubt,) = assistant.relations.doubts("notice")
        assert assistant.ask(FIGURE).remarks == ()
    assert (doubt.kind, doubt.clause, doubt.line) == ("amendment", "一/1", 3)
    assert words in doubt.message


def test_a_paper_out_of_force_that_is_not_here_needs_no_look(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("《柳坪县旧供水办法》同时废止。")) as assistant:
        assistant.catalog.refresh()
        assert assistant.relations.doubts("notice") == ()


def test_everywhere_is_everywhere(tmp_path: Path) -> None:
    said = "将《柳坪县2025年供水保障工作方案》中的“公里”“只”统一修改为“处”。"
    with over(tmp_path, plan=PLAN, notice=notice(said)) as assistant:
        assistant.catalog.refresh()
        assert [one.clauses for one in assistant.relations.amended("plan")] == [("一/1",), ("一/3",)]


def test_a_listing_tells_of_its_rows(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("新建加压泵站由6座调整为9座。")) as assistant:
        answer = assistant.ask("柳坪县2025年供水保障工作方案里县水务站承担哪些任务？")
        assert is_sound(assistant, answer)
    assert answer.listing is not None
    assert [r.clause for r in answer.remarks] == ["一/2"]


def test_when_it_holds_may_be_said_at_the_end(tmp_path: Path) -> None:
    said = notice("新建加压泵站由6座调整为9座。").replace(
        "柳坪县人民政府\n2025年7月1日", "2.本通知自2025年9月1日起施行。"
    )
    with over(tmp_path, plan=PLAN, notice=said) as assistant:
        answer = assistant.ask(FIGURE)
    assert "自2025年9月1日起" in answer.answer
    assert answer.status == "answered"


def test_what_is_repealed_in_its_list(tmp_path: Path) -> None:
    said = (
        "柳坪县人民政府关于公布文件清理结果的通知\n一、决定废止的文件\n1.《柳坪县2025年供水保障工作方案》"
        "（柳政发〔2025〕2号）\n2.《柳坪县灌溉办法》（柳政发〔2011〕1号）\n"
    )
    with over(tmp_path, plan=PLAN, notice=said) as assistant:
        answer = assistant.ask(FIGURE)
    assert "《柳坪县2025年供水保障工作方案》已由《柳坪县人民政府关于公布文件清理结果的通知》废止" in told(
        answer
    )


# -- drafts --------------------------------------------------------------------------------------------------

REVISED = (
    PLAN.replace("工作方案", "工作方案（修订稿）").replace("6座", "9座").replace("柳政发〔2025〕2号\n", "")
)


def test_both_drafts_are_shown_and_asked_about(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, revised=REVISED) as assistant:
        answer = assistant.ask(FIGURE)
        assert is_sound(assistant, answer)
    assert "6座" in answer.answer
    assert "9座" in answer.answer
    (remark,) = answer.remarks
    assert remark.kind == "draft"
    assert "前者没有写明稿次，后者是修订稿" in remark.text or "前者是修订稿" in remark.text
    assert "请确认以哪一份为准" in answer.answer


def test_the_other_draft_is_shown_where_only_one_was_asked_for(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, revised=REVISED) as assistant:
        answer = assistant.ask("《柳坪县2025年供水保障工作方案（修订稿）》新建加压泵站多少座？")
        assert is_sound(assistant, answer)
    assert "6座" in answer.answer
    assert "9座" in answer.answer
    assert {c.plan for c in answer.citations} == {"plan", "revised"}


def test_a_clause_that_is_the_same_in_both_is_shown_once(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, revised=REVISED) as assistant:
        answer = assistant.ask("《柳坪县2025年供水保障工作方案（修订稿）》加装智能水表多少只？")
    assert "另一份稿此条为" not in answer.answer
    assert [r.kind for r in answer.remarks] == ["draft"]


def test_a_withdrawn_draft_is_settled(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, revised=REVISED) as assistant:
        assistant.library.withdraw("plan")
        answer = assistant.ask(FIGURE)
    assert answer.remarks == ()
    assert "9座" in answer.answer


@pytest.mark.parametrize(
    "other",
    [
        PLAN.replace("2025", "2024"),
        PLAN.replace("柳坪县", "石桥县"),
        REVISED.replace("供水保障", "排水防涝"),
    ],
    ids=["another year", "another place", "another matter"],
)
def test_what_is_no_draft_of_it(tmp_path: Path, other: str) -> None:
    with over(tmp_path, plan=PLAN, other=other) as assistant:
        assistant.catalog.refresh()
        assert assistant.relations.other_stages("plan") == ()


# -- doubts --------------------------------------------------------------------------------------------------


def test_a_doubted_clause_says_so(tmp_path: Path) -> None:
    spoilt = PLAN.replace("6座。责任单位：县水务站", "6座。责任单位：县水务服务句")
    with over(tmp_path, plan=spoilt) as assistant:
        answer = assistant.ask(FIGURE)
        assert is_sound(assistant, answer)
        shown = json.loads(ANSWER_JSON.dump_json(answer))["remarks"]
        assert assistant.ask("柳坪县2025年加装智能水表多少只？").remarks == ()
    assert "〔柳坪2025方案·一/2〕的读法存疑：有责任单位不像单位名称，请核对原文。" in answer.answer
    assert [(r["kind"], r["clause"]) for r in shown] == [("doubt", "一/2")]


def test_all_that_is_doubted_of_a_clause_is_told_in_one_line(tmp_path: Path) -> None:
    spoilt = PLAN.replace("6座。责任单位：县水务站", "6座，泵站设备完好率达到960%。责任单位：县水务服务句")
    with over(tmp_path, plan=spoilt) as assistant:
        answer = assistant.ask(FIGURE)
    told = [line for line in answer.answer.splitlines() if "存疑" in line]
    assert len([r for r in answer.remarks if r.kind == "doubt"]) == 2
    assert len(told) == 1
    assert told[0].count("〔") == 1


def test_a_doubted_figure_is_told_where_it_is_quoted(tmp_path: Path) -> None:
    spoilt = PLAN.replace("6座。", "6座。泵站设备完好率达到960%。")
    with over(tmp_path, plan=spoilt) as assistant:
        assert [r.kind for r in assistant.ask("柳坪县2025年泵站设备完好率达到多少？").remarks] == ["doubt"]
        assert assistant.ask(FIGURE).remarks == ()


def test_an_answer_that_says_nothing_is_left_as_it_is(tmp_path: Path) -> None:
    with over(tmp_path / "home", plan=PLAN) as assistant:
        nothing = Answer(question="柳坪县机场多少座？", status="not_found", reason="not_stated", answer="")
        told = with_remarks(nothing, assistant.catalog, assistant.relations, assistant.facts, assistant.known)
    assert told is nothing
