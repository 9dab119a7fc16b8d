"""How fast files are read, by format: pages, or ten thousand characters, a second, and memory.

In: a folder of files, or none: then one text is made and written in every format that can be written here,
with the same words. Out: a `Row` a format. Each file is read in a process of its own, imports done before the
clock starts, as a file among many is; memory is the peak of the largest process at it, that of recognition or
LibreOffice too. Nothing is stored. Unix only.

The files are written by hand, as plainly as each format allows: paragraphs, pages of 28 lines, tables for
what is a table. What LibreOffice can make of the Word file is made where it is installed; the scan is the
first pages of the PDF drawn as pictures, where the machine has a font for them. No measure of how well a
format is read: those are the tests of the readers.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from evals.bench.generate import write_plans
from evals.bench.speed import start
from evals.errors import EvalError
from ingest.errors import PlanError
from ingest.load import find_files
from ingest.readers.office import program
from ingest.readers.page_pictures import shown

READ = (sys.executable, "-m", "evals.bench.read_once")
_CLAUSES = 100

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The files of one format together; `pages` 0 for formats without any."""

    format: str
    files: int
    pages: int
    characters: int
    seconds: float
    peak_mb: float

    @property
    def pages_a_second(self) -> float | None:
        return self.pages / self.seconds if self.pages else None

    @property
    def characters_a_second(self) -> float:
        return self.characters / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`notes` are sentences on what was not measured, or not read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [
            asdict(row)
            | {"pages_a_second": row.pages_a_second, "characters_a_second": row.characters_a_second}
            for row in self.rows
        ]
        return {"rows": rows, "notes": self.notes}


def run(files: Path | None = None, *, seed: int = 7, progress: Progress = lambda _: None) -> Report:
    """Raises EvalError where nothing in the folder can be read."""
    with TemporaryDirectory(prefix="plans-formats-") as folder:
        if files is not None:
            chosen, notes = find_files([files]), list[str]()
        else:
            progress("生成文件")
            chosen, notes = write_formats(_lines(Path(folder), seed), Path(folder))
        by_format: dict[str, list[dict[str, float]]] = {}
        for file in chosen:
            progress(f"读 {file.name}")
            done = start((*READ, str(file)))
            if done.code != 0:
                notes.append(f"{file.name} 没有读成。")
                continue
            found = json.loads(done.output) | {"peak_mb": done.peak_mb}
            by_format.setdefault(file.suffix.lower().lstrip("."), []).append(found)
    if not by_format:
        raise EvalError("没有读成一个文件", file=str(files or ""), remedy="请给出装有文件的文件夹")
    return Report(rows=tuple(_row(*one) for one in by_format.items()), notes=tuple(notes))


def _row(name: str, found: Sequence[dict[str, float]]) -> Row:
    return Row(
        format=name,
        files=len(found),
        pages=int(sum(one["pages"] for one in found)),
        characters=int(sum(one["characters"] for one in found)),
        seconds=sum(one["seconds"] for one in found),
        peak_mb=max(one["peak_mb"] for one in found),
    )


def _lines(folder: Path, seed: int) -> list[str]:
    """A plan of about a hundred clauses."""
    write_plans(folder / "plans", _CLAUSES, seed=seed)
    (file,) = (folder / "plans").iterdir()
    return file.read_text("utf-8").replace("\n\n", "\n").splitlines()


_WIDE, _DEEP = 34, 28
"""Characters of a line and lines of a page: those of a paper as offices print it (GB/T 9704)."""
_SCANNED = 2
_DOTS = 1_654
"""Across a page of A4 at 200 dpi."""
_OOXML = "http://schemas.openxmlformats.org/"
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def write_formats(lines: Sequence[str], folder: Path) -> tuple[list[Path], list[str]]:
    """The files, and sentences on what could not be made here."""
    made = {
        "txt": "\n".join(lines).encode(),
        "md": "\n\n".join((f"# {lines[0]}", *lines[1:])).encode(),
        "html": _html(lines),
        "csv": "\n".join(("序号,任务", *(f'{n},"{line}"' for n, line in _rows(lines)))).encode("gb18030"),
        "docx": _docx(lines),
        "xlsx": _xlsx(lines),
        "pdf": _pdf(lines),
        "ofd": _ofd(lines),
    }
    files = []
    for suffix, data in made.items():
        files.append(folder / f"text.{suffix}")
        files[-1].write_bytes(data)
    (folder / "text.zip").write_bytes(_zipped({"text.docx": made["docx"]}))
    scan, why = _scan(made["pdf"], folder)
    converted, missing = _converted(folder / "text.docx", ("doc", "rtf", "odt"))
    return [*files, folder / "text.zip", *converted, *scan], [*missing, *why]


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    return enumerate(lines[1:], start=1)


def _html(lines: Sequence[str]) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    head = f'<meta charset="utf-8"><title>{escape(lines[0])}</title>'
    return f"<html><head>{head}</head><body><h1>{escape(lines[0])}</h1>{paragraphs}</body></html>".encode()


def _package(parts: Mapping[str, str], kind: str, main: str) -> bytes:
    """An Office file of these parts; `kind` is the content type of its `main` part."""
    types = (
        f'<Types xmlns="{_OOXML}package/2006/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    rels = _rels((("officeDocument", main),))
    return _zipped({"[Content_Types].xml": types, "_rels/.rels": rels, **parts})


def _rels(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OOXML}officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_OOXML}package/2006/relationships">{listed}</Relationships>'


def _docx(lines: Sequence[str]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    document = (
        f'<w:document xmlns:w="{_OOXML}wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package({"word/document.xml": document}, kind, "word/document.xml")


def _xlsx(lines: Sequence[str]) -> bytes:
    def cell(words: str) -> str:
        return f'<c t="inlineStr"><is><t>{escape(words)}</t></is></c>'

    rows = "".join(f"<row><c><v>{n}</v></c>{cell(line)}</row>" for n, line in _rows(lines))
    heads = f"<row>{cell(lines[0])}</row><row>{cell('序号')}{cell('任务')}</row>"
    main = f"{_OOXML}spreadsheetml/2006/main"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OOXML}officeDocument/2006/relationships">'
        '<sheets><sheet name="任务" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _rels((("worksheet", "worksheets/sheet1.xml"),)),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}"><sheetData>{heads}{rows}</sheetData></worksheet>'
        ),
    }
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return _package(parts, kind, "xl/workbook.xml")


def _pages(lines: Sequence[str]) -> list[list[tuple[int, str]]]:
    """Lines of pages with how many characters each is set in."""
    rows: list[tuple[int, str]] = []
    for line in lines:
        indent = 2 if rows else 0
        rows.append((indent, line[: _WIDE - indent]))
        rows += [(0, line[at : at + _WIDE]) for at in range(_WIDE - indent, len(line), _WIDE)]
    return [rows[at : at + _DEEP] for at in range(0, len(rows), _DEEP)]


def _pdf(lines: Sequence[str]) -> bytes:
    """Set in a font that is not embedded, told by a predefined encoding, as Chinese typesetting does."""
    objects = [
        "",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts "
        "[4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry "
        "(Adobe) /Ordering (GB1) /Supplement 5 >> /FontDescriptor << /Type /FontDescriptor /FontName "
        "/STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /StemV 93 >> >>",
    ]
    kids = []
    for page in _pages(lines):
        drawn = "\n".join(
            f"BT /F1 13 Tf {76 + 13 * indent} {750 - 24 * n} Td <{_hex(words)}> Tj ET"
            for n, (indent, words) in enumerate(page)
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def _hex(words: str) -> str:
    return words.encode("utf-16-be").hex()


def _ofd(lines: Sequence[str]) -> bytes:
    pages = _pages(lines)
    parts = {}
    for number, page in enumerate(pages):
        texts = "".join(
            f'<ofd:TextObject ID="{n + 9}" Boundary="{20 + 5 * indent} {25 + 8 * n} 170 6" Font="3" Size="5">'
            f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(words) - 1} 5">{escape(words)}</ofd:TextCode>'
            "</ofd:TextObject>"
            for n, (indent, words) in enumerate(page)
            if words
        )
        content = f'<ofd:Content><ofd:Layer ID="2">{texts}</ofd:Layer></ofd:Content>'
        parts[f"Doc/Pages/P{number}.xml"] = f"<ofd:Page {_OFD}>{content}</ofd:Page>"
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    document = f"<ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
    root = "<ofd:DocBody><ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody>"
    return _zipped(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}>{root}</ofd:OFD>",
            "Doc/Document.xml": f"<ofd:Document {_OFD}>{document}</ofd:Document>",
            **parts,
        }
    )


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _scan(data: bytes, folder: Path) -> tuple[list[Path], list[str]]:
    """The first pages as pictures in one file."""
    try:
        pages = [shown(data, "text.pdf", page, None, _DOTS).convert("L") for page in range(1, _SCANNED + 1)]
    except (PlanError, IndexError) as error:
        return [], [f"扫描件没有做成：{error}"]
    if any(page.getextrema() == (255, 255) for page in pages):
        return [], ["扫描件没有做成：这台机器没有中文字体。"]
    path = folder / "scan.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_deflate")
    return [path], []


def _converted(source: Path, suffixes: Sequence[str]) -> tuple[list[Path], list[str]]:
    """What LibreOffice writes of the file."""
    office = program()
    if office is None:
        return [], [f"没有装 LibreOffice，{'、'.join(suffixes)} 没有测。"]
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    made = []
    for suffix in suffixes:
        command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(source.parent)]
        subprocess.run([*command, str(source)], capture_output=True, check=False, timeout=180)
        made.append(source.with_suffix(f".{suffix}"))
    there = [path for path in made if path.is_file()]
    return there, [f"LibreOffice 没有写成 {path.suffix}。" for path in made if path not in there]
