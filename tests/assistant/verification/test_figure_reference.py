"""Of which figure a sentence speaks, what all of several share, what is free only once somebody agrees, and
offices called short.
"""

from __future__ import annotations

from assistant.verification.facts import stated_figures
from assistant.verification.figure_reference import SIGNS, signs_of, speaks_for
from tests.assistant.verification.clauses import clause
from tests.assistant.verification.judged import judged

PLAN = """松溪县2026年公共服务工作方案
一、任务
1．茶园改造补助每亩400元，果园改造补助每亩250元，最高不超过同一主体5万元。（责任单位：县农业农村局）
2．日间照料站2026年建成12个，助餐点2026年建成20个。（责任单位：县民政局）
3．一类水厂每月抽检4次，二类水厂每月抽检2次，三类水厂每季度抽检1次。（责任单位：县卫生健康委员会）
4．轻度失能老年人每月补助200元、重度失能老年人每月补助600元。（责任单位：县民政局）
5．县级馆每周开放56小时，乡镇站每周开放42小时。（责任单位：县文化广电旅游局）
6．培训中心设在城东街道，检测中心设在南浦镇，两个中心均由县人力资源和社会保障局管理。（责任单位：县人力资源和社会保障局）
7．空置校舍可以改作养老用房，改造方案须经县教育局批准，并报县民政局备案。（责任单位：县教育局）
8．确需调整线路的，须经县交通运输局审查同意，运营公司方可调整。（责任单位：县交通运输局）
"""

TRUE = [
    ("果园改造的补助标准是每亩250元，茶园则是每亩400元。", 1),
    ("助餐点要在2026年建成20个，日间照料站12个。", 2),
    ("每月抽检两次的是二类水厂，一类水厂要抽检四次。", 3),
    ("重度失能的老年人一个月能领600元补助。", 4),
    ("乡镇站的开放时间每周是42小时。", 5),
    ("抽检由县卫健委负责。", 3),
    ("开放时间由县文广旅局负责。", 5),
    ("两个中心均由县人社局管理。", 6),
    ("空置校舍改作养老用房的，方案经县教育局批准后可以实施，并报县民政局备案。", 7),
]

FALSE = [
    ("果园改造补助每亩400元。", 1),
    ("助餐点2026年建成12个。", 2),
    ("二类水厂每月抽检4次。", 3),
    ("轻度失能老年人每月补助600元。", 4),
    ("县级馆每周开放42小时。", 5),
    ("抽检由县卫建局负责。", 3),
    ("培训中心和检测中心都设在南浦镇。", 6),
    ("培训中心和检测中心均设在城东街道。", 6),
    ("改造方案报县民政局备案后即可实施。", 7),
    ("确需调整线路的，运营公司可以自行调整。", 8),
]


said, test_what_is_true_may_be_shown, test_what_is_false_may_not = judged(PLAN, TRUE, FALSE)


def test_the_signs_of_two_figures_turn_with_them() -> None:
    fact = clause("茶园补助每亩400元，果园补助每亩250元。")
    words = "果园每亩补助250元"
    claimed = stated_figures(words)[0]
    tea, fruit = ((fact, figure) for figure in fact.figures)
    there, back = signs_of(words, claimed, fruit, tea), signs_of(words, claimed, tea, fruit)
    assert set(there) == set(SIGNS)
    assert all(value == -back[name] for name, value in there.items())
    assert speaks_for(words, claimed, fruit, tea) > 0 > speaks_for(words, claimed, tea, fruit)
