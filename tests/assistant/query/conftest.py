"""A library of one plan of our own, about a subject the project was not built on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.settings import Settings

_PLAN = """---
title: 临河市2031年城市慢行工作要点
region: 临河市
year: 2031
edition: official
number: 临慢发〔2031〕3号
issuer: 临河市城市慢行办公室
issued: 2031-02-14
---

# 临河市2031年城市慢行工作要点

## 一、设施建设

1.建设骑行驿站。2031年9月底前新建骑行驿站48座，驿站配套充气桩和饮水点。（责任单位：慢行科、绿道办）

2.修复滨河绿道。修复滨河绿道120公里，绿道照明完好率达到92%以上。（牵头单位：绿道办；配合单位：照明科）

3.更新路面标线。11月底前更新路面标线35公里。（责任单位：标线科）

## 二、宣传服务

4.推广夜骑手册。编印夜骑手册2万册，向学校和社区发放。（责任单位：宣传科）

5.培训骑行教练。培训骑行教练300名，组建骑行互助队。（责任单位：慢行科、宣传科）
"""


@pytest.fixture(scope="session")
def linhe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("linhe")
    (folder / "linhe.md").write_text(_PLAN, "utf-8")
    take_in(Settings(home=folder / "home", corpus=folder), [folder / "linhe.md"], Console(quiet=True))
    with Assistant.open(folder / "home") as assistant:
        yield assistant
