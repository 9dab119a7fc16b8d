"""文件 in a real Chromium: looked at, added to, brought up to date, withdrawn, removed; and by a reader, who
may not.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from assistant.app.plans.steps import Held
from assistant.ask import Assistant
from assistant.auth.accounts import Person
from assistant.settings import Settings
from tests.browser import DESK, PHONE, Talk, serving
from tests.plan_factory import make_plan
from tests.word_files import numbered

APP = """
import sys
from pathlib import Path
from rich.console import Console
from assistant.app.server.serve import quiet_environment, run
quiet_environment()
from assistant.app.context import AppContext
from assistant.app.server.web import web_app
from assistant.app.plans.steps import Held
from assistant.ask import Assistant
from assistant.admin.ingest_files import take_in
from assistant.auth.accounts import Person
from assistant.settings import Settings

class Roles(AppContext):
    def person(self, request):
        return Person(name="", role="reader" if request.headers.get("x-role") == "reader" else "editor")

home = Path(sys.argv[1])
settings = Settings(home=home, corpus=home / "none")
take_in(settings, [home / "corpus"], Console(quiet=True))
with Assistant.open(home) as assistant:
    run(web_app(Roles.at(assistant, settings)), "127.0.0.1", int(sys.argv[2]), open_browser=False)
"""
PLAN = """{place}2023年卫生健康工作要点

一、重点任务
1.新增托位1200个，千人口托位数达到4.2个。（责任单位：人口家庭科）
2.适龄儿童疫苗接种率达到95%以上。（责任单位：疾控科、妇幼科）
3.办好健康学校，组织学生体检。（责任单位：体卫科）
"""
HOSTILE = """云岭市2023年<video src=x onerror="window.hacked=1">工作要点

一、任务$[window.hacked=2]
1.驿站覆盖率达到90%以上，<svg onload="window.hacked=3">。（责任单位：驿站科<g \
onmouseover="window.hacked=4">）
3.编号跳过，<math href="javascript:window.hacked=5">点击</math>。（责任单位：疾控科）
"""


def plan(place: str) -> str:
    return PLAN.format(place=place)


@pytest.fixture(scope="module")
def library_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app over two small plans, where a header says who is a reader."""
    folder = tmp_path_factory.mktemp("plans")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "河湾要点.txt").write_text(plan("河湾县"), "utf-8")
    (corpus / "海西要点.txt").write_text(plan("海西市"), "utf-8")
    with serving(folder, folder, APP) as served:
        yield served.url
        assert "Traceback" not in served.log.read_text("utf-8")


class Shelf:
    """The tab 文件 of a page."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.page = talk.page
        self.page.get_by_role("tab", name="文件").click()
        self.page.locator(".plan-row").first.wait_for()

    def rows(self) -> Any:
        return self.page.locator(".plan-row")

    def open(self, words: str) -> Any:
        self.rows().filter(has_text=words).click()
        details = self.page.locator(".plan-details")
        details.filter(has_text=words).wait_for()
        return details

    def back(self) -> None:
        self.page.locator("#one-back:visible, #plans-add-back:visible").click()
        self.rows().first.wait_for()

    def choose(self, *files: Path) -> Any:
        """What is said of the files that were chosen."""
        self.page.set_input_files("#plans-upload input[type=file]", [str(file) for file in files])
        self.page.get_by_text("读完了").wait_for()
        return self.page.locator("#plans-proposals")

    def add(self, *files: Path) -> Any:
        self.page.locator("#plans-add-open").click()
        self.page.locator("#plans-upload").wait_for()
        return self.choose(*files)

    def store(self) -> Any:
        self.page.locator("#plans-store-official").click()
        self.page.get_by_text("已存入 1 份").wait_for()
        return self.page.locator("#plans-proposals")

    def ask(self, question: str) -> str:
        self.page.get_by_role("tab", name="问答").click()
        words: str = self.talk.ask(question).inner_text()
        self.page.get_by_role("tab", name="文件").click()
        return words


@pytest.fixture
def shelf(library_app: str, browser: Any, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    options = {**DESK, "locale": "zh-CN", **getattr(request, "param", {})}
    context = browser.new_context(**options)
    try:
        talk = Talk(context.new_page()).open(library_app)
        yield Shelf(talk)
        talk.check()
    finally:
        context.close()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_new_plan_is_shown_then_stored_then_asked_then_downloaded(shelf: Shelf, tmp_path: Path) -> None:
    file = write(tmp_path, "临河〔2023〕5号.txt", plan("临河市"))
    told = shelf.add(file).inner_text()
    assert "《临河市2023年卫生健康工作要点》是一份新文件" in told
    assert "读到 3 条条款、4 个责任单位" in told
    assert "临河〔2023〕5号.txt" in told
    assert "已存入" in shelf.store().inner_text()
    assert "95%" in shelf.ask("临河市2023年疫苗接种率的目标是多少？")
    shelf.page.locator("#masthead").get_by_text("已载入 3 份文件").wait_for()
    shelf.back()
    details = shelf.open("临河市2023年")
    with shelf.page.expect_download() as download:
        details.locator("a.download").first.click()
    assert download.value.suggested_filename == "临河〔2023〕5号.txt"
    assert Path(download.value.path()).read_text("utf-8") == plan("临河市")
    reply = shelf.page.request.get(urljoin(shelf.page.url, "file/临河-2023-5号"))
    assert reply.headers["content-disposition"].startswith("attachment; filename*=")
    assert reply.headers["content-type"].startswith("text/plain")
    assert shelf.page.request.get(urljoin(shelf.page.url, "file/nothing")).status == 404


def zipped(folder: Path, name: str, *files: tuple[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as made:
        for file, text in files:
            made.writestr(file, text)
    return path


def test_the_same_words_in_another_format_are_one_more_original(shelf: Shelf, tmp_path: Path) -> None:
    page = shelf.page
    first = write(tmp_path, "柏川要点.txt", plan("柏川县"))
    shelf.add(first)
    shelf.store()
    word = tmp_path / "柏川要点.docx"
    word.write_bytes(numbered(plan("柏川县")))
    page.locator("#plans-add-back").click()
    found = shelf.add(word)
    assert "与已有的第 1 版文字相同" in found.inner_text()
    assert page.locator("#plans-decide").is_hidden()
    page.locator("#plans-store-rendition").click()
    page.get_by_text("原件已另存").wait_for()
    shelf.back()
    details = shelf.open("柏川县")
    assert "第 1 版" in details.inner_text()
    details.get_by_text("版本 1 个").click()
    for link, path in zip(
        details.get_by_role("link", name="下载", exact=True).all(), (first, word), strict=True
    ):
        with page.expect_download() as download:
            link.click()
        assert (download.value.suggested_filename, Path(download.value.path()).read_bytes()) == (
            path.name,
            path.read_bytes(),
        )
    page.locator("#plans-remove").click()
    page.get_by_role("button", name="确定移除").click()
    shelf.rows().first.wait_for()


def test_an_archive_is_shown_file_by_file_and_confirmed_later(shelf: Shelf, tmp_path: Path) -> None:
    pack = zipped(tmp_path, "包.zip", ("通知.txt", plan("云塘县")), ("附件1.txt", plan("云渡县")))
    shown = shelf.add(pack)
    assert "包.zip/通知.txt" in shown.inner_text()
    shelf.page.locator("#plans-store-unconfirmed").click()
    shelf.page.get_by_text("已存入 2 份").wait_for()
    assert "还没有人确认" in shelf.ask("云塘县千人口托位数目标是多少")
    shelf.back()
    details = shelf.open("云塘县")
    assert "待确认" in details.inner_text()
    details.locator("summary", has_text="一起来的文件 2 份").click()
    assert "包.zip/附件1.txt" in details.inner_text()
    shelf.page.locator("#plans-is-official").click()
    shelf.page.get_by_text("第 1 版已确认为官方文本").wait_for()
    assert not shelf.page.locator("#plans-is-official").is_visible()
    assert "还没有人确认" not in shelf.ask("云塘县千人口托位数目标是多少")


_DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of ['dragover', 'drop'])
    document.querySelector('#talk').dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


@pytest.mark.parametrize("shelf", [{}, PHONE], indirect=True)
def test_a_file_dropped_on_the_chat_is_shown_then_stored_then_asked(shelf: Shelf, tmp_path: Path) -> None:
    page = shelf.page
    place = "云桥县" if shelf.page.viewport_size["width"] > 640 else "云滩县"
    page.get_by_role("tab", name="问答").click()
    page.evaluate(_DROP, ["要点.txt", plan(place)])
    page.locator("#chat-add").get_by_text("读完了").wait_for()
    assert f"《{place}2023年卫生健康工作要点》是一份新文件" in page.locator("#chat-proposals").inner_text()
    page.locator("#chat-store-official").click()
    page.locator("#chat-proposals").get_by_text("已存入 1 份").wait_for()
    page.locator("#chat-add-back").click()
    page.locator("#chat-add").wait_for(state="hidden")
    assert "95%" in shelf.talk.ask(f"{place}适龄儿童疫苗接种率目标").inner_text()
    assert shelf.talk.overflow == 0


@pytest.mark.parametrize("shelf", [{"extra_http_headers": {"x-role": "reader"}}], indirect=True)
def test_a_reader_drops_a_file_in_vain(shelf: Shelf) -> None:
    shelf.page.get_by_role("tab", name="问答").click()
    assert not shelf.page.locator("#attach").is_visible()
    shelf.page.evaluate(_DROP, ["要点.txt", plan("云山县")])
    shelf.page.get_by_text("只有编辑人员可以添加文件").wait_for()
    assert not shelf.page.locator("#chat-add").is_visible()


def test_what_is_refused_says_why_and_nothing_is_stored(shelf: Shelf, tmp_path: Path) -> None:
    picture = tmp_path / "扫描件.png"
    picture.write_bytes(b"\x89PNG")
    told = shelf.add(picture, write(tmp_path, "空.txt", " ")).inner_text()
    assert "扫描件.png" in told
    assert "空.txt" in told
    assert not shelf.page.locator("#plans-store-official").is_visible()
    shelf.page.locator("#plans-address input, #plans-address textarea").fill("http://169.254.169.254/latest")
    shelf.page.locator("#plans-get").click()
    shelf.page.get_by_text("不开放的地址").wait_for()


def test_reading_shows_how_far_it_is_and_can_be_stopped(shelf: Shelf, tmp_path: Path) -> None:
    tasks = "".join(f"{n}.第{n}项任务完成率达到{n % 90 + 10}%以上。\n" for n in range(1, 900))
    files = [
        write(tmp_path, f"{n}.txt", f"西桥县20{n}年工作要点\n\n一、任务\n{tasks}") for n in range(10, 30)
    ]
    shelf.page.locator("#plans-add-open").click()
    shelf.page.locator("#plans-upload").wait_for()
    shelf.page.set_input_files("#plans-upload input[type=file]", [str(file) for file in files])
    shelf.page.locator("#plans-stop").wait_for()
    expect(shelf.page.locator("#plans-progress")).to_contain_text("共 20 个")
    assert "95%" in shelf.ask("河湾县2023年疫苗接种率的目标是多少？")
    shelf.page.locator("#plans-stop").click()
    shelf.page.get_by_text("已停止，没有存入任何文件").wait_for()
    assert "95%" in shelf.ask("河湾县2023年疫苗接种率的目标是多少？")
    assert "已停止" in shelf.page.locator("#plans-progress").inner_text()
    shelf.back()
    assert shelf.rows().filter(has_text="西桥县").count() == 0


def test_a_new_version_is_told_of_before_and_compared_after(shelf: Shelf, tmp_path: Path) -> None:
    shelf.open("海西市2023年")
    shelf.page.locator("#plans-update").click()
    shelf.page.get_by_text("更新《海西市2023年卫生健康工作要点》").wait_for()
    changed = (
        plan("海西市")
        .replace("95%", "98%")
        .replace("3.办好健康学校，组织学生体检。（责任单位：体卫科）\n", "")
    )
    told = shelf.choose(write(tmp_path, "修订.txt", changed))
    assert "新版本：修改 1 条、删除 1 条；其余 1 条没有变化" in told.inner_text()
    shelf.page.locator("#plans-drop").click()
    shelf.page.get_by_text("已放弃").wait_for()
    shelf.choose(tmp_path / "修订.txt")
    assert "已更新为第 2 版" in shelf.store().inner_text()
    shelf.back()
    shelf.open("海西市2023年")
    shelf.page.locator("#plans-diff").click()
    seen = shelf.page.locator(".differences")
    seen.wait_for()
    assert seen.locator(".reworded del").first.inner_text() == "95%"
    assert seen.locator(".reworded ins").first.inner_text() == "98%"
    assert seen.locator(".chip[data-clause='一/2']").count() == 1
    assert seen.locator(".removed del").inner_text().startswith("办好健康学校")


def test_withdrawn_restored_removed(shelf: Shelf, tmp_path: Path) -> None:
    question = "东沟县2023年疫苗接种率的目标是多少？"
    shelf.add(write(tmp_path, "东沟.txt", plan("东沟县")))
    shelf.store()
    shelf.back()
    shelf.open("东沟县2023年")
    shelf.page.locator("#plans-withdraw").click()
    shelf.page.get_by_text("随时可以恢复").wait_for()
    expect(shelf.page.locator(".plan-details .state")).to_contain_text("已废止")
    assert "95%" not in shelf.ask(question)
    shelf.page.locator("#plans-restore").click()
    shelf.page.get_by_text("已恢复使用").wait_for()
    assert "95%" in shelf.ask(question)
    shelf.page.locator("#plans-remove").click()
    sure = shelf.page.get_by_role("button", name="确定移除《东沟县2023年卫生健康工作要点》")
    sure.wait_for()
    shelf.page.locator("#plans-remove-not").click()
    sure.wait_for(state="hidden")
    shelf.page.locator("#plans-remove").click()
    sure.click()
    shelf.page.get_by_text("已移除《东沟县2023年卫生健康工作要点》").wait_for()
    expect(shelf.rows().filter(has_text="东沟县")).to_have_count(0)


@pytest.mark.parametrize(
    "shelf", [{"extra_http_headers": {"x-role": "reader"}}], ids=["reader"], indirect=True
)
def test_a_reader_sees_and_changes_nothing(shelf: Shelf) -> None:
    details = shelf.open("河湾县2023年")
    assert "版本 1 个" in details.inner_text()
    for button in ("add-open", "update", "withdraw", "restore", "remove", "store"):
        assert not shelf.page.locator(f"#plans-{button}").is_visible(), button


CHANGES: dict[str, tuple[tuple[object, ...], bool]] = {
    "read": (([("/nowhere", "a.txt")], ""), False),
    "get_it": (("http://10.0.0.8/a.txt", ""), False),
    "get_attached": (([], Held()), False),
    "store": ((Held(),), False),
    "said_official": (("linhe",), False),
    "said_digest": (("linhe",), False),
    "withdrawn": (("linhe",), False),
    "restored": (("linhe",), False),
    "removed": (("linhe",), False),
    "ask_to_remove": (("linhe",), True),
    "add_to": (("linhe",), True),
    "add_new": ((), True),
}
"""Event -> what is sent with it, and whether it says nothing at all."""


def test_the_server_asks_who_it_is_at_every_change(tmp_path: Path) -> None:
    """Whatever a reader's browser sends."""
    from assistant.app.context import AppContext
    from assistant.app.server.web import build_app

    class Readers(AppContext):
        def person(self, request: Any) -> Person:
            return Person(name="li", role="reader")

    with Assistant.open(tmp_path) as assistant:
        assistant.library.put(make_plan("linhe"))
        stamp = assistant.library.stamp()
        page = build_app(Readers.at(assistant, Settings(home=tmp_path)))
        events = [(f.fn.__name__, f.fn) for f in page.fns.values() if f.fn and hasattr(f.fn, "__name__")]
        assert set(CHANGES) <= {name for name, _ in events}
        for name, event in events:
            if name not in CHANGES:
                continue
            given, silent = CHANGES[name]
            told = event(*given, SimpleNamespace(username="li"))
            told = list(told) if hasattr(told, "__next__") else [told]
            assert silent or "只有编辑人员" in str(told), name
            assert assistant.library.stamp() == stamp, name


def test_markup_in_names_and_texts_is_text(shelf: Shelf, tmp_path: Path) -> None:
    told = shelf.add(write(tmp_path, "<img src=x onerror=hack()>.txt", HOSTILE))
    assert 'onerror="window.hacked=1"' in told.inner_text()
    assert "<img src=x onerror=hack()>.txt" in told.inner_text()
    shelf.store()
    shelf.back()
    details = shelf.open("云岭市2023年")
    for summary in details.locator("summary").all():
        summary.click()
    shelf.page.locator("#plans-update").click()
    shelf.page.locator("#plans-upload").wait_for()
    shelf.choose(write(tmp_path, "b.txt", HOSTILE.replace("90%", "95%<q onclick=hack()>")))
    shelf.page.get_by_text("逐条看改了什么").click()
    assert (
        shelf.page.locator(
            "#plans :is(img, script, svg, video, q, [onerror], [onload], [onclick], [onmouseover])"
        ).count()
        == 0
    )
    assert shelf.page.locator("#plans a[href^=javascript]").count() == 0


@pytest.mark.parametrize("shelf", [{**PHONE, "color_scheme": "dark"}], ids=["phone"], indirect=True)
def test_phone_width(shelf: Shelf, tmp_path: Path) -> None:
    inner = "e => [...e.querySelectorAll('*')].every(x => x.getBoundingClientRect().right <= innerWidth + 1)"
    assert shelf.talk.overflow <= 0
    assert shelf.page.locator("#plans").evaluate(inner)
    shelf.open("河湾县2023年")
    assert shelf.page.locator("#plans").evaluate(inner)
    shelf.back()
    shelf.add(write(tmp_path, f"{'很长的名字' * 12}.txt", plan("河湾县").replace("95%", "97%")))
    shelf.page.get_by_text("逐条看改了什么").click()
    assert shelf.talk.overflow <= 0
    assert shelf.page.locator("#plans").evaluate(inner)


def test_the_list_is_searched_and_one_is_opened_by_keyboard_alone(shelf: Shelf) -> None:
    keys = shelf.page.keyboard
    shelf.page.locator("#plans-search :is(input, textarea)").focus()
    keys.type("河湾 2023")
    shelf.page.get_by_text("找到 1 份").wait_for()
    keys.press("Tab")
    assert shelf.page.evaluate("document.activeElement.id") == "plans-add-open"
    keys.press("Tab")
    assert shelf.page.evaluate("document.activeElement.matches('.plan-row')")
    assert shelf.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.press("Enter")
    details = shelf.page.locator(".plan-details")
    details.wait_for()
    expect(details).to_contain_text("3 条")
    assert details.locator("button.chip[data-plan='河湾要点'][data-clause='一/1']").count() == 1
    shelf.page.wait_for_function("document.activeElement.id === 'one-back'")
    keys.press("Enter")
    shelf.rows().first.wait_for()
    expect(shelf.rows(), "the search is still there").to_have_count(1)
    shelf.page.wait_for_function("document.activeElement.closest('#plans-search') !== null")
    keys.press("Tab")
    keys.press("Enter")
    shelf.page.wait_for_function("document.activeElement.closest('#plans-upload') !== null")
