"""Figures that a scanner's reading has spoilt: letters that look like digits among digits (6O公里, l0月).

In: a text. Out: where such figures stand. A run of digits and such letters is one where it has both, touches
no other letter, and a measure or a time goes on behind it (O2O模式 is none). What it should
say is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.measures import SCALED
from ingest.model import Span

_LIKE = "OoＯIl|"
"""Letters and signs that are read for 0 and 1; S and Z stand for 5 and 2 more seldom than for themselves."""
_RUN = re.compile(
    rf"(?<![A-Za-z\d.])(?=[\d.,]*[{_LIKE}])(?=[{_LIKE}]*\d)[\d{_LIKE}][\d.,{_LIKE}]*(?![A-Za-z\d])"
    rf"(?=\s*(?:{SCALED}|[年月日时%％‰]))"
)


def misread_figures(text: str) -> Iterator[Span]:
    """In printed order, without overlap."""
    for m in _RUN.finditer(text):
        yield Span(start=m.start(), end=m.end())
