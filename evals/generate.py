"""Passages and questions made by dice, to measure time and memory at any size. In: how many, a seed. Out: lines.

A passage is two to five sentences in the manner of a plan, about 130 characters, each of one place, office, matter,
deed and figure; some matters come up far more often than others, as in real plans (Zipf's law). A question asks for one
sentence of one passage in other words. The recall on it is that of a riddle with thousands of near-doubles: it shows that the
right things are searched, and nothing about how good a search is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from evals.bench import CorpusLine, QueryLine

_PLACE_A = "临青云安永南北东西长平新海江河山林石金玉龙凤桂柳松梅兰竹清明和顺宁远昌盛"
_PLACE_B = "河州城阳川水源溪口湖泉岭原津浦港安宁兴化德泰康乐丰"
_LEVELS = ("市", "县", "区", "镇", "新区")
_FIELDS = (
    "基层医疗", "妇幼健康", "老年照护", "托育服务", "疾病预防", "卫生应急", "职业健康", "中医药传承", "精神卫生", "健康教育",
    "医疗质量", "血液供应", "药品采购", "信息平台", "人才培养", "科研转化", "综合监督", "爱国卫生", "食品安全风险监测", "家庭医生签约",
    "学校卫生", "口腔健康", "院前急救", "远程会诊", "康复护理", "安宁疗护", "生育支持", "传染病监测", "慢性病管理", "健康扶持",
)  # fmt: skip
_ASPECTS = (
    "服务覆盖率", "设施达标率", "规范管理率", "知识知晓率", "随访完成率", "设备配置率", "培训合格率", "早期筛查率", "居民满意度", "档案建档率",
    "报告及时率", "人员持证率", "床位使用率", "检查阳性率", "处置完成率",
)  # fmt: skip
_DEEDS = (
    "健全工作机制", "完善考核办法", "压实属地责任", "开展专项整治", "推进数据共享", "加强骨干培训", "改造业务用房", "优化服务流程", "补齐设备短板",
    "组织现场督导", "总结试点经验", "建立通报制度", "强化部门协同", "落实经费保障", "推广先进做法", "规范档案管理",
)  # fmt: skip
_UNITS = (
    "疾控科",
    "基层科",
    "妇幼科",
    "医政科",
    "规财科",
    "人事科",
    "监督科",
    "中医科",
    "办公室",
    "信息中心",
    "健康促进科",
)
_VERBS = ("达到", "提高到", "稳定在", "不低于", "力争达到")


def generate(passages: int, queries: int, *, seed: int = 7) -> tuple[list[CorpusLine], list[QueryLine]]:
    """The same lines for the same numbers."""
    dice = Random(seed)
    corpus: list[CorpusLine] = []
    asked: list[tuple[str, str]] = []
    every = max(1, passages // max(1, queries))
    for number in range(passages):
        name = f"{_place(dice)}{dice.randint(2015, 2030)}年{_common(dice, _FIELDS)}工作方案"
        said = list(_sentences(dice))
        corpus.append(
            CorpusLine(id=str(number), name=name, content="".join(sentence for sentence, _ in said))
        )
        if number % every == 0 and len(asked) < queries:
            asked.append((str(number), f"{name.split('工作')[0]}方案里{dice.choice(said)[1]}"))
    return corpus, [QueryLine(id=f"q{at}", text=text, gold=(gold,)) for at, (gold, text) in enumerate(asked)]


def _sentences(dice: Random) -> Iterator[tuple[str, str]]:
    """Sentence and a question for it."""
    for _ in range(dice.randint(2, 5)):
        place, matter = _place(dice), _common(dice, _FIELDS)
        aspect, deed, unit = _common(dice, _ASPECTS), _common(dice, _DEEDS), dice.choice(_UNITS)
        figure = f"{dice.randint(100, 999) / 10}%"
        sentence = f"在{place}{deed}，{matter}{aspect}{dice.choice(_VERBS)}{figure}以上，由{unit}会同有关部门负责落实。"
        yield (
            sentence,
            dice.choice(
                (
                    f"{place}{matter}{aspect}是多少？",
                    f"{place}的{matter}由谁负责？",
                    f"{place}{matter}要怎么{deed[:2]}？",
                )
            ),
        )


def _place(dice: Random) -> str:
    return dice.choice(_PLACE_A) + dice.choice(_PLACE_B) + dice.choice(_LEVELS)


def _common(dice: Random, words: tuple[str, ...]) -> str:
    """A word, the earlier in the row the likelier (weight 1 / place)."""
    return dice.choices(words, weights=[1 / place for place in range(1, len(words) + 1)])[0]


def write_plans(folder: Path, clauses: int, *, seed: int = 7, each: int = 200) -> int:
    """Plans of `each` clauses as text files in `folder`, numbered as annual plans are; how many files were written.

    Every clause ends in the offices responsible, a third with an open list, so that listings and figures can be timed.
    """
    dice = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = max(1, clauses // each)
    for number in range(files):
        lines = [
            f"{_place(dice)}{dice.randint(2015, 2030)}年{_common(dice, _FIELDS)}第{number + 1}号工作要点",
            "",
        ]
        item = 0
        for section in range(each // 20):
            lines.append(f"{_chinese(section + 1)}、{dice.choice(_DEEDS)}")
            for _ in range(20):
                item += 1
                said = "".join(sentence for sentence, _ in _sentences(dice))
                offices = "、".join(dice.sample(_UNITS, dice.randint(1, 3)))
                lines.append(f"{item}.{said}（责任科室：{offices}{'等' if dice.random() < 0.3 else ''}）")
        (folder / f"generated-{number + 1:05d}.txt").write_text("\n".join(lines), "utf-8")
    return files


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (
        f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones or not tens else ''}"
    )
