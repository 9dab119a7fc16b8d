"""What a sentence puts together that its clauses tell apart, and what it says as they do in other words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """松溪县2025年河湖保护工作方案
一、任务
1．2026年底前，全县乡镇污水站全部完成改造；2027年底前，建制村污水管网全部完成铺设。（责任单位：县水利局）
2．上坪镇、桥头镇2024年先行试点，参加农户1200户。今年6月底前将南浦镇纳入试点范围。（责任单位：县水利局）
3．新建改造护岸26公里，总投资约1.2亿元。（责任单位：县水利局）
4．占地面积2万平方米以上的采砂场安装在线监控，录像保存不少于90日。（责任单位：县水利局）
5．河道采砂管理经费缺口约80万元，专项资金分三年拨付。（责任单位：县财政局）
6．擅自采砂的，处500元以上2000元以下罚款；情节严重的，处违法所得一倍以上三倍以下罚款。（责任单位：县水利局）
7．举报属实的，按罚款额的3%奖励，单次最高不超过1万元，单个企业每年最高补助20万元。（责任单位：县财政局）
8．清淤补助年度限额由30万元提高到45万元，自2025年3月1日起执行。（责任单位：县财政局）
9．闸门检修应当提前20日公告，巡河员聘期期限2年，巡河率为约束性指标，达到90%以上。（责任单位：县水利局）
"""

TRUE = [
    ("2027年底前，建制村污水管网要全部完成铺设。", 1),
    ("2026年底前乡镇污水站要全部改造完成。", 1),
    ("2024年先在上坪镇和桥头镇试点。", 2),
    ("南浦镇要在2025年6月底前纳入试点。", 2),
    ("擅自采砂的，罚款500元至2000元。", 6),
    ("情节严重的，处违法所得一至三倍罚款。", 6),
    ("举报属实的按罚款额的3%奖励，一次最多1万元。", 7),
    ("一家企业一年最多补助20万元。", 7),
    ("清淤补助年度限额从2025年3月1日起由30万元提高到45万元。", 8),
    ("闸门检修要提前20天公告。", 9),
    ("巡河员聘期为期两年。", 9),
    ("巡河率要达到90%以上，这是一项约束性指标。", 9),
    ("占地面积2万平方米以上的采砂场要安装在线监控。", 4),
]

FALSE = [
    ("乡镇污水站要在2027年底前全部完成改造。", 1),
    ("建制村污水管网2026年底前要全部完成铺设。", 1),
    ("2024年先在上坪镇和南浦镇试点。", 2),
    ("松溪县三年来新建改造护岸26公里。", 3),
    ("近年来全县新建改造护岸26公里。", 3),
    ("采砂场都要安装在线监控。", 4),
    ("采砂场的录像要保存90日。", 4),
    ("为缓解财政压力，专项资金分三年拨付。", 5),
    ("受疫情影响，河道采砂管理经费缺口约80万元。", 5),
    ("擅自采砂的，罚款500元至1万元。", 6),
    ("擅自采砂的，罚款1000元至2000元。", 6),
    ("闸门检修要提前30天公告。", 9),
    ("举报属实的按罚款额的3%奖励，两次最多1万元。", 7),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("apart"), PLAN) as fault:
        yield fault


@pytest.mark.parametrize(("words", "number"), TRUE)
def test_what_is_true_may_be_shown(said: Callable[..., str], words: str, number: int) -> None:
    assert said(words, number) == ""


@pytest.mark.parametrize(("words", "number"), FALSE)
def test_what_is_false_may_not(said: Callable[..., str], words: str, number: int) -> None:
    assert said(words, number)
