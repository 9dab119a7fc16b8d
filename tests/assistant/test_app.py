"""The chat page in a real Chromium, served as `plans chat` serves it, over the corpus and a plan full of markup."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from tests.endpoint.server import CHAT, Server, say

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(
    (
        p
        for p in ("/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome"))
        if p and Path(p).exists()
    ),
    None,
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed on this system"),
]

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PLANS = (sys.executable, "-c", "from assistant.cli import main; main()")
START = 60.0
"""Seconds the app may take to answer its first request, on a busy machine."""
MEMORY = 600
"""MB of resident memory the app may take after ten questions."""

TARGET = "上饶市2024年固定采血点覆盖率的目标是多少？"
LISTING = "南昌市2021年疾控科负责哪些工作？"
REFUSED = "北京市2021年的孕产妇死亡率目标是多少？"
ATTACK = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>${window.hacked=1}{{x}}**a** ![a](http://192.0.2.1/a.png)'

HOSTILE_NAME = "<img src=x onerror=hack()>.md"
HOSTILE = """---
id: linhe-2023-health
title: 临河市2023年卫生健康工作要点<img src=x onerror="window.hacked=2">
region: 临河市
year: 2023
edition: official
---

# 临河市2023年卫生健康工作要点

## 一、重点工作

1.骑行驿站覆盖率达到90%以上，<script>window.hacked=3</script><img src=x onerror="window.hacked=4">${window.hacked=5}（责任单位：驿站科<b onmouseover="window.hacked=6">、疾控科）。

2.骑行驿站图书角新增12个，<a href="javascript:window.hacked=7">点击</a>（责任单位：疾控科）。
"""


def _plans(home: Path, *words: str) -> list[str]:
    return [*PLANS, "--home", str(home), *words]


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLANS_", "GRADIO_"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "http_proxy": "http://192.0.2.1:9",
        "HTTP_PROXY": "http://192.0.2.1:9",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Served:
    """A running app: where it is, its library and its process."""

    def __init__(self, url: str, home: Path, process: subprocess.Popen[bytes]) -> None:
        self.url = url
        self.home = home
        self.process = process

    @property
    def memory(self) -> int:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii", errors="replace")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("app")
    corpus = folder / "files"
    shutil.copytree(ROOT / "corpus", corpus)
    (corpus / HOSTILE_NAME).write_text(HOSTILE, "utf-8")
    home, port = folder / "home", _free_port()
    subprocess.run(
        _plans(home, "ingest", str(corpus)), cwd=folder, env=_environment(), check=True, capture_output=True
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            _plans(home, "chat", "--no-browser", "--port", str(port)),
            cwd=folder,
            env=_environment(),
            stdout=log,
            stderr=log,
        )
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(url, process, folder / "log")
        yield Served(url, home, process)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            with opener.open(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise AssertionError(f"the app did not start:\n{log.read_text('utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def serving_app(home: Path, folder: Path, **settings: str) -> Iterator[str]:
    """A further app over a library, with settings of its own; its address."""
    port = _free_port()
    command = _plans(home, "chat", "--no-browser", "--port", str(port))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**_environment(), **settings}, stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(url, process, folder / "log")
        yield url
    finally:
        process.terminate()
        process.wait(20)


class Talk:
    """A page with the chat open, and what it asked the network for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda channel: self.requests.append(channel.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def open(self, url: str) -> Talk:
        self.page.goto(url)
        self.page.wait_for_selector("#talk .example")
        return self

    @property
    def box(self) -> Any:
        return self.page.locator("#question textarea")

    @property
    def answers(self) -> Any:
        return self.page.locator("#talk .answer")

    def ask(self, question: str) -> Any:
        """The last answer, once it is there; asked when all of the page has come."""
        self.page.wait_for_function("document.querySelector('#history')?.innerText.trim()")
        count = self.answers.count()
        self.box.fill(question)
        self.box.press("Enter")
        return self.answer(count)

    def answer(self, number: int) -> Any:
        """Answer `number`, from 0, once it is whole."""
        found = self.answers.nth(number)
        found.get_by_role("button", name="重新回答").wait_for()
        return found

    @property
    def hacked(self) -> Any:
        return self.page.evaluate("window.hacked")

    @property
    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.fixture
def talk(served: Served, browser: Any, request: pytest.FixtureRequest) -> Iterator[Talk]:
    options = {"viewport": {"width": 1280, "height": 860}, "locale": "zh-CN", **getattr(request, "param", {})}
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
    opened = Talk(context.new_page()).open(served.url)
    yield opened
    outside = {
        u
        for u in opened.requests
        if not u.startswith(("data:", "blob:")) and urlsplit(u).hostname != "127.0.0.1"
    }
    assert outside == set(), "the page reached for another machine"
    assert opened.errors == []
    assert opened.hacked is None
    context.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_the_head_says_what_it_is_and_what_is_loaded(talk: Talk) -> None:
    page = talk.page
    assert page.title() == "文件问答"
    assert page.locator("#masthead h1").inner_text() == "文件问答"
    page.get_by_text("已载入 6 份文件（官方 1 份，摘编 5 份）").click()
    listed = page.locator("#masthead li")
    assert listed.count() == 6
    assert "官方" in listed.filter(has_text="临河市").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_target_with_its_chip_and_its_marked_clause(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    assert "80%" in answer.locator(".words").inner_text()
    assert "范围" in answer.locator(".scope").inner_text()
    chip = answer.locator(".chip").first
    assert chip.inner_text().startswith("上饶2024")
    marked = answer.locator(".card mark").first
    assert not marked.is_visible()
    answer.locator(".sources > summary").click()
    assert marked.is_visible()
    assert "80%" in marked.inner_text()
    clause = answer.locator(".card .clause").first.inner_text()
    assert len(clause) > len(marked.inner_text())
    assert answer.locator(".card .edition").first.inner_text() == "摘编"
    assert answer.locator(".card .path").first.inner_text()
    assert answer.locator(".card .offices").first.inner_text()


def test_copying_gives_the_reference_and_the_answer(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".sources > summary").click()
    answer.locator(".card").first.get_by_role("button", name="复制出处").click()
    assert _clipboard(talk) == answer.locator(".card .reference").first.inner_text()
    talk.page.wait_for_timeout(1700)
    answer.get_by_role("button", name="连同出处复制").click()
    copied = _clipboard(talk)
    assert "引用：" in copied
    assert "80%" in copied
    talk.page.wait_for_timeout(1700)
    answer.get_by_role("button", name="复制回答").click()
    copied = _clipboard(talk)
    assert "引用：" not in copied
    assert "80%" in copied


def test_copying_without_the_clipboard_api(talk: Talk) -> None:
    talk.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    answer = talk.ask(TARGET)
    answer.locator("> .tools .copy").first.click()
    answer.locator("> .tools").get_by_text("已复制").wait_for()
    talk.box.focus()
    talk.page.keyboard.press("Control+v")
    assert "80%" in talk.box.input_value()


def _clipboard(talk: Talk) -> str:
    """What was copied, once a button says that it was."""
    talk.page.get_by_role("button", name="已复制").first.wait_for()
    return str(talk.page.evaluate("navigator.clipboard.readText()"))


def test_a_follow_up_is_understood_and_forgotten_after_a_new_start(talk: Talk) -> None:
    talk.ask("南昌市2021年居民健康素养水平的目标是多少？")
    follow = talk.ask("那东海呢？")
    assert "30%" in follow.locator(".words").inner_text()
    talk.page.get_by_role("button", name="新对话").click()
    talk.page.wait_for_selector("#talk .example")
    assert talk.answers.count() == 0
    fresh = talk.ask("那东海呢？")
    assert "30%" not in fresh.locator(".words").inner_text()


def test_two_readers_share_nothing(talk: Talk, served: Served, browser: Any) -> None:
    talk.ask("南昌市2021年居民健康素养水平的目标是多少？")
    context = browser.new_context()
    other = Talk(context.new_page()).open(served.url)
    assert other.answers.count() == 0
    assert "30%" not in other.ask("那东海呢？").locator(".words").inner_text()
    context.close()


def test_a_refusal_is_calm(talk: Talk) -> None:
    answer = talk.ask(REFUSED)
    assert answer.locator(".status").inner_text() == "没有查到"
    assert "北京" in answer.locator(".words").inner_text()
    red, green, blue, *_ = _channels(answer.locator(".words").evaluate("e => getComputedStyle(e).color"))
    assert red <= max(green, blue) + 10


def test_what_cannot_be_taken_is_told_in_the_chat(talk: Talk) -> None:
    answer = talk.ask("托" * 2_100)
    assert "问题太长" in answer.inner_text()
    assert "80%" in talk.ask(TARGET).inner_text()


def test_an_empty_question_does_nothing(talk: Talk) -> None:
    talk.box.fill("   ")
    talk.box.press("Enter")
    talk.page.wait_for_timeout(500)
    assert talk.page.locator("#talk .asked").count() == 0


def test_examples_are_answered(talk: Talk) -> None:
    count = talk.page.locator("#talk .example").count()
    assert count == 4
    for n in range(count):
        example = talk.page.locator("#talk .example").nth(n)
        question = example.inner_text().split("：", 1)[1]
        example.click()
        answer = talk.answer(0)
        assert talk.page.locator("#talk .asked").inner_text() == question
        assert answer.locator(".status").count() == 0
        talk.page.get_by_role("button", name="新对话").click()
        talk.page.wait_for_selector("#talk .example")


def test_a_hostile_question_is_shown_as_it_was_typed(talk: Talk) -> None:
    talk.ask(ATTACK)
    assert talk.page.locator("#talk .asked").inner_text() == ATTACK
    assert talk.page.locator("#talk img").count() == 0


def test_a_hostile_plan_is_shown_as_it_is_written(talk: Talk) -> None:
    talk.page.locator("#masthead summary").click()
    assert (
        'onerror="window.hacked=2"' in talk.page.locator("#masthead li").filter(has_text="临河").inner_text()
    )
    for question in ("临河市2023年骑行驿站覆盖率的目标是多少？", "临河市2023年疾控科负责哪些工作？"):
        answer = talk.ask(question)
        assert answer.locator(".status").count() == 0
        answer.locator(".sources > summary").click()
    assert "<script>" in talk.page.locator("#talk").inner_text()
    assert talk.page.locator("#talk :is(img, script, a, b, [onerror], [onmouseover])").count() == 0
    talk.page.locator("#talk .chip").first.hover()
    talk.page.locator("#hovered").wait_for()
    talk.page.locator("#talk .chip").first.click()
    talk.page.locator("#reader .here").wait_for()
    talk.page.locator("#reader .outline summary").click()
    assert "onerror=" in talk.page.locator("#reader h2").inner_text()
    assert (
        talk.page.locator(":is(#reader, #hovered) :is(img, script, b, [onerror], [onmouseover])").count() == 0
    )
    talk.page.wait_for_timeout(300)


def test_keyboard_alone(talk: Talk) -> None:
    keys = talk.page.keyboard
    talk.box.focus()
    keys.type("上饶市2024年固定采血点")
    keys.press("Shift+Enter")
    keys.type("覆盖率的目标是多少？")
    assert "\n" in talk.box.input_value()
    keys.press("Enter")
    answer = talk.answer(0)
    assert talk.box.input_value() == ""
    for _ in range(12):
        keys.press("Shift+Tab")
        if talk.page.evaluate("document.activeElement.matches('.sources > summary')"):
            break
    focused = "getComputedStyle(document.activeElement)"
    assert talk.page.evaluate(f"{focused}.outlineStyle") == "solid"
    keys.press("Enter")
    assert answer.locator(".card mark").first.is_visible()


@pytest.mark.parametrize(
    "talk", [PHONE, {**PHONE, "color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_phone_width(talk: Talk) -> None:
    assert talk.overflow <= 0
    for question in (LISTING, "对比东海县和南昌市的居民健康素养水平目标", "甲" * 300):
        answer = talk.ask(question)
        if answer.locator(".sources").count():
            answer.locator(".sources > summary").click()
        assert talk.overflow <= 0
        inner = "e => [...e.querySelectorAll('*')].every(x => x.closest('.wide') || x.getBoundingClientRect().right <= innerWidth)"
        assert answer.evaluate(inner)
    table = talk.page.locator("#talk .words .wide").first
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")


@pytest.mark.parametrize(
    "talk", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_words_stand_out_from_their_ground(talk: Talk) -> None:
    answer = talk.ask(TARGET)
    answer.locator(".sources > summary").click()
    pairs = {
        ".words p": ".message.bot",
        ".scope": ".message.bot",
        ".card mark": ".card mark",
        ".copy": ".message.bot",
    }
    for words, ground in pairs.items():
        ink = talk.page.locator(f"#talk {words}").first.evaluate("e => getComputedStyle(e).color")
        paper = talk.page.locator(f"#talk {ground}").first.evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        assert _contrast(ink, paper) >= 4.5, words
    ink = talk.page.locator("#masthead .purpose").evaluate("e => getComputedStyle(e).color")
    paper = talk.page.locator(".gradio-container").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert _contrast(ink, paper) >= 4.5


def _channels(colour: str) -> list[float]:
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_browser_is_told_to_load_from_here_alone(talk: Talk) -> None:
    policy = talk.page.request.get(talk.page.url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy


def test_ten_questions_take_little_memory(talk: Talk, served: Served) -> None:
    for n in range(10):
        talk.ask((TARGET, LISTING, REFUSED)[n % 3])
    assert served.memory < MEMORY


FAULTY = """
import sys
from pathlib import Path
from assistant.app.serve import quiet_environment, run
quiet_environment()
from assistant.app.desk import Desk
from assistant.app.web import web_app
from assistant.ask import Assistant
from assistant.settings import Settings

class Faulty(Assistant):
    def stream(self, question, history=(), **options):
        if "故障" in question:
            raise RuntimeError("a bug")
        return super().stream(question, history, **options)

with Faulty.open(Path(sys.argv[1])) as assistant:
    desk = Desk.at(assistant, Settings(home=Path(sys.argv[1])))
    run(web_app(desk), "127.0.0.1", int(sys.argv[2]), open_browser=False)
"""


def test_a_bug_stops_the_answer_and_not_the_page(served: Served, browser: Any, tmp_path: Path) -> None:
    port = _free_port()
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-c", FAULTY, str(served.home), str(port)]
        process = subprocess.Popen(command, cwd=tmp_path, env=_environment(), stdout=log, stderr=log)
    context = browser.new_context()
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process, tmp_path / "log")
        talk = Talk(context.new_page()).open(f"http://127.0.0.1:{port}/")
        assert "这个问题没有答成" in talk.ask("这是故障").inner_text()
        assert "80%" in talk.ask(TARGET).inner_text()
        assert "RuntimeError: a bug" in (tmp_path / "log").read_text("utf-8")
    finally:
        context.close()
        process.terminate()
        process.wait(20)


def test_a_taken_port_is_said_in_one_sentence(served: Served, tmp_path: Path) -> None:
    port = str(urlsplit(served.url).port)
    command = _plans(tmp_path, "chat", "--no-browser", "--port", port)
    done = subprocess.run(
        command, cwd=tmp_path, env=_environment(), capture_output=True, timeout=120, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "端口" in said
    assert "Traceback" not in said


def test_a_model_words_the_answer_and_what_a_follow_up_was_taken_for_can_be_put_right(
    served: Served, browser: Any, endpoint: Server, tmp_path: Path
) -> None:
    endpoint.script = lambda request: say(
        TARGET if "追问" in request.prompt else "上饶市固定采血点覆盖率要达到80%[1]。"
    )
    with serving_app(served.home, tmp_path, PLANS_LLM_URL=endpoint.url, PLANS_LLM_MODEL=CHAT) as url:
        context = browser.new_context()
        page = context.new_page()
        talk = Talk(page).open(url)
        first = talk.ask(TARGET)
        first.get_by_text("这个回答怎么来的").wait_for()
        assert CHAT in first.inner_html()
        second = talk.ask("刚才那个再说一遍")
        second.get_by_text("改一改再问").click()
        assert page.locator("#question textarea").input_value() == TARGET
        context.close()
