"""Passages and questions, and whole plans, made by dice, to measure time and memory at any size. In: how
many, a seed. Out: lines; of plans, files.

A passage is two to five sentences in the manner of a plan, about 130 characters, each of one place, office,
matter, deed and figure; some matters come up far more often than others, as in real plans (Zipf's law). A
question asks for one sentence of one passage in other words. The recall on it is that of a riddle with
thousands of near-doubles: it shows that the right things are searched, and nothing about how good a search
is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from evals.bench.corpus import CorpusLine, QueryLine

_PLACE_A = "临青云安永南北东西长平新海江河山林石金玉龙凤桂柳松梅兰竹清明和顺宁远昌盛"
_PLACE_B = "河州城阳川水源溪口湖泉岭原津浦港安宁兴化德泰康乐丰"
_LEVELS = ("市", "县", "区", "镇", "新区")
_FIELDS = (
    "基层医疗", "妇幼健康", "老年照护", "托育服务", "疾病预防", "卫生应急", "职业健康", "中医药传承",
    "精神卫生", "健康教育", "医疗质量", "血液供应", "药品采购", "信息平台", "人才培养", "科研转化",
    "综合监督", "爱国卫生", "食品安全风险监测", "家庭医生签约", "学校卫生", "口腔健康", "院前急救",
    "远程会诊", "康复护理", "安宁疗护", "生育支持", "传染病监测",
    "慢性病管理", "健康扶持",
)  # fmt: skip
_ASPECTS = (
    "服务覆盖率", "设施达标率", "规范管理率", "知识知晓率", "随访完成率", "设备配置率", "培训合格率",
    "早期筛查率", "居民满意度", "档案建档率", "报告及时率", "人员持证率", "床位使用率", "检查阳性率",
    "处置完成率",
)  # fmt: skip
_DEEDS = (
    "健全工作机制", "完善考核办法", "压实属地责任", "开展专项整治", "推进数据共享", "加强骨干培训",
    "改造业务用房", "优化服务流程", "补齐设备短板", "组织现场督导", "总结试点经验", "建立通报制度",
    "强化部门协同", "落实经费保障", "推广先进做法", "规范档案管理",
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
        sentence = (
            f"在{place}{deed}，"
            f"{matter}{aspect}{dice.choice(_VERBS)}{figure}以上，"
            f"由{unit}会同有关部门负责落实。"
        )
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


def _common(dice: Random, words: tuple[str, ...], *, flat: int = 0) -> str:
    """A word, the earlier in the row the likelier: weight 1 / (place + `flat`)."""
    return dice.choices(words, weights=[1 / (place + flat) for place in range(1, len(words) + 1)])[0]


def write_plans(folder: Path, clauses: int, *, seed: int = 7) -> int:
    """Plans with that many clauses in all, as files in `folder`; how many files were written.

    Modelled on the plans that come with the project: about a hundred clauses each, in turn 1. running through
    the whole plan, （一） and （一）1. below 一、; every fourth begins with a table of indicators, whose rows
    are clauses too. About one figure a clause, none for the same indicator twice in a plan; one or two
    offices behind most clauses, the busiest behind one in ten. A place has plans of five years.
    """
    dice = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = max(1, round(clauses / _EACH))
    for number, (place, year) in enumerate(_issued(dice, files)):
        count = clauses // files + (number < clauses % files)
        tabled = number % 4 == 3
        blocks = _plan(dice, place, year, count, _LAYOUTS[number % 3], tabled)
        file = folder / f"generated-{number + 1:05d}.{'md' if tabled else 'txt'}"
        file.write_text("\n\n".join(blocks) + "\n", "utf-8")
    return files


_EACH = 100
"""Clauses of a plan, about."""
_ROWS = 12
"""Of a table of indicators."""
_YEARS = range(2021, 2026)
_SEATS = [a + b + level for a in _PLACE_A for b in _PLACE_B for level in _LEVELS[:3] if a != b]
"""Places that issue plans of their own."""
_OFFICES = (
    *_UNITS,
    "市卫生健康委", "市疾控中心", "市财政局", "市医保局", "市人力资源社会保障局", "市教育局", "市民政局",
    "市发展改革委", "市市场监管局", "市公安局", "市生态环境局", "市农业农村局", "市大数据局",
    "市住房城乡建设局", "市残联", "市妇联", "市总工会", "市红十字会", "市应急局", "市科技局",
    "市文化广电旅游局", "市自然资源局", "市水利局", "市交通运输局", "市统计局", "市药监局", "市中医院",
    "市急救中心", "市妇幼保健院", "市中心血站",
)  # fmt: skip
_GOALS = ("达到{}以上", "提高到{}", "不低于{}", "稳定在{}左右", "力争达到{}")
_MEANS = (
    "任务分解到乡镇和社区，按季度调度进展", "编制服务清单和操作规程，向社会公开",
    "选派业务骨干下沉指导，定期开展联合会诊", "完善信息采集和共享，做到一人一档",
    "组织技能竞赛和岗位练兵，提升一线人员能力", "建立跨部门会商机制，及时研判风险",
    "开展第三方评估，结果与补助资金挂钩", "在学校、企业、养老机构开展宣传活动",
    "对照国家标准自查自纠，限期整改销号", "支持社会力量参与，引入专业机构运营", "优先保障偏远乡村和困难群体",
    "总结可复制的做法，在全市推开",
)  # fmt: skip

Layout = Callable[[Random, int, Sequence[str]], Iterator[str]]
"""(dice, number of the first section, the clauses without marks) -> lines."""


def _issued(dice: Random, plans: int) -> list[tuple[str, int]]:
    """Place and year of each plan, none twice."""
    seats = dice.sample(_SEATS, -(-plans // len(_YEARS)))
    return [(seat, year) for seat in seats for year in _YEARS][:plans]


def _plan(dice: Random, place: str, year: int, count: int, layout: Layout, tabled: bool) -> Iterator[str]:
    """Its blocks: title, introduction (a clause like the others), table, sections."""
    rows = min(_ROWS, count - 1) if tabled else 0
    pairs = dice.sample([(matter, aspect) for matter in _FIELDS for aspect in _ASPECTS], count - 1)
    yield f"{place}{year}年卫生健康工作要点"
    yield f"为做好{place}{year}年卫生健康工作，{'，'.join(dice.sample(_DEEDS, 2))}，制定本要点。"
    if rows:
        yield f"{_chinese(1)}、主要指标"
        yield "\n".join(_table(dice, year, pairs[:rows]))
    tasks = [_task(dice, matter, aspect) for matter, aspect in pairs[rows:]]
    yield from layout(dice, 2 if rows else 1, tasks)


def _table(dice: Random, year: int, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"| 序号 | 指标 | 指标性质 | {year - 1} | {year} |"
    yield "|---|---|---|---|---|"
    for number, (matter, aspect) in enumerate(pairs, start=1):
        before, more = dice.randint(100, 900), dice.randint(1, 99)
        kind = dice.choice(("预期性", "约束性"))
        yield f"| {number} | {matter}{aspect}（%） | {kind} | {before / 10} | ≥{(before + more) / 10} |"


def _running(dice: Random, first: int, tasks: Sequence[str]) -> Iterator[str]:
    """一、 over 1., counted through the whole plan, as annual plans have it."""
    for at, task in enumerate(tasks):
        if at % 12 == 0:
            yield f"{_chinese(first + at // 12)}、{dice.choice(_DEEDS)}"
        yield f"{at + 1}.{task}"


def _bracketed(dice: Random, first: int, tasks: Sequence[str]) -> Iterator[str]:
    """一、 over （一）."""
    for section, part in enumerate(_parts(tasks, 10), start=first):
        yield f"{_chinese(section)}、{dice.choice(_DEEDS)}"
        yield from (f"（{_chinese(item)}）{task}" for item, task in enumerate(part, start=1))


def _nested(dice: Random, first: int, tasks: Sequence[str]) -> Iterator[str]:
    """一、 over （一） over 1., which begins anew below each."""
    for section, part in enumerate(_parts(tasks, 16), start=first):
        yield f"{_chinese(section)}、{dice.choice(_DEEDS)}"
        for group, inner in enumerate(_parts(part, 4), start=1):
            yield f"（{_chinese(group)}）{dice.choice(_FIELDS)}"
            yield from (f"{item}.{task}" for item, task in enumerate(inner, start=1))


_LAYOUTS: tuple[Layout, ...] = (_running, _bracketed, _nested)


def _parts(tasks: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(tasks), most):
        yield tasks[start : start + most]


def _task(dice: Random, matter: str, aspect: str) -> str:
    """The words of a clause and who is charged with it."""
    said = [f"{'，'.join(dice.sample(_DEEDS, 2))}，做好{matter}工作"]
    said += dice.sample(_MEANS, dice.randint(1, 3))
    if dice.random() < 0.6:
        said.append(matter + aspect + dice.choice(_GOALS).format(f"{dice.randint(100, 999) / 10}%"))
    if dice.random() < 0.4:
        said.append(f"在{_place(dice)}新建{matter}示范点{dice.randint(2, 60)}个")
    if dice.random() < 0.3:
        said.append(f"{dice.randint(3, 12)}月底前{dice.choice(_DEEDS)}")
    return f"{'；'.join(said)}。{_charge(dice)}"


def _charge(dice: Random) -> str:
    """Empty for one in seven; one list in five is left open."""
    offices = list(dict.fromkeys(_common(dice, _OFFICES, flat=3) for _ in range(dice.randint(1, 2))))
    ending = "等" if dice.random() < 0.2 else ""
    if dice.random() < 1 / 7:
        return ""
    if len(offices) > 1 and dice.random() < 0.3:
        return f"（牵头单位：{offices[0]}；配合单位：{offices[1]}{ending}）"
    return f"（责任单位：{'、'.join(offices)}{ending}）"


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (
        f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones or not tens else ''}"
    )
