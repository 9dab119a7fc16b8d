"""Front matter that other programs wrote is no fault of the paper: what is known is used, the rest is
doubted."""

from __future__ import annotations

import pytest

from ingest.errors import IngestError
from ingest.pipeline import parse_text

_BODY = "# 栖梧区2025年养老工作要点\n\n## 一、服务\n\n1. 建成助餐点25个。\n2. 培训护理员120人。\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("source: 区政府网", "source: 区政府网"),
        ("layout: post\ntags: [养老, 民政]\ndate: 2025-03-01", "layout: post"),
        ("title: 栖梧区2025年养老工作要点\naliases:\n  - 养老要点", "aliases"),
    ],
)
def test_keys_of_others_are_doubted(written: str, said: str) -> None:
    plan = parse_text(f"---\n{written}\n---\n{_BODY}", "plan.md")
    doubt = next(d for d in plan.doubts if d.kind == "front_matter")
    assert doubt.line == 1
    assert said in doubt.message
    assert plan.title == "栖梧区2025年养老工作要点"
    assert [c.label for c in plan.clauses] == ["一/1", "一/2"]


def test_known_keys_raise_no_doubt() -> None:
    plan = parse_text(f"---\nregion: 栖梧区\nyear: 2025\n---\n{_BODY}", "plan.md")
    assert not [d for d in plan.doubts if d.kind == "front_matter"]
    assert (plan.region, plan.year) == ("栖梧区", 2025)


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(IngestError, match="year"):
        parse_text(f"---\nyear: 去年\nfrom: 网页\n---\n{_BODY}", "plan.md")
