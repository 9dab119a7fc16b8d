"""The lexical index keeps the contract, finds figures and foreign words, and weighs expansions."""

from __future__ import annotations

from pathlib import Path

import pytest
import tantivy

from ingest.index.indexes import mend
from ingest.index.lexical import LexicalIndex
from ingest.store.library import Library
from tests.ingest.index_contract import HAIXI, LINHE, UNDATED, IndexContract
from tests.plan_factory import Item, make_plan


class TestLexicalIndex(IndexContract):
    OPEN = "from ingest.index.lexical import LexicalIndex; index = LexicalIndex.open(home / 'lexical')"


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex.open(tmp_path / "lexical")
    with Library.open(tmp_path) as library:
        for plan in (LINHE, HAIXI, UNDATED):
            library.put(plan)
        mend(library, index)
    return index


FOUND = {
    "a decimal": ("99.5%", "haixi-2021-plan", "一/1"),
    "a decimal without its sign": ("99.5", "haixi-2021-plan", "一/1"),
    "full-width figures": ("１２００个", "linhe-2023-health", "一/2"),
    "latin in another case": ("hpv试点", "haixi-2021-plan", "一/3"),
    "a title in the heading": ("十四五分娩", "haixi-2021-plan", "一/1"),
}


@pytest.mark.parametrize(("query", "plan", "label"), FOUND.values(), ids=FOUND.keys())
def test_found_first(index: LexicalIndex, query: str, plan: str, label: str) -> None:
    hit = index.search(query, 1)[0]
    assert (hit.plan, hit.label) == (plan, label)


def test_a_half_of_a_figure_is_not_found(index: LexicalIndex) -> None:
    assert index.search("99", 5) == ()
    assert index.search("5%", 5) == ()


def test_expansions_add_without_taking_away(index: LexicalIndex) -> None:
    plain = index.search("幼托", 5)
    wide = index.search("幼托", 5, expansions=[("托位", 0.5)])
    assert {hit.passage for hit in plain} <= {hit.passage for hit in wide}
    assert (wide[0].plan, wide[0].label) == ("linhe-2023-health", "一/2")
    assert index.search("托位", 1)[0].score > wide[0].score * 0.9
    assert index.search("", 5, expansions=[("托位", 0.5)])[0].label == "一/2"


def test_an_expansion_never_lowers_a_word_of_the_question(index: LexicalIndex) -> None:
    assert index.search("托位", 5, expansions=[("托位", 0.1)]) == index.search("托位", 5)


def test_a_folder_of_rubbish_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "lexical"
    folder.mkdir()
    (folder / "meta.json").write_text("{not json")
    index = LexicalIndex.open(folder)
    assert index.stamp() is None
    with Library.open(tmp_path) as library:
        library.put(make_plan(items=[Item(label="一/1", text="整治任务。")]))
        assert mend(library, index) == 1
    assert len(index.search("整治", 5)) == 1


FISHING = "渔船方案"


def test_a_term_in_the_title_and_the_text_does_not_count_twice(tmp_path: Path) -> None:
    index = LexicalIndex.open(tmp_path / "lexical")
    with Library.open(tmp_path) as library:
        library.put(make_plan("hetang", [Item(label="一/1", text="渔船、渔船员、渔船证。")], title=FISHING))
        texts = ("渔船登记办理。", "户籍登记办理。", "婚姻登记。", "土地整理。")
        items = [Item(label=f"一/{n}", text=text) for n, text in enumerate(texts, start=1)]
        library.put(make_plan("shanwan", items, title="山湾县年度任务"))
        mend(library, index)
    assert [hit.plan for hit in index.search("渔船登记", 2)] == ["shanwan", "hetang"]


def test_how_common_a_word_is_says_the_text_not_the_title(tmp_path: Path) -> None:
    index = LexicalIndex.open(tmp_path / "lexical")
    with Library.open(tmp_path) as library:
        items = [Item(label="一/1", text="渔船进港。"), Item(label="一/2", text="码头扩建。")]
        library.put(make_plan("hetang", items, title=FISHING))
        mend(library, index)
    assert index.frequency("渔船") == 1
    assert index.frequency("方案") == 0
    assert index.search("方案", 5)
    assert index.beginning_with("码") == ("码头",)


def test_an_index_with_other_fields_is_made_anew_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    older = tantivy.SchemaBuilder().add_text_field("body", stored=True).build()
    folder = tmp_path / "lexical"
    folder.mkdir()
    written = tantivy.Index(older, path=str(folder)).writer(heap_size=15_000_000, num_threads=1)
    written.add_document(tantivy.Document(body=["整治"]))
    written.commit()
    seen: list[tuple[int, int]] = []
    with Library.open(tmp_path) as library:
        library.put(make_plan(items=[Item(label="一/1", text="整治任务。")]))
        index = LexicalIndex.open(folder)
        assert mend(library, index, progress=lambda *n: seen.append(n)) == 1
    assert [hit.label for hit in index.search("整治", 5)] == ["一/1"]
    assert ("重建" in caplog.text, seen) == (True, [(0, 1)])
    caplog.clear()
    LexicalIndex.open(folder)
    assert not caplog.text
