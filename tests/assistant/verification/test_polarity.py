"""One small word that turns the meaning of a sentence: not, already, try to, at least, which place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.verification.answer import Known
from assistant.verification.evidence import Evidence
from assistant.verification.facts import facts_of
from assistant.verification.sentence import fault_of
from assistant.verification.stream_sentences import Sentence

PLAN = """青溪县2025年民生工作要点
一、健康
1．居民健康素养水平提高到31%以上，托育机构普惠率达到36%。（责任单位：健康促进科）
2．未通过验收的卫生站不得开诊，严禁擅自占用应急物资。（责任单位：医政科）
3．免费为老年人体检，新增无偿献血点2个，难题清单每月更新。（责任单位：基层科）
二、建设
4．力争建成养老食堂7个，原则上每个乡镇不少于1个。（责任单位：县民政局）
5．已建成的12个托育点逐步转为公办，无需重新登记。（责任单位：县教育局）
6．门诊次均费用增幅控制在5%以内，平均候诊时间缩短到20分钟左右。（责任单位：医政科）
7．不再新建独立的老年大学，尚未开工的项目年底前全部开工。（责任单位：县发展改革局）
"""

TRUE = [
    ("居民健康素养水平要提高到31%以上。", 1),
    ("居民健康素养水平提高到不低于31%。", 1),
    ("青溪县居民健康素养水平的目标是提高到31%以上。", 1),
    ("2025年青溪县托育机构普惠率达到36%。", 1),
    ("托育机构普惠率要达到36%，由健康促进科负责。", 1),
    ("居民健康素养水平提高到31%以上，普惠率达到36%。", 1),
    ("未通过验收的卫生站不得开诊。", 2),
    ("卫生站未通过验收的，不得开诊。", 2),
    ("严禁擅自占用应急物资。", 2),
    ("禁止擅自占用应急物资，由医政科负责。", 2),
    ("不得擅自占用应急物资。", 2),
    ("不能开诊的是未通过验收的卫生站。", 2),
    ("免费为老年人体检。", 3),
    ("新增无偿献血点2个。", 3),
    ("要为老年人免费体检，并新增无偿献血点2个。", 3),
    ("难题清单每月更新，由基层科负责。", 3),
    ("力争建成养老食堂7个。", 4),
    ("努力建成养老食堂7个。", 4),
    ("原则上每个乡镇不少于1个养老食堂。", 4),
    ("争取建成养老食堂7个，原则上每个乡镇不少于1个。", 4),
    ("县民政局负责养老食堂的建成，力争7个。", 4),
    ("已建成的12个托育点逐步转为公办。", 5),
    ("已经建成的12个托育点逐步转为公办，无需重新登记。", 5),
    ("托育点转为公办不需要重新登记。", 5),
    ("托育点不用重新登记。", 5),
    ("门诊次均费用增幅控制在5%以内。", 6),
    ("门诊次均费用增幅不超过5%。", 6),
    ("平均候诊时间缩短到20分钟左右。", 6),
    ("要求平均候诊时间缩短到大约20分钟。", 6),
    ("不再新建独立的老年大学。", 7),
    ("尚未开工的项目年底前全部开工。", 7),
    ("未开工的项目年底前要全部开工。", 7),
    ("老年大学不再新建，尚未开工的项目年底前全部开工。", 7),
    ("县发展改革局负责尚未开工的项目年底前全部开工。", 7),
]

FALSE = [
    ("居民健康素养水平不用提高到31%以上。", 1),
    ("居民健康素养水平未提高到31%以上。", 1),
    ("居民健康素养水平不要求提高到31%以上。", 1),
    ("居民健康素养水平不必提高到31%以上。", 1),
    ("居民健康素养水平没有提高到31%以上。", 1),
    ("居民健康素养水平难以提高到31%以上。", 1),
    ("居民健康素养水平免于提高到31%以上。", 1),
    ("居民健康素养水平不是提高到31%以上。", 1),
    ("居民健康素养水平无法提高到31%以上。", 1),
    ("居民健康素养水平已提高到31%以上。", 1),
    ("居民健康素养水平已经提高到31%以上。", 1),
    ("居民健康素养水平提高到了31%以上。", 1),
    ("居民健康素养水平提高到31%以上是不对的。", 1),
    ("居民健康素养水平提高到31%。", 1),
    ("居民健康素养水平力争提高到31%以上。", 1),
    ("居民健康素养水平有望提高到31%以上。", 1),
    ("居民健康素养水平提高到31%左右。", 1),
    ("居民健康素养水平原则上提高到31%以上。", 1),
    ("托育机构普惠率达到36%以上。", 1),
    ("托育机构普惠率达到36%以内。", 1),
    ("托育机构普惠率不低于36%。", 1),
    ("托育机构普惠率未达到36%。", 1),
    ("健康促进科不负责居民健康素养水平。", 1),
    ("南昌市居民健康素养水平提高到31%以上。", 1),
    ("海河市居民健康素养水平提高到31%以上。", 1),
    ("江西省居民健康素养水平提高到31%以上。", 1),
    ("县长要求居民健康素养水平提高到31%以上。", 1),
    ("市长要求托育机构普惠率达到36%。", 1),
    ("全省居民健康素养水平提高到31%以上。", 1),
    ("国家要求托育机构普惠率达到36%。", 1),
    ("通过验收的卫生站不得开诊，未验收的无需开诊。", 2),
    ("卫生站不用开诊。", 2),
    ("未占用应急物资。", 2),
    ("无需占用应急物资。", 2),
    ("擅自占用应急物资无需禁止。", 2),
    ("老年人体检免除每月更新。", 3),
    ("新增献血点2个，不更新难题清单。", 3),
    ("建成养老食堂7个。", 4),
    ("已建成养老食堂7个。", 4),
    ("每个乡镇不少于1个养老食堂，无需力争。", 4),
    ("托育点不得重新登记。", 5),
    ("托育点未重新登记。", 5),
    ("已转为公办的托育点有12个。", 5),
    ("门诊次均费用增幅控制在5%。", 6),
    ("门诊次均费用增幅控制在5%以上。", 6),
    ("平均候诊时间缩短到20分钟。", 6),
    ("平均候诊时间缩短到20分钟以内。", 6),
    ("不再开工的项目年底前全部开工。", 7),
    ("已开工的项目年底前全部开工。", 7),
    ("尚未新建独立的老年大学。", 7),
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    home = tmp_path_factory.mktemp("polarity")
    (home / "plan.txt").write_text(PLAN, "utf-8")
    take_in(Settings(home=home / "var"), [home / "plan.txt"], Console(quiet=True))
    with Assistant.open(home / "var") as assistant:
        assistant.catalog.refresh()
        view = assistant.catalog.view("plan")
        evidence = [
            Evidence(number=n, view=view, row=r, words="") for n, r in enumerate(view.clauses, start=1)
        ]
        facts = {("plan", r.clause.label): facts_of(view, r) for r in view.clauses}
        known = assistant.known()
        assert isinstance(known, Known)

        def fault(words: str, number: int) -> str:
            return fault_of(Sentence(words=words, numbers=(number,)), evidence, facts, known, "有哪些要求")

        yield fault


@pytest.mark.parametrize(("words", "number"), TRUE)
def test_a_true_sentence_may_be_shown(judged, words: str, number: int) -> None:
    assert judged(words, number) == ""


@pytest.mark.parametrize(("words", "number"), FALSE)
def test_a_false_sentence_may_not_be_shown(judged, words: str, number: int) -> None:
    assert judged(words, number)
