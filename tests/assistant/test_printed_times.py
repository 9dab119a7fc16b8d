"""Whatever way a plan prints a time, the tasks due by it are found, and no line denies what a quote
prints.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.verification.answer import faults
from tests.small_library import shelve

DEEDS = {
    "建成零工市场3个": "零工市场",
    "培训护理人员200人": "护理人员",
    "发放创业补贴500户": "创业补贴",
    "改造老旧站房12座": "老旧站房",
    "新增公益性岗位80个": "公益性岗位",
    "完成用工平台上线": "",
}
BY_JUNE = (
    "二〇二五年六月底前", "二零二五年六月底前", "二○二五年六月三十日前", "2025年6月底前", "2025年6月30日前",
    "六月底前", "6月底前", "6月30日前", "2025.6.30前", "2025-06-30前", "2025/6/30前", "２０２５年６月底前",
    "上半年", "2025年上半年", "今年上半年", "第二季度末前", "二季度末前", "第二季度", "2025年第二季度末前",
    "Q2末前", "一季度末前", "到2025年6月底", "截止6月底", "5月中旬前", "六月上旬前", "2025年1—6月", "五一前",
    "2025年6月前", "3月份",
    "25年6月底前", "25年二季度末前", "25年上半年", "前六个月", "前6个月", "今年前五个月",
    "2025年前六个月", "25年前3个月",
)  # fmt: skip
"""Beginnings of items that are due by the end of June 2025."""
LATER = (
    "二〇二五年九月底前", "三季度末前", "第三季度", "下半年", "年底前", "12月底前", "2025.9.30前", "国庆前",
    "前三季度", "前十个月", "前9个月", "25年9月底前", "25年底前",
    "7月上旬前", "2025年年底前", "四季度",
)  # fmt: skip
LASTING = ("全年", "每月5日前")
"""Beginnings of items that go on all the year or come round again."""
LABELS = (
    "2025年6月底前",
    "6月底",
    "2025.6",
    "六月底前",
    "2025-06-30",
    "上半年",
    "二季度",
    "2025年6月",
    "二〇二五年六月",
)


def _plan(items: list[str]) -> str:
    lines = "\n\n".join(f"{n}. {item}" for n, item in enumerate(items, start=1))
    return f"柳溪县2025年就业工作要点\n\n一、重点任务\n\n{lines}\n"


def _open(home: Path, text: str, name: str = "liuxi.txt") -> Assistant:
    return Assistant.open(shelve(home, {name: text}))


def _items(times: tuple[str, ...]) -> list[str]:
    deeds = list(DEEDS)
    return [f"{time}{deeds[n % len(deeds)]}。（责任单位：县人社局）" for n, time in enumerate(times)]


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    items = [
        *_items(BY_JUNE),
        *_items(LATER),
        *_items(LASTING),
        "加强信息报送，规范档案管理。（责任单位：县人社局）",
    ]
    return _open(tmp_path_factory.mktemp("prose"), _plan(items))


ASKED = (
    "柳溪县2025年6月底前要完成哪些任务？",
    "柳溪县2025年6月底前要完成哪些",
    "柳溪县6月30日之前要完成哪些工作？",
    "柳溪县上半年要完成哪些任务？",
    "柳溪县哪些任务要在上半年完成",
    "柳溪县二〇二五年六月底前要完成什么任务？",
    "柳溪县截止6月底要完成哪些任务",
    "柳溪县2025.6.30前要完成哪些任务",
    "柳溪县25年6月底前要完成哪些",
    "柳溪县前六个月要完成哪些任务？",
    "柳溪县2025年前6个月要完成哪些任务",
)


@pytest.mark.parametrize("question", ASKED)
def test_none_is_missing_however_it_is_printed(prose: Assistant, question: str) -> None:
    answer = prose.ask(question)
    assert answer.listing is not None
    found = {row.clause for row in answer.listing.rows}
    wanted = {f"一/{n + 1}": time for n, time in enumerate(BY_JUNE)}
    assert [time for label, time in wanted.items() if label not in found] == []
    late = {f"一/{len(BY_JUNE) + n + 1}": time for n, time in enumerate(LATER)}
    assert [time for label, time in late.items() if label in found] == []
    assert answer.listing.complete
    assert f"另有 {len(LATER)} 项写明的是其他时限" in answer.answer
    assert "另有 2 项写的是全年、经常或几年内的工作（“全年”、“每月5日前”）" in answer.answer
    assert "另有 1 项任务没有单独写明时限" in answer.answer
    assert faults(answer, prose.facts(answer), prose.known()) == ()


@pytest.mark.parametrize("label", LABELS)
def test_a_label_and_a_column_are_read_alike(tmp_path: Path, label: str) -> None:
    item = f"建成零工市场3个。（责任单位：县人社局；完成时限：{label}）"
    table = (
        "# 柳溪县2025年就业任务分解表\n\n| 序号 | 任务 | 完成时限 | 责任单位 |\n|---|---|---|---|\n"
        f"| 1 | 建成零工市场3个 | {label} | 县人社局 |\n"
    )
    for text, name in ((_plan([item]), "a.txt"), (table, "b.md")):
        home = tmp_path / name
        home.mkdir()
        with _open(home, text, name) as assistant:
            answer = assistant.ask("柳溪县2025年6月底前要完成哪些任务？")
            assert answer.listing is not None
            assert len(answer.listing.rows) == 1
            assert "没有写明时限" not in assistant.ask("柳溪县5月底前要完成哪些任务？").answer.replace(
                "没有写明时限在", ""
            )


@pytest.mark.parametrize("time", [*BY_JUNE, *LATER, *LASTING][::2])
def test_no_line_denies_the_time_the_quote_prints(tmp_path: Path, time: str) -> None:
    with _open(tmp_path, _plan([f"{time}建成零工市场3个。（责任单位：县人社局）"])) as assistant:
        answer = assistant.ask("柳溪县2025年零工市场什么时候建成，建成几个？")
        assert answer.status == "answered"
        assert "没有另外写明" not in answer.answer
        assert time.removeprefix("到").removeprefix("截止") in answer.answer
        targets = assistant.catalog.view(assistant.catalog.rows[0].id).targets
        names = [t.indicator for found in targets.values() for t in found]
        assert names == ["建成零工市场"] or names == ["零工市场"]


SHORT = [
    "9.15前", "9/15前", "20250915前", "当年9月中旬前", "上半年", "3-8月", "8月底前", "二〇二五年八月底前",
    "8月20日下班前", "8月20日17时前", "不迟于8月底", "最迟8月20日", "到8月20日止",
]  # fmt: skip
PLACES = [
    "改造泵房7处（{t}）。", "改造泵房7处，{t}完成。", "改造泵房7处。此事{t}完成。",
    "改造泵房7处。完成时限：{t}。责任到人。", "{t}改造泵房7处。",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_time_is_read_wherever_it_stands(tmp_path: Path, place: str) -> None:
    items = [f"{place.format(t=t)}（责任单位：县水务局）" for t in SHORT]
    with _open(tmp_path, _plan(items)) as assistant:
        answer = assistant.ask("柳溪县2025年9月底前要完成哪些任务？")
        assert answer.listing is not None
        assert {row.clause for row in answer.listing.rows} >= {f"一/{n + 1}" for n in range(len(items))}
        targets = assistant.catalog.view(assistant.catalog.rows[0].id).targets
        assert {t.indicator for found in targets.values() for t in found} <= {"改造泵房", "泵房"}


@pytest.mark.parametrize(
    "time", ["6/31前", "二0二五年八月", "封冻前", "八月卅日前", "贰零贰伍年捌月底前", "半年内"]
)
def test_an_absence_of_time_is_not_claimed_of_one_not_understood(tmp_path: Path, time: str) -> None:
    with _open(tmp_path, _plan([f"改造泵房7处（{time}）。（责任单位：县水务局）"])) as assistant:
        assert "没有另外写明" not in assistant.ask("柳溪县2025年泵房什么时候改造，改造几处？").answer


@pytest.mark.parametrize("time", ["半年内", "半年时间", "夏至前"])
def test_a_time_no_calendar_dates_is_named_and_not_counted_as_none(tmp_path: Path, time: str) -> None:
    with _open(tmp_path, _plan(["6月底前建成零工市场3个。", f"{time}改造泵房7处。"])) as assistant:
        told = assistant.ask("柳溪县2025年6月底前要完成哪些任务？").answer
        assert f"另有 1 项写明的时限对不上具体日期（“{time}”" in told
        assert "没有单独写明时限" not in told
        targets = assistant.catalog.view(assistant.catalog.rows[0].id).targets
        assert [t.indicator for t in targets["一/2"]] == ["改造泵房"]


@pytest.mark.parametrize("time", ["二〇二五年八月底前", "二零二五年八月底", "二○二五年八月二十日前"])
def test_a_year_in_words_in_a_label_has_its_source(tmp_path: Path, time: str) -> None:
    item = f"改造泵房7处。（责任单位：县水务局；完成时限：{time}）"
    with _open(tmp_path, _plan([item])) as assistant:
        answer = assistant.ask("柳溪县2025年8月底前要完成哪些")
        assert answer.listing is not None
        assert time in answer.answer


def test_a_label_in_the_words_dates_the_target(tmp_path: Path) -> None:
    item = "改造泵房7处。完成时限：八月底前。责任单位：县水务局。"
    with _open(tmp_path, _plan([item])) as assistant:
        assert "八月底前" in assistant.ask("柳溪县2025年8月底前要完成哪些").answer
        targets = assistant.catalog.view(assistant.catalog.rows[0].id).targets
        assert [t.deadline for found in targets.values() for t in found] == ["2025-08-31"]


def test_a_time_that_cannot_be_dated_keeps_the_list_from_being_called_complete(tmp_path: Path) -> None:
    with _open(tmp_path, _plan(["6月底前建成零工市场3个。", "春节前发放补贴500户。"])) as assistant:
        answer = assistant.ask("柳溪县2025年6月底前要完成哪些任务？")
        assert answer.listing is not None
        assert [row.clause for row in answer.listing.rows] == ["一/1"]
        assert not answer.listing.complete
        assert "已全部列出" not in answer.answer
        assert "春节前" in answer.answer
