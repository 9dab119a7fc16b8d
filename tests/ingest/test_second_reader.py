"""The coarse second reader: where the words speak of somebody nobody is charged as, or of a figure that is
read as nothing.
"""

from __future__ import annotations

import pytest

from ingest.grammar.quantities import read_quantities
from ingest.inspection.second_reader import differs_in_figures, differs_in_offices

OFFICES = [
    ("养护人应当登记。", (), "u left demanded 养护人应当"),
    ("养护人应当登记。", ("养护人",), ""),
    ("县水利局牵头，养护人不得转包。", ("县水利局",), "u left demanded beside others 养护人不得"),
    ("名录由评审专家拟定。", (), "u left by 由评审专家拟定"),
    ("名录由县水利局拟定。", ("县水利局",), ""),
    ("方案报县长批准。", ("县水利局",), "u left put to beside others 报县长批准"),
    ("方案报县政府批准。", ("县政府",), ""),
    ("清淤9处。", (), ""),
    ("应当登记。", (), ""),
]
FIGURES = [
    ("在3个工作日内答复。", "t unread within 3个工作日"),
    ("提前24小时公告。", "t unread span 24小时"),
    ("可以延长10个工作日。", "t unread span 10个工作日"),
    ("台账保存不少于2年。", "t unread span 2年"),
    ("每月5日前报送台账。", "t unread day again 每月5日前"),
    ("每户给予3000元补助。", "t unread given 3000元"),
    ("总投资3000万元。", ""),
    ("历时3年。", ""),
    ("清淤9处。", ""),
]


@pytest.mark.parametrize(("text", "charged", "said"), OFFICES)
def test_somebody_who_is_not_charged(text: str, charged: tuple[str, ...], said: str) -> None:
    found = differs_in_offices(text, charged)
    assert "；".join(f"{name} {text[start:end]}" for name, start, end in found) == said


@pytest.mark.parametrize(("text", "said"), FIGURES)
def test_a_figure_that_is_read_as_nothing(text: str, said: str) -> None:
    found = differs_in_figures(text, read_quantities(text), set())
    assert "；".join(f"{name} {text[start:end]}" for name, start, end in found) == said


@pytest.mark.parametrize(("text", "_"), FIGURES)
def test_a_figure_that_was_read_is_none_of_them(text: str, _: str) -> None:
    assert not list(differs_in_figures(text, read_quantities(text), set(range(len(text)))))
