"""Doubts and changes where papers are listed: the commands, the doctor, the page of one paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.admin.checks import doubts_check
from assistant.app.plans.cards import details_html
from assistant.lookups.tasks import tasks
from assistant.tables.sheet import task_values
from ingest.load import load
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.assistant.answers.test_remarks import PLAN, REVISED, notice, over
from tests.command import plans_here

NOTICE = notice("新建加压泵站由6座调整为9座。", "将《石桥县河道办法》中“1处”调整为“2处”。")
SPOILT = PLAN.replace("30公里。责任单位：县水利局", "30公里。责任单位：县水利服务句")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listed")
    with over(folder / "home", plan=SPOILT, notice=NOTICE, revised=REVISED):
        pass
    return folder / "home"


def test_plans_list(home: Path) -> None:
    rows = {row["id"]: row for row in plans_here(home.parent, "--home", str(home), "list", "--json").json}
    kinds = {plan: [(d["kind"], d["line"], d["clause"]) for d in row["doubts"]] for plan, row in rows.items()}
    assert kinds["plan"] == [("unit_name", 4, "一/1"), ("draft", 1, None)]
    assert kinds["notice"] == [("amendment", 4, "一/2")]
    assert kinds["revised"] == [("draft", 1, None)]


@pytest.mark.parametrize(
    ("command", "key"), [("clauses", "label"), ("targets", "clause"), ("tasks", "clause")]
)
def test_rows_of_a_changed_clause_say_so(home: Path, command: str, key: str) -> None:
    rows = plans_here(home.parent, "--home", str(home), command, "--plan", "plan", "--json").json
    told = {row[key]: row.get("amended") for row in rows}
    assert told.pop("一/2")
    assert "“6座”改为“9座”" in next(r for r in rows if r[key] == "一/2")["amended"][0]
    assert not any(told.values())


def test_the_sheet_of_tasks_says_so_in_its_last_column(home: Path) -> None:
    with Library.open(home, reader=READER_VERSION) as library:
        rows = {task.label: task_values(1, task) for task in tasks(library, plan="plan")}
    assert "“6座”改为“9座”" in str(rows["一/2"][-1])
    assert rows["一/3"][-1] == ""


def test_the_doctor(home: Path) -> None:
    with Library.open(home, reader=READER_VERSION) as library:
        found = doubts_check(library)
    assert found.ok
    assert found.detail.startswith("4 处，在 3 份文件里")
    assert "责任单位认不准 1 处（《柳坪县2025年供水保障工作方案》第4行）" in found.detail
    assert "像是另一份稿 2 处" in found.detail


def test_the_doctor_of_sound_papers(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN) as assistant:
        assert doubts_check(assistant.library).detail == "没有"


def test_the_page_of_one_paper(home: Path) -> None:
    with Library.open(home, reader=READER_VERSION) as library:
        (row,) = library.plans(plan="plan")
        more = (*library.get("revised").doubts, *library.get("plan").doubts)
        html = details_html(row, library.get("plan"), library.versions("plan"), more)
    assert '<h4 class="kind">责任单位认不准 <span class="quiet">2</span></h4>' in html
    assert '<b>第 4 行</b> <span class="quiet">一/1</span> 责任单位“县水利服务句”不像单位名称' in html


def test_a_draft_is_told_when_it_is_taken_in(tmp_path: Path) -> None:
    files = []
    for name, text in (("plan", PLAN), ("revised", REVISED), ("other", PLAN.replace("供水保障", "排水防涝"))):
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_text(text, "utf-8")
    with Library.open(tmp_path / "home", reader=READER_VERSION) as library:
        said = {Path(report.file).stem: report.message for report in load(library, files)}
    assert said["plan"] == said["other"] == ""
    assert "像是《柳坪县2025年供水保障工作方案》（plan）的另一份稿" in said["revised"]
    assert "plans withdraw" in said["revised"]
