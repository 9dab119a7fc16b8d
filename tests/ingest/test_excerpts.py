"""Excerpts of rules: articles count on, however many are left out between them."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

PAPERS = {
    "many left out": (
        "青岚县供水条例\n第五条 县水利局负责供水管理。\n第六条 县财政局保障经费。\n第十九条 禁止私接管道。\n"
        "第四十八条 本条例自2027年1月1日起施行。\n",
        ["第五条", "第六条", "第十九条", "第四十八条"],
    ),
    "behind items, and under chapters": (
        "青岚县供水条例\n第一章 总则\n第五条 供水单位应当：\n（一）公布水质；\n（二）每日巡查。\n"
        "第二十条 县水利局应当公布名录。\n第三章 罚则\n第三十一条 擅自停水的，由县水利局处罚。\n"
        "第四十七条 阻挠检查的，给予警告。\n",
        [
            "第一章/第五条/¶1",
            "第一章/第五条/（一）",
            "第一章/第五条/（二）",
            "第一章/第二十条",
            "第三章/第三十一条",
            "第三章/第四十七条",
        ],
    ),
    "no article behind a line that goes on": (
        "青岚县供水条例\n第五条 违反本条例第四条和\n第十九条 规定的，处以警告。\n"
        "第六条 本条例自2027年起施行。\n",
        ["第五条", "第六条"],
    ),
}


@pytest.mark.parametrize(("text", "labels"), PAPERS.values(), ids=PAPERS)
def test_articles_of_an_excerpt(text: str, labels: list[str]) -> None:
    plan = parse(text.encode(), "a.txt")
    assert [clause.label for clause in plan.clauses] == labels


def test_what_is_left_out_is_doubted() -> None:
    plan = parse(PAPERS["many left out"][0].encode(), "a.txt")
    assert [doubt.line for doubt in plan.doubts if doubt.kind == "gap"] == [2, 4, 5]


_TASK = "责任单位：县水利局"
GROUPS = {
    "behind whom a point charges": (
        f"1.疏浚河道。清淤20公里。\n{_TASK}\n提升供水品质\n2.改造管网。更换老旧管道。\n{_TASK}\n"
        f"3.普查井盖。逐一登记。\n{_TASK}\n健全管护机制\n4.聘用管水员。每村一名。\n{_TASK}\n",
        {"1": "", "2": "提升供水品质", "3": "提升供水品质", "4": "健全管护机制"},
    ),
    "two over one another": (
        f"11. 建好冷库\n新建冷库6座。\n{_TASK}\n推进产业升级\n做强加工环节\n"
        f"12. 引进企业\n引进2家企业。\n{_TASK}\n"
        f"补齐流通短板\n13. 建设站点\n建设站点9个。\n{_TASK}\n",
        {"11": "", "12": "做强加工环节", "13": "补齐流通短板"},
    ),
    "the first of an excerpt": (
        f"优化办事环境\n17. 压减材料\n压减申报材料。\n{_TASK}\n18. 推行预约\n推行预约办理。\n{_TASK}\n"
        f"规范中介服务\n19. 公布清单\n公布服务清单。\n{_TASK}\n21. 建立台账\n逐家建立台账。\n{_TASK}\n",
        {"17": "优化办事环境", "18": "优化办事环境", "19": "规范中介服务", "21": "规范中介服务"},
    ),
    "numbers left out at a group": (
        f"保护水生态\n5. 修复湿地\n修复湿地40亩。\n{_TASK}\n6. 种植水草\n种植水草9亩。\n{_TASK}\n"
        f"加强“智慧水务”建设\n8. 布设站点\n布设水位站点。\n{_TASK}\n"
        f"加快（县城）雨污分流\n9. 改造管网\n改造雨水管网。\n{_TASK}\n",
        {"5": "保护水生态", "6": "保护水生态", "8": "加强“智慧水务”建设", "9": "加快（县城）雨污分流"},
    ),
    "a point that ends in a sentence": (
        "1、栽植苗木。春季栽植。\n巩固造林成效\n2、补植补造。成活率不足的，应当补植。\n推进抚育管护\n3、间伐抚育。伐后清场。\n",
        {"1": "", "2": "巩固造林成效", "3": "推进抚育管护"},
    ),
    "a single one is no group": (
        f"1.疏浚河道。清淤20公里。\n{_TASK}\n提升供水品质\n2.改造管网。更换老旧管道。\n{_TASK}\n",
        {"1": "", "2": ""},
    ),
    "what a bare point says": (
        "1.组织领导\n成立工作专班\n2.资金保障\n安排专项经费\n3.宣传引导\n开展集中宣传\n",
        {"1": "", "2": "", "3": ""},
    ),
    "an office is no group": (
        "1.疏浚河道。清淤20公里。\n县水利局\n2.改造管网。更换老旧管道。\n县住建局\n3.普查井盖。逐一登记。\n县城管局\n",
        {"1": "", "2": "", "3": ""},
    ),
    "three groups without offices": (
        "1.采集信息。逐户采集。\n摸清底数现状\n2.核对信息。逐户核对。\n3.公示信息。张榜公示。\n加强动态管理\n"
        "4.按月更新。每月更新。\n提升服务水平\n5.上门办理。预约上门。\n",
        {"1": "", "2": "摸清底数现状", "3": "摸清底数现状", "4": "加强动态管理", "5": "提升服务水平"},
    ),
    "a sentence is no group": (
        f"1.疏浚河道。清淤20公里。\n{_TASK}\n工程款按进度支付。\n2.改造管网。更换管道。\n{_TASK}\n余款验收后结清。\n3.普查井盖。登记。\n",
        {"1": "", "2": "", "3": ""},
    ),
}


@pytest.mark.parametrize(("text", "groups"), GROUPS.values(), ids=GROUPS)
def test_short_lines_between_points_group_them(text: str, groups: dict[str, str]) -> None:
    plan = parse(f"汀南县2027年水利工作要点\n\n{text}".encode(), "a.txt")
    above = {clause.label: clause.path[-1] if clause.path else "" for clause in plan.clauses}
    assert {label: words for label, words in above.items() if label[0].isdigit()} == groups
