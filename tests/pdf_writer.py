"""PDF files of our own for tests: lines of text, rules and pictures at places in points, nothing else.

The font is none that is embedded: its characters are told by a predefined encoding, as in papers set with
Chinese typesetting programs; without it the file says nothing of which characters it prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, TOP, LEADING, SIZE = 80.0, 760.0, 24.0, 12.0


@dataclass
class Sheet:
    """A page; `y` is where the next line goes."""

    parts: list[bytes] = field(default_factory=list)
    y: float = TOP
    picture: bool = False

    def line(self, text: str, *, x: float = LEFT, y: float | None = None, size: float = SIZE) -> Sheet:
        at = self.y if y is None else y
        self.parts.append(f"BT /F1 {size} Tf {x} {at} Td <{text.encode('utf-16-be').hex()}> Tj ET".encode())
        self.y = self.y - LEADING if y is None else self.y
        return self

    def lines(self, *texts: str) -> Sheet:
        for text in texts:
            self.line(text)
        return self

    def rule(self, x: float, y: float, u: float, v: float) -> Sheet:
        self.parts.append(f"{x} {y} m {u} {v} l S".encode())
        return self

    def table(
        self,
        rows: Sequence[Sequence[str | None]],
        widths: Sequence[float],
        *,
        tall: float = 30,
        x: float = LEFT,
    ) -> Sheet:
        """A ruled table; None is a cell that the one above it covers, with no rule between."""
        xs = [x]
        for width in widths:
            xs.append(xs[-1] + width)
        top = self.y
        self.rule(xs[0], top, xs[-1], top)
        for n, row in enumerate(rows):
            y = top - n * tall
            for at, text in enumerate(row):
                if text is not None and n:
                    self.rule(xs[at], y, xs[at + 1], y)
                for down, piece in enumerate((text or "").split("\n")):
                    if piece:
                        self.line(piece, x=xs[at] + 3, y=y - 12 - down * 12, size=9)
        bottom = top - len(rows) * tall
        self.rule(xs[0], bottom, xs[-1], bottom)
        for at in xs:
            self.rule(at, top, at, bottom)
        self.y = bottom - LEADING
        return self


def pdf(*pages: Sheet, encoding: str = "/UniGB-UTF16-H", encrypted: bool = False) -> bytes:
    """The bytes of a file of these pages."""
    objects: list[bytes] = [b"", b""]
    font = _add(objects, _font(encoding, _add(objects, _DESCENDANT)))
    picture = _add(objects, _stream(b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 "
                   "/ColorSpace /DeviceGray /BitsPerComponent 8"))  # fmt: skip
    kids = []
    for page in pages:
        drawn = [f"{WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do".encode()] if page.picture else []
        content = _add(objects, _stream(b"\n".join([*page.parts, *drawn])))
        kids.append(
            _add(
                objects,
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
                f"/Resources << /Font << /F1 {font} 0 R >> /XObject << /P {picture} 0 R >> >> >>".encode(),
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return _written(objects, "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "ab" * 32 + "> /U <" + "cd" * 32
                    + "> /P -44 >> /ID [<00><00>]" if encrypted else "")  # fmt: skip


def paper(texts: Iterable[str], *, wide: int = 34, deep: int = 26) -> bytes:
    """Paragraphs set on pages of `deep` lines of `wide` characters, a first line two characters in."""
    rows: list[tuple[str, float]] = []
    for text in texts:
        indent = 0 if not rows else 2
        first = text[: wide - indent]
        rows.append((first, LEFT + indent * SIZE))
        rest = text[len(first) :]
        rows += [(rest[at : at + wide], LEFT) for at in range(0, len(rest), wide)]
    pages = []
    for at in range(0, len(rows), deep):
        page = Sheet()
        for text, x in rows[at : at + deep]:
            page.line(text, x=x)
        pages.append(page)
    return pdf(*pages)


_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /FontDescriptor << /Type "
    b"/FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /Ascent 880 "
    b"/Descent -120 /StemV 93 >> >>"
)


def _font(encoding: str, descendant: int) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding {encoding} "
        f"/DescendantFonts [{descendant} 0 R] >>"
    ).encode()


def _stream(data: bytes, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return bytes(out)
