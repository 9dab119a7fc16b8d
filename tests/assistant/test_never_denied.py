"""What a paper says is never denied, however it is asked for; and words of speaking veto nothing.

The papers and the questions were written before the code was tried on them. Four were left out that share no
word with their sentence (给狗上户口 for 办理养犬登记): words alone find none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

GREEN = """白鹭县2023年城市绿化工作方案

一、建设任务

1.新建口袋公园9处，其中老城区不少于5处，9月底前开放。（牵头单位：县园林所）

2.行道树补植1200株，优先选用乌桕、榉树等本地树种。枯死树木由养护企业在发现后7日内移除，报县园林所备案。

3.推广立体绿化。新建公共建筑的屋顶能绿则绿；沿街围墙鼓励种植藤本。对自愿建设屋顶花园的单位，按每平方米80元给予一次性奖补。

4.开展古树名木普查，逐株建档、挂牌，树龄满100年的设置围栏。

二、管护要求

5.修剪作业避开早晚高峰，夜间作业须在三天前张贴告示。

6.绿地内禁止搭建、取土、堆放杂物。确需临时占用的，应当提出申请，经批准后方可占用，期限不超过两个月。

7.浇灌以再生水为主，雨后三日内不浇灌。绿化垃圾送县苗圃集中粉碎，做成有机覆盖物还林。

8.市民可以通过园林热线或者手机小程序报告树木倒伏、病虫害，值班人员30分钟内响应。
"""
DOGS = """苇塘区养犬管理办法

第一条　本办法适用于本区建成区内的养犬行为；军犬、警犬、导盲犬另有规定的，从其规定。

第二条　个人养犬每户限养一只。禁养犬只的名录由区公安分局会同区农业农村局拟定，报区政府批准后公布。

第三条　养犬人应当自犬只出生满三个月之日起30日内，携带犬只到防疫点注射疫苗，领取免疫证。

第四条　携犬外出应当束犬链，犬链长度不超过1.5米，即时清除粪便。不得携犬乘坐除出租汽车以外的公共交通工具。

第五条　犬只伤人的，养犬人应当立即将伤者送往医疗机构，先行支付医疗费用。

第六条　办理养犬登记的，提交身份证明、住所证明和免疫证，不收取费用；登记证每年核验一次。
"""
SKATE = """苇塘区2023年冰雪运动工作要点

一、场地

1.建成室外滑冰场3片，12月上旬试运行。（责任单位：区文体中心）

2.校园冰场向周边居民错时开放，寒假期间每天不少于4小时。

二、人才

3.培养社会体育指导员60名，举办讲座8场。（责任单位：区教育局）

4.选送教练到省队跟训，跟训期间发放生活补助。
"""

STATED = {
    "a deed in other words": ("白鹭县枯掉的树谁来清走", "枯死树木由养护企业"),
    "how long after": ("枯死的树多长时间内要处理掉", "7日内移除"),
    "what is not allowed": ("能不能在绿地里堆东西", "禁止搭建、取土、堆放杂物"),
    "how long at most": ("临时占用绿地最长多久", "期限不超过两个月"),
    "who reports to whom": ("禁养的犬种名单谁说了算", "区公安分局会同区农业农村局"),
    "whether it costs": ("养犬登记收不收费", "不收取费用"),
    "how long the leash": ("苇塘区遛狗绳子最长几米", "犬链长度不超过1.5米"),
    "a taxi": ("带狗能坐公交车吗", "除出租汽车以外的公共交通工具"),
    "where the waste goes": ("绿化垃圾拉到哪里", "送县苗圃集中粉碎"),
    "two things of one clause": ("屋顶花园和沿街围墙分别怎么鼓励", "沿街围墙鼓励种植藤本"),
    "an incentive": ("自己建屋顶花园有没有奖励", "每平方米80元给予一次性奖补"),
    "how quickly": ("树倒了打热线多久有人管", "30分钟内响应"),
    "hours of opening": ("学校冰场寒假每天开多长时间", "每天不少于4小时"),
    "a thing of one character": ("链要是断掉咋整", "犬链长度不超过1.5米"),
    "money while training": ("教练去省队跟训发不发钱", "跟训期间发放生活补助"),
}
"""A kind of question, the question, and words of the sentence that answers it."""

SPOKEN = {
    "for a report": ("写汇报要用，帮我查查白鹭县口袋公园要建几处", "9处"),
    "the boss asks": ("领导刚才问起，行道树今年补多少株来着", "1200株"),
    "polite": ("您好，麻烦问一下哈，滑冰场建几片呀，谢谢啦", "3片"),
    "in a hurry": ("急急急在线等，苇塘区社会体育指导员培养多少名", "60名"),
    "a new hand": ("我是新来的不太懂，想请教古树名木普查具体咋弄", "逐株建档、挂牌"),
    "hesitating": ("那个……就是……夜里修剪树枝是不是得提前贴告示来着", "三天前张贴告示"),
    "a citizen": ("家里刚养了只小狗崽，啥时候得去打疫苗啊", "满三个月之日起30日内"),
    "for a slide": ("做PPT需要，苇塘区冰雪运动讲座办几场", "8场"),
    "over the phone": ("刚有群众打电话来问养犬登记证多久核验一回，我该怎么回", "每年核验一次"),
    "double-checking": ("再跟您确认下，浇树是不是主要用再生水", "浇灌以再生水为主"),
    "a complaint": ("老百姓有意见，说遛狗不捡屎，办法里到底怎么规定的", "即时清除粪便"),
    "in a list": ("第一个问题：口袋公园老城区不少于几处", "不少于5处"),
    "with a sigh": ("唉，又要填表，室外滑冰场哪个单位负责啊", "区文体中心"),
    "thinking aloud": ("我记得好像有一条讲树龄的，满多少年要围起来", "树龄满100年的设置围栏"),
    "asked to be short": ("一句话告诉我就行，导盲犬归不归这个办法管", "导盲犬另有规定的"),
    "both at once": ("顺便问问，还有病虫害怎么报告", "手机小程序报告树木倒伏、病虫害"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("never-denied")
    with over(
        home, {f"{name}.txt": text for name, text in (("green", GREEN), ("dogs", DOGS), ("skate", SKATE))}
    ) as opened:
        yield opened


@pytest.mark.parametrize(("question", "words"), STATED.values(), ids=STATED)
def test_what_is_said_is_shown(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "near")
    assert words in "\n".join(c.quote for c in answer.citations)


@pytest.mark.parametrize(("question", "words"), SPOKEN.values(), ids=SPOKEN)
def test_words_of_speaking_veto_nothing(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "near")
    assert words in answer.answer


def test_only_words_that_were_looked_up_are_said_to_stand_nowhere(assistant: Assistant) -> None:
    answer = assistant.ask("要是拆走咋整")
    assert "同字" not in answer.answer  # 走 and 要 stand in clauses
    assert "“拆走”" in answer.answer


NOWHERE = ("苇塘区电动车充电桩", "白鹭县地铁票价", "幼儿园学费")


@pytest.mark.parametrize("question", NOWHERE)
def test_what_no_paper_says_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"
