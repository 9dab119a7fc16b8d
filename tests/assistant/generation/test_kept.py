"""Which lines of the rules' answer stay below a model's sentences."""

from __future__ import annotations

import pytest

from assistant.generation.composed import kept_lines
from assistant.model import Answer, Citation
from ingest.model import Edition


def _cited(label: str, *units: str) -> Citation:
    return Citation(
        marker=f"甲要点·{label}", plan="a", title="甲市要点", edition=Edition.OFFICIAL, clause=label, path=(),
        units=units, unit_role="牵头单位", leaders=(), quote="一", start=0, end=1, reference="《甲市要点》",
    )  # fmt: skip


def _rules(*lines: str) -> Answer:
    cited = (_cited("一/1", "市水务局"), _cited("一/2", "市财政局"))
    return Answer(question="", status="answered", reason=None, answer="\n\n".join(lines), citations=cited)


FIGURE = "管网改造：**120公里** 〔甲要点·一/1〕"
OTHER = "污水处理站：**9座** 〔甲要点·一/2〕"
OFFICE = "牵头单位：市水务局"
CHIP = "〔甲要点·一/1〕"
QUOTE = "> 改造管网120公里，2026年底完工。"
PLACES = "> 进贤县、安义县的管网由市里改造。"
ROWS = [
    ("a place of a quote that answers", "进贤县的管网要改造。", (CHIP, PLACES), (f"{CHIP}\n\n{PLACES}",)),
    ("a figure the sentences have", "改造120公里管网。", (FIGURE,), ()),
    ("a figure they lack", "要改造管网。", (FIGURE,), (FIGURE,)),
    ("another figure of the clause", "要改造管网30公里。", (FIGURE,), (FIGURE,)),
    ("a figure of another clause where they have one", "要改造管网30公里。", (OTHER,), ()),
    ("the same where they have none", "要改造管网。", (OTHER,), (OTHER,)),
    ("an office beside what is in bold", "改造120公里管网。", (FIGURE, OFFICE), ()),
    ("an office that answers", "要改造管网。", (f"{CHIP}", QUOTE[:5], OFFICE), (f"{OFFICE} {CHIP}",)),
    ("a quote that answers", "管网改造120公里。", (CHIP, QUOTE), (f"{CHIP}\n\n{QUOTE}",)),
    ("a quote of which all is said", "2026年底完工，改造120公里。", (CHIP, QUOTE), ()),
]


@pytest.mark.parametrize(("name", "said", "lines", "kept"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_kept(name: str, said: str, lines: tuple[str, ...], kept: tuple[str, ...]) -> None:
    found = kept_lines(said, {("a", "一/1")}, _rules(*lines))
    assert tuple(one.words for one in found) == kept
