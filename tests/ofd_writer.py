"""OFD files built from raw XML, for tests of what the reader makes of them.

A page is lines of words (drawn in the order given, each at its height in mm from the top) or raw objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.word_files import zipped

_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0
STEP = 8.0
PATH = (
    '<ofd:PathObject ID="900" Boundary="20 20 9 9">'
    "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>"
)


def text(words: str, y: float, x: float = 20.0) -> str:
    """A text object whose characters stand one behind the other."""
    code = f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(words) - 1} {SIZE}">{escape(words)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="{x} {y} 170 6" Font="3" Size="{SIZE}">{code}</ofd:TextObject>'


def rule(x: float, y: float, u: float, v: float) -> str:
    """A stroked line from one place to another."""
    return (
        f'<ofd:PathObject ID="901" Boundary="{x} {y} {max(u - x, 0.1)} {max(v - y, 0.1)}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {u - x} {v - y}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def box(x: float, y: float, wide: float, high: float) -> str:
    """A filled one, as some programs draw rules."""
    return (
        f'<ofd:PathObject ID="902" Boundary="{x} {y} {wide} {high}" Fill="true" Stroke="false">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )


def page(*lines: str, upwards: bool = False) -> str:
    """A page with lines down from the top; `upwards` draws the last one first."""
    objects = [line if line.startswith("<") else text(line, 25 + STEP * n) for n, line in enumerate(lines)]
    body = "".join(reversed(objects) if upwards else objects)
    return f'<ofd:Page {_NAMES}><ofd:Content><ofd:Layer ID="2">{body}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(*pages: str, more: Sequence[tuple[str, str]] = ()) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}.xml"/>' for n in range(len(pages)))
    body = "<ofd:DocBody><ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody>"
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {_NAMES}>{body}</ofd:OFD>",
            "Doc/Document.xml": f"<ofd:Document {_NAMES}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **{f"Doc/Pages/P{n}.xml": content for n, content in enumerate(pages)},
            **dict(more),
        }
    )
