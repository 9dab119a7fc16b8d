"""The one page of a plan: short, chosen by rule, and it says of how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.keep.kept import arranged, keys_of
from assistant.briefing.model import Paragraph, Request
from assistant.briefing.render.layout import fitted, title_lines
from assistant.briefing.render.word import to_docx
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import rows, section
from tests.assistant.briefing.shelves import TABLE, stocked

PARTS = "".join(
    f"{'一二三四五六七八九十'[n]}、推进第{n}类重点工作\n"
    + "".join(
        (
            f"{m}．完善服务体系，第{n}类机构规范管理率达到{70 + m}%以上，"
            f"新增站点{m}个。（责任科室：第{'甲乙丙丁'[m % 4]}科）\n"
        )
        for m in range(1, 7)
    )
    for n in range(10)
)
LONG = f"白鹭市2025年卫生健康工作要点\n2025年，全市卫生健康工作的总体要求是：坚持以基层为重点。\n{PARTS}"


@pytest.fixture
def long_plan(tmp_path: Path) -> Library:
    return stocked(tmp_path, bailu=LONG)


def test_the_page_says_of_how_many(long_plan: Library) -> None:
    with long_plan as library:
        found = brief(library, Request(kind="plan"), made=DAY)
    page = section(found, "sheet")
    assert page.sheet
    assert found.sections[0] == page
    text = "\n".join(b.text for b in page.blocks if isinstance(b, Paragraph))
    for said in (
        "条款 61 条",
        "任务 60 条",
        "量化目标 120 个",
        "共 10 个",
        "总体要求是：坚持以基层为重点",
        "单位（列 4 个，共 4 个）",
    ):
        assert said in text  # fmt: skip
    shown = rows(found, "sheet")
    assert 3 <= len(shown) <= 8
    assert len({r.notes[0] for r in shown}) == len(shown)
    assert all("%" in r.cells[1] for r in shown)


def test_the_page_is_one_page(long_plan: Library) -> None:
    """About so many lines of small type as a page has; what follows begins a new one."""
    with long_plan as library:
        found = brief(library, Request(kind="plan"), made=DAY)
    page = section(found, "sheet")
    lines = sum(-(-len(b.text) // 36) for b in page.blocks if isinstance(b, Paragraph) and not b.runs_on)
    assert lines + len(rows(found, "sheet")) <= 26
    from io import BytesIO

    from docx import Document

    document = Document(BytesIO(to_docx(found)))
    begins = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert begins == ["二、概述", "注释", "数字核对表"]


def test_binding_targets_and_tables_come_first(tmp_path: Path) -> None:
    with stocked(
        tmp_path, plan=TABLE + "\n## 二、任务\n\n新增站点20个。疫苗接种率达到95%以上。\n"
    ) as library:
        found = brief(library, Request(kind="plan"), made=DAY)
    names = [r.cells[0] for r in rows(found, "sheet")]
    assert names == ["人均预期寿命", "每千人口床位", "疫苗接种率", "新增站点"]
    assert [r.cells[1] for r in rows(found, "sheet")][:2] == ["79.5岁", "7.4张"]


def test_nothing_points_to_what_is_left_out(long_plan: Library) -> None:
    with long_plan as library:
        whole = brief(library, Request(kind="plan"), made=DAY)
    every = "\n".join(b.text for s in whole.sections for b in s.blocks if isinstance(b, Paragraph))
    assert "见“目标指标”" in every
    assert "见“其他条款”" in every
    less = arranged(whole, [k for k in keys_of(whole) if k not in ("targets", "others")])
    text = "\n".join(b.text for s in less.sections for b in s.blocks if isinstance(b, Paragraph))
    assert "“目标指标”" not in text
    assert "“其他条款”" not in text
    assert "这些任务载明量化目标 120 个。" in text
    assert arranged(whole, keys_of(whole)).sections == whole.sections


def test_short_columns_are_as_wide_as_their_cells() -> None:
    names = ("指标", "目标值", "基期值", "时限", "性质", "责任单位", "注")
    row = (
        "普惠性幼儿园在园幼儿占比",
        "达到88%以上",
        "82.1",
        "2025年",
        "预期性",
        "市教育局、市发展改革委、市财政局",
        "12",
    )
    widths = fitted(names, (40, 20, 12, 14, 12, 22, 9), [row])
    for place in (1, 2, 3, 4, 6):
        assert widths[place] >= 1000 * (len(names[place]) if place != 1 else 6)
    assert min(widths[0], widths[5]) > max(widths[2:5])
    assert fitted(("甲", "乙"), (1, 3), [("长" * 40, "长" * 40)]) == (9000, 27000)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("白鹭市摘要", 1),
        ("青川县《2025年全县卫生健康工作要点》摘要", 2),
        ("《白鹭市“十四五”卫生健康发展规划》、《青川县“十四五”卫生健康发展规划》对照", 2),
    ],
)
def test_a_title_is_broken_in_equal_lines(title: str, lines: int) -> None:
    found = title_lines(title)
    assert "".join(found) == title
    assert len(found) in (lines, lines + 1)
    assert all(len(line) > 5 or lines == 1 for line in found)
    assert not any(line[0] in "》”、" for line in found)
