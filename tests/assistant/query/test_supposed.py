"""What a question of yes and no supposes."""

from __future__ import annotations

import pytest

from assistant.query.slots import supposed


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("骑行驿站是县交通局牵头吗？", "骑行驿站是县交通局牵头"),
        ("骑行驿站是不是县交通局牵头", "骑行驿站县交通局牵头"),
        ("骑行驿站是否由县交通局牵头？", "骑行驿站由县交通局牵头"),
        ("骑行驿站由县交通局牵头，对吗？", "骑行驿站由县交通局牵头"),
        ("骑行驿站由县交通局牵头吧？", "骑行驿站由县交通局牵头"),
        ("驿站补助有没有上限？", "驿站补助有上限"),
        ("驿站能不能转租", "驿站能转租"),
        ("驿站可不可以转租", "驿站可以转租"),
        ("驿站能否转租", "驿站能转租"),
        ("赠票算不算客流？", "赠票算客流"),
        ("驿站需不需要备案", "驿站需要备案"),
        ("驿站不能转租吗？", "驿站不能转租"),
        ("驿站建成了没有？", "驿站建成了"),
        ("请问，驿站建成了吗？", "驿站建成了"),
        ("自家的驿站归这个办法管吗？", "自家的驿站适用这个办法"),
        ("骑行驿站由谁牵头？", None),
        ("骑行驿站要建多少个", None),
        ("驿站是县里管还是镇里管？", None),
        ("驿站还是得先备案的吧？", "驿站还是得先备案的"),
        ("你确定吗？", None),
        ("驿站能转租吗？驿站能抵押吗？", None),
        ("谁负责驿站？驿站能转租吗？", "驿站能转租"),
        ("介绍骑行驿站", None),
    ],
)
def test_the_statement_it_asks_about(question: str, statement: str | None) -> None:
    assert supposed(question) == statement
