"""A paper that came on one line: its head and its sign-off set apart from the text.

In: clean lines. Out: the same, a long first line cut at the blanks between title, 文号, addressees and text,
a long last one between text and signature. A head is cut off only where one of its parts reads as a title; a
signature only behind the last full stop and where its last part is a day. Where the text itself is cut is
decided by its marks, elsewhere.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.grammar.title_dates import DAY
from ingest.layout.clean import CleanLine
from ingest.layout.frame import is_addressees
from ingest.layout.sign_off import narrow
from ingest.layout.titles import TITLE, is_date

_LONG = 120
"""Characters from which on a line holds more than a title."""
_PART = 80
"""Characters of a title or another part of a head; longer parts are text."""
_PARTS = 12
_SIGNATURE = 120
_STOP = re.compile(r"[。；！？]")
_ADDRESSED = re.compile(r"[^。；：:]{2,200}[：:]")
_DAY_LAST = re.compile(rf"{DAY}$")


def set_apart(lines: Sequence[CleanLine]) -> list[CleanLine]:
    """Lines that are no such ones stay as they are."""
    out = list(lines)
    if out and not out[-1].cells and len(out[-1].text) >= _LONG:
        out[-1:] = _cut(out[-1], _signature_cuts(out[-1].text))
    if out and not out[0].cells and len(out[0].text) >= _LONG:
        out[:1] = _cut(out[0], _head_cuts(out[0].text))
    return out


def _cut(line: CleanLine, cuts: Sequence[int]) -> list[CleanLine]:
    bounds = [0, *cuts, len(line.text)]
    parts = []
    for start, end in itertools.pairwise(bounds):
        words = line.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            parts.append(replace(line, run=line.run.cut(start, end), gap=line.gap or start > 0))
    return parts


def _head_cuts(text: str) -> list[int]:
    """Where the parts of the head end; none where no part reads as a title."""
    cuts: list[int] = []
    titled = False
    for part in re.finditer(r"\S+", text):
        words = part[0]
        is_head = len(words) <= _PART and not _STOP.search(words) and not words.endswith(("：", ":"))
        addressed = None if is_date(words) else _ADDRESSED.match(text, part.start())
        if addressed and titled and is_addressees(addressed[0]):
            return [*cuts, addressed.end()]
        if not is_head or len(cuts) >= _PARTS or part.end() == len(text):
            break
        titled = titled or TITLE.match(words) is not None
        cuts.append(part.end())
    return cuts if titled else []


def _signature_cuts(text: str) -> list[int]:
    """Where the text ends and the parts of its signature begin."""
    last = max(text.rfind(mark) for mark in "。！）")
    rest = text[last + 1 :]
    parts = [last + 1 + m.start() for m in re.finditer(r"\S+", rest)]
    signed = parts and len(rest) <= _SIGNATURE and _DAY_LAST.search(narrow(rest))
    return parts if signed and last >= 0 else []
