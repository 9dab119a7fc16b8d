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


FRONT = (
    "---\n标题: 住房补贴管理办法\n文号: 岚政发〔2031〕7号\n{issuer}: 岚溪县人民政府\n"
    "{day}: 2031-05-22\n状态: 失效\n---\n\n"
)


@pytest.mark.parametrize("issuer", ["发布单位", "发文机关", "制定机关", "发布机构"])
@pytest.mark.parametrize("day", ["发布日期", "成文日期", "印发日期"])
def test_what_a_front_matter_says_as_pages_do(issuer: str, day: str) -> None:
    """Collections of papers write the fields of the page they took them from at the head of a file."""
    body = "# 住房补贴管理办法\n\n第一条 县住建局负责审核。\n\n第二条 补贴按月发放。\n"
    plan = parse_text(FRONT.format(issuer=issuer, day=day) + body, "b.md")
    read = (plan.number, plan.issuer, plan.issued, plan.region)
    assert read == ("岚政发〔2031〕7号", "岚溪县人民政府", "2031-05-22", "岚溪县")
    assert [d.message.split("。")[0] for d in plan.doubts if d.kind == "front_matter"] == [
        "文首信息里这几项没有采用：标题: 住房补贴管理办法；状态: 失效"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "发文机关：\t岚溪县人民政府\t成文日期：\t2011年03月05日\n发文字号：\t岚政发〔2011〕7号\t发布日期：\t2028年12月24日\n",
        "发布日期：2028年12月24日\n成文日期：2011年03月05日\n",
        "成文日期：2011-03-05\t发布日期：2028-12-24\n",
    ],
)
def test_the_day_a_paper_was_made_not_the_day_its_page_was_put_up(page: str) -> None:
    body = "住房补贴管理办法\n\n第一条 县住建局负责审核。\n\n第二条 补贴按月发放。\n"
    plan = parse_text(page + body, "b.txt")
    assert (plan.issued, plan.year) == ("2011-03-05", 2011)
