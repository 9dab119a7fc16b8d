"""A briefing as HTML: the same numbers and words as in the Word file, notes that lead to their clauses, stale
parts told, nothing of a plan as markup.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import html as lxml_html

from assistant.app.briefings.cards import examples, kept_html, nothing_kept_html, outline_html
from assistant.app.briefings.page import briefing_html, growing_html, paper_html, standing_html
from assistant.ask import Assistant
from assistant.briefing.compose import NAMES, brief, compose
from assistant.briefing.keep.kept import arranged, keep, kept, keys_of
from assistant.briefing.keep.staleness import Standing, standing
from assistant.briefing.model import Briefing, Kind, Paragraph, Request
from assistant.briefing.render.files import file_name
from assistant.briefing.render.layout import check_rows, note_lines, shown
from assistant.retrieval.catalog import Catalog
from ingest.store.library import Library
from ingest.store.rows import BriefingRow
from tests.assistant.briefing.conftest import DAY
from tests.plan_factory import Item, make_plan

PLAN = "linhe-2023-health"
OFFICE = Request(kind="office", units=("疾控科",))
REQUESTS: dict[Kind, Request] = {
    "office": OFFICE,
    "plan": Request(kind="plan", plans=("nanchang-2021-health",)),
    "indicators": Request(kind="indicators", year=2024),
    "compare": Request(kind="compare", plans=("nanchang-2021-health", "shangrao-2024-health")),
    "topic": Request(kind="topic", topic="老龄健康"),
    "changes": Request(kind="changes", plans=("nanchang-2021-health", "nanchang-145-health")),
}
OLD = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text='<script>window.hacked=1</script>${hacked}"onclick=', units=("疾控科",)),
)


def tree(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(html)


@pytest.fixture(scope="module", params=list(REQUESTS))
def made(request: pytest.FixtureRequest, corpus: Assistant) -> Briefing:
    return brief(corpus.library, REQUESTS[request.param], made=DAY)


def test_every_part_is_shown_and_every_note_leads_to_its_clause(made: Briefing) -> None:
    page = tree(briefing_html(made))
    text = page.text_content()
    for section in made.sections:
        assert section.heading in text
        for block in section.blocks:
            if isinstance(block, Paragraph):
                assert all(line in text for line in shown(block))
    leading = {(b.get("data-plan"), b.get("data-clause")) for b in page.cssselect("button.note")}
    assert leading == {(note.plan, note.label) for note in made.notes}
    assert [li.text_content() for li in page.cssselect("ol.notes li")] == list(note_lines(made))
    assert len(page.cssselect("table.check tbody tr")) == len(list(check_rows(made)))
    for sup in page.cssselect("sup"):
        first, last = (int(sup.cssselect("button")[n].text) for n in (0, -1))
        assert sup.get("data-refs").startswith(f"[{first}")
        assert sup.get("data-refs").endswith(f"{last}]")
    for button in page.cssselect("button.note"):
        note = made.notes[int(button.text) - 1]
        assert (button.get("data-plan"), button.get("data-version")) == (note.plan, str(note.version))


def test_paper_has_the_same_words_and_nothing_to_click(made: Briefing) -> None:
    live, paper = tree(briefing_html(made)), tree(paper_html(made))
    assert not paper.cssselect("button, a, input")
    for element in (live, paper):
        for sup in element.cssselect("sup"):
            sup.drop_tree()
    assert paper.text_content() == live.text_content()


def test_what_came_step_by_step_is_the_whole(corpus: Assistant) -> None:
    grown, shown = "", 0
    for part in compose(corpus.library, OFFICE, made=DAY):
        grown += growing_html(part.briefing, shown)
        shown = len(part.briefing.sections)
    assert grown in briefing_html(part.briefing)
    assert grown.count("<h2>") == 1
    assert all(section.heading in grown for section in part.briefing.sections)


def test_words_of_a_plan_are_no_markup(library: Library) -> None:
    library.put(make_plan(PLAN, OLD, title="临河<b>2023</b>要点"))
    whole = brief(library, OFFICE, made=DAY)
    id_ = keep(library, OFFICE, whole, person="", stamp=library.stamp())
    back = kept(library, id_, person="")
    library.put(
        make_plan(PLAN, (replace(OLD[0], text=f"{OLD[1].text}<img>"), OLD[1]), title="临河<b>2023</b>要点")
    )
    found = standing(library, back)
    row = BriefingRow(1, "<b>甲</b>", "office", "2026-03-05T00:00:00+00:00", {})
    for html in (
        briefing_html(whole, found),
        paper_html(whole),
        standing_html(found),
        outline_html(whole, keys_of(whole)),
        kept_html([row], {}, today=date(2026, 3, 6)),
        nothing_kept_html(examples(Catalog(library)), private=False),
    ):
        assert not tree(html).cssselect("script, img, b b, h2 b")
        assert "${" not in html
        assert "\n" not in html


def test_what_is_stale_stands_under_the_part_it_is_of(library: Library) -> None:
    library.put(make_plan(PLAN, OLD[:1]))
    whole = brief(library, OFFICE, made=DAY)
    back = kept(library, keep(library, OFFICE, whole, person="", stamp=library.stamp()), person="")
    new = replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。")
    added = Item(label="一/2", text="开展健康宣传。", units=("疾控科",))
    library.put(make_plan(PLAN, (new, added)))
    found = standing(library, back)
    page = tree(briefing_html(back.briefing, found))
    (task,) = page.cssselect("div.stale p.verbatim")
    assert "90%以上" in task.text_content()
    assert next(d.text for d in task.getparent().cssselect("del")) == "90%"
    assert next(d.text for d in task.getparent().cssselect("ins")) == "95%"
    assert len(page.cssselect("tr.stale + tr.why")) == 2
    notice = tree(standing_html(found)).text_content()
    assert "现为第2版，编写时是第1版" in notice
    assert f"有 {len(found.stale or {})} 处" in notice
    assert "有 1 条现在应当写入而本稿没有" in notice
    only_targets = arranged(back.whole, ["targets"])
    assert len(tree(briefing_html(only_targets, found)).cssselect(".stale")) == 1


@pytest.mark.parametrize(
    ("found", "said"),
    [(None, "正在核对"), (Standing(), "一致"), (Standing(fault="没有这份文件"), "编不出来：没有这份文件")],
    ids=["not yet", "holds", "cannot be made"],
)
def test_the_notice_says_how_it_stands(found: Standing | None, said: str) -> None:
    assert said in standing_html(found)
    assert "重新编写" not in standing_html(found)


def test_the_outline_offers_what_can_be_done(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    library.put(make_plan("linhe-2024-health", OLD, title="临河市2024年要点", year=2024))
    whole = brief(library, OFFICE, made=DAY)
    every = tree(outline_html(whole, keys_of(whole)))
    assert [b.get("data-key") for b in every.cssselect("input[checked]")] == list(keys_of(whole))
    stuck = [(b.get("data-key"), b.get("data-way")) for b in every.cssselect("button[disabled]")]
    assert stuck == [
        ("overview", "up"),
        (f"tasks/{PLAN}", "up"),
        ("tasks/linhe-2024-health", "down"),
        (keys_of(whole)[-1], "down"),
    ]
    without = tree(outline_html(whole, [k for k in keys_of(whole) if not k.startswith("tasks")], open_=True))
    assert [b.get("data-key") for b in without.cssselect("input:not([checked])")] == ["tasks"]
    assert not without.cssselect('button[data-key="tasks"]')
    assert without.get("open") is not None


def test_a_kept_one_says_when_its_plans_have_changed() -> None:
    rows = [
        BriefingRow(2, "乙", "plan", "2026-03-05T01:00:00+00:00", {"a": 1, "b": 3}),
        BriefingRow(1, "甲", "office", "2025-03-05T01:00:00+00:00", {"a": 1}),
    ]
    page = tree(f"<div>{kept_html(rows, {'a': 1, 'b': 4}, today=date(2026, 3, 5))}</div>")
    assert [len(li.cssselect(".changed")) for li in page.cssselect("li")] == [1, 0]
    assert NAMES["plan"] in page.text_content()
    assert re.search(r"2025年3月5日 \d+:\d\d", page.text_content())


def test_examples_are_of_what_is_there(corpus: Assistant, library: Library) -> None:
    offered = examples(corpus.catalog)
    assert [e.kind for e in offered] == ["office", "plan", "indicators"]
    for e in offered:
        units, plans = (tuple(filter(None, (name,))) for name in (e.unit, e.plan))
        assert brief(corpus.library, Request(kind=e.kind, units=units, plans=plans), made=DAY).sections
    assert examples(Catalog(library)) == ()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("疾控科承担任务情况", "疾控科承担任务情况（2026-03-05）.md"),
        ('a/b\\c:*?"<>|\nd', "abcd（2026-03-05）.md"),
        ("。" * 200, f"{'。' * 80}（2026-03-05）.md"),
        (" . ", "简报（2026-03-05）.md"),
    ],
    ids=["plain", "forbidden", "long", "nothing"],
)
def test_a_file_has_a_name_every_system_takes(title: str, name: str) -> None:
    whole = Briefing(title=title, kind="plan", scope="", made=DAY, used=())
    assert file_name(whole, ".md") == name
