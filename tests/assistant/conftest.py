"""One assistant and one app over the corpus, for all tests that ask and look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.settings import Settings
from tests.browser import CLIPBOARD, DESK, Served, Talk, Visitors, serving
from tests.waiting import PATIENT

_HOSTILE_NAME = "<img src=x onerror=hack()>.md"
_HOSTILE = """---
id: linhe-2023-health
title: 临河市2023年卫生健康工作要点<img src=x onerror="window.hacked=2">
region: 临河市
year: 2023
edition: official
---

# 临河市2023年卫生健康工作要点

## 一、重点工作

1.骑行驿站覆盖率达到90%以上，让<svg onload="window.hacked=3">群众满意，<video src=x \
onerror="window.hacked=4">$[window.hacked=5]（责任单位：驿站科<g onmouseover="window.hacked=6">、疾控科）。

2.骑行驿站图书角新增12个，<math href="javascript:window.hacked=7">点击</math>（责任单位：疾控科）。
"""


@pytest.fixture(scope="session")
def corpus(corpus_home: Path) -> Iterator[Assistant]:
    with Assistant.open(corpus_home, limit=PATIENT) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def served(corpus_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`plans chat` over the corpus and a plan full of markup; a test that changes more than a conversation
    puts it back.
    """
    folder = tmp_path_factory.mktemp("app")
    home = folder / "home"
    shutil.copytree(corpus_home, home)
    hostile = folder / _HOSTILE_NAME
    hostile.write_text(_HOSTILE, "utf-8")
    take_in(Settings(home=home, corpus=folder), [hostile], Console(quiet=True))
    with serving(home, folder, started=True) as served:
        yield served


@pytest.fixture
def talk(served: Served, visitors: Visitors, request: pytest.FixtureRequest) -> Iterator[Talk]:
    options = {**DESK, "locale": "zh-CN", **getattr(request, "param", {})}
    with visitors.page(served.url, permissions=CLIPBOARD, **options) as page:
        opened = Talk(page).open(served.url)
        yield opened
        opened.check()
