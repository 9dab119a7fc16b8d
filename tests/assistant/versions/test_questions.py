"""Questions on versions, as people ask them, over two versions of a plan read in as files are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.cli.main import app
from assistant.model import Answer
from assistant.question import Turn
from assistant.settings import Settings
from assistant.verification.answer import faults

HEAD = "桐川县2031年城市慢行实事方案\n桐川县城市慢行办公室\n"
OLD = """一、设施建设
（一）新建骑行驿站48座，9月底前建成开放。（主办单位：县住建局；协办单位：县城管局）
（二）修复滨河绿道120公里，绿道照明完好率达到92%以上。（主办单位：县水利局）
（三）修建山地车公园3处，栽植行道树2600株。（主办单位：县园林中心）
（四）更新路面标线35公里，漏划率由上年的6.5%降到3%以下。（主办单位：县交警大队）
二、宣传服务
（一）编印夜骑手册2万册，向学校和社区发放。（主办单位：县文旅局）
（二）培训骑行教练300名，组建骑行互助队。（主办单位：县体育中心；协办单位：县文旅局）
"""
NEW = """一、设施建设
（一）新建骑行驿站36座，11月底前建成开放。（主办单位：县城管局；协办单位：县住建局）
（二）修复滨河绿道120公里，绿道照明完好率达到95%以上。（主办单位：县水利局）
（三）路面标线更新35公里，漏划率从上年的6.5%压降至3%以下。（主办单位：县交警大队）
二、宣传服务
（一）编印夜骑手册2万册，向学校和社区发放。（主办单位：县文旅局；协办单位：县教育局）
（二）培训骑行教练300名，组建骑行互助队。（主办单位：县体育中心；协办单位：县文旅局）
（三）开行骑行接驳专车12班次。（主办单位：县公交公司）
"""
OTHER = """云溪县2031年城市慢行实事方案
一、设施建设
（一）新建骑行驿站20座，7月底前建成开放。（主办单位：县交通局）
（二）推广新版骑行卡5万张。（主办单位：县公交公司）
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tongchuan")
    settings = Settings(home=folder / "home", corpus=folder)
    for name, text in (("tongchuan", HEAD + OLD), ("yunxi", OTHER), ("tongchuan", HEAD + NEW)):
        file = folder / f"{name}.txt"
        file.write_text(text, "utf-8")
        take_in(settings, [file], Console(quiet=True))
    return folder / "home"


@pytest.fixture(scope="module")
def desk(home: Path) -> Iterator[Assistant]:
    with Assistant.open(home) as assistant:
        yield assistant


def asked(desk: Assistant, question: str, history: tuple[Turn, ...] = ()) -> Answer:
    """The answer, which must have passed as it was composed."""
    answer = desk.ask(question, history, engine="rules")
    assert not answer.answer.startswith("以下为相关条款原文"), "the answer did not pass its own check"
    assert faults(answer, desk.facts(answer), desk.known()) == ()
    return answer


WHOLE = (
    "桐川县方案新旧两版有啥不一样", "桐川县方案和上一版比改了什么", "桐川县方案新版跟旧版有哪些区别",
    "桐川县实事方案这次修订动了哪些地方", "桐川县方案第1版和第2版差在哪", "桐川县方案修订前后有什么变化",
    "桐川县的方案改版后有哪些不同", "对比一下桐川县方案的新旧版本",
    "桐川县方案最新版改了些什么", "桐川县方案更新了哪些条款",
)  # fmt: skip


@pytest.mark.parametrize("question", WHOLE)
def test_the_whole_difference(desk: Assistant, home: Path, question: str) -> None:
    answer = asked(desk, question)
    said = CliRunner().invoke(app, ["diff", "tongchuan", "--home", str(home)]).stdout
    sums = said.splitlines()[1]
    assert sums in answer.answer, answer.answer
    assert "接驳专车" in answer.answer
    assert "山地车公园" in answer.answer
    assert "云溪" not in answer.answer


LISTS = {
    "added": (
        ["二/（三）"], ["接驳专车"], ["山地车公园", "骑行教练"],
        ("桐川县方案新版比旧版多了哪几条", "桐川县方案新版新增了什么", "桐川县方案修订后增加了哪些任务",
            "桐川县方案哪些条款是新版新增的",
         "桐川县方案新版有没有新增的内容"),
    ),
    "removed": (
        ["一/（三）"], ["山地车公园"], ["接驳专车", "路面标线"],
        ("桐川县方案修改时砍掉了旧版哪个项目", "桐川县方案新版少了哪几条",
            "桐川县方案旧版里哪些项目在新版里没有了", "桐川县方案新版删掉了哪些内容",
         "桐川县方案修订时取消了哪几项"),
    ),
    "due": (
        ["一/（一）"], ["9月底前", "11月底前"], ["接驳专车", "夜骑手册"],
        ("桐川县方案新版哪些条款的时间往后推了", "桐川县方案新旧两版里时限变了的有哪些"),
    ),
    "offices": (
        ["一/（一）", "二/（一）"], ["县教育局"], ["接驳专车", "绿道照明"],
        ("桐川县方案新版里责任单位换了的有哪些条", "桐川县方案改版前后责任单位有哪些变化"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "question"), [(k, q) for k, row in LISTS.items() for q in row[3]])
def test_the_part_of_it_that_was_asked_for(desk: Assistant, kind: str, question: str) -> None:
    clauses, said, not_said, _ = LISTS[kind]
    answer = asked(desk, question)
    assert answer.listing is not None, answer.answer
    assert [row.clause for row in answer.listing.rows] == clauses
    assert all((row.version == 1) is (kind == "removed") for row in answer.listing.rows)
    assert all(part in answer.answer for part in said), answer.answer
    assert not any(part in answer.answer for part in not_said), answer.answer


CLAUSES: dict[str, tuple[list[str], list[str], tuple[str, ...]]] = {
    "figure, deadline and offices": (
        ["48座", "36座", "推后", "主办单位：县住建局", "主办单位：县城管局"], ["没有改动", "120公里"],
        ("桐川县骑行驿站那一条新旧两版有啥不一样", "桐川县方案一（一）在新版里改了没有",
            "桐川县的骑行驿站，和旧版比有变化吗"),
    ),
    "deadline asked for": (
        ["完成时限有改动：推后了", "9月底前", "11月底前"], ["没有改动", "提前"],
        ("桐川县骑行驿站，新版把时间往后推了吗", "桐川县骑行驿站的时限新版是提前还是推后"),
    ),
    "what the old version said": (
        ["48座", "（旧版，第1版）"], ["没有改动"],
        ("桐川县旧版里骑行驿站是几座", "桐川县骑行驿站原版写的多少座"),
    ),
    "share": (
        ["92%以上", "95%以上", "数字"], ["完成时限", "责任分工"],
        ("桐川县绿道照明完好率新版调高了吗", "桐川县滨河绿道那条改过没有"),
    ),
    "reworded and moved": (
        ["文字", "编号由 一（四） 变为 一（三）"], ["有改动：数字", "责任分工", "新增"],
        ("桐川县路面标线那条在新版里还在不在，改了没有", "桐川县的路面标线在新版里挪到哪里去了"),
    ),
    "office added": (
        ["责任分工", "县教育局"], ["完成时限（", "没有改动"],
        ("桐川县夜骑手册那条新版有没有变化", "桐川县夜骑手册的协办单位新版换了吗"),
    ),
    "unchanged": (
        ["还在", "内容没有改动"], ["有改动：", "旧版（第1版）原文"],
        ("桐川县骑行教练那条在新版里还在不在，改了没有", "桐川县骑行教练那条新旧两版一样吗"),
    ),
    "removed": (
        ["新版里没有对应的条款", "3处"], ["还在", "没有改动"],
        ("桐川县山地车公园那条还在新版里吗", "桐川县方案新版把山地车公园删了吗"),
    ),
    "added": (
        ["新增", "12班次"], ["还在", "没有改动"],
        ("桐川县接驳专车那条旧版里有没有", "桐川县接驳专车是新版才加的吗，和旧版有什么不同"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("case", "question"), [(k, q) for k, row in CLAUSES.items() for q in row[2]])
def test_the_clause_that_was_asked_for(desk: Assistant, case: str, question: str) -> None:
    said, not_said, _ = CLAUSES[case]
    answer = asked(desk, question)
    assert answer.status == "answered", answer.answer
    assert not [part for part in said if part not in answer.answer], answer.answer
    assert not [part for part in not_said if part in answer.answer], answer.answer
    assert "云溪" not in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云溪县推广新版骑行卡多少张", "5万张"),
        ("桐川县骑行驿站建多少座", "36座"),
        ("桐川县骑行驿站主办单位是谁", "县城管局"),
    ],
)
def test_other_questions_are_about_the_version_in_force(desk: Assistant, question: str, said: str) -> None:
    answer = desk.ask(question, engine="rules")
    assert said in answer.answer
    assert (answer.earlier, "48座" in answer.answer) == ((), False)


def test_one_version_only(desk: Assistant) -> None:
    answer = desk.ask("云溪县方案新旧两版有啥不一样", engine="rules")
    assert (answer.status, answer.reason) == ("not_found", "not_stated")
    assert "只存有一个版本" in answer.answer


def test_what_no_version_has(desk: Assistant) -> None:
    answer = desk.ask("桐川县索道缆车那条新版改了吗", engine="rules")
    assert answer.status == "not_found"
    assert "36座" not in answer.answer


def test_a_follow_up(desk: Assistant) -> None:
    history = (Turn(role="user", content="桐川县骑行驿站建多少座"),)
    answer = asked(desk, "和旧版比改了吗", history)
    assert "48座" in answer.answer
    assert "36座" in answer.answer


def test_the_json_tells_the_old_words_apart(desk: Assistant, home: Path) -> None:
    run = CliRunner().invoke(
        app, ["ask", "桐川县骑行驿站那一条新旧两版有啥不一样", "--json", "--home", str(home)]
    )
    value = json.loads(run.stdout)
    assert [(q["version"], q["clause"]) for q in value["earlier"]] == [(1, "一/（一）")]
    assert all("48座" not in c["quote"] for c in value["citations"])
