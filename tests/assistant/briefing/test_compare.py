"""What a comparison of plans is confined to, which tasks it sets side by side, and what it says of
figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.kinds.compare_tasks import grouped
from assistant.briefing.model import Briefing, Paragraph, Request
from assistant.versions.align import Words, align
from assistant.versions.options import SUBJECTS
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import rows, section
from tests.assistant.briefing.shelves import stocked

ONE = """白鹭市2021年卫生健康工作要点
一、重点工作
1．完善老年健康服务体系。老年医学科建设比例达到60%以上。（责任科室：老龄科）
2．广泛开展爱国卫生运动，整治农贸市场。（责任科室：爱卫办）
3．疫苗接种率达到90%以上。（责任科室：疾控科）
4．改造旧办公楼。（责任科室：办公室）
"""
OTHER = """青川县2024年卫生健康工作要点
一、重点工作
1．加强老年健康服务。二级以上综合性医院老年医学科建设比例达到80%以上。（责任科室：老龄科）
2．深入开展爱国卫生运动。（责任科室：健康科）
3．疫苗接种率达到95%以上。（责任科室：疾控科）
4．采购救护车5辆。（责任科室：财务科）
"""
MORE = {
    f"more{n}": (
        f"第{name}县2024年卫生健康工作要点\n一、重点工作\n1．爱国卫生运动常态开展。（责任科室：爱卫办）\n"
    )
    for n, name in enumerate("甲乙")
}


def of(library: Library, **wanted: object) -> Briefing:
    return brief(library, Request(kind="compare", **wanted), made=DAY)  # type: ignore[arg-type]


@pytest.fixture
def two(tmp_path: Path) -> Library:
    return stocked(tmp_path, one=ONE, other=OTHER)


def test_tasks_on_one_subject_stand_in_a_row(two: Library) -> None:
    with two as library:
        found = of(library)
        told = {r.cells[0]: r for r in rows(found, "tasks")}
        row = told["深入开展爱国卫生运动"]
        assert len(row.notes) == 2
        assert any("爱卫办" in cell for cell in row.cells)
        assert any("健康科" in cell for cell in row.cells)
        assert not any("救护车" in cell for r in told.values() for cell in r.cells)
        said = "".join(b.text for b in section(found, "tasks").blocks if isinstance(b, Paragraph))
        assert "没有找到对应条款的任务" in said


def test_figures_say_which_is_higher_and_whether_times_differ(two: Library) -> None:
    with two as library:
        found = of(library)
        (same,) = rows(found, "same")
        assert same.cells[0] == "疫苗接种率"
        assert same.cells[-1] == "数值不同；时限不同；青川2024要点的数值较高"
        (alike,) = rows(found, "alike")
        assert alike.cells[:-1] == (
            "老年医学科建设比例",
            "达到60%以上（2021年）",
            "二级以上综合性医院老年医学科建设比例：达到80%以上（2024年）",
        )
        assert len(alike.notes) == 2


@pytest.mark.parametrize(
    ("wanted", "targets", "tasks"),
    [
        ({"topic": "老龄健康"}, {"老年医学科建设比例", "二级以上综合性医院老年医学科建设比例"}, 1),
        ({"units": ("疾控科",)}, {"疫苗接种率"}, 1),
        ({"topic": "爱国卫生运动"}, set(), 1),
    ],
)
def test_it_is_confined_to_what_was_asked(
    two: Library, wanted: dict[str, object], targets: set[str], tasks: int
) -> None:
    with two as library:
        found = of(library, **wanted)
        told = [r for key in ("same", "alike", "alone") for r in rows(found, key)]
        assert {
            f.split("：")[0] for r in told for f in (r.cells[0], *r.cells) if "率" in f or "比例" in f
        } == targets
        assert len(rows(found, "tasks")) == tasks
        labels = {(n.plan, n.label) for n in found.notes}
        assert len(labels) == 2


def test_many_plans_stand_below_each_other(tmp_path: Path) -> None:
    with stocked(tmp_path, one=ONE, other=OTHER, **MORE) as library:
        found = of(library)
        told = [r for r in rows(found, "tasks") if any("爱国卫生" in c for c in r.cells)]
        assert len(told) == 4
        assert {r.cells[0] for r in told} == {"事项一"}
        tops = [r for r in rows(found, "same") if r.cells[-1].endswith("数值较高")]
        assert [r.cells[1] for r in tops] == ["青川2024要点"]


def test_clauses_are_matched_by_what_is_rare_in_them() -> None:
    left = [
        Words(title="加强体系建设", text="加强体系建设。控制结核病疫情"),
        Words(title="加强设施建设", text="加强设施建设。整修村卫生室"),
    ]
    right = [
        Words(title="加强体系建设", text="加强体系建设。整修村卫生室"),
        Words(title="推进结核病防治", text="推进结核病防治。控制结核病疫情"),
    ]
    assert align([], right, SUBJECTS) == {}
    assert align(left, [], SUBJECTS) == {}
    assert align(left, right[1:], SUBJECTS) == {0: 0}
    assert grouped((), ("a", "b")) == ()
