"""A paper that came on one line: its head and its sign-off set apart from the text.

In: clean lines. Out: the same, a long first line cut at the blanks between title, 文号, addressees and text,
a long last one between text and signature. A head is cut off only where one of its parts reads as a title; a
signature only behind the last full stop and where its last part is a day. Where the text itself is cut is
decided by its marks, elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.fields import fields_in
from ingest.grammar.office_ends import ISSUER_END
from ingest.grammar.stops import PRINTED
from ingest.grammar.title_dates import DAY
from ingest.layout.clean import CleanLine
from ingest.layout.frame import is_addressees
from ingest.layout.sign_off import narrow
from ingest.layout.titles import TITLE, is_date

_LONG = 120
"""Characters from which on a line holds more than a title."""
_SHORTEST = 30
"""Characters of a line that may hold text and a signature."""
_HEAD = 4
"""First lines that may hold the page's fields behind the title."""
_PART = 80
"""Characters of a title or another part of a head; longer parts are text."""
_PARTS = 12
_SIGNATURE = 120
_ADDRESSED = re.compile(r"[^。；：:]{2,200}[：:]")
_ISSUER = re.compile(rf"{ISSUER_END}\s*$")
_DAY_LAST = re.compile(rf"{DAY}$")


def set_apart(lines: Sequence[CleanLine]) -> list[CleanLine]:
    """Lines that are no such ones stay as they are."""
    out = list(lines)
    for at in _last_lines(out):
        out[at : at + 1] = _cut(out[at], _signature_cuts(out[at].text, signed=at + 1 < len(lines)))
    for at in range(min(_HEAD, len(out)) - 1, -1, -1):
        if not out[at].cells:
            cuts = _field_cuts(out[at].text) or _head_cuts(out[at].text)
            out[at : at + 1] = _cut(out[at], cuts)
    return out


def _last_lines(lines: Sequence[CleanLine]) -> list[int]:
    """The last line where it is long, or the one above where the last is but a day."""
    at = len(lines) - 1
    if at > 0 and not lines[at].cells and is_date(lines[at].text):
        at -= 1
    return [at] if at >= 0 and not lines[at].cells and len(lines[at].text) >= _SHORTEST else []


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
    """Where the parts of the head end; none where no part reads as a title. A line no longer than a title may
    be is cut only where it holds a number or addressees as well.
    """
    cuts: list[int] = []
    titled = numbered = False
    for part in re.finditer(r"\S+", text):
        words = part[0]
        addressed = None if is_date(words) else _ADDRESSED.match(text, part.start())
        if addressed and titled and _addresses(addressed[0]):
            return [*cuts, addressed.end()]
        if not _is_part(words) or len(cuts) >= _PARTS or part.end() == len(text):
            break
        titled = titled or TITLE.match(words) is not None
        numbered = numbered or is_date(words)
        cuts.append(part.end())
    return cuts if titled and (numbered or len(text) >= _LONG) else []


def _is_part(words: str) -> bool:
    return len(words) <= _PART and not PRINTED.search(words) and not words.endswith(("：", ":"))


def _addresses(words: str) -> bool:
    """Whether the words are addressees alone, with no other part of a head before them."""
    *before, _ = words.split()
    return is_addressees(words) and not any(TITLE.match(part) or is_date(part) for part in before)


def _field_cuts(text: str) -> list[int]:
    """Where a title ends that the page's own fields stand behind: …的方案 [主题分类] 绿道."""
    first = next(iter(fields_in(text)), None)
    behind = first is not None and first.where == "page" and TITLE.match(text[: first.span.start].strip())
    return [first.span.start] if first and behind else []


def _signature_cuts(text: str, *, signed: bool) -> list[int]:
    """Where the text ends and the parts of its signature begin; `signed` where the day stands below."""
    last = max(text.rfind(mark) for mark in "。！）")
    rest = text[last + 1 :]
    parts = [last + 1 + m.start() for m in re.finditer(r"\S+", rest)]
    closes = _ISSUER.search(rest) if signed else _DAY_LAST.search(narrow(rest))
    return parts if parts and len(rest) <= _SIGNATURE and closes and last >= 0 else []
