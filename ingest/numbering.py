"""The grammar of clause marks: what a printed line may open, by its first characters alone.

Families follow GB/T 9704-2012 (一、（一）1.（1）), the drafting rules for statutes (编 章 节 条 项) and the other
series plans use (专栏N, 附件N, ①, 1.1, 1-1, 举措一, 【目标一】). Whether a mark that is printed is really one is not decided here:
"二、三级医院" opens nothing unless it follows 一; that is `sequence`'s, which knows the neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

FAMILIES = (
    *(
        "附件",
        "编",
        "部分",
        "章",
        "节",
        "条",
        "专栏",
        "1",
        "01",
        "壹、",
        "Ⅰ",
        "一、",
        "一是",
        "系列",
        "【一】",
        "甲、",
        "（一）",
        "㈠",
        "1.",
        "1、",
        "1.1",
        "（1）",
        "⑴",
        "1)",
        "①",
        "A.",
        "a)",
    ),
)
"""Every family in the order of nesting assumed until a document shows another; outermost first."""

VARIANTS = (("1.", "1、", "1裸", "1"), ("一、", "一裸"), ("（一）", "㈠", "（一裸"), ("（1）", "⑴", "1)"))
"""Families that stand in for one another within one list when the number fits (20、 among 19. and 21.)."""
BARE = frozenset(("1裸", "一裸", "（一裸"))
"""Marks that lost their punctuation: accepted only where the numbers before and after demand them."""

_CN = "〇零一二三四五六七八九十百"
_DIGITS = {ch: n for n, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十", strict=True)) | {
    "貳": "二",
    "參": "三",
    "陸": "六",
}
"""The numerals of cheques, used for the parts of a document, with the everyday ones they stand for."""
_STEMS = {ch: n for n, ch in enumerate("甲乙丙丁戊己庚辛壬癸", start=1)}
_ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}
_ROMAN |= {
    w: n
    for n, w in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)
}
_SQUARE = {chr(0x3220 + i): i + 1 for i in range(10)}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
_CIRCLED |= {chr(start + i): i + 1 for start in (0x2776, 0x2780, 0x278A) for i in range(10)}
_ENCLOSED = {chr(0x2474 + i): i + 1 for i in range(20)}
_DOTTED = {chr(0x2488 + i): i + 1 for i in range(20)}
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SEP = r"[\s\u3000]*"
_BLANK = re.compile(r"[\s\u3000]+")

_STATUTE = re.compile(
    rf"第{_SEP}([{_CN}]+(?:[ \u3000]+[{_CN}]+)*|\d{{1,3}}){_SEP}(编|部{_SEP}分|章|节|条)(之[{_CN}]+)?"
)
_BOX = re.compile(rf"(专栏){_SEP}([{_CN}]+|\d{{1,3}})(?![\d.．]?\d)[.．、：:]?")
_ATTACHMENT = re.compile(
    rf"(附件|附录){_SEP}([{_CN}]+|\d{{1,2}})?{_SEP}[：:]?{_SEP}$|(附件|附录){_SEP}([{_CN}]+|\d{{1,2}}){_SEP}[：:\s](?!{_SEP}\d[.．、])"
)
_CN_COMMA = re.compile(
    rf"([{_CN}]{{1,4}})(?:[ \u3000]*[、．.]|([：:])|[ \u3000]+(?![{_CN}])(?=[\u4e00-\u9fff“]))"
)
_CN_HALF = re.compile(rf"([{_CN}]{{1,3}})[）)][、.．]?")
_CN_PAREN = re.compile(rf"[（(][\s]*([{_CN}]{{1,4}})[\s]*[）)][、.．]?")
_AR_PAREN = re.compile(r"[（(]\s*([\d０-９]{1,3})\s*[）)][、.．]?")
_AR_MULTI = re.compile(
    r"(\d{1,2}(?:[.．]\d{1,2}){1,4}|\d{1,2}(?:[-—–－]\d{1,2}){1,3})(?:[.．、：:]|(?=[\s\u3000]|[\u4e00-\u9fff“《]))"
)
_AR_DOT = re.compile(r"([\d０-９]{1,3})([.．])(?:(?![\d０-９])|(?=(?:19|20)\d\d\s*年))")
_AR_DECIMAL = re.compile(r"(\d{1,2})[.．](?=\d)")
_MEASURED = re.compile(
    r"\d+\.\d+\s*(?:万|亿|元|[%％‰]|公里|千米|米|平方|公顷|亩|吨|倍|个百分点)"
    r"|\d+[-—–－]\d+\s*(?:[%％‰年月日天周岁万亿元名人家所项例次分倍](?![\u4e00-\u9fff])|个|周?岁|月份?|年|日|[天周名家所项例次](?![\u4e00-\u9fff]{2}))"
)
"""What is measured in tenths or from one number to another: 3.65亿元, 3-6岁 are no marks."""
_AGE_OR_MONTH = re.compile(r"\d{1,3}(?:[-—~～至]\d{1,3})?(?:周?岁|个?月龄|月)")
_AR_COMMA = re.compile(r"([\d０-９]{1,3})(、)")
_AR_HALF = re.compile(r"(\d{1,2})[)）]")
_AR_SPACE = re.compile(r"(\d{1,2})[ \u3000]+(?=[\u4e00-\u9fff])")
_AR_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff“])")
_ALONE = re.compile(r"(?:PART|Part)[ .·]?0?(\d{1,2})$|(0\d)$")
"""A number set on a line of its own above a heading, as pages made for phones have it."""
_LETTER = re.compile(r"([A-Z])[.．、)）](?=[\s\u3000]*[\u4e00-\u9fffA-Z“《])")
_FORMAL_MARK = re.compile(
    rf"([{''.join(_FORMAL)}]{{1,3}})[ \u3000]*(?:[、．.：:]|[ \u3000](?=[\u4e00-\u9fff“]))"
)
_STEM_MARK = re.compile(rf"([{''.join(_STEMS)}])(?:[、．.]|[）)])|[（(]([{''.join(_STEMS)}])[）)]")
_ROMAN_MARK = re.compile(
    r"([\u2160-\u216b]|[IVX]{1,4})(?:[ \u3000]*[、．.：:]|[ \u3000]+)(?=[ \u3000]*[\u4e00-\u9fff“《])"
)
_SMALL_LETTER = re.compile(r"([a-z])[)）.．、](?=[\s\u3000]*[\u4e00-\u9fff“《])")
_FIRSTLY = re.compile(rf"([{_CN}]{{1,2}})是(?=[\u4e00-\u9fff“《].{{1,20}}$)")
"""一是… as a heading: a short line; longer ones are sentences and stay within their clause."""
_CN_SQUARE = re.compile(rf"([【〔\[［])\s*([{_CN}]{{1,3}}|\d{{1,2}})\s*[】〕\]］]")
_CN_BARE = re.compile(rf"([（(])?([{_CN}]{{1,3}})(?![{_CN}])(?=[\u4e00-\u9fff“])")
_SERIES = re.compile(
    rf"((?!第)[\u4e00-\u9fff]{{2,4}}?)([{_CN}]{{1,3}}|\d{{1,2}})(?=[：:、.．\s\u3000]|$)[：:、.．]?"
)
_BOXED_SERIES = re.compile(
    rf"(?P<open>[【〔\[［])\s*(?P<word>(?!第)[\u4e00-\u9fff]{{2,4}}?)(?P<number>[{_CN}]{{1,3}}|\d{{1,2}})\s*[】〕\]］][：:、]?"
)
_COUNTED_SERIES = re.compile(
    rf"第(?P<number>[{_CN}]{{1,3}}|\d{{1,2}})(?P<word>件|项|类|步|阶段|方面|大类)(?:[：:、]|(?=[\s\u3000（(]|$))"
)
"""第一件 …, 第一阶段（1—3月）: set off from the words behind."""
_BULLETED = re.compile(r"[-*•●◆■▪·○◇□➢➤▶][ \u3000]*(?=[【〔\[［（(\w])")
_NOT_SERIES = re.compile(
    r"(?:附?[表图]|附件|专栏|[一二三四五六七八九十百]+|十|百|千|万|年|月|第|之|至|其|同|统|万|进|唯|任何|不|星期|周|方案|.*[省市县区])$"
)
_GRADED = re.compile(r"[乙丙丁](?:类|级|等|型)|[、和及]")
_ITEMS = re.compile(r"[项款目条]|[、，]?[（(]")
_REFERENCE = re.compile(r"(?:规定|的|所|之|中|和|及|至|或|与|、|，|,|第|款|项|要求|执行|明确|等)")
_COUNTED = re.compile(
    r"[一二三四五六七八九十两\d]+(?:级|类|线|甲|等|季度|月|年|期|代|档|批|轮|孩|胎|环|产业?)|[一二三四五六七八九十](?:是|要)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A possible mark at the start of a line.

    `printed` is the mark as it goes into a label (brackets full-width, trailing punctuation dropped); `ordinal` its
    number, for 1.1 its last one with the others in `prefix`; `length` what it takes of the line, white space behind
    it included. `weak` where its shape alone would also fit running text, so that the sequence must demand it.
    """

    family: str
    printed: str
    ordinal: int
    length: int
    weak: bool = False
    prefix: tuple[int, ...] = ()
    word: str = ""
    sub: int = 0

    @property
    def dashed(self) -> bool:
        """Whether it is one of several numbers with a dash between them (1-2), which may also be a range."""
        return self.family == "1.1" and not re.search(r"[.．]", self.printed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All its numbers, outermost first: 1.2.3 is (1, 2, 3)."""
        return (*self.prefix, self.ordinal)


def chinese_number(text: str) -> int | None:
    """A small Chinese numeral (up to 百) or digits as a number; None where it is none. 〇 and positional forms work."""
    text = text.translate(_WIDE_DIGITS)
    if text.isdecimal():
        return int(text)
    if not text or any(ch not in _CN and ch != "两" for ch in text):
        return None
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS[ch]) for ch in text))
    total = unit = 0
    for ch in text:
        if ch in "十百":
            total += (unit or 1) * (10 if ch == "十" else 100)
            unit = 0
        else:
            unit = _DIGITS[ch]
    return total + unit


def read_marks(line: str) -> tuple[Mark, ...]:
    """Every mark the start of `line` may be, likeliest first; `line` begins with its first printed character.

    A sign of a list may stand before it (- 【任务1】…): it is counted in `length`, and weak shapes are none there.
    """
    sign = _BULLETED.match(line)
    if sign:
        inside = read_marks(line[sign.end() :])
        return tuple(
            replace(mark, length=mark.length + sign.end()) for mark in inside if mark.word or not mark.weak
        )
    found = [
        mark
        for read in (
            _statute,
            _box,
            _attachment,
            _chinese,
            _brackets,
            _other_numerals,
            _arabic,
            _signs,
            _series,
        )
        for mark in read(line)
    ]
    return tuple(mark for mark in found if mark.ordinal > 0)


def _spaces(line: str, at: int) -> int:
    """The position of the first printed character at or after `at`."""
    while at < len(line) and (line[at].isspace() or line[at] == "\u3000"):
        at += 1
    return at


def _statute(line: str) -> list[Mark]:
    m = _STATUTE.match(line)
    if not m:
        return []
    digits, kind = _BLANK.sub("", m[1]), _BLANK.sub("", m[2])
    number = chinese_number(digits)
    end = _spaces(line, m.end())
    set_off = end > m.end() or end == len(line) or line[m.end()] in "：:、"
    listed = line.startswith("、第", m.end())
    if line[m.end() : m.end() + 1] in ("：", ":", "、"):
        end = _spaces(line, m.end() + 1)
    if number is None or listed or (not set_off and _REFERENCE.match(line, m.end())):
        return []
    sub = chinese_number(m[3][1:]) or 0 if m[3] else 0
    printed = f"第{digits}{kind}{m[3] or ''}"
    return [Mark(family=kind, printed=printed, ordinal=number, length=end, weak=not set_off, sub=sub)]


def _box(line: str) -> list[Mark]:
    m = _BOX.match(line)
    if not m:
        return []
    end = _spaces(line, m.end())
    number = chinese_number(m[2])
    weak = end == m.end() and end < len(line) and bool(_REFERENCE.match(line, end) or line[end] in "）)”》")
    return [Mark(family="专栏", printed=f"专栏{m[2]}", ordinal=number or 0, length=end, weak=weak)]


def _attachment(line: str) -> list[Mark]:
    m = _ATTACHMENT.match(line)
    if not m:
        return []
    digits = m[2] or m[4] or ""
    word = m[1] or m[3]
    number = chinese_number(digits) if digits else 1
    return [
        Mark(family="附件", printed=f"{word}{digits}", ordinal=number or 1, length=_spaces(line, m.end()))
    ]


def _chinese(line: str) -> list[Mark]:
    m = _CN_COMMA.match(line)
    if first := _FIRSTLY.match(line):
        number = chinese_number(first[1]) or 0
        return [Mark(family="一是", printed=first[0], ordinal=number, length=first.end(), weak=True)]
    if not m:
        bare = _CN_BARE.match(line)
        if not bare or _COUNTED.match(line, bare.start(2)):
            return []
        family, printed = ("（一裸", f"（{bare[2]}）") if bare[1] else ("一裸", bare[2])
        return [
            Mark(
                family=family,
                printed=printed,
                ordinal=chinese_number(bare[2]) or 0,
                length=bare.end(),
                weak=True,
            )
        ]
    weak = m[2] is not None or bool(_COUNTED.match(line, m.end()))
    return [
        Mark(
            family="一、",
            printed=m[1],
            ordinal=chinese_number(m[1]) or 0,
            length=_spaces(line, m.end()),
            weak=weak,
        )
    ]


def _brackets(line: str) -> list[Mark]:
    for pattern, family, opener in (
        (_CN_PAREN, "（一）", "（"),
        (_AR_PAREN, "（1）", "（"),
        (_CN_HALF, "（一）", ""),
    ):
        m = pattern.match(line)
        if m:
            weak = bool(_ITEMS.match(line, m.end()))
            number = chinese_number(m[1]) or 0
            return [
                Mark(
                    family=family,
                    printed=f"{opener}{m[1]}）",
                    ordinal=number,
                    length=_spaces(line, m.end()),
                    weak=weak,
                )
            ]
    return []


def _other_numerals(line: str) -> list[Mark]:
    """壹、, 甲、 or （甲）, Ⅰ. or I., 【一】."""
    found = []
    if m := _FORMAL_MARK.match(line):
        number = chinese_number("".join(_FORMAL[ch] for ch in m[1])) or 0
        found.append(Mark(family="壹、", printed=m[1], ordinal=number, length=_spaces(line, m.end())))
    if m := _STEM_MARK.match(line):
        printed = m[1] or f"（{m[2]}）"
        weak = bool(_GRADED.match(line, m.end()))
        number = _STEMS[m[1] or m[2]]
        found.append(
            Mark(family="甲、", printed=printed, ordinal=number, length=_spaces(line, m.end()), weak=weak)
        )
    if (m := _ROMAN_MARK.match(line)) and m[1] in _ROMAN:
        found.append(Mark(family="Ⅰ", printed=m[1], ordinal=_ROMAN[m[1]], length=_spaces(line, m.end())))
    if m := _CN_SQUARE.match(line):
        printed = f"【{m[2]}】" if m[1] == "【" else f"〔{m[2]}〕" if m[1] == "〔" else f"［{m[2]}］"
        found.append(
            Mark(
                family="【一】",
                printed=printed,
                ordinal=chinese_number(m[2]) or 0,
                length=_spaces(line, m.end()),
            )
        )
    return found


def _arabic(line: str) -> list[Mark]:
    m = _AR_MULTI.match(line)
    if m:
        numbers = [int(n) for n in re.split(r"[.．—–－-]", m[1])]
        end = _spaces(line, m.end())
        multi = Mark(
            family="1.1",
            printed=m[1],
            ordinal=numbers[-1],
            prefix=tuple(numbers[:-1]),
            length=end,
            weak=end == m.end(),
        )
        if _MEASURED.match(line):
            return [] if multi.dashed else [multi]
        return [multi, *(_before_a_number(line) if multi.weak else ())]
    if m := _ALONE.match(line):
        return [Mark(family="01", printed=m[1] or m[2], ordinal=int(m[1] or m[2]), length=len(line))]
    for pattern, family in (
        (_AR_DOT, "1."),
        (_AR_COMMA, "1、"),
        (_AR_HALF, "1)"),
        (_AR_SPACE, "1"),
    ):
        m = pattern.match(line)
        if m:
            end = _spaces(line, m.end())
            weak = family == "1" or bool(re.match(r"[\d０-９]", line[m.end() :]))
            printed = f"{m[1]}）" if family == "1)" else m[1]
            return [
                Mark(family=family, printed=printed, ordinal=chinese_number(m[1]) or 0, length=end, weak=weak)
            ]
    return _before_a_number(line) or _bare(line)


def _bare(line: str) -> list[Mark]:
    m = _AR_BARE.match(line)
    if not m:
        return []
    number = chinese_number(m[1]) or 0
    return [Mark(family="1裸", printed=m[1], ordinal=number, length=_spaces(line, m.end()), weak=True)]


def _before_a_number(line: str) -> list[Mark]:
    """3．65岁以上 may be item 3 that begins with a number: surely so behind a full-width stop, which is in no decimal, or before an age or a month."""
    m = _AR_DECIMAL.match(line)
    if not m:
        return []
    sure = line[m.end() - 1] == "．" or bool(_AGE_OR_MONTH.match(line, m.end()))
    family = "1." if sure else "1裸"
    return [Mark(family=family, printed=m[1], ordinal=int(m[1]), length=m.end(), weak=True)]


def _signs(line: str) -> list[Mark]:
    for table, family in ((_SQUARE, "㈠"), (_CIRCLED, "①"), (_ENCLOSED, "⑴")):
        if line[:1] in table:
            end = _spaces(line, 2 if line[1:2] in (".", "．", "、") else 1)
            return [Mark(family=family, printed=line[0], ordinal=table[line[0]], length=end)]
    if line[:1] in _DOTTED:
        number = _DOTTED[line[0]]
        return [Mark(family="1.", printed=str(number), ordinal=number, length=_spaces(line, 1))]
    m = _LETTER.match(line)
    if m:
        return [Mark(family="A.", printed=m[1], ordinal=ord(m[1]) - 64, length=_spaces(line, m.end()))]
    m = _SMALL_LETTER.match(line)
    if m:
        return [Mark(family="a)", printed=m[1], ordinal=ord(m[1]) - 96, length=_spaces(line, m.end()))]
    return []


def _series(line: str) -> list[Mark]:
    """举措一：, and in brackets 【目标一】."""
    if boxed := _BOXED_SERIES.match(line):
        return _boxed_series(line, boxed)
    if counted := _COUNTED_SERIES.match(line):
        return _counted_series(line, counted)
    m = _SERIES.match(line)
    number = chinese_number(m[2]) if m else None
    if not m or number is None or _NOT_SERIES.match(m[1]):
        return []
    return [
        Mark(
            family=f"系列:{m[1]}",
            printed=f"{m[1]}{m[2]}",
            ordinal=number,
            length=_spaces(line, m.end()),
            word=m[1],
            weak=True,
        )
    ]


def _boxed_series(line: str, m: re.Match[str]) -> list[Mark]:
    number = chinese_number(m["number"])
    if number is None or _NOT_SERIES.match(m["word"]):
        return []
    printed = {"【": "【{}】", "〔": "〔{}〕"}.get(m["open"], "［{}］").format(f"{m['word']}{m['number']}")
    word = f"{m['open']}{m['word']}"
    end = _spaces(line, m.end())
    return [Mark(family=f"系列:{word}", printed=printed, ordinal=number, length=end, word=word, weak=True)]


def _counted_series(line: str, m: re.Match[str]) -> list[Mark]:
    printed = f"第{m['number']}{m['word']}"
    word = f"第{m['word']}"
    number = chinese_number(m["number"]) or 0
    end = _spaces(line, m.end())
    return [Mark(family=f"系列:{word}", printed=printed, ordinal=number, length=end, word=word, weak=True)]
