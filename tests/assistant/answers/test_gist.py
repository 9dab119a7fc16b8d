"""What a paper is about: what it is for, its goals and its parts, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.summary import goals, purpose
from assistant.ask import Assistant
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from tests.assistant.answers.test_timed import PLAN
from tests.small_library import over


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("gist")
    with Library.open(home, reader=READER_VERSION) as library:
        library.put(parse_text(PLAN, "plan.md"))
    with Assistant.open(home) as opened:
        yield opened


@pytest.mark.parametrize("question", ["柳坪行动方案讲了什么", "三句话概括柳坪行动方案"])
def test_a_paper_is_told_by_purpose_goals_and_parts(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "为方便居民骑行，制定本方案。" in answer
    assert "到2028年，全县建成骑行驿站90座。" in answer
    assert "共 2 个部分" in answer


def test_the_goals_alone(assistant: Assistant) -> None:
    answer = assistant.ask("概括一下柳坪行动方案的总目标").answer
    assert "全县建成骑行驿站90座" in answer
    assert "重点任务" not in answer


def test_the_table_is_left_out_where_few_words_are_asked_for(assistant: Assistant) -> None:
    assistant.catalog.refresh()
    view = assistant.catalog.view(assistant.catalog.rows[0].id)
    assert purpose(view) is not None
    whole = goals(view, assistant.sources)
    brief = goals(view, assistant.sources, brief=True)
    assert whole is not None
    assert brief is not None
    assert ("| 骑行驿站数 |" in whole.answer, "| 骑行驿站数 |" in brief.answer) == (True, False)


def test_articles_are_counted_and_not_their_items(tmp_path: Path) -> None:
    rules = (
        "远山县养犬管理办法\n第一章 总则\n第一条 为规范养犬，制定本办法。\n"
        "第二条 本办法适用于城区。\n第二章 登记\n"
        "第三条 登记应当提交下列材料：\n（一）身份证明；\n（二）免疫证明；\n（三）住所证明。\n"
        "第四条 登记证有效期一年。\n"
    )
    with over(tmp_path, {"a.txt": rules}) as opened:
        answer = opened.ask("远山县养犬办法讲了什么").answer
    assert "第一章 总则（2 条）" in answer
    assert "第二章 登记（2 条）" in answer


def test_a_part_is_told_with_the_titles_below_it(tmp_path: Path) -> None:
    plan = (
        "远山县2026年道路养护工作要点\n一、主要目标\n全县养护道路120公里。\n二、主要任务\n"
        "（一）完善养护体制。建立分段管理。\n（二）保障养护资金。县财政安排300万元。\n"
        "（三）创新养护方式。推行机械化养护。\n三、保障措施\n加强组织领导，每季度调度1次。\n"
    )
    with over(tmp_path, {"a.txt": plan}) as opened:
        answer = opened.ask("远山县道路养护要点讲了什么").answer
    assert "- 二 主要任务（3 条：完善养护体制；保障养护资金；创新养护方式）" in answer
