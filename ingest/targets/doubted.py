"""Names of targets that look wrong: cut at a word, or with a figure in them that belongs to something else.

In: a target as read. Out: what staff are to look at, "" where the name looks whole. Figures that tell which
ones are meant are part of a name: ages, lengths and stretches of time (65岁以上老年人, 30分钟服务圈), numbers
with a bound (100张以上的医院), numbers that are names (12345热线) and what stands in quotation marks.
"""

from __future__ import annotations

import re

from ingest.grammar.folding import fold
from ingest.grammar.measures import kind_of
from ingest.grammar.quantities import Quantity, folded_quantities
from ingest.model import Target

_CUT_FRONT = re.compile(r"[的与或了、，）”》：]|和(?![谐平])|及(?![时早格])|等(?!级)|(?:并且|以及)")
_CUT_BACK = re.compile(r"(?:[年每按由从到至达为的和与及、占较不$¥（“《]|其中|分别|同比)\Z")
_WHOLE = re.compile(r"(?:百年|青年|少年|成年|老年|学年|周年|中青年|未成年|转为|行为|作为|参与|普及|目的)\Z")
_PAIRS = ("（）", "“”", "《》")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
_TELL_WHICH = frozenset({"age", "length", "time", "area", "energy", "level", "volume", "weight"})
_NUMBER_OF_A_NAME = 3
"""Digits from which on a number without a unit is a name (120急救, 12345热线)."""


def doubtful(target: Target) -> str:
    """A sentence for the report, "" where the name looks whole."""
    name = target.indicator
    if _is_cut(name):
        return f"指标名称“{name}”像是被截断的，请核对这项指标"
    words = fold(_QUOTED.sub("", name)).text
    if any(_is_stray(words, figure) for figure in folded_quantities(words)):
        return f"指标名称“{name}”里有数字，可能混入了别的数据，请核对这项指标"
    return ""


def _is_cut(name: str) -> bool:
    if _CUT_FRONT.match(name):
        return True
    if any(name.count(pair[0]) != name.count(pair[1]) for pair in _PAIRS):
        return True
    return _CUT_BACK.search(name) is not None and _WHOLE.search(name) is None


def _is_stray(words: str, figure: Quantity) -> bool:
    """Whether the figure is no part of a name."""
    printed = figure.span.of(words)
    if (
        figure.role != "amount"
        or not re.search(r"\d", printed)
        or re.search(r"[每前]$", words[: figure.span.start])
    ):
        return False
    if figure.unit is None:
        return len(printed) < _NUMBER_OF_A_NAME
    return not figure.after and kind_of(figure.unit) not in _TELL_WHICH
