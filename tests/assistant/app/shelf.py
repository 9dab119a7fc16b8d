"""The tab 文件 as a test looks at it, over an app of two small plans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser import Talk

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


def plan(place: str) -> str:
    return PLAN.format(place=place)


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


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path
