"""Every place a word is spoken of, counted, in whatever words that is asked; and what no clause says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

PAPERS = (
    "柳坪县2025年农机工作要点\n一、重点工作\n1.补贴植保无人机60台，建设机库2座。（责任单位：农机站）\n"
    "2.开展“双随机”抽查。（责任单位：执法队）\n3.推广免耕播种机。（责任单位：农机站）\n",
    "山岭县2024年农机工作要点\n一、重点工作\n1.培训无人机飞手90人。（责任单位：农机科）\n2.整治老旧农机。\n",
    "柳坪县“十四五”农机发展规划\n一、目标\n1.到2025年，无人机作业面积达到20万亩。\n2.建设维修点8处。\n",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("mentions")
    with over(home, {f"{n}.txt": text for n, text in enumerate(PAPERS)}) as opened:
        yield opened


def ask(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


EVERY = (
    "有没有提到{w}", "{w}在哪些文件里", "{w}写在哪几份文件里了", "哪些文件提到了{w}", "哪几份文件涉及{w}？",
    "文件里出现过{w}吗", "谈没谈到{w}", "{w}出现在多少份文件中", "{w}这个词在哪里出现过", "有几份文件写到{w}",
    "{w}是不是有文件讲过", "“{w}”都在哪些地方提到", "库里有没有讲到{w}", "哪些地方说到{w}", "是否写有{w}",
)  # fmt: skip


@pytest.mark.parametrize("way", EVERY)
def test_every_place_is_listed_and_counted(assistant: Assistant, way: str) -> None:
    answer = ask(assistant, way.format(w="无人机"))
    assert answer.answer.startswith("写有“无人机”的共 3 条，已全部列出。见于 3 份文件。")
    assert answer.listing is not None
    assert (answer.listing.total, answer.listing.complete) == (3, True)


@pytest.mark.parametrize("way", EVERY)
def test_what_stands_nowhere_is_said_of_the_words(assistant: Assistant, way: str) -> None:
    answer = ask(assistant, way.format(w="卫星导航"))
    assert (answer.status, answer.reason) == ("not_found", "not_stated")
    assert "没有一条逐字写有“卫星导航”" in answer.answer


def test_only_papers_asked_about_are_counted(assistant: Assistant) -> None:
    assert "共 2 条，已全部列出" in ask(assistant, "柳坪县有没有提到无人机").answer


def test_what_an_earlier_question_set_apart_is_said(assistant: Assistant) -> None:
    answer = ask(assistant, "山岭县2024年无人机飞手培训多少人", "哪些条款写到无人机")
    assert "只看了山岭2024要点；其他文件里另有 2 条。" in answer.answer


def test_a_phrase_is_looked_for_by_its_words(assistant: Assistant) -> None:
    answer = ask(assistant, "哪些条款提到老旧农机更新")
    assert "老旧" in answer.answer
    assert "已全部列出" not in answer.answer or "没有一条逐字写有“老旧农机更新”" in answer.answer


@pytest.mark.parametrize("question", ["有没有规定无人机由谁负责", "哪些文件写了无人机补贴多少台"])
def test_a_question_that_asks_more_is_no_search_for_words(assistant: Assistant, question: str) -> None:
    assert "写有“" not in ask(assistant, question).answer
