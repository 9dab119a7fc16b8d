"""Whether a figure is another one when only the words that bind it changed: one answer for `plans diff`, the
briefing of changes and the chat.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.briefing.render.markdown import to_markdown
from assistant.versions.diff import differences
from assistant.versions.figures import same_figure
from assistant.versions.words import lines
from ingest.pipeline import parse_text
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY

TEXT = """白鹭市2025年供水工作要点
一、重点工作
1.改造泵站6座。（责任单位：水务科）
2.管网漏损抽检{}。（责任单位：管网科）
"""
PAIRS = {
    "a bound went": ("合格率不低于73%", "合格率达到73%", "other"),
    "a bound came": ("合格率为73%", "合格率为73%以上", "other"),
    "a bound turned": ("合格率不低于73%", "合格率不超过73%", "other"),
    "about": ("合格率不低于73%", "合格率73%左右", "other"),
    "a rise": ("合格率达到73%", "合格率提高73%", "other"),
    "another number": ("合格率不低于73%", "合格率不低于76%", "up"),
    "the same bound in other words": ("合格率至少73%", "合格率不低于73%", "same"),
    "before and behind": ("合格率不低于73%", "合格率73%以上", "same"),
    "words that bind nothing": ("合格率为73%", "合格率达到73%", "same"),
    "no word": ("合格率73%", "合格率达73%", "same"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "trend"), PAIRS.values(), ids=PAIRS)
def test_all_faces_agree(tmp_path: Path, before: str, after: str, trend: str) -> None:
    with Library.open(tmp_path / "home") as library:
        for words in (before, after):
            library.put(parse_text(TEXT.format(words), "bailu.txt"))
    with Assistant.open(tmp_path / "home") as assistant:
        library = assistant.library
        found = differences(library.get("bailu", version=1), library.get("bailu", version=2))
        told = to_markdown(brief(library, Request(kind="changes", plans=("bailu",)), made=DAY))
        said = assistant.ask("白鹭市2025年供水要点两个版本有哪些变化").answer
    changed = trend != "same"
    assert [f.trend for f in found.figures if "率" in f.indicator] == [trend]
    assert any("目标变化" in line for line in lines(found)) == changed
    assert ("另有 2 个指标没有变化" in told) == (not changed)
    assert ("→ 现行" in said) == changed


def test_a_side_that_is_not_in_the_words_counts_too() -> None:
    target = parse_text(TEXT.format("合格率73%"), "bailu.txt").targets[-1]
    assert same_figure(target, replace(target, clause="二/1"))
    assert not same_figure(target, replace(target, comparator="<="))
    assert not same_figure(replace(target, comparator="="), replace(target, comparator=">="))
