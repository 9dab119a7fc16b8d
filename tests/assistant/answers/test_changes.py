"""What changed between two versions: every way a clause may have changed, and what must not be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from assistant.answers.changes import changes
from assistant.lookups.versions import EARLIER
from assistant.question import Scope, Slots
from assistant.versions.diff import differences
from assistant.versions.words import summary
from ingest.model import Plan
from tests.assistant.answers.conftest import LINHE, QIAOTOU, Shelf
from tests.plan_factory import Item, make_plan

KEPT = Item(label="一/1", text="开展骑行安全宣传，进学校进社区。", units=("宣传科",))
STATION = Item(label="一/2", text="新建骑行驿站48座，9月底前投入使用。", units=("慢行科",))
LIGHT = Item(label="一/3", text="滨河绿道照明完好率达到90%以上。", units=("绿道办",))
BOOK = Item(label="一/4", text="编印夜骑手册，向居民小区发放。", units=("宣传科",))
COACH = Item(label="一/5", text="培训骑行教练，组建骑行互助队。", units=("慢行科", "宣传科"))
PARK = Item(label="一/6", text="修建山地车公园，栽植行道树。", units=("绿道办",))
BASE = (KEPT, STATION, LIGHT, BOOK, COACH, PARK)


def plan(*items: Item, plan_id: str = "linhe") -> Plan:
    return make_plan(plan_id, items, title="临河市2023年城市慢行工作要点")


def changed(at: int, **what: object) -> tuple[Item, ...]:
    """The base with one clause altered."""
    return tuple(replace(item, **what) if n == at else item for n, item in enumerate(BASE))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`after` is the second version, `words` name the clause; `old` and `new` are the labels it has."""

    after: tuple[Item, ...]
    words: str
    said: tuple[str, ...]
    not_said: tuple[str, ...]
    old: str | None
    new: str | None


CASES = {
    "a figure": Case(
        after=changed(1, text="新建骑行驿站36座，9月底前投入使用。"), words="骑行驿站", old="一/2",
        new="一/2", said=("有改动：数字", "旧版 48座", "现行 36座"),
        not_said=("完成时限", "责任分工", "没有改动"),
    ),
    "a share": Case(
        after=changed(2, text="滨河绿道照明完好率达到95%以上。"), words="绿道照明", old="一/3", new="一/3",
        said=("旧版 90%以上", "现行 95%以上"), not_said=("36座", "没有改动", "责任分工"),
    ),
    "an office": Case(
        after=changed(1, units=("绿道办",)), words="骑行驿站", old="一/2", new="一/2",
        said=("有改动：责任分工", "旧版，责任单位：慢行科", "现行，责任单位：绿道办"),
        not_said=("数字", "完成时限"),
    ),
    "a deadline": Case(
        after=changed(1, text="新建骑行驿站48座，11月底前投入使用。"), words="骑行驿站", old="一/2",
        new="一/2", said=("完成时限（推后）", "旧版 9月底前", "现行 11月底前"),
        not_said=("数字", "提前", "没有改动"),
    ),
    "an earlier deadline": Case(
        after=changed(1, text="新建骑行驿站48座，6月底前投入使用。"), words="骑行驿站", old="一/2",
        new="一/2",
        said=("完成时限（提前）", "现行 6月底前"), not_said=("推后",),
    ),
    "words": Case(
        after=changed(3, text="编印夜骑手册，免费发放到居民小区。"), words="夜骑手册", old="一/4", new="一/4",
        said=("有改动：文字", "向居民小区发放", "免费发放到居民小区"),
        not_said=("责任分工", "数字", "完成时限"),
    ),
    "moved": Case(
        after=(replace(PARK, label="一/1"),
            *(replace(i, label=f"一/{n}") for n, i in enumerate(BASE[:5], start=2))),
        words="夜骑手册", old=None, new="一/5",
        said=("还在", "没有改动", "编号由 一/4 变为 一/5"), not_said=("新增", "没有对应", "有改动："),
    ),
    "added": Case(
        after=(*BASE, Item(label="一/7", text="设置充气桩120个。", units=("慢行科",))), words="充气桩",
        old=None, new="一/7", said=("新增", "120个"), not_said=("还在", "没有改动"),
    ),
    "removed": Case(
        after=BASE[:5], words="山地车公园", old="一/6", new=None,
        said=("新版里没有对应的条款", "修建山地车公园"), not_said=("还在", "没有改动"),
    ),
    "unchanged": Case(
        after=changed(1, units=("绿道办",)), words="夜骑手册", old=None, new="一/4",
        said=("还在", "没有改动"), not_said=("有改动：", "编号由", "慢行科"),
    ),
    "two at once": Case(
        after=changed(1, text="新建骑行驿站36座，11月底前投入使用。", units=("绿道办",)), words="骑行驿站",
        old="一/2", new="一/2", said=("48座", "36座", "推后", "慢行科", "绿道办"), not_said=("没有改动",),
    ),
}  # fmt: skip


@pytest.fixture(params=list(CASES.values()), ids=list(CASES), scope="module")
def case(request: pytest.FixtureRequest, shelve: Callable[..., Shelf]) -> tuple[Shelf, Case]:
    found: Case = request.param
    return shelve(plan(*BASE), plan(*found.after)), found


def test_the_clause_named(case: tuple[Shelf, Case]) -> None:
    shelf, expected = case
    draft = changes(shelf.query(expected.words, "changes"), shelf.sources)
    assert draft.status == "answered"
    assert not [part for part in expected.said if part not in draft.answer], draft.answer
    assert not [part for part in expected.not_said if part in draft.answer], draft.answer
    assert {c.clause for c in draft.citations} == ({expected.new} if expected.new else set())
    assert {q.clause for q in draft.earlier} == ({expected.old} if expected.old else set())


def test_the_old_words_are_quoted_as_such(case: tuple[Shelf, Case]) -> None:
    shelf, expected = case
    draft = changes(shelf.query(expected.words, "changes"), shelf.sources)
    old = shelf.sources.catalog.version("linhe", 1)
    for quoted in draft.earlier:
        assert quoted.quote == old.text[quoted.start : quoted.end]
        assert EARLIER in quoted.marker
        assert quoted.version == 1
    assert all(EARLIER not in citation.marker for citation in draft.citations)


def test_the_sums_are_those_of_the_difference(case: tuple[Shelf, Case]) -> None:
    shelf, expected = case
    draft = changes(shelf.query(intent="changes"), shelf.sources)
    assert summary(differences(plan(*BASE), plan(*expected.after))) in draft.counted[0]
    assert draft.counted[0] in draft.answer


ALL = (
    replace(KEPT, units=("慢行科",)),
    replace(STATION, text="新建骑行驿站36座，11月底前投入使用。"),
    LIGHT,
    replace(COACH, label="一/4"),
    replace(PARK, label="一/5"),
    Item(label="一/6", text="设置充气桩120个。", units=("慢行科",)),
)


@pytest.mark.parametrize(
    ("ask", "rows"),
    [
        ("changes_added", [("一/6", None)]),
        ("changes_removed", [("一/4", 1)]),
        ("changes_edited", [("一/1", None), ("一/2", None)]),
        ("changes_moved", [("一/4", None), ("一/5", None)]),
        ("changes_due", [("一/2", None)]),
        ("changes_offices", [("一/1", None)]),
        ("changes_figures", [("一/2", None)]),
    ],
)
def test_what_was_asked_for_of_the_whole(
    shelve: Callable[..., Shelf], ask: str, rows: list[tuple[str, int | None]]
) -> None:
    shelf = shelve(plan(*BASE), plan(*ALL))
    slots = Slots(asks=frozenset({"changes", ask}))  # type: ignore[arg-type]
    draft = changes(shelf.query(intent="changes", slots=slots), shelf.sources)
    assert draft.listing is not None
    assert [(row.clause, row.version) for row in draft.listing.rows] == rows
    assert draft.listing.complete
    assert "照明" not in draft.answer


def test_nothing_of_the_kind_asked_for(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*changed(1, units=("绿道办",))))
    slots = Slots(asks=frozenset({"changes", "changes_removed"}))
    draft = changes(shelf.query(intent="changes", slots=slots), shelf.sources)
    assert (draft.status, draft.listing) == ("answered", None)
    assert "没有删除" in draft.answer


def test_an_aspect_asked_for_that_did_not_change(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*changed(1, units=("绿道办",))))
    slots = Slots(asks=frozenset({"changes", "changes_due"}))
    draft = changes(shelf.query("骑行驿站", "changes", slots=slots), shelf.sources)
    assert "完成时限没有改动。" in draft.answer
    assert "推后" not in draft.answer


def test_one_version_only(shelf: Shelf) -> None:
    draft = changes(shelf.query("骑行驿站", "changes"), shelf.sources)
    assert (draft.status, draft.reason, draft.citations) == ("not_found", "not_stated", ())
    assert "只存有一个版本" in draft.answer
    assert "没有改动" not in draft.answer


def test_words_no_version_has(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*ALL))
    draft = changes(shelf.query("索道缆车", "changes"), shelf.sources)
    assert (draft.status, draft.reason) == ("not_found", "not_stated")
    assert "都没有写到" in draft.answer


def test_marks_no_version_has(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*ALL))
    draft = changes(shelf.query(intent="changes", reference=("九", "9")), shelf.sources)
    assert draft.status == "not_found"
    assert "这一条" in draft.answer


def test_marks_that_name_two_clauses_in_the_two_versions(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*ALL))
    draft = changes(shelf.query(intent="changes", reference=("一", "4")), shelf.sources)
    assert "骑行教练" in draft.answer, "that of the version in force"
    assert "夜骑手册" in draft.answer, "and that of the earlier one"


def test_the_clauses_of_an_office_on_either_side(shelve: Callable[..., Shelf]) -> None:
    shelf = shelve(plan(*BASE), plan(*changed(1, units=("绿道办",))))
    draft = changes(shelf.query(intent="changes", units=("慢行科",)), shelf.sources)
    assert "骑行驿站" in draft.answer
    assert "其余 1 条没有变化" in draft.answer
    assert "夜骑手册" not in draft.answer


def test_a_question_without_a_place_is_about_the_plans_with_two_versions(
    shelve: Callable[..., Shelf],
) -> None:
    shelf = shelve(plan(*BASE), QIAOTOU, plan(*changed(1, units=("绿道办",))))
    query = shelf.query(intent="changes", scope=Scope(plans=("linhe", "qiaotou")))
    draft = changes(query, shelf.sources)
    assert "临河2023要点" in draft.answer
    assert "桥头" not in draft.answer
    named = changes(shelf.query(intent="changes", plans=("linhe", "qiaotou")), shelf.sources)
    assert "桥头2023要点只存有一个版本" in named.answer


def test_an_earlier_version_named_by_its_number(shelve: Callable[..., Shelf]) -> None:
    second = changed(1, text="新建骑行驿站36座，9月底前投入使用。")
    third = changed(1, text="新建骑行驿站40座，9月底前投入使用。")
    shelf = shelve(plan(*BASE), plan(*second), plan(*third))
    last = changes(shelf.query("骑行驿站", "changes"), shelf.sources)
    assert "36座" in last.answer
    assert "48座" not in last.answer
    first = changes(shelf.query("骑行驿站", "changes", slots=Slots(versions=(1, 3))), shelf.sources)
    assert "48座" in first.answer
    assert "36座" not in first.answer


def test_a_text_read_again_is_no_other_version(shelve: Callable[..., Shelf]) -> None:
    again = replace(LINHE, title="临河市2023年慢行工作要点")
    shelf = shelve(LINHE, again)
    draft = changes(shelf.query(intent="changes"), shelf.sources)
    assert draft.status == "not_found"


def test_another_way_to_say_equal_is_no_other_figure(shelve: Callable[..., Shelf]) -> None:
    said, again = (replace(STATION, text=f"去年骑行驿站覆盖率{words}。") for words in ("24.97%", "达24.97%"))
    shelf = shelve(plan(KEPT, said), plan(KEPT, again))
    draft = changes(shelf.query("骑行驿站", "changes"), shelf.sources)
    assert "有改动：文字" in draft.answer
    assert "旧版 24.97%" not in draft.answer


def test_a_long_difference_says_that_it_is_cut(shelve: Callable[..., Shelf]) -> None:
    before = [Item(label=f"一/{n}", text=f"新建第{n}号骑行驿站，配套充气桩。") for n in range(1, 81)]
    after = [replace(item, text=item.text.replace("配套", "设置")) for item in before]
    shelf = shelve(plan(*before), plan(*after))
    draft = changes(shelf.query(intent="changes"), shelf.sources)
    assert "修改 80 条" in draft.answer
    assert "这里只列出前 60 条" in draft.answer
    assert (len(draft.citations), draft.listing) == (60, None)
