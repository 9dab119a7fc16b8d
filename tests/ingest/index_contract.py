"""What every index of passages keeps to; a test class of its own derives from this for each index."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from ingest.index.indexes import Change, PassageIndex, fresh, mend
from ingest.index.model import Filters, passages
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP

ROOT = Path(__file__).parents[2]
LINHE = make_plan()
HAIXI = make_plan(
    "haixi-2021-plan",
    [
        Item(label="一/1", text="住院分娩率达到99.5%以上。", units=("妇幼科",)),
        Item(label="一/2", text="老年人健康管理率达到72%以上。", units=("基层科", "老龄科")),
        Item(label="一/3", text="HPV疫苗接种试点。"),
    ],
    title="海西区“十四五”卫生规划",
    region="海西区",
    year=2021,
    period="2021-2025",
)
UNDATED = make_plan(
    "undated", [Item(label="一/1", text="HPV疫苗接种方案。")], title="接种方案", region=None, year=None
)

FILTERS = {
    "no filter": (Filters(), {"linhe-2023-health", "haixi-2021-plan", "undated"}),
    "a plan": (Filters(plans=("haixi-2021-plan",)), {"haixi-2021-plan"}),
    "two plans": (Filters(plans=("undated", "linhe-2023-health")), {"undated", "linhe-2023-health"}),
    "a plan that is not there": (Filters(plans=("none",)), set()),
    "region": (Filters(region="海西区"), {"haixi-2021-plan"}),
    "half a region's name": (Filters(region="海西"), set()),
    "year within a period": (Filters(year=2023), {"linhe-2023-health", "haixi-2021-plan"}),
    "year of one": (Filters(year=2024), {"haixi-2021-plan"}),
    "unit": (Filters(unit="疾控科"), {"linhe-2023-health"}),
    "second unit of a clause": (Filters(unit="妇幼科", plans=("linhe-2023-health",)), {"linhe-2023-health"}),
    "all at once": (
        Filters(plans=("haixi-2021-plan",), region="海西区", year=2022, unit="妇幼科"),
        {"haixi-2021-plan"},
    ),
    "conditions that contradict": (Filters(region="海西区", unit="疾控科"), set()),
}


def words(*numbers: int) -> str:
    """A clause that shares only its last words with the others, so that an approximate graph finds them
    all.
    """
    drawn = Random(repr(numbers))
    return "".join(chr(drawn.randrange(0x4E00, 0x9FA5)) for _ in range(20)) + "整治任务。"


class IndexContract:
    """`OPEN` is the code that opens the index of a folder `home`; the derived class runs it, and so do
    children.
    """

    OPEN: str

    def open(self, home: Path) -> PassageIndex:
        scope: dict[str, object] = {"home": home}
        exec(self.OPEN, scope)
        index = scope["index"]
        assert hasattr(index, "search")
        return index  # type: ignore[return-value]

    @pytest.fixture
    def library(self, tmp_path: Path) -> Iterator[Library]:
        with Library.open(tmp_path) as library:
            yield library

    @pytest.fixture
    def index(self, tmp_path: Path) -> PassageIndex:
        return self.open(tmp_path)

    @pytest.fixture
    def filled(self, library: Library, index: PassageIndex) -> PassageIndex:
        for plan in (LINHE, HAIXI, UNDATED):
            library.put(plan)
        assert mend(library, index) == 3
        return index

    def test_a_new_index_is_empty(self, index: PassageIndex) -> None:
        assert index.stamp() is None
        assert index.held() == {}
        assert index.search("疫苗", 5) == ()

    def test_the_nearest_clause_is_found_first(self, filled: PassageIndex) -> None:
        hits = filled.search("住院分娩率要达到多少", 4)
        assert (hits[0].plan, hits[0].label, hits[0].passage) == (
            "haixi-2021-plan",
            "一/1",
            "haixi-2021-plan#一/1#0",
        )
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert {hit.retriever for hit in hits} == {filled.name}

    def test_k_and_empty_questions(self, filled: PassageIndex) -> None:
        assert len(filled.search("接种率", 2)) == 2
        assert filled.search("接种率", 0) == ()
        assert filled.search("？！ ", 5) == ()
        assert filled.search("", 5) == ()

    @pytest.mark.parametrize(("filters", "plans"), FILTERS.values(), ids=FILTERS.keys())
    def test_filters(self, filled: PassageIndex, filters: Filters, plans: set[str]) -> None:
        hits = filled.search("疫苗接种率、分娩率、健康管理率、托位、试点、方案", 50, filters)
        assert {hit.plan for hit in hits} == plans

    def test_mending_twice_does_nothing(self, library: Library, filled: PassageIndex) -> None:
        assert fresh(library, filled)
        assert mend(library, filled) == 0

    def test_only_what_changed_is_indexed_again(self, library: Library, filled: PassageIndex) -> None:
        library.put(replace(LINHE, issued="2023-02-01"))
        assert not fresh(library, filled)
        assert mend(library, filled) == 1
        assert set(filled.held()) == {"linhe-2023-health", "haixi-2021-plan", "undated"}

    def test_a_replaced_plan_leaves_no_stale_hit(self, library: Library, filled: PassageIndex) -> None:
        library.put(make_plan(items=[Item(label="一/9", text="改造公共厕所。")]))
        mend(library, filled)
        hits = filled.search("HPV疫苗接种率 托位", 50, Filters(plans=("linhe-2023-health",)))
        assert {hit.label for hit in hits} <= {"一/9"}

    def test_a_removed_plan_leaves_no_hit(self, library: Library, filled: PassageIndex) -> None:
        library.remove("linhe-2023-health")
        mend(library, filled)
        assert "linhe-2023-health" not in {hit.plan for hit in filled.search("HPV疫苗接种率", 50)}
        assert "linhe-2023-health" not in filled.held()

    def test_another_reader_sees_the_change(
        self, tmp_path: Path, library: Library, filled: PassageIndex
    ) -> None:
        other = self.open(tmp_path)
        assert fresh(library, other)
        library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
        mend(library, other)
        assert fresh(library, filled)
        assert filled.search("安宁疗护", 1)[0].plan == "new-plan"

    def test_reopening_keeps_everything(self, tmp_path: Path, filled: PassageIndex) -> None:
        again = self.open(tmp_path)
        assert again.held() == filled.held()
        assert again.search("托位", 3) == filled.search("托位", 3)

    def test_an_update_that_fails_is_seen_as_not_done(self, library: Library, filled: PassageIndex) -> None:
        def changes() -> Iterator[Change]:
            yield Change(plan="linhe-2023-health", fingerprint="x", passages=passages(HAIXI)[:1])
            raise RuntimeError("stopped")

        with pytest.raises(RuntimeError, match="stopped"):
            filled.update(changes(), stamp="later")
        library.put(replace(UNDATED, issued="2020-01-01"))
        mend(library, filled)
        assert fresh(library, filled)
        assert {hit.label for hit in filled.search("托位", 9, Filters(plans=("linhe-2023-health",)))} >= {
            "一/2"
        }

    @pytest.mark.parametrize("moment", [0.0, 0.05, 0.15])
    def test_a_writer_killed_in_the_middle_is_mended(
        self, tmp_path: Path, library: Library, moment: float
    ) -> None:
        code = (
            "import sys\nfrom pathlib import Path\nhome = Path(sys.argv[1])\n"
            "from ingest.index.indexes import mend\nfrom ingest.store.library import Library\n"
            "from tests.ingest.index_contract import words\n"
            "from tests.plan_factory import Item, make_plan\n"
            f"{self.OPEN}\n"
            "library = Library.open(home)\n"
            "n = 0\n"
            "while True:\n"
            "    n += 1\n"
            "    library.put(make_plan(items=[Item(label=f'一/{i}', "
            "text=words(n, i)) for i in range(1, 60)]))\n"
            "    mend(library, index)\n"
            "    print(n, flush=True)\n"
        )
        self._kill_after_first_line(code, tmp_path, moment)
        index = self.open(tmp_path)
        library.put(make_plan("after", [Item(label="一/1", text="第9999轮建设急救站。")]))
        mend(library, index)
        assert fresh(library, index)
        plan = library.get("linhe-2023-health")
        wanted = {f"{plan.id}#{clause.label}#0" for clause in plan.clauses}
        hits = index.search("整治任务", 1000, Filters(plans=(plan.id,)))
        assert {hit.passage for hit in hits} <= wanted
        assert len(hits) == len(wanted)
        assert index.search("急救站", 1)[0].plan == "after"

    def _kill_after_first_line(self, code: str, home: Path, moment: float) -> None:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(home)]
        with subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, cwd=ROOT) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "1\n"
            time.sleep(moment)
            writer.send_signal(signal.SIGKILL)

    def test_two_processes_mend_at_once(self, tmp_path: Path, library: Library) -> None:
        code = (
            "import sys\nfrom pathlib import Path\nhome = Path(sys.argv[1])\n"
            "from ingest.index.indexes import mend\nfrom ingest.store.library import Library\n"
            "from tests.plan_factory import Item, make_plan\n"
            f"{self.OPEN}\n"
            "with Library.open(home) as library:\n"
            "    for n in range(5):\n"
            "        library.put(make_plan(f'{sys.argv[2]}-{n}', "
            "[Item(label='一/1', text=f'整治任务{n}。')]))\n"
            "        mend(library, index)\n"
        )
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        both = [
            subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], env=env, cwd=ROOT)
            for name in ("left", "right")
        ]
        assert [process.wait(timeout=GIVE_UP) for process in both] == [0, 0]
        index = self.open(tmp_path)
        mend(library, index)
        assert len(index.held()) == 10
        assert len(index.search("整治任务", 50)) == 10
