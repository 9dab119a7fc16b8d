"""Which indicators are told for a topic and for a year."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Paragraph, Request
from assistant.errors import AssistantError
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import rows, section
from tests.assistant.briefing.shelves import BAILU, stocked
from tests.plan_factory import Item, make_plan

PERIOD = """# 白鹭市卫生健康发展规划（2024-2028年）

## 一、主要指标

到2028年，每千人口病床达到7.4张。到2026年，孕产妇死亡率控制在9/10万以下。
"""


def of(library: Library, **wanted: object) -> Briefing:
    return brief(library, Request(kind="indicators", **wanted), made=DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("老龄健康", {"65岁以上老年人健康管理率"}),
        ("老龄 健康", {"65岁以上老年人健康管理率"}),
        ("床位数", {"每千人口病床"}),
        ("托位", {"新增普惠托位"}),
    ],
)
def test_a_topic_of_indicators_is_read_as_one_of_clauses(tmp_path: Path, topic: str, names: set[str]) -> None:
    with stocked(tmp_path, bailu=BAILU, period=PERIOD) as library:
        found = of(library, topic=topic)
        assert {r.cells[0] for r in rows(found, "targets")} == names


def test_indicators_that_come_near_are_named(tmp_path: Path) -> None:
    with stocked(tmp_path, bailu=BAILU) as library:
        with pytest.raises(AssistantError, match=r"没有写到“疫苗库存”的指标.*适龄儿童疫苗接种率"):
            of(library, topic="疫苗库存")
        with pytest.raises(AssistantError, match="没有写明主题"):
            of(library, topic="，")


def test_targets_of_another_year_stand_apart(tmp_path: Path) -> None:
    with stocked(tmp_path, bailu=BAILU, period=PERIOD) as library:
        found = of(library, year=2025)
        due, later = rows(found, "targets"), rows(found, "later")
        assert {r.cells[0] for r in later} >= {"每千人口病床", "孕产妇死亡率"}
        assert not any("2028年" in cell for r in due for cell in r.cells)
        assert section(found, "later").heading == "其他年份的目标"
        said = "".join(b.text for b in section(found, "overview").blocks if isinstance(b, Paragraph))
        assert f"2025 年的（含没有载明时限的）{len(due)} 个" in said
        assert f"其他年份的 {len(later)} 个" in said
        end = of(library, year=2025, topic="床位")
        assert section(end, "later").heading == "规划期末目标"


def test_without_a_year_nothing_stands_apart(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", [Item(label="一/1", text="接种率达到90%以上。")]))
    assert [s.key for s in of(library).sections if s.key.startswith("later")] == []
