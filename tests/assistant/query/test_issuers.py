"""The body that issued a paper, called in short, says which paper is meant: it is not denied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 青溪州住房和城乡建设局关于印发2026年公园工作任务分解表的通知

各科室：

现将任务分解表印发给你们。

## 一、任务分解

| 序号 | 任务 | 牵头科室 | 完成时限 |
|---|---|---|---|
| 1 | 口袋公园新建 | 园林科 | 11月底 |
| 2 | 绿道修缮 | 市政科 | 9月底 |

青溪州住房和城乡建设局

2026年2月10日
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("issuer"), {"青溪.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("青溪住建局哪些任务11月底要交账", "口袋公园新建"),
        ("青溪住房和城乡建设局2026年有哪些任务11月底完成", "口袋公园新建"),
        ("青溪州住建局的任务9月底要完成哪些", "绿道修缮"),
    ],
)
def test_the_issuer_is_known(parks: Assistant, question: str, shown: str) -> None:
    found = parks.ask(question)
    assert "文件里没有" not in found.answer, found.answer
    assert shown in found.answer, found.answer


def test_another_body_is_not(parks: Assistant) -> None:
    assert "没有“水务局”" in parks.ask("青溪州水务局有哪些任务").answer
