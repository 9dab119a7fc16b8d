"""A briefing tells what other papers have changed in its clauses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Paragraph, Request
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.assistant.answers.test_remarks import PLAN, REVISED, notice, over

UNIT = "县水务站"


def told(home: Path, request: Request) -> list[Paragraph]:
    with Library.open(home, reader=READER_VERSION) as library:
        made = brief(library, request, made=date(2025, 9, 1))
    return [b for s in made.sections if s.key == "amended" for b in s.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize("kind", ["office", "plan", "indicators"])
def test_the_change_stands_at_the_end(tmp_path: Path, kind: str) -> None:
    with over(tmp_path, plan=PLAN, notice=notice("新建加压泵站由6座调整为9座。")):
        request = Request(
            kind=kind,  # type: ignore[arg-type]
            units=(UNIT,) if kind == "office" else (),
            plans=("plan",),
        )
    (paragraph,) = told(tmp_path, request)
    assert "已由《柳坪县人民政府关于调整2025年供水保障工作方案有关内容的通知》调整" in paragraph.text
    assert "“6座”改为“9座”" in paragraph.text
    assert [(n.plan, n.label) for n in paragraph.notes] == [("plan", "一/2"), ("notice", "一/1")]


def test_nothing_changed_nothing_told(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN):
        pass
    assert told(tmp_path, Request(kind="plan", plans=("plan",))) == []


def test_drafts_are_asked_about(tmp_path: Path) -> None:
    with over(tmp_path, plan=PLAN, revised=REVISED):
        pass
    (paragraph,) = told(tmp_path, Request(kind="office", units=(UNIT,)))
    assert "像是同一文件的两份稿" in paragraph.text
