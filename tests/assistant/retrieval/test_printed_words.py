"""Words that no dictionary has and the library prints."""

from __future__ import annotations

import pytest

from assistant.retrieval.words import printed_whole

PRINTED = "住宅电梯困人率不高于每百台0.3次，驿站漏水率降到5%。"


def frequency(term: str) -> int:
    return int(term in PRINTED)


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (("困", "人", "率", "和", "目标"), ["困人率", "和", "目标"]),
        (("驿站", "漏", "水", "率"), ["驿站", "漏水率"]),
        (("困", "人", "的"), ["困", "人", "的"]),  # two alone go by the words beside them
        (("漏", "雨", "率"), ["漏", "雨", "率"]),  # never printed
        (("维", "保", "最", "多"), ["维", "保", "最", "多"]),
        ((), []),
    ],
)
def test_what_is_printed_whole(cut: tuple[str, ...], words: list[str]) -> None:
    assert printed_whole(cut, frequency) == words
