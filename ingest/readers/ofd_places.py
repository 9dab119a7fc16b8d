"""Where the lines of an OFD page stand, by the pieces of text that ofdkit places on it.

In: the lines of a page as ofdkit sets them out, and its pieces. Out: each line with its edges, by which it is
told whether its words go on in the next one (`printed_lines`). A line is found again by its characters: those
of one base line, or of a part of one where columns stand side by side. Only the printed order is told apart;
nothing is read here.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.readers.options import OFD
from ingest.readers.printed_lines import Printed

if TYPE_CHECKING:
    import ofdkit

_LEAST = 1.0
"""Millimetres of a letter whose size is not said."""


def placed(texts: Sequence[str], runs: Sequence[ofdkit.TextRun]) -> tuple[Printed, ...] | None:
    """The lines with their places, in millimetres, heights below the top of the page; None where one
    of them is not found."""
    found: dict[str, deque[list[ofdkit.TextRun]]] = defaultdict(deque)
    for line in _lines([run for run in runs if run.text.strip()]):
        pieces = _pieces(line)
        for piece in [line, *(pieces if len(pieces) > 1 else [])]:
            found[_bare("".join(run.text for run in piece))].append(piece)
    out = []
    for text in texts:
        same = found.get(_bare(text))
        if not same:
            return None
        out.append(_printed(text, same.popleft()))
    return tuple(out)


def _lines(runs: Sequence[ofdkit.TextRun]) -> list[list[ofdkit.TextRun]]:
    """The pieces of each base line from the left, down the page; what is drawn twice is there once."""
    once = {(run.text, round(run.x * 4), round(run.y * 4)): run for run in reversed(runs)}
    lines: list[list[ofdkit.TextRun]] = []
    for run in sorted(once.values(), key=lambda run: (run.y, run.x)):
        if lines and run.y - lines[-1][0].y <= OFD.same_line * max(run.size, _LEAST):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x) for line in lines]


def _pieces(line: Sequence[ofdkit.TextRun]) -> list[list[ofdkit.TextRun]]:
    pieces = [[line[0]]]
    for run in line[1:]:
        last = pieces[-1][-1]
        if run.x - (last.x + last.width) > OFD.apart * max(run.size, _LEAST):
            pieces.append([run])
        else:
            pieces[-1].append(run)
    return pieces


def _printed(text: str, runs: Sequence[ofdkit.TextRun]) -> Printed:
    """Blanks that are drawn before the first word are room, and belong to no line."""
    first = runs[0]
    blank = len(first.text) - len(first.text.lstrip())
    size = max(max(run.size for run in runs), _LEAST)
    return Printed(
        text=text,
        left=first.x + blank * first.width / max(1, len(first.text)),
        right=max(run.x + run.width for run in runs),
        top=-min(run.y for run in runs),
        height=size,
    )


def _bare(text: str) -> str:
    return "".join(text.split())
