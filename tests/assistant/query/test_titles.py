"""Papers called by a title, in full or shortened: what it chooses; its words are none of the matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.query.scope import read_scope
from assistant.query.titles import absent_titles
from tests.small_library import over

PAPERS = {
    "yd": "柳坪县2025年公共体育工作要点\n一、重点\n1.新建笼式球场9片，健身步道14公里。（责任单位：群体股）\n",
    "sl": "山岭县2024年公共体育工作要点\n一、重点工作\n1.新建笼式球场4片。（责任单位：群体科）\n",
    "gh": "柳坪县“十四五”公共体育发展规划\n一、主要目标\n1.到2025年，笼式球场达到40片。\n",
    "bf": "柳坪县体育场馆开放管理办法\n第一条 场馆每周开放不少于35小时。\n第二条 收费须公示。\n",
    "jh": "山岭县优化全民健身服务行动计划（2025—2027年）\n一、任务\n1.改造场馆8处。\n",
    "hw": "禾湾市2025年夜间经济工作要点\n一、任务\n1.新增摊位40个。（责任单位：市市场监管局）\n",
    "yj": "岑溪县2026年校园运动要点\n一、任务\n1.各校6月底前制定赛事组织方案，编写训练要点。\n",
    "fj": "岑溪县2025年重点任务分解方案\n一、任务\n1.体育投入800万元。（牵头单位：县文旅局）\n",
    "fa": "山岭县青少年足球振兴三年行动方案（2024—2026年）\n一、任务\n1.新建笼式球场11片，培训教练60人。\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("titles")
    with over(home, {f"{name}.txt": text for name, text in PAPERS.items()}) as opened:
        opened.catalog.refresh()
        yield opened


@pytest.mark.parametrize(
    ("question", "plans", "left"),
    [
        ("柳坪体育要点笼式球场", {"yd"}, "笼式球场"),
        ("公体要点笼式球场", {"yd", "sl"}, "笼式球场"),
        ("足球振兴方案里笼式球场", {"fa"}, "里笼式球场"),
        ("青少年足球三年行动方案教练", {"fa"}, "教练"),
        ("足球振兴三年行动教练", {"fa"}, "教练"),
        ("按照场馆开放办法，收费", {"bf"}, "按照,收费"),
        ("《体育场馆开放管理办法》收费", {"bf"}, "《》收费"),
        ("柳坪十四五体育规划笼式球场", {"gh"}, "笼式球场"),
        ("柳坪体育场馆收费", {"yd", "gh", "bf"}, "体育场馆收费"),
        ("球场规划建设", set(PAPERS), "球场规划建设"),
        ("场馆开放这个办法收费", {"bf"}, "收费"),
        ("足球振兴那个方案里教练", {"fa"}, "里教练"),
        ("全民健身那个计划里场馆", {"jh"}, "里场馆"),
        ("全民健身计划里场馆", {"jh"}, "里场馆"),
        ("场馆开放那个计划", set(PAPERS), "场馆开放那个计划"),
        ("重点任务分解表里体育", {"fj"}, "表里体育"),
        ("县里那个任务分解表体育", {"fj"}, "县里那个表体育"),
        ("赛事组织方案几时定", set(PAPERS), "赛事组织方案几时定"),
        ("组织方案呢", set(PAPERS), "组织方案呢"),
        ("训练要点谁编", set(PAPERS), "训练要点谁编"),
        ("方案里教练", {"fa", "fj"}, "里教练"),
        ("没人提意见怎么办", set(PAPERS), "没人提意见怎么办"),
        ("山岭县场馆改造几处", {"sl", "jh", "fa"}, "场馆改造几处"),
        ("山岭县市场监管局管什么", {"sl", "jh", "fa"}, "市场监管局管什么"),
        ("禾湾市场监管局管什么", {"hw"}, "市场监管局管什么"),
        ("禾湾市摊位几个", {"hw"}, "摊位几个"),
    ],
)
def test_what_a_name_chooses(assistant: Assistant, question: str, plans: set[str], left: str) -> None:
    scope, rest = read_scope(question, assistant.catalog.rows, assistant._vocabulary.frequency)
    assert (set(scope.plans), "".join(rest.split())) == (plans, left)


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("《山岭县体育场馆开放管理办法》每周开放多久", ("《山岭县体育场馆开放管理办法》",)),
        ("《全民健身条例》怎么说", ("《全民健身条例》",)),
        ("《规划》笼式球场", ()),
        ("《柳坪县2025年公共体育工作要点》球场", ()),
        ("《公共体育工作要点》球场", ()),
    ],
)
def test_titles_no_paper_has(assistant: Assistant, question: str, absent: tuple[str, ...]) -> None:
    assert absent_titles(question, question, assistant.catalog.rows, ()) == absent


@pytest.mark.parametrize(
    "question",
    [
        "《山岭县体育场馆开放管理办法》规定每周开放多少小时",
        "山岭县体育场馆开放管理办法规定每周开放多少小时",
        "《全民健身条例》里笼式球场几片",
    ],
)
def test_a_paper_the_library_has_not_is_not_answered_from_another(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")
    assert answer.answer.startswith("资料库里没有")
    assert "35" not in answer.answer


def test_naming_the_paper_makes_no_answer_worse(assistant: Assistant) -> None:
    for named in (
        "山岭县青少年足球振兴三年行动方案（2024—2026年）",
        "青少年足球振兴方案",
        "足球振兴三年行动",
    ):
        answer = assistant.ask(f"根据《{named}》，笼式球场新建几片")
        assert ("11片" in answer.answer, "4片" in answer.answer) == (True, False), named


def test_a_place_of_another_level_is_said_first(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪市2025年健身步道多少公里")
    assert answer.answer.startswith("资料库里没有柳坪市的文件，以下是柳坪县的。")
    assert "14公里" in answer.answer
    assert assistant.ask("柳坪2025年健身步道多少公里").answer.startswith("健身步道")
