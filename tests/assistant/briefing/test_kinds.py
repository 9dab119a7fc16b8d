"""What the kinds of briefing tell, and what they say where there is nothing to be told."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.briefing.compose import KINDS, NAMES, brief, compose, near_units
from assistant.briefing.compose import NothingFoundError as NothingFound
from assistant.briefing.model import Kind, Paragraph, Request, Table
from assistant.errors import AssistantError
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import paragraphs, rows, section
from tests.plan_factory import Item, make_plan

OLD = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text="老年人健康管理率达到70%以上，开展老年健康宣传。", units=("老龄科", "疾控科")),
    Item(label="一/3", text="改造旧办公楼，完成搬迁。", units=("办公室",)),
    Item(label="一/4", text="农村改厕普及率达到80%以上。"),
)
NEW = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到95%以上。", units=("疾控科",)),
    Item(label="一/2", text="老年人健康管理率达到65%以上，开展老年健康宣传。", units=("老龄科", "基层科")),
    Item(label="一/3", text="建设托育中心，完善普惠服务。", units=("人口科",)),
    Item(label="一/4", text="农村改厕普及率达到80%以上。"),
)


def old_and_new(library: Library, *, versions: bool) -> Request:
    library.put(make_plan("linhe-2023-health", OLD))
    if versions:
        library.put(make_plan("linhe-2023-health", NEW))
        return Request(kind="changes", plans=("linhe-2023-health",))
    library.put(make_plan("linhe-2024-health", NEW, title="临河市2024年卫生健康工作要点", year=2024))
    return Request(kind="changes", plans=("linhe-2024-health", "linhe-2023-health"))


@pytest.mark.parametrize("versions", [True, False], ids=["two versions", "two years"])
def test_what_changed(library: Library, versions: bool) -> None:
    found = brief(library, old_and_new(library, versions=versions), made=DAY)
    changed = {r.cells[0]: r.cells[1:] for r in rows(found, "targets")}
    year = "2023年"
    assert changed == {
        "适龄儿童疫苗接种率": (f"90%以上（{year}）", f"95%以上（{year}）", "提高"),
        "老年人健康管理率": (f"70%以上（{year}）", f"65%以上（{year}）", "降低"),
    }
    (same, *_) = section(found, "targets").blocks
    assert isinstance(same, Paragraph)
    assert "1 个指标没有变化" in same.text
    assert {n.label for n in same.notes} == {"一/4"}
    assert [p.text for p in paragraphs(found, "added")] == ["建设托育中心，完善普惠服务"]
    assert [p.text for p in paragraphs(found, "gone")] == ["改造旧办公楼，完成搬迁"]
    (offices,) = rows(found, "offices")
    assert offices.cells[1:] == ("责任单位：老龄科、疾控科", "责任单位：老龄科、基层科")
    assert len(rows(found, "worded")) == 2
    old, new = found.used
    assert (old.version, new.version) == ((1, 2) if versions else (1, 1))
    overview = section(found, "overview").blocks[0]
    assert isinstance(overview, Paragraph)
    gone = "删除 1 条" if versions else "未见对应 1 条"
    for said in ("新增 1 条", gone, "修改 2 条", "提高的指标 1 个", "降低的 1 个", "变更的条款 1 条"):
        assert said in overview.text


def test_titles_name_plans_in_full_and_many_shortly(library: Library) -> None:
    both = ("linhe-2024-health", "linhe-2023-health")
    brief(library, old_and_new(library, versions=False), made=DAY)
    library.put(make_plan("baisha-2023", OLD, title="2023年全市工作要点", region="白沙市"))

    def title(kind: Kind, *plans: str) -> str:
        return brief(library, Request(kind=kind, plans=plans), made=DAY).title

    old, new = "《临河市2023年卫生健康工作要点》", "《临河市2024年卫生健康工作要点》"
    assert title("changes", *both) == f"{new}较{old}变化情况"
    assert title("compare", *both) == f"{new}、{old}对照"
    assert title("plan", *both) == f"{new}、{old}摘要"
    assert title("plan", "baisha-2023") == "白沙市《2023年全市工作要点》摘要"
    many = "临河2024要点、临河2023要点、白沙2023要点"
    assert title("compare", *both, "baisha-2023") == f"{many}对照"
    assert title("plan", *both, "baisha-2023") == f"{many}摘要"
    library.put(make_plan("linhe-2023-health", NEW))
    assert title("changes", "linhe-2023-health") == f"{old}第2版较第1版变化情况"


def test_changes_need_two_sides(library: Library) -> None:
    library.put(make_plan())
    with pytest.raises(AssistantError, match="只有一个版本"):
        brief(library, Request(kind="changes", plans=("linhe-2023-health",)), made=DAY)


def test_figures_that_differ_between_plans_are_told(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    library.put(make_plan("linhe-2023-145", NEW, title="临河市2023年健康规划"))
    found = brief(library, Request(kind="indicators"), made=DAY)
    assert [(r.cells[0], r.cells[2]) for r in rows(found, "conflicts")] == [
        ("适龄儿童疫苗接种率", "95%以上"),
        ("适龄儿童疫苗接种率", "90%以上"),
        ("老年人健康管理率", "65%以上"),
        ("老年人健康管理率", "70%以上"),
    ]
    beside = brief(library, Request(kind="compare"), made=DAY)
    assert {r.cells[0]: r.cells[-1] for r in rows(beside, "same")} == {
        "适龄儿童疫苗接种率": "数值不同；临河2023规划的数值较高",
        "老年人健康管理率": "数值不同；临河2023要点的数值较高",
        "农村改厕普及率": "相同",
    }


def test_places_do_not_conflict(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    library.put(make_plan("baisha-2023-health", NEW, title="白沙市2023年卫生健康工作要点", region="白沙市"))
    found = brief(library, Request(kind="indicators"), made=DAY)
    assert rows(found, "conflicts") == ()


def test_a_topic_says_how_it_was_read(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    found = brief(library, Request(kind="topic", topic="老年健康工作安排"), made=DAY)
    assert found.title == "“老年健康”工作安排"
    assert [p.notes[0].label for p in paragraphs(found, "tasks")] == ["一/2"]
    said = section(found, "overview").blocks[-1]
    assert isinstance(said, Paragraph)
    assert "写到“老年健康”" in said.text


def test_what_is_left_open_is_told(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    found = brief(library, Request(kind="plan", plans=("linhe-2023-health",)), made=DAY)
    told = {p.text: [n.label for n in p.notes] for p in paragraphs(found, "open")}
    assert told == {"1 项任务没有载明责任单位。": ["一/4"], "1 项任务没有载明量化目标和完成时限。": ["一/3"]}


def test_a_summary_leaves_no_clause_out(library: Library) -> None:
    """One that is no task has a line too, and the overview says how many clauses there are."""
    library.put(make_plan("linhe-2023-health", (*OLD, Item(label="一/5", text="坚持预防为主的方针。"))))
    found = brief(library, Request(kind="plan", plans=("linhe-2023-health",)), made=DAY)
    said = section(found, "overview").blocks[0]
    assert isinstance(said, Paragraph)
    assert "共有条款 5 条" in said.text
    assert "任务 4 条" in said.text
    assert [p.text for p in paragraphs(found, "others")] == ["坚持预防为主的方针"]
    assert [p.notes[0].label for p in paragraphs(found, "tasks")] == ["一/1", "一/2", "一/3", "一/4"]


def test_what_an_office_may_miss_is_told_with_its_clauses(library: Library) -> None:
    """Clauses without an office, and those of an office of a like name."""
    near = Item(label="一/5", text="开展应急演练。", units=("疾控科[应急办]",))
    library.put(make_plan("linhe-2023-health", (*OLD, near)))
    found = brief(library, Request(kind="office", units=("疾控科",)), made=DAY)
    told = {p.text: [n.label for n in p.notes] for p in paragraphs(found, "open")}
    assert ["一/4"] in [labels for text, labels in told.items() if "没有载明责任单位，未计入" in text]
    assert ["一/5"] in [labels for text, labels in told.items() if "名称相近" in text]


def test_several_offices_have_each_task_once(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    found = brief(library, Request(kind="office", units=("老龄科", "疾控科")), made=DAY)
    assert [p.notes[0].label for p in paragraphs(found, "tasks")] == ["一/1", "一/2"]


def test_plans_go_by_their_names_too(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    for name in ("linhe-2023-health", "《临河市2023年卫生健康工作要点》", "临河2023要点"):
        found = brief(library, Request(kind="plan", plans=(name,)), made=DAY)
        assert found.used[0].plan == "linhe-2023-health"
    with pytest.raises(AssistantError, match=r"没有“临河2022要点”.*linhe-2023-health"):
        brief(library, Request(kind="plan", plans=("临河2022要点",)), made=DAY)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(kind="office", units=("疾控",)), "相近的有：疾控科"),
        (Request(kind="office", units=("铁路局",)), "逐字相同"),
        (Request(kind="office", units=("疾控科",), year=1999), "没有可写入简报的内容"),
        (Request(kind="topic", topic="航天发射"), "主题“航天发射”"),
        (Request(kind="indicators", topic="航天"), "没有可写入简报的内容"),
        (Request(kind="compare"), "至少要两份文件"),
        (Request(kind="plan", region="别处"), "地区“别处”"),
    ],
    ids=["near", "unknown", "no year", "no topic", "no indicator", "one plan", "no region"],
)
def test_nothing_to_tell(library: Library, request_: Request, said: str) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    with pytest.raises(AssistantError, match=said):
        brief(library, request_, made=DAY)


@pytest.mark.parametrize(
    "request_",
    [
        Request(kind="indicators"),
        Request(kind="office", units=("疾控科",)),
        Request(kind="plan", plans=("linhe-2023-health",)),
    ],
    ids=lambda r: r.kind,
)
def test_an_empty_library_is_called_empty(library: Library, request_: Request) -> None:
    with pytest.raises(NothingFound, match="资料库还是空的"):
        brief(library, request_, made=DAY)


def test_near_offices_are_those_of_the_name_first() -> None:
    units = ("办公室[宣教科]", "疾控科", "疾控科[应急办]", "财务科")
    assert near_units("宣教科", units)[0] == "办公室[宣教科]"
    assert near_units("疾控", units) == ("疾控科", "疾控科[应急办]")


def test_it_grows_step_by_step_and_can_be_given_up(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    steps = list(compose(library, Request(kind="plan"), made=DAY))
    assert [p.done for p in steps] == list(range(steps[-1].total + 1))
    assert steps[0].briefing.sections == ()
    assert [bool(p.doing) for p in steps] == [True] * steps[-1].total + [False]
    for one, next_ in pairwise(steps):
        assert next_.briefing.sections[: len(one.briefing.sections)] == one.briefing.sections
    growing = compose(library, Request(kind="plan"), made=DAY)
    next(growing)
    growing.close()


def test_the_same_request_gives_the_same_briefing(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    one, other = (brief(library, Request(kind="plan"), made=DAY) for _ in range(2))
    assert one == other
    assert replace(one, made=DAY) == one


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(NAMES)


def test_tables_are_whole(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    library.put(make_plan("linhe-2024-health", NEW, title="临河市2024年卫生健康工作要点", year=2024))
    for kind in KINDS:
        wanted = Request(
            kind=kind,
            units=("疾控科",) if kind == "office" else (),
            topic="健康" if kind == "topic" else "",
            plans=("linhe-2023-health", "linhe-2024-health"),
        )
        for s in brief(library, wanted, made=DAY).sections:
            for block in s.blocks:
                if isinstance(block, Table):
                    assert {len(r.cells) for r in block.rows} == {len(block.columns)}
                    assert all(cell for r in block.rows for cell in r.cells)
