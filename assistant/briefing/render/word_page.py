"""The page of an official document as GB/T 9704-2012 has it, and the styles a briefing is written in.

Out: an empty Word document of that form, or an office's own file with the same styles in its own form. A4,
156 by 225 mm of text, 28 points a line; 小标宋, 黑体, 楷体 and 仿宋 with the fonts that stand in for them
where they are missing. Of the 28 characters a line is to have 27 or 28 find room: set closer, LibreOffice
loses stops at the ends of lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from assistant.errors import AssistantError

SONG_TITLE, SONG, HEI, KAI, FANG = "方正小标宋简体", "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
LATIN = "Times New Roman"
ALTERNATIVES = {
    SONG_TITLE: ("宋体", "SimSun", "Noto Serif CJK SC"),
    SONG: ("SimSun", "Noto Serif CJK SC"),
    HEI: ("SimHei", "Noto Sans CJK SC"),
    KAI: ("楷体", "KaiTi", "KaiTi_GB2312"),
    FANG: ("仿宋", "FangSong", "FangSong_GB2312"),
}
"""Font -> those that stand in for it, best first."""
LINE = Pt(28)
_FOOTER = Mm(22)
_SIZE = {"二号": Pt(22), "三号": Pt(16), "四号": Pt(14), "小四": Pt(12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`indent` of the first line in characters; `outline` the level in the navigation pane from 1, 0 for
    none; `after` points below.
    """

    font: str
    size: Pt
    line: Pt
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    outline: int = 0
    after: int = 0


TITLE, LEAD, BODY, SIGN = "简报标题", "简报题注", "简报正文", "简报落款"
HEADINGS = ("简报一级标题", "简报二级标题", "简报三级标题", "简报四级标题")
HEAD_CELL, CELL, NOTE = "简报表头", "简报表格", "简报注释"
_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS = {
    TITLE: Look(font=SONG_TITLE, size=_SIZE["二号"], line=Pt(36), align=_CENTRE, after=14),
    LEAD: Look(font=KAI, size=_SIZE["小四"], line=Pt(20), align=_CENTRE),
    HEADINGS[0]: Look(font=HEI, size=_SIZE["三号"], line=LINE, indent=2, outline=1),
    HEADINGS[1]: Look(font=KAI, size=_SIZE["三号"], line=LINE, indent=2, outline=2),
    HEADINGS[2]: Look(font=FANG, size=_SIZE["三号"], line=LINE, indent=2, outline=3),
    HEADINGS[3]: Look(font=FANG, size=_SIZE["三号"], line=LINE, indent=2, outline=4),
    BODY: Look(font=FANG, size=_SIZE["三号"], line=LINE, indent=2),
    HEAD_CELL: Look(font=HEI, size=_SIZE["小四"], line=Pt(18), align=_CENTRE),
    CELL: Look(font=FANG, size=_SIZE["小四"], line=Pt(18), align=_LEFT),
    NOTE: Look(font=FANG, size=_SIZE["小四"], line=Pt(20), align=_LEFT),
    SIGN: Look(font=FANG, size=_SIZE["三号"], line=LINE, align=_RIGHT),
}
"""Style -> how it looks; an office's template has styles of the same names."""


def new_document() -> DocumentObject:
    """An empty document of the standard form."""
    document = Document()
    _set_defaults(document)
    for name, look in LOOKS.items():
        _add_style(document, name, look)
    _set_fonts(document)
    _set_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(document.sections[0].footer, _RIGHT)
    _number_pages(document.sections[0].even_page_footer, _LEFT)
    return document


def open_template(file: Path) -> DocumentObject:
    """An office's own document, to be written into.

    Raises:
        AssistantError: it is no .docx, or lacks the form of its page or a style that a briefing is written
        in.
    """
    if not file.is_file():
        raise AssistantError("没有这个模板文件", file=str(file), remedy="请检查文件名")
    try:
        document = Document(str(file))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError, SyntaxError) as exc:
        remedy = "请在 Word 或 WPS 里另存为 .docx（不是 .doc、.dotx）"
        raise AssistantError("模板不是能读的 .docx 文件", file=str(file), remedy=remedy) from exc
    held = {style.name for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    missing = [name for name in LOOKS if name not in held]
    if missing:
        raise AssistantError(
            f"模板缺少段落样式：{'、'.join(missing)}",
            file=str(file),
            remedy="请不带模板先导出一份 .docx，删去正文、改好样式后另存为模板",
        )
    if document.element.body.sectPr is None:
        remedy = "请在 Word 或 WPS 里打开它，设好纸张和页边距，保存后再用"
        raise AssistantError("模板没有页面设置", file=str(file), remedy=remedy)
    return document


def _set_defaults(document: DocumentObject) -> None:
    """Chinese as the language, no space between paragraphs, no picture of another document."""
    styles = document.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    for spacing in styles.find(qn("w:docDefaults")).iter(qn("w:spacing")):
        spacing.set(qn("w:after"), "0")
        spacing.set(qn("w:line"), "240")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    package = document.part.package
    for key, rel in tuple(package.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _add_style(document: DocumentObject, name: str, look: Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), "a paragraph style was asked for"
    style.base_style = document.styles["Normal"]
    style.hidden, style.quick_style = False, True
    style.font.size = look.size
    properties = style.element.get_or_add_rPr()
    set_fonts(properties, look.font)
    form = style.paragraph_format
    form.alignment = look.align
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, look.line
    form.space_before, form.space_after = Pt(0), Pt(look.after)
    form.widow_control = False
    shape = style.element.get_or_add_pPr()
    if look.indent:
        form.first_line_indent = Pt(look.size.pt * look.indent)
        shape.find(qn("w:ind")).set(qn("w:firstLineChars"), str(100 * look.indent))
    if look.outline:
        form.keep_with_next = True
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(look.outline - 1))
        shape.append(outline)


def set_fonts(properties: BaseOxmlElement, font: str) -> None:
    """`font` for Chinese, the Latin one for letters and digits; `properties` is a w:rPr."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for slot, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font), ("cs", LATIN)):
        fonts.set(qn(f"w:{slot}"), name)


def _set_fonts(document: DocumentObject) -> None:
    """The table of fonts, with the names of those that stand in for a missing one."""
    rows = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{";".join(others)}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for font, others in ALTERNATIVES.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    table = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{space}">{rows}</w:fonts>'
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = table.encode()


def _set_page(section: Section) -> None:
    """A4 with the margins of the standard."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), _FOOTER
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def _number_pages(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in 四号 宋体, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    edge = Pt(_SIZE["四号"].pt)
    if align == _RIGHT:
        paragraph.paragraph_format.right_indent = edge
    else:
        paragraph.paragraph_format.left_indent = edge
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words or "")
        run.font.size = _SIZE["四号"]
        properties = run._r.get_or_add_rPr()
        set_fonts(properties, SONG)
        for slot in ("ascii", "hAnsi"):
            properties.find(qn("w:rFonts")).set(qn(f"w:{slot}"), SONG)
        if words is None:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            run._r.addprevious(field)
            field.append(run._r)
            run.text = "1"
