"""Whom a clause charges with just what is asked, though another of its sentences meets the question best."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PAPER = """青岭县2026年渔港建设工作要点

一、基金
（一）设立渔港建设基金，规模2亿元。县国资公司负责管理人遴选，县财政局负责绩效考评，县金融办负责对接银行。
二、清淤
（二）清理航道淤泥5万方。（责任单位：县交通局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("who"), {"a.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("青岭渔港建设基金的绩效考评是哪个部门的活？", "县财政局"),
        ("青岭渔港基金对接银行的事谁来做？", "县金融办"),
        ("青岭渔港建设基金的管理人遴选谁负责？", "县国资公司"),
    ],
)
def test_only_who_does_it(assistant: Assistant, question: str, office: str) -> None:
    answer = assistant.ask(question)
    bold = answer.answer.split("〔")[0]
    assert answer.status == "answered"
    assert office in bold
    assert sum(one in bold for one in ("县国资公司", "县财政局", "县金融办")) == 1


def test_a_summary_of_a_named_paper_is_a_topic_of_its_own(assistant: Assistant) -> None:
    before = Turn(role="user", content="青岭渔港航道清淤多少方，谁负责？")
    answer = assistant.ask("概括一下青岭县2026年的要点", (before,))
    assert answer.status == "answered"
    assert answer.answer.startswith("**青岭2026要点共 2 个部分**")


HARBOUR = """临湾市渔港管理办法

第一条 渔港停泊许可证由县级以上渔港主管部门核发。渔船应当依法取得停泊许可证。
第二条 渔船消防设施使用前应由渔船检验机构检验合格。
第三条 渔港经营者应当取得停泊许可证，并具备下列条件：
（一）有码头；
（二）有人员。
第四条 建立失误宽容制度，由市渔业局会同市司法局制定宽容清单。
本办法由市交通局负责解释。
"""
FISHWAY = """临湾市2026年水工任务

一、任务
1.水闸改造。改造水闸6座，鱼道淤积的立即清理。
责任单位：市水利局、市住建局；鱼道由市渔业局负责
2.消防维护。渔船码头消防栓每季度检验一次。
责任单位：市应急局
3.茶产业。改造茶园5千亩，茶产业产值10亿元。（市茶产业中心牵头，市供销社配合）
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("harbour"), {"a.txt": HARBOUR, "b.txt": FISHWAY}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "office", "others"),
    [
        ("渔港停泊许可证谁发", "渔港主管部门核发", ("渔船", "经营者")),
        ("渔船消防设施谁验", "由渔船检验机构检验", ("市应急局",)),
        ("渔业失误宽容清单谁弄", "市渔业局", ("市交通局",)),
        ("鱼道归谁负责", "市渔业局", ("市水利局", "市住建局")),
    ],
)
def test_in_bold_is_who_does_what_is_asked(
    harbour: Assistant, question: str, office: str, others: tuple[str, ...]
) -> None:
    answer = harbour.ask(question)
    bold = answer.answer.split("〔")[0]
    assert answer.status == "answered"
    assert office in bold, answer.answer
    assert not any(other in bold for other in others), answer.answer


def test_a_word_of_an_offices_name_says_nothing_of_its_part(harbour: Assistant) -> None:
    bold = harbour.ask("茶产业哪家牵头，配合的有哪几家").answer.split("〔")[0]
    assert "市茶产业中心" in bold
    assert "市供销社" in bold
