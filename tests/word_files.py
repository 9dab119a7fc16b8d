"""Word files built from raw WordprocessingML, for tests of what readers make of them.

Paragraphs and tables are strings of XML; `docx` zips them up with the parts a file needs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from xml.sax.saxutils import escape

from ingest.grammar.numerals import chinese_number

OFFICE = "http://schemas.openxmlformats.org/"
W = f"{OFFICE}wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="{OFFICE}markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:r="{OFFICE}officeDocument/2006/relationships" xmlns:m="{OFFICE}officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="h"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


_RULE = '<w:{} w:val="single" w:sz="4"/>'
_RULES = "".join(map(_RULE.format, ("top", "left", "bottom", "right", "insideH", "insideV")))
_BORDERS = f"<w:tblBorders>{_RULES}</w:tblBorders>"


def t(words: str, properties: str = "") -> str:
    """A run."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(*inside: str, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph of words, or of XML; `num` is (numId, ilvl)."""
    runs = "".join(one if one.startswith("<") else t(one) for one in inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    return f"<w:p><w:pPr>{named}{numbered}{properties}</w:pPr>{runs}</w:p>"


def tc(*inside: str, properties: str = "") -> str:
    """A cell of words, or of paragraphs."""
    body = "".join(one if one.startswith("<") else p(one) for one in inside) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    rows = "".join(one if one.startswith("<w:tc") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{rows}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr>{_BORDERS}</w:tblPr>{''.join(rows)}</w:tbl>"


def lvl(at: int, form: str, text: str, inside: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{inside}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, inside: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{inside}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def start_at(level: int, number: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{number}"/></w:lvlOverride>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a package; the same parts are the same bytes at any time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(
    *blocks: str, numbering: str = "", styles: str = STYLES, notes: str = "", head: str = ""
) -> dict[str, str]:
    """The parts of a file by name; `notes` are footnotes, `head` the paragraphs of a page's head."""
    kinds = {"styles": styles, "numbering": numbering, "footnotes": notes, "header": head}
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}
    rel = f"{OFFICE}officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{rel}/{kind}" Target="{kind}.xml"/>'
        for kind, x in kinds.items()
        if x
    )
    space = f'xmlns="{OFFICE}package/2006/relationships"'
    main = f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="word/document.xml"/>'
    wordml = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    called = {"document": "document.main", **{kind: kind for kind, x in kinds.items() if x}}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{wordml}.{kind}+xml"/>'
        for part, kind in called.items()
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{OFFICE}package/2006/content-types">{rels}{types}</Types>',
        "_rels/.rels": f"<Relationships {space}>{main}</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {space}>{relations}</Relationships>",
    }
    for kind, inside in kinds.items():
        if inside:
            found[f"word/{kind}.xml"] = f"<w:{roots[kind]} {NAMES}>{inside}</w:{roots[kind]}>"
    return found


def docx(*blocks: str, numbering: str = "", styles: str = STYLES, notes: str = "", head: str = "") -> bytes:
    return zipped(parts(*blocks, numbering=numbering, styles=styles, notes=notes, head=head))


_MARKS = (
    (re.compile(r"([一二三四五六七八九十]{1,3})、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"（([一二三四五六七八九十]{1,3})）"), "chineseCounting", "（%1）"),
    (re.compile(r"第([一二三四五六七八九十]{1,3})章 "), "japaneseCounting", "第%1章"),
    (re.compile(r"第([一二三四五六七八九十]{1,3})条 "), "chineseCountingThousand", "第%1条"),
    (re.compile(r"(\d{1,2})\.(?!\d)"), "decimal", "%1."),
    (re.compile(r"(\d{1,2})、"), "decimal", "%1、"),
    (re.compile(r"（(\d{1,2})）"), "decimal", "（%1）"),
    (re.compile(r"([①-⑳])"), "decimalEnclosedCircle", "%1"),
)


def numbered(
    text: str, *, typed: Collection[int] = (), styles: str = STYLES, level: str = "", more: str = ""
) -> bytes:
    """The text as a Word file in which every mark is an automatic number but those of lines `typed`; each row
    of a pipe table is a row of a table, its cells words or XML. `level` is XML of each level of numbers,
    `more` XML behind the last paragraph.
    """
    blocks: list[str] = []
    rows: list[str] = []
    lists: list[str] = []
    nums: list[str] = []
    counts: dict[int, tuple[int, int]] = {}
    for key, (_, form, shown) in enumerate(_MARKS):
        lists.append(abstract(key, lvl(0, form, shown, level)))
    for at, line in enumerate(text.split("\n")):
        if line.startswith("|"):
            cells = line.strip("|").split("|")
            rows += [tr(*cells)] if line.strip("|-: ") else []
            continue
        if rows:
            blocks.append(tbl(*rows))
            rows = []
        found = next(((key, m) for key, (mark, *_) in enumerate(_MARKS) if (m := mark.match(line))), None)
        if found is None or at in typed:
            blocks.append(p(t(line)))
            continue
        key, mark = found
        number = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".find(mark[1]) + 1 or chinese_number(mark[1]) or 0
        last, num_id = counts.get(key, (0, 0))
        if number != last + 1 or not num_id:
            num_id = len(nums) + 1
            nums.append(num(num_id, key, start_at(0, number)))
        counts[key] = (number, num_id)
        blocks.append(p(t(line[mark.end() :]), num=(num_id, 0)))
    blocks += [tbl(*rows)] if rows else []
    return docx(*blocks, more, numbering="".join(lists) + "".join(nums), styles=styles)
