"""A doubt for each figure that a scanner's reading has spoilt, so that nobody takes its neighbour for it.

In: clean lines. Out: doubts with their lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.grammar.misread import misread_figures
from ingest.layout.clean import CleanLine
from ingest.model import Doubt

_AROUND = 6


def misread(lines: Sequence[CleanLine]) -> Iterator[Doubt]:
    for line in lines:
        for span in misread_figures(line.text):
            near = line.text[max(0, span.start - _AROUND) : span.end + 2]
            message = f"“{near}”里的数字夹有字母或多出的 0，疑似识别错误，没有读作数字，请核对原件"
            yield Doubt(line=line.number, kind="figure", message=message)
