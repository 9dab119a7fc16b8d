"""Figures that a scanner's reading has spoilt: letters that look like digits among digits (6O公里, l0月), a
nought behind a per cent sign (9.5%0), and signs it takes for others.

In: a text. Out: where such figures stand. A run of digits and such letters is one where it has both, touches
no other letter, and a measure or a time goes on behind it (not so in O2O模式). What it should say is not
guessed; of signs it is said what they may be.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.measures import PER_MILLE, SCALED
from ingest.grammar.stops import STATEMENTS
from ingest.model import Span

_LIKE = "OoＯIl|"
"""Letters and signs that are read for 0 and 1; S and Z stand for 5 and 2 more seldom than for themselves."""
_RUN = re.compile(
    rf"(?<![A-Za-z\d.])(?=[\d.,]*[{_LIKE}])(?=[{_LIKE}]*\d)[\d{_LIKE}][\d.,{_LIKE}]*(?![A-Za-z\d])"
    rf"(?=\s*(?:{SCALED}|[年月日时%％‰]))"
)

_NOUGHT = r"[%％][0oOＯ〇○](?![\d.])"
"""‰ as recognition prints it."""
_SPOILT = re.compile(rf"\d[\d.]*{_NOUGHT}")
_SIGNS = (
    (re.compile(rf"(?<=\d){_NOUGHT}"), "‰"),
    (re.compile(r"(?<=[\u4e00-\u9fff”》）])[-－](?=[\u4e00-\u9fff“《（])"), "—"),
    (re.compile(r"(?<=\d)一(?=\d)"), "—"),
)
_FIGURE = re.compile(rf"(?<![A-Za-z])[{_LIKE}]*\d(?:[\d{_LIKE}]|[.,．，](?=\d))*(?:{_NOUGHT}|[%％‰])?")
_SET_RIGHT = re.compile(r"\d{1,12}(?:[.,]\d{1,12})*[%％‰]?")
_PER_CENT = re.compile(r"\d+(?:\.\d+)?[%％](?![0oOＯ〇○])")
_RATE = re.compile(r"[\u4e00-\u9fff]{0,6}率")


def confused_signs(text: str) -> Iterator[tuple[Span, str]]:
    """Signs that stand where another is usual, with that one, in a text that was recognised."""
    for pattern, perhaps in _SIGNS:
        for m in pattern.finditer(text):
            yield Span(start=m.start(), end=m.end()), perhaps


def recognised_figures(text: str) -> Iterator[Span]:
    """Figures as recognition prints them, with what it may have taken for a digit or for ‰."""
    for m in _FIGURE.finditer(text):
        yield Span(start=m.start(), end=m.end())


def is_figure(text: str) -> bool:
    """Whether it can stand in the place of one that was misread."""
    return _SET_RIGHT.fullmatch(text) is not None


def perhaps_per_mille(text: str) -> Iterator[Span]:
    """Figures in per cent of what is counted by the thousand (死亡率控制在7.5%), as recognition reads ‰:
    those before which, in their sentence, the last rate that is named is such a one.
    """
    for sentence in STATEMENTS.finditer(text):
        for m in _PER_CENT.finditer(sentence[0]):
            rates = _RATE.findall(sentence[0][: m.start()])
            if rates and re.search(rf"(?:{PER_MILLE})$", rates[-1]):
                yield Span(start=sentence.start() + m.start(), end=sentence.start() + m.end())


def misread_figures(text: str) -> Iterator[Span]:
    """In printed order, without overlap."""
    found = [(m.start(), m.end()) for pattern in (_RUN, _SPOILT) for m in pattern.finditer(text)]
    for start, end in sorted(found):
        yield Span(start=start, end=end)
