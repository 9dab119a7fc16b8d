"""The official texts as files of every format that real tools write, to see that each is read alike.

In: a text, a folder. Out: files of its clean words, set as offices set them: Word with automatic numbers and
real tables; what LibreOffice makes of it (PDF in one column and in two, ODT), and a web page of one whose
numbers were typed; an OFD of our own. The official texts lie beside the checkout and never come into it.

Run as `python -m tests.official_formats FOLDER` to have the files, a folder a format, for a look or a score:
`plans --home H ingest FOLDER/pdf` and `../shared/check/structure.py --plans "plans --home H" --only ID`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ingest.grammar.folding import without_setting
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers.office import program
from tests.conftest import OFFICIAL
from tests.ofd_writer import SIZE, STEP, ofd, page, rule
from tests.waiting import GIVE_UP
from tests.word_files import STYLES, numbered, p, t, tc

FORMATS = ("docx", "pdf", "two columns", "odt", "html", "ofd")
_CONVERTED = (
    ("pdf", "docx", "pdf"),
    ("two columns", "in columns", "pdf"),
    ("odt", "docx", "odt"),
    ("html", "typed", "html"),
)
"""Format, the folder of what is converted, suffix."""
_SET = STYLES.replace(
    '<w:name w:val="Normal"/>',
    '<w:name w:val="Normal"/><w:pPr><w:ind w:firstLine="640" w:firstLineChars="200"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="32"/></w:rPr>',
)
_MERGED = ("<w:vMerge/>", '<w:vMerge w:val="restart"/>')
_CELL, _FLUSH = '<w:sz w:val="21"/>', '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_ROOM = 8_300
"""Twentieths of a point between the margins."""
_SMALL = _SET.replace('"640"', '"420"').replace('w:val="32"', 'w:val="21"')
_COLUMNS = '<w:sectPr><w:cols w:num="2" w:space="425"/></w:sectPr>'
_WIDE, _DEEP = 34, 28
_TOP, _LETTER = 25.0, 3.0
"""Millimetres from the head of a page of OFD, and of a letter in its tables."""


def said(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (
            c.label,
            without_setting(plan.text_of(c)),
            *((r.role, r.units, r.leaders) for r in c.responsibilities),
        )
        for c in plan.clauses
    ]


def promised(plan: Plan) -> list[tuple[object, ...]]:
    """What each target says, in printed order."""
    return [(t.clause, t.indicator, t.value, t.unit, t.comparator, t.deadline) for t in plan.targets]


def make(texts: Sequence[Path], folder: Path) -> dict[Path, dict[str, Path]]:
    """By text the file of each format, under the name of the text in a folder of the format's own; without
    LibreOffice only those that need none.
    """
    for name in ("docx", "in columns", "typed", "ofd"):
        (folder / name).mkdir(parents=True)
    for text in texts:
        words, word = parse(text.read_bytes(), text.name).text, text.with_suffix(".docx").name
        (folder / "docx" / word).write_bytes(as_word(words))
        (folder / "in columns" / word).write_bytes(as_word(words, _SMALL, more=_COLUMNS))
        (folder / "typed" / word).write_bytes(as_word(words, typed=True))
        (folder / "ofd" / text.with_suffix(".ofd").name).write_bytes(
            ofd(*(page(*lines) for lines in _pages(words)))
        )
    suffixes = {"docx": "docx", "ofd": "ofd"}
    if program() is not None:
        for name, source, suffix in _CONVERTED:
            _convert(sorted((folder / source).iterdir()), suffix, folder / name)
            suffixes[name] = suffix
    return {
        text: {name: folder / name / f"{text.stem}.{suffix}" for name, suffix in suffixes.items()}
        for text in texts
    }


def as_word(words: str, styles: str = _SET, *, more: str = "", typed: bool = False) -> bytes:
    """Every mark an automatic number but where they are `typed`, every row a row of a table."""
    lines = words.split("\n")
    table = _completed([line.split("\t") for line in lines if "\t" in line])
    longest = [max(map(len, column)) + 2 for column in zip(*table, strict=True)]
    widths = [_ROOM * length // sum(longest) for length in longest]
    made = iter(table)
    level = '<w:pPr><w:ind w:left="0" w:firstLine="420"/></w:pPr>'
    rows = [_row(next(made), widths) if "\t" in line else line for line in lines]
    return numbered(
        "\n".join(rows), typed=range(len(rows)) if typed else (), styles=styles, more=more, level=level
    )


def _completed(rows: list[list[str]]) -> list[list[str]]:
    """A row that lacks its first cell stands beside that above; a head that lacks one is named."""
    wide = max(map(len, rows), default=0)
    out = []
    for row in rows:
        at = row.index("序号") + 1 if "序号" in row else 0
        named = [*row[:at], *["指标"] * (wide - len(row)), *row[at:]] if at else row
        out.append([*[""] * (wide - len(named)), *named])
    return out


def _row(cells: list[str], widths: list[int]) -> str:
    """The first cell of a row without one is covered by that above."""
    made = [
        tc(
            p(t(cell, _CELL), properties=_FLUSH),
            properties=f'<w:tcW w:w="{width}" w:type="dxa"/>{_MERGED[bool(cell)] if not at else ""}',
        )
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"|{'|'.join(made)}|"


def _pages(words: str) -> list[list[str]]:
    """Lines as they are drawn: a first line two characters in, half-width characters half as wide; rows of a
    table between rules, in smaller letters."""
    table = _completed([line.split("\t") for line in words.split("\n") if "\t" in line])
    longest = [max(map(len, column)) + 2 for column in zip(*table, strict=True)]
    widths = [SIZE * _WIDE * length / sum(longest) for length in longest]
    made = iter(table)
    pages: list[list[str]] = [[]]
    y = _TOP

    def room(high: float) -> None:
        nonlocal y
        if y + high > _TOP + STEP * _DEEP:
            pages.append([])
            y = _TOP

    for line in words.split("\n"):
        if "\t" in line:
            cells = [
                _wrapped(cell, width / _LETTER - 1) for cell, width in zip(next(made), widths, strict=True)
            ]
            high = 2 + (_LETTER + 1) * max(map(len, cells))
            room(high)
            pages[-1] += _drawn_row(cells, widths, y, high, covered=not cells[0] and y > _TOP)
            y += high
            continue
        at, indent = 0, 2
        while at < len(line):
            room(STEP)
            first = _wrapped(line[at:], _WIDE - indent)[0]
            pages[-1].append(_drawn(first, SIZE * indent, y))
            y += STEP
            at, indent = at + len(first), 0
    return pages


def _wrapped(words: str, wide: float) -> list[str]:
    """Lines of so many full-width characters."""
    lines: list[str] = []
    at = 0
    while at < len(words):
        end, room = at, wide
        while end < len(words) and room >= _step(words[end]):
            room -= _step(words[end])
            end += 1
        end = max(end, at + 1)
        lines.append(words[at:end])
        at = end
    return lines


def _drawn_row(
    cells: list[list[str]], widths: list[float], y: float, high: float, *, covered: bool
) -> list[str]:
    """No rule above a first cell that the one above covers."""
    xs = [sum(widths[:n]) for n in range(len(widths) + 1)]
    out = [rule(20 + xs[1] if covered else 20, y, 20 + xs[-1], y), rule(20, y + high, 20 + xs[-1], y + high)]
    if covered:
        out = [out[0], rule(20 + xs[1], y + high, 20 + xs[-1], y + high)]
    out += [rule(20 + x, y, 20 + x, y + high) for x in xs]
    for x, lines in zip(xs, cells, strict=False):
        out += [_drawn(words, x + 1, y + n * (_LETTER + 1), _LETTER) for n, words in enumerate(lines)]
    return out


def _step(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def _drawn(words: str, x: float, y: float, size: float = SIZE) -> str:
    steps = " ".join(str(size * _step(char)) for char in words[:-1])
    code = f'<ofd:TextCode X="0" Y="{size - 1}" DeltaX="{steps}">{escape(words)}</ofd:TextCode>'
    place = f'Boundary="{20 + x} {y} 190 6"'
    return f'<ofd:TextObject ID="1" {place} Font="3" Size="{size}">{code}</ofd:TextObject>'


def _convert(sources: Sequence[Path], suffix: str, folder: Path) -> None:
    """All at once: LibreOffice takes longer to start than to convert."""
    office = program()
    assert office is not None
    profile = f"-env:UserInstallation={(folder.parent / 'profile').absolute().as_uri()}"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], capture_output=True, check=True, timeout=GIVE_UP)


def main(arguments: Sequence[str]) -> None:
    (folder,) = map(Path, arguments)
    for files in make(sorted(OFFICIAL.glob("*.txt")), folder).values():
        for name, path in files.items():
            sys.stdout.write(f"{name}\t{path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
