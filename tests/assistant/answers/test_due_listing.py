"""Tasks by their deadlines: those with a printed date within the time asked for, each once, in order; none is
made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.answers.due_listing import by_deadline
from assistant.ask import Assistant
from assistant.query.due_words import TABLE, read_due
from assistant.question import Due, Turn
from assistant.verification.answer import faults
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

HEALTH = """临河市2023年卫生健康工作要点

一、重点工作

1.力争5月底前出台托育机构管理办法。到2023年10月底，新增普惠托位1200个。（责任科室：人口家庭科）

2.确保2023年3月底前完成职业病危害普查；年内建成社区助餐点8个。（责任科室：疾控科、人口家庭科）

3.2023年，新建示范门诊6家。（责任科室：疾控科）

4.更新救护车30辆。（完成时限：8月底前）

5.加强疫情监测，规范信息报送。（责任科室：疾控科）

6.推进疾控中心新址建设，力争2024年6月底前投入使用。（责任科室：规信科）
"""
ROADS = """# 平川县2024年交通工作任务分解表

| 序号 | 重点任务 | 目标值 | 完成时限 | 责任单位 |
|---|---|---|---|---|
| 1 | 新改建农村公路 | 120公里 | 11月底前 | 县公路中心 |
| 2 | 改造危桥 | 6座 | 2024年9月 | 县交通局、县财政局 |
| 3 | 整治路域环境 | 全覆盖 | 长期坚持 | 县公路中心 |
"""
SCHOOLS = """青溪县2024年教育工作要点

一、重点工作

1.新建幼儿园3所。（责任单位：基建科）

2.加强教师培训，完善考核办法。（责任单位：人事科）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("due")
    with over(home, {"health.txt": HEALTH, "roads.md": ROADS, "schools.txt": SCHOOLS}) as opened:
        yield opened


LISTED = {
    "by the end of a month": ("临河市2023年6月底前要完成什么？", ["一/2", "一/1"]),
    "another wording": ("临河2023年9月底前有哪些工作要完成", ["一/2", "一/1", "一/4"]),
    "by the end of the year": ("临河市年底前完成的任务", ["一/2", "一/1", "一/4"]),
    "within the year": ("临河2023年年内要完成哪些任务？", ["一/2", "一/1", "一/4"]),
    "half a year": ("临河上半年要完成哪些任务", ["一/2", "一/1"]),
    "a quarter": ("临河第一季度要完成的任务有哪些", ["一/2"]),
    "one month": ("临河10月份要完成哪些工作", ["一/1"]),
    "a month in words": ("临河五月底前必须完成的事项", ["一/2", "一/1"]),
    "the next year": ("临河2024年6月底前要完成的任务", ["一/2", "一/1", "一/4", "一/6"]),
    "any time": ("临河哪些任务有完成时限", ["一/2", "一/1", "一/4", "一/6"]),
    "any time, said otherwise": ("临河有明确时间节点的工作有哪些？", ["一/2", "一/1", "一/4", "一/6"]),
    "an office's": ("临河疾控科6月底前要完成的任务", ["一/2"]),
    "an office's, without a place": ("人口家庭科有完成时限的任务", ["一/2", "一/1"]),
    "of a table": ("平川县2024年9月底前要完成哪些任务", ["表/2"]),
    "of a table, any time": ("平川哪些任务有完成时限？", ["表/2", "表/1", "表/3"]),
    "of a table, an office's": ("县公路中心年底前要完成的工作", ["表/1"]),
}


@pytest.mark.parametrize(("question", "clauses"), LISTED.values(), ids=LISTED)
def test_tasks_of_the_time_are_listed_by_date(
    assistant: Assistant, question: str, clauses: list[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.answer.count("已全部列出")) == ("answered", 1)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == clauses
    assert f"共 {len(clauses)} 项" in answer.answer
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_row_has_its_date_as_printed_its_words_and_its_office(assistant: Assistant) -> None:
    answer = assistant.ask("临河市2023年6月底前要完成什么？").answer
    lines = [line for line in answer.splitlines() if line.startswith("| ")][1:]
    assert lines == [
        (
            "| 2023年3月底前 | 〔临河2023要点·一/2〕 | "
            "确保2023年3月底前完成职业病危害普查 | 责任科室：疾控科、人口家庭科 |"
        ),
        "| 5月底前 | 〔临河2023要点·一/1〕 | 力争5月底前出台托育机构管理办法 | 责任科室：人口家庭科 |",
    ]
    assert "另有 2 项写明的是其他时限" in answer
    assert "另有 2 项任务没有单独写明时限" in answer


def test_the_plan_s_own_year_is_no_deadline(assistant: Assistant) -> None:
    assert "示范门诊" not in assistant.ask("临河2023年年底前要完成的任务").answer


REFUSED = {
    "no clause names such a time": ("临河2月底前要完成什么", "没有写明时限在“2月底前”的",
        ["一/1", "一/2", "一/4", "一/6"]),
    "no clause names any time": ("青溪县年底前要完成哪些任务", "2 项任务没有单独写明时限", []),
    "an office without dates": ("基建科有完成时限的任务有哪些？", "1 项任务没有单独写明时限", []),
}  # fmt: skip


@pytest.mark.parametrize(("question", "said", "near"), REFUSED.values(), ids=REFUSED)
def test_a_time_no_clause_names_is_refused(
    assistant: Assistant, question: str, said: str, near: list[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, said in answer.answer) == ("not_found", True)
    assert [c.clause for c in answer.citations] == near


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("临河2023年10月底要新增多少个普惠托位？", "1200个"),
        ("临河普惠托位什么时候完成？", "10月底"),
        ("临河救护车更新的完成时限", "8月底前"),
    ],
)
def test_a_question_of_one_thing_is_answered_with_it(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.listing, said in answer.answer) == ("answered", None, True)


def test_a_follow_up_keeps_the_place_and_the_office(assistant: Assistant) -> None:
    before = [Turn(role="user", content="临河疾控科有哪些任务？")]
    answer = assistant.ask("其中年底前要完成的有哪些任务？", before)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["一/2"]
    after = [Turn(role="user", content="临河6月底前要完成哪些任务？")]
    answer = assistant.ask("那疾控科呢？", after)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["一/2"]


READ = {
    "by the end of a month": ("6月底前完成", Due(words="6月底前", last="06-30")),
    "with its year": ("2021年6月底前完成什么", Due(words="2021年6月底前", year=2021, last="06-30")),
    "a day": ("9月15日前要完成", Due(words="9月15日前", last="09-15")),
    "the end of a month": ("6月底要完成", Due(words="6月底", first="06-01", last="06-30")),
    "a month": ("11月份的任务", Due(words="11月份", first="11-01", last="11-30")),
    "a month in words": ("十二月底前完成", Due(words="十二月底前", last="12-31")),
    "half a year": ("下半年任务", Due(words="下半年", first="07-01", last="12-31")),
    "a quarter": ("第三季度要完成", Due(words="第三季度", first="07-01", last="09-30")),
    "the end of the year": ("2024年底前完成", Due(words="2024年底前", year=2024, last="12-31")),
    "within the year": ("年内完成的任务", Due(words="年内", last="12-31")),
    "this year": ("今年上半年的任务", Due(words="今年上半年", first="01-01", last="06-30")),
    "the end of this year": ("今年年底前完成", Due(words="今年年底前", last="12-31")),
    "any": ("有完成时限的任务", Due(words="")),
    "none": ("疾控科的任务", None),
    "a date of something else": ("2021年6月底的存栏", None),
    "a year alone": ("2021年完成哪些任务", None),
}  # fmt: skip


@pytest.mark.parametrize(("question", "due"), READ.values(), ids=READ)
def test_the_time_asked_for(question: str, due: Due | None) -> None:
    assert read_due(question)[0] == due


EXAMPLES = [(row["way"], one["ask"], one["is"]) for row in TABLE["windows"] for one in row["for"]]


@pytest.mark.parametrize(("way", "asked", "days"), EXAMPLES, ids=[asked for _, asked, _ in EXAMPLES])
def test_each_phrasing_of_the_table_means_its_window(way: str, asked: str, days: str) -> None:
    due, _ = read_due(asked)
    assert due is not None
    year = due.year or 2025
    begin = f"{year}-{due.first}" if due.first else ""
    end = f"{year}-{due.last}"
    assert (f"{end}.." if due.after else f"{begin}..{end}") == days
    assert due.after == (way == "after")


@pytest.mark.parametrize(
    ("name", "like", "example"),
    [(name, row["like"], row["for"]) for name in ("pins", "any", "deeds") for row in TABLE[name]],
)
def test_each_other_row_has_an_example(name: str, like: str, example: str) -> None:
    assert re.search(like, example), name


CARE = """竹溪县2025年卫生健康工作要点

2025年是收官之年。现就全年工作提出如下要点。

一、重点工作

1.改造诊室。对两处老旧诊室进行适老化改造，增设扶手60米，2025年6月底前验收。（责任单位：县卫健局）

2.配置移动诊疗车4辆，年底前投入使用；全年下乡不少于90次。（责任单位：县医院）

3.全年上门随访不少于700人次。（责任单位：县医院）

4.培训村医120人，12月10日前结业。（责任单位：县卫健局）

5.（六月底前开工）新建隔离病房1处，占地3亩，2026年3月底前启用。（责任单位：县医院）

6.开展义诊，四季度完成。（责任单位：县医院）
"""
LIST = """竹溪县2025年教育重点工作任务清单

一、重点任务
序号	重点任务	主办单位	完成时限
1	新建幼儿园2所	县教育局	2025年6月底前
2	更新课桌900套	县教育局	上半年
3	安装护栏30米	县教育局	年底前
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("county")
    with over(home, {"care.txt": CARE, "list.txt": LIST}) as opened:
        yield opened


WINDOWS = {
    "by then": ("竹溪卫健要点6月底前要干完的活有哪些", ["一/1", "一/5"]),
    "within, in two spellings": ("竹溪县卫健要点里，时限在2025年12月（含写“年底前”的）有哪些？",
        ["一/4", "一/2", "一/6"]),
    "a quarter of two names": ("竹溪卫生健康要点第四季度（10月到12月）到期的任务", ["一/4", "一/2", "一/6"]),
    "after": ("竹溪县卫健要点2025年之后才到期的任务有哪些", ["一/5"]),
    "a list by its short name": ("竹溪教育清单里正好卡在六月底的有哪几项", ["二/1", "二/2"]),
    "a list without its place": ("教育任务清单年底前得弄完的有哪些", ["二/1", "二/2", "二/3"]),
    "put off till then": ("竹溪卫健要点哪些任务要拖到四季度才收官", ["一/4", "一/2", "一/6"]),
    "past then": ("竹溪卫健要点过了2025年底才到期的任务", ["一/5"]),
    "two months": ("竹溪教育清单5月份和6月份要完成的任务有哪些", ["二/1", "二/2"]),
    "a topic and a day": ("竹溪教育重点任务，6月30日这天到期的是哪项", ["二/1", "二/2"]),
    "an adverb between": ("竹溪教育清单上半年陆续到期的任务", ["二/1", "二/2"]),
    "the end of the year alone": ("竹溪教育清单年底到期的任务都有什么", ["二/3"]),
}  # fmt: skip


@pytest.mark.parametrize(("question", "clauses"), WINDOWS.values(), ids=WINDOWS)
def test_a_window_of_a_paper_called_by_a_short_name(
    county: Assistant, question: str, clauses: list[str]
) -> None:
    answer = county.ask(question)
    assert answer.listing is not None
    assert [row.clause.replace("一/表/", "二/") for row in answer.listing.rows] == clauses
    assert faults(answer, county.facts(answer), county.known()) == ()


def test_the_first_line_says_which_days_were_asked_for(county: Assistant) -> None:
    by = county.ask("竹溪卫健要点6月底前要完成哪些").answer.splitlines()[0]
    assert "（含更早到期的），即2025年6月30日及以前，共 2 项" in by
    within = county.ask("竹溪卫健要点12月底的任务有哪些").answer.splitlines()[0]
    assert "即2025年12月1日至12月31日，共 3 项" in within
    after = county.ask("竹溪卫健要点2025年之后到期的任务").answer.splitlines()[0]
    assert "即2025年12月31日以后，共 1 项" in after


def test_a_row_says_what_is_to_be_done_not_only_by_when(county: Assistant) -> None:
    answer = county.ask("竹溪卫健要点里有完成时限的任务有哪些").answer
    rows = {
        line.split("|")[2].strip(): line.split("|")[3].strip() for line in answer.splitlines() if "〔" in line
    }
    told = {chip.partition("·")[2].strip("〕"): words for chip, words in rows.items()}
    assert told["一/1"] == "改造诊室。对两处老旧诊室进行适老化改造……2025年6月底前验收"
    assert told["一/2"] == "配置移动诊疗车4辆，年底前投入使用"
    assert told["一/6"] == "开展义诊，四季度完成"


def test_work_of_all_the_year_and_a_preface_are_no_deadlines(county: Assistant) -> None:
    answer = county.ask("竹溪卫健要点年底前要完成哪些任务").answer
    assert "前言" not in answer
    assert "上门随访" not in answer
    assert "另有 1 项写的是全年、经常或几年内的工作（“全年”），没有到期的日子" in answer


@pytest.mark.parametrize(
    "question",
    [
        "竹溪教育清单6月底前要完成的食堂任务有哪些",
        "竹溪卫健要点年底前要完成的托育任务有哪些",
        "竹溪卫健要点6月底前村医任务",
    ],
)
def test_a_thing_asked_for_besides_is_not_dropped(county: Assistant, question: str) -> None:
    answer = county.ask(question)
    assert answer.listing is None or len(answer.listing.rows) <= 1
    assert "已全部列出" not in answer.answer


@pytest.mark.parametrize(
    ("due", "first"),
    [
        (
            Due(words="9月底前", last="09-30"),
            "写明时限在“9月底前”的（含更早到期的），即2023年9月30日",
        ),
        (Due(words="三季度", first="07-01", last="09-30"), "写明时限在“三季度”的，即2023年7月1日至9月30日，"),
        (Due(words=""), "写明了时限的"),
    ],
)
def test_the_time_asked_for_in_words(shelf: Shelf, due: Due, first: str) -> None:
    draft = by_deadline(shelf.query("", "list", due=due), shelf.sources, due)
    assert draft.counted[0].startswith(first)
    assert draft.counted[0].endswith("，共 1 项，已全部列出。" if due.words else "的共 1 项，已全部列出。")


def test_no_clause_is_due_by_then(shelf: Shelf) -> None:
    due = Due(words="3月底前", last="03-31")
    draft = by_deadline(shelf.query("", "list", due=due), shelf.sources, due)
    assert (draft.status, draft.reason) == ("not_found", "not_stated")
    assert draft.answer.startswith("临河2023要点没有写明时限在“3月底前”的。写明其他时限的有 1 项，")
