"""The straight rules drawn on an OFD page, by its path objects.

In: the bytes of a page's content, and how high the page is. Out: level and upright rules in points, y
upwards, as `ruled_tables` has them. A thin box is a rule; of a path that is stroked every straight piece is.
Not looked at: composite objects, and paths of page templates.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest import late_re as re
from ingest.readers.options import OFD
from ingest.readers.pages import Matrix, at
from ingest.readers.ruled_tables import Rule

POINT = 72 / 25.4
"""Points of a millimetre."""
_OPERATION = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_ENDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""Operations of a path (GB/T 33190, 9.1) -> how many numbers they take; the last two are where it goes."""
_Point = tuple[float, float]
_Piece = tuple[_Point, _Point]


def rules_of(content: bytes, high: float) -> tuple[list[Rule], list[Rule]]:
    """`high` in millimetres. Nothing where the content cannot be read."""
    level: list[Rule] = []
    upright: list[Rule] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError:
        return level, upright
    for path in root.iter("{*}PathObject"):
        if len(level) + len(upright) > OFD.rules:
            break
        _take(path, high, level, upright)
    return level, upright


def _take(path: etree._Element, high: float, level: list[Rule], upright: list[Rule]) -> None:
    pieces = [
        tuple((x * POINT, (high - y) * POINT) for x, y in piece)
        for piece in _pieces(path.findtext("{*}AbbreviatedData") or "", _matrix(path))
    ]
    points = [point for piece in pieces for point in piece]
    if not points:
        return
    (left, right), (bottom, top) = ((min(of), max(of)) for of in zip(*points, strict=True))
    if top - bottom <= OFD.thin < right - left:
        level.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= OFD.thin < top - bottom:
        upright.append(Rule((left + right) / 2, bottom, top))
    elif path.get("Stroke", "true") == "true":
        for (x, y), (u, v) in pieces:
            if abs(y - v) <= OFD.straight < abs(x - u):
                level.append(Rule((y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= OFD.straight < abs(y - v):
                upright.append(Rule((x + u) / 2, min(y, v), max(y, v)))


def _matrix(path: etree._Element) -> Matrix:
    """From the object's own space to the page."""
    left, top, *_ = (*_numbers(path.get("Boundary", "")), 0.0, 0.0)
    own = _numbers(path.get("CTM", ""))
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + left, f + top


def _pieces(written: str, matrix: Matrix) -> Iterator[_Piece]:
    """The straight pieces of a path, on the page; what is curved goes on from where it ends."""
    start = last = at(0.0, 0.0, matrix)
    for operation, operands in _OPERATION.findall(written):
        if operation == "C":
            yield last, start
            last = start
            continue
        numbers = _numbers(operands)
        if len(numbers) < _ENDS.get(operation, 1) or operation not in _ENDS:
            return
        here = at(numbers[-2], numbers[-1], matrix)
        if operation in "SM":
            start = here
        elif operation == "L":
            yield last, here
        last = here


def _numbers(written: str) -> tuple[float, ...]:
    """() where these are not numbers."""
    try:
        return tuple(float(part) for part in written.replace(",", " ").split())
    except ValueError:
        return ()
