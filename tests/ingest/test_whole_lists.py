"""A list of those who are to do it is open only where the paper leaves somebody out of it."""

from __future__ import annotations

import pytest

from ingest.grammar.named_offices import named_offices


@pytest.mark.parametrize(
    ("words", "names", "is_open"),
    [
        ("县水利局和乡镇街道要每月巡查", ("县水利局", "乡镇街道"), False),
        ("县渔业局、各镇街要登记渔船", ("县渔业局", "各镇街"), False),
        ("县民政局和村（社区）应当上门探访", ("县民政局", "村（社区）"), False),
        ("县教育局及各中小学校应当组织演练", ("县教育局", "各中小学校"), False),
        ("县水利局、县住建局和供水企业应当公布水质", ("县水利局", "县住建局", "供水企业"), False),
        ("县水利局等部门要每月巡查", ("县水利局",), True),
        ("县政府及其有关部门应当宣传", ("县政府",), True),
        ("县水利局和其他负有监管职责的部门应当检查", ("县水利局",), True),
    ],
)
def test_who_is_named(words: str, names: tuple[str, ...], is_open: bool) -> None:
    named = named_offices(words)
    assert named is not None
    assert (named.names, named.open) == (names, is_open)
