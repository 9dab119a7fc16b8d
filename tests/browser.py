"""What every test in a real Chromium stands on: the app as a process of its own, a page with the chat open,
what to ask it.

The fixtures are in the conftest.py beside the tests. Nothing here waits for a length of time: what must be
there is waited for.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.waiting import GIVE_UP, until
from tests.warm import Forked, start

_ROOT = Path(__file__).parent.parent
CHROMIUM = next(
    (
        p
        for p in ("/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome"))
        if p and Path(p).exists()
    ),
    None,
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--process-per-site",
]  # fmt: skip
"""The last one lets pages of one `Visitors` share the process that has the page's scripts already."""
MAIN = "from assistant.cli.main import main; main()"
PLANS = (sys.executable, "-c", MAIN)
PORTS = range(15_000, 30_000)
"""Below those the kernel hands out by itself, so that nobody gets one by chance before the app has
bound it.
"""

PATIENT = {"PLANS_LLM_FIRST": str(GIVE_UP), "PLANS_LLM_TIMEOUT": str(GIVE_UP)}
"""Settings of an app that waits for its model as long as a test does."""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
DESK = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

TARGET = "上饶市2024年固定采血点覆盖率的目标是多少？"
LISTING = "南昌市2021年疾控科负责哪些工作？"
REFUSED = "北京市2021年的孕产妇死亡率目标是多少？"
ATTACK = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>${window.hacked=1}{{x}}**a** ![a](http://192.0.2.1/a.png)'


def plans(home: Path, *words: str) -> list[str]:
    """The command line over a library."""
    return [*PLANS, "--home", str(home), *words]


def environment(**settings: str) -> dict[str, str]:
    """Without settings of the machine's own, and with a proxy that leads nowhere."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLANS_", "GRADIO_"))}
    kept["PLANS_EMBEDDING"] = "none"  # no test embeds a library unless it is about that
    nowhere = "http://192.0.2.1:9"
    return {**kept, "PYTHONPATH": str(_ROOT), "http_proxy": nowhere, "HTTP_PROXY": nowhere, **settings}


def free_port() -> int:
    while True:
        port = secrets.choice(PORTS)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue


class Served:
    """A running app: where it is, its library, its process and what it wrote."""

    def __init__(self, url: str, home: Path, process: subprocess.Popen[bytes] | Forked, log: Path) -> None:
        self.url = url
        self.home = home
        self.process = process
        self.log = log

    @property
    def memory(self) -> int:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii", errors="replace")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


@contextmanager
def serving(
    home: Path, folder: Path, code: str = "", *, started: bool = False, **settings: str
) -> Iterator[Served]:
    """The app over a library, as `plans chat` serves it, in a process of its own that works in `folder`.

    `code` is Python in the command's place, with the library and the port as its arguments. Where it is
    `started`, the process is one as a person starts it; else a forked one (tests/warm.py).
    """
    port, log = free_port(), folder / "log"
    words = (
        [str(home), str(port)] if code else ["--home", str(home), "chat", "--no-browser", "--port", str(port)]
    )
    env = environment(**settings)
    process: subprocess.Popen[bytes] | Forked
    if started:
        command = [sys.executable, "-c", code or MAIN, *words]
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out)
    else:
        process = start(words, cwd=folder, env=env, out=log, err=log, code=code)
    served = Served(f"http://127.0.0.1:{port}/", home, process, log)
    try:
        _answers(served)
        yield served
    finally:
        process.terminate()
        process.wait(GIVE_UP)


def _answers(served: Served) -> None:
    """Once it does. Raises AssertionError with what it wrote, where it does not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answers() -> bool:
        try:
            with opener.open(served.url, timeout=GIVE_UP):
                return True
        except (urllib.error.URLError, OSError):
            return served.process.poll() is not None

    until(answers)
    assert served.process.poll() is None, (
        f"the app did not start:\n{served.log.read_text('utf-8', errors='replace')}"
    )


def patient(browser: Any) -> Any:
    """The browser, whose pages wait as long as all tests do for what must be there."""
    open_context = browser.new_context

    def opened(**options: Any) -> Any:
        context = open_context(**options)
        context.set_default_timeout(GIVE_UP * 1000)
        return context

    browser.new_context = opened
    return browser


class Visitors:
    """People who come one after another, each with a new page and nothing in its storage.

    Those who look alike share a context, which is emptied behind each of them: in a new one Chromium starts a
    process and compiles all scripts again, which takes longer than most tests.
    """

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._contexts: dict[str, tuple[Any, Any]] = {}

    @contextmanager
    def page(self, url: str, **look: Any) -> Iterator[Any]:
        """A page that is yet to go to `url`; `look` are the options of its context."""
        context, first = self._of(url, look)
        try:
            yield context.new_page()
        finally:
            for page in context.pages:
                if page is not first:
                    page.close()
            context.clear_cookies()
            kept = {"origin": url, "storageTypes": "local_storage,indexeddb,cache_storage,service_workers"}
            context.new_cdp_session(first).send("Storage.clearDataForOrigin", kept)

    def _of(self, url: str, look: dict[str, Any]) -> tuple[Any, Any]:
        """The context, and a page in it that stays and keeps the process."""
        key = repr(sorted(look.items()))
        if key not in self._contexts:
            context = self._browser.new_context(**look)
            first = context.new_page()
            first.goto(urljoin(url, "theme.css"))
            self._contexts[key] = context, first
        return self._contexts[key]


class Watched:
    """A page, and what it asked the network for and complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda channel: self.requests.append(channel.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def tab(self, name: str) -> None:
        """Open it; where the window has no room for all names it is in the menu behind the others."""
        tab = self.page.get_by_role("tab", name=name)
        if not tab.is_visible():
            self.page.get_by_role("button", name="更多页签").click()
            tab = self.page.locator("#tabs .overflow-dropdown").get_by_role("button", name=name)
        tab.click()

    @property
    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def check(self) -> None:
        """Nothing was asked of another machine, nothing failed, no markup ran."""
        sent = [url for url in self.requests if not url.startswith(("data:", "blob:"))]
        assert [url for url in sent if urlsplit(url).hostname != "127.0.0.1"] == []
        assert self.errors == []
        assert self.page.evaluate("window.hacked") is None


class Talk(Watched):
    """A page with the chat open."""

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


def clipboard(page: Any) -> str:
    """What was copied, once a button says that it was; after the button says so no more, so that the next
    click is told apart.
    """
    said = page.get_by_role("button", name="已复制")
    said.first.wait_for()
    words = str(page.evaluate("navigator.clipboard.readText()"))
    said.first.wait_for(state="detached")
    return words


def channels(colour: str) -> list[float]:
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in channels(colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
