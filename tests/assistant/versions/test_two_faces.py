"""What changed between two versions is told alike everywhere: by `plans diff`, the briefing of changes, the
cards.

The texts are read in as files are; the sums are counted by hand.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.app.plans.change_cards import differences_html
from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Paragraph, Request, Table
from assistant.cli.main import app
from assistant.versions.diff import Differences, differences
from assistant.versions.words import summary
from ingest.load import load
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY

HEAD = "白鹭市2025年卫生健康工作要点\n"
VACCINE = (
    "适龄儿童疫苗接种率达到95%以上，逐村核对接种台账，补种漏种儿童。（牵头科室：疾控科；配合科室：妇幼科）"
)
CARE = "新增普惠托位600个，建成社区托育点5个，10月底前投入使用。（牵头科室：人口家庭科）"
AGED = "为65岁以上老年人免费体检，老年人健康管理率达到72%以上。（责任科室：老龄科）"
CLINIC = "改造村卫生室30所，配齐诊疗设备，提高基层服务能力。（责任科室：基层科）"
LAW = "开展医疗服务监督检查，查处无证行医。（责任科室：监督科）"
BUDGET = "编好年度预算，落实各项补助资金。（责任科室：规财科）"
TRAIN = "举办基层医务人员培训班4期，培训300人次。（责任科室：科教科）"
WATER = "清查农村饮用水源，完成水质检测120份。（责任科室：疾控科）"


def text(*sections: tuple[str, ...]) -> str:
    """Each section is its title and its clauses, numbered on through the plan."""
    lines, number = [HEAD.strip()], 0
    for at, (title, *clauses) in enumerate(sections):
        lines.append(f"{'一二三四'[at]}、{title}")
        for clause in clauses:
            number += 1
            lines.append(f"{number}．{clause}")
    return "\n".join(lines) + "\n"


WORK, SUPPORT = ("重点工作", VACCINE, CARE, AGED, CLINIC), ("保障措施", LAW, BUDGET)
BASE = text(WORK, SUPPORT)
TABLE = """# 白鹭市卫生健康发展规划（2021-2025年）

## 一、主要指标

| 序号 | 指标 | 2020年 | 2025年 |
| --- | --- | --- | --- |
| 1 | 人均预期寿命（岁） | 78.2 | 79.5 |
| 2 | 每千人口床位（张） | 6.1 | 7.4 |
| 3 | 居民健康素养水平（%） | 21.3 | 28 |
"""
REWRITTEN = (
    "依托县域医共体抓好适龄儿童免疫规划，疫苗接种率稳定在95%以上，逐村核对台账。"
    "（牵头科室：疾控科；配合科室：妇幼科）"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Clauses by what became of them."""

    added: int = 0
    edited: int = 0
    removed: int = 0
    moved: int = 0


CASES: dict[str, tuple[str, str, Sums]] = {
    "nothing that a clause says": (BASE, f"{BASE}\n抄送：县委办公室，县人大办公室。\n", Sums()),
    "renumbered": (BASE, text(("重点工作", WATER, *WORK[1:]), SUPPORT), Sums(added=1, moved=6)),
    "moved to another section": (
        BASE,
        text(("重点工作", VACCINE, AGED, CLINIC), ("保障措施", LAW, BUDGET, CARE)),
        Sums(moved=5),
    ),
    "split in two": (
        BASE,
        text(
            (
                "重点工作",
                VACCINE,
                "新增普惠托位600个，10月底前投入使用。（牵头科室：人口家庭科）",
                "建成社区托育点5个。（牵头科室：人口家庭科）",
                AGED,
                CLINIC,
            ),
            SUPPORT,
        ),
        Sums(added=1, edited=1, moved=4),
    ),
    "merged into one": (
        BASE,
        text(WORK, ("保障措施", f"{LAW.partition('（')[0]}{BUDGET.partition('（')[0]}（责任科室：规财科）")),
        Sums(edited=1, removed=1),
    ),
    "reworded": (BASE, text(("重点工作", REWRITTEN, *WORK[2:]), SUPPORT), Sums(edited=1)),
    "reworded beyond likeness": (
        BASE,
        text(("重点工作", TRAIN, *WORK[2:]), SUPPORT),
        Sums(added=1, removed=1),
    ),
    "a figure changed": (BASE, BASE.replace("72%", "75%"), Sums(edited=1)),
    "an office changed": (BASE, BASE.replace("责任科室：基层科", "责任科室：医政科"), Sums(edited=1)),
    "a part of the charge changed": (BASE, BASE.replace("牵头科室：人口", "责任科室：人口"), Sums(edited=1)),
    "a deadline changed": (BASE, BASE.replace("10月底前", "9月底前"), Sums(edited=1)),
    "a clause that asks nothing": (
        BASE,
        text(WORK, (*SUPPORT, "各地要高度重视，加强宣传引导。")),
        Sums(added=1),
    ),
    "a section added": (BASE, text(WORK, SUPPORT, ("组织实施", TRAIN, WATER)), Sums(added=2)),
    "a section removed": (BASE, text(WORK), Sums(removed=2)),
    "a section put in between": (
        BASE,
        text(WORK, ("组织实施", TRAIN), SUPPORT),
        Sums(added=1, moved=2),
    ),
    "a row changed": (TABLE, TABLE.replace("| 28 |", "| 30 |"), Sums(edited=1)),
    "a row added": (TABLE, TABLE + "| 4 | 婴儿死亡率（‰） | 3.6 | 3.2 |\n", Sums(added=1)),
    "rows in another order": (
        TABLE,
        TABLE.replace("1 | 人均预期寿命（岁） | 78.2 | 79.5", "X")
        .replace("2 | 每千人口床位（张） | 6.1 | 7.4", "1 | 每千人口床位（张） | 6.1 | 7.4")
        .replace("X", "2 | 人均预期寿命（岁） | 78.2 | 79.5"),
        Sums(moved=2),
    ),
    "all at once": (
        BASE,
        text(
            ("重点工作", WATER, VACCINE.replace("95%", "96%"), CARE, CLINIC.replace("基层科", "医政科")),
            ("保障措施", BUDGET, TRAIN),
        ),
        Sums(added=2, edited=2, removed=2, moved=2),
    ),
}


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES.keys())
def read_in(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sums]:
    """The library of a case, read in once for all tests of it."""
    before, after, sums = request.param
    folder = tmp_path_factory.mktemp("case")
    file, home = folder / "bailu.md", folder / "home"
    with Library.open(home) as library:
        for version in (before, after):
            file.write_text(version, "utf-8")
            tuple(load(library, [file]))
    return home, sums


@pytest.fixture
def case(read_in: tuple[Path, Sums], tmp_path: Path) -> Iterator[tuple[Library, Path, Sums]]:
    """A copy of it."""
    made, sums = read_in
    home = shutil.copytree(made, tmp_path / "home")
    with Library.open(home) as library:
        yield library, home, sums


def of_library(library: Library) -> Differences:
    (plan,) = library.plans()
    return differences(library.get(plan.id, version=1), library.get(plan.id, version=2))


def of_briefing(briefing: Briefing) -> Sums:
    """What the sections tell of: clauses by their notes, an edited one once in however many tables it
    stands.
    """
    edited: set[object] = set()
    counts = {"added": 0, "gone": 0}
    for section in briefing.sections:
        for block in section.blocks:
            if section.key in counts:
                counts[section.key] += isinstance(block, Paragraph) and bool(block.notes)
            if section.key in ("offices", "worded") and isinstance(block, Table):
                edited |= {row.notes[-1] for row in block.rows}
    return Sums(added=counts["added"], removed=counts["gone"], edited=len(edited))


def of_cards(html: str) -> Sums:
    kinds = re.findall(r'<article class="change (\w+)"', html)
    moved = re.search(r"仅编号变化 (\d+) 条</summary>", html)
    added, removed = kinds.count("added"), kinds.count("removed")
    return Sums(
        added=added,
        removed=removed,
        edited=len(kinds) - added - removed,
        moved=int(moved[1]) if moved else 0,
    )


def test_the_sums_are_right(case: tuple[Library, Path, Sums]) -> None:
    library, _, sums = case
    found = of_library(library)
    counts = found.counts
    assert sums == Sums(
        added=counts.get("added", 0),
        removed=counts.get("removed", 0),
        edited=found.edited,
        moved=found.moved_only,
    )


def test_every_face_tells_the_same(case: tuple[Library, Path, Sums]) -> None:
    library, _, sums = case
    found = of_library(library)
    briefing = brief(library, Request(kind="changes", plans=(found.plan,)), made=DAY)
    said = [
        b.text for s in briefing.sections if s.key == "overview" for b in s.blocks if isinstance(b, Paragraph)
    ]
    assert any(summary(found) in words for words in said)
    told = of_briefing(briefing)
    assert (told.added, told.edited, told.removed) == (sums.added, sums.edited, sums.removed)
    assert of_cards(differences_html(found, linked=True)) == sums
    assert f"{summary(found)}。" in differences_html(found, linked=True)


def test_the_two_commands_say_the_same(case: tuple[Library, Path, Sums]) -> None:
    library, home, _ = case
    (plan,) = library.plans()
    library.close()
    run = CliRunner()
    said = run.invoke(app, ["diff", plan.id, "--home", str(home)])
    sums = said.stdout.splitlines()[1].removesuffix("。")
    told = run.invoke(app, ["brief", "--home", str(home), "--kind", "changes", "--plan", plan.id])
    assert said.exit_code == told.exit_code == 0
    assert sums in told.stdout
    counted = json.loads(run.invoke(app, ["diff", plan.id, "--home", str(home), "--json"]).stdout)["counts"]
    assert all(f"{n} 条" in sums for kind, n in counted.items() if kind in ("added", "removed"))
