"""Lines of a document -> clean lines that know where each character came from.

Removed from a line: emphasis marks (`**`, a pair of `*`), backslashes before punctuation (Markdown), white
space at its ends, between a number and the Han character or unit beside it, and inside a year printed apart
(`2 0 2 4 年`). Nothing else changes. Dropped whole, and listed: page numbers, running heads beside them,
tables of contents, and the chrome web pages put before and after a text. Joining wrapped lines is `unwrap`'s.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.grammar.people import is_person, names_office, names_somebody
from ingest.model import Dropped, Piece
from ingest.readers.protocol import Document, Line

BLANKS = "\u2002\u2003\u3000\u00a0"
"""White space that stands for an empty table cell when alone on a line."""

_WIDE = r"[ \u00a0\u2000-\u200b\u3000\ufeff]"
_REMOVE = re.compile(
    rf"(?<=[\d%‰])\**{_WIDE}+\**(?=[\u4e00-\u9fff%‰/])|(?<=[\u4e00-\u9fff])\**{_WIDE}+\**(?=[\d≥≤])"
    rf"|\*\*|\ufeff|\u200b|\\(?=[.()\[\]*_#|+-])"
    rf"|(?<=[≥≤＞＜><]){_WIDE}+(?=\d)"
    rf"|(?<=[、，；：。,;:（(〔]){_WIDE}+(?=[\d\u4e00-\u9fff])"
)
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])[^*\n]*(?<=[^\s*\\])\*(?![\w*])")
"""*责任股室：基卫股*: one sign before and one behind."""
_SPACED_DIGITS = re.compile(r"(?<![\d.．])[\d０-９](?: [\d０-９])+(?=\s*[%％‰\u4e00-\u9fff])")
"""A number set digit by digit: 2 0 2 4 年, 6 5 %, 1 2 0 个."""
_SPACED_LINE = re.compile(r"(?:[\u4e00-\u9fff“”《》（）\d] {1,2}){5,}[\u4e00-\u9fff“”《》（）\d]$")
"""A title set letter by letter."""
_COLUMNS = re.compile(r"[^。；，：\t]{1,20}(?:(?: {2,}|\u3000+)[^。；，：\s]{1,20}){2,}$")
"""A row of a table whose cells are set apart by blanks; these are kept."""
_PREFIX = re.compile(
    rf"(?:{_WIDE}|\*)*(?:(?:专栏|附件|附表|表|图){_WIDE}*\d*|\d{{1,2}}(?:[.．]\d+)*"
    rf"|\d{{1,2}}(?:[-—–－]\d{{1,2}}){{1,3}}){_WIDE}+(?![年月日时分个%‰岁周])"
    rf"|(?:{_WIDE}|\*)*[\u4e00-\u9fff]{{2,4}}\d{{1,2}}(?:\u3000|[ \u00a0]{{2}}){_WIDE}*(?=[\u4e00-\u9fff“《])"
)
"""A mark whose following white space sets it off (`1.1 总则`, `专栏1  工程`, `任务3　办好…`): that space
stays.
"""
_PAGE_NUMBER = re.compile(
    r"[-—–－·~〜]{1,2}\s*[\d０-９]{1,4}\s*[-—–－·~〜]{1,2}$"
    r"|第\s*\d{1,4}\s*页(?:[,，/／\s]*共\s*\d{1,4}\s*页)?$|\d{1,4}\s*/\s*\d{1,4}$"
    r"|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?$"
)
_CHROME = re.compile(
    r"(?:您?(?:当前|现在)?的?(?:所在)?位置|当前位置)\s*[:：]|首页\s*[>》»›＞/|]|(?:信息|文章"
    r"|稿件)?来源\s*[:：]|发布(?:日期|时间|机构)\s*[:：]|发文日期\s*[:：]"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量)\s*[:：]?|【?字(?:体|号)\s*[:：]|点击(?:上方|下方)?.{0,2}蓝字"
    r"|收录于(?:合集|话题)|原创\s|阅读\s*\d|喜欢就|.{0,8}点个?[“\"]?(?:在看|赞)|[—-]*\s*END\s*[—-]*$"
    r"|(?:编辑|审核|校对|监制|排版|图文)\s*[:：]|长按.{0,6}二维码|【?(?:打印|关闭|收藏)(?:此页|本页|页面"
    r"|窗口)?】?(?:\s*[|｜【].*)?$|打印(?:此页|本页)"
    r"|分享(?:到|文章|至)?(?:\s*[:：].*)?$|分享文章到|扫一扫|返回顶部|上一篇|下一篇|责任编辑\s*[:：]"
    r"|作者\s*[:：]|相关(?:链接|阅读|文件|稿件)"
    r"|版权所有|网站地图|.{0,12}ICP备|.{0,8}公网安备|网站标识码|微信公众号|关闭窗口|\[?(?:大|中"
    r"|小)\]?(?:\s+\[?(?:大|中|小)\]?)+$|索\s*引\s*号\s*[:：]"
)
_RECOMMENDED = re.compile(
    r"(?:往期(?:推荐|回顾|精彩|精选)|推荐阅读|延伸阅读|相关(?:阅读|推荐|文章|新闻))\s*[:：]?$"
)
"""Behind such a line stand the titles of other pages, to the end."""
_CHROME_DEPTH = 12
"""How many printed lines from either end of a document may be web-page chrome."""
_NAMES_PLAN = re.compile(r"(?:规划|纲要|要点|方案|计划|意见|办法|通知|措施|细则|条例|规定)$")
_PLAIN = re.compile(r"[0-9A-Za-z]")
_CONTENTS = re.compile(r"目\s*[录次]$")
_LEADER = re.compile(r"(?:[.．·…]{2,}|[\s\u3000]+|\t)\s*[(（]?\d{1,4}[)）]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text with its origins; `pieces` are relative to the start of `text` and cover it.

    `merged` marks a table cell that one above it covers, `beside` one that a wide cell before it covers.
    """

    text: str
    pieces: tuple[Piece, ...]
    merged: bool = False
    beside: bool = False

    def cut(self, start: int, end: int | None = None) -> Run:
        """The part [start, end) with its origins."""
        stop = len(self.text) if end is None else end
        pieces = tuple(
            replace(
                p,
                start=max(p.start, start) - start,
                length=min(p.start + p.length, stop) - max(p.start, start),
                column=p.column + max(0, start - p.start),
            )
            for p in self.pieces
            if p.start < stop and p.start + p.length > start
        )
        return Run(text=self.text[start:stop], pieces=pieces)


def join(runs: Iterable[Run], separator: str = "") -> Run:
    """One run; the separator has no origin of its own."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for run in runs:
        if texts and separator:
            texts.append(separator)
            at += len(separator)
        pieces += (replace(p, start=p.start + at) for p in run.pieces)
        texts.append(run.text)
        at += len(run.text)
    return Run(text="".join(texts), pieces=tuple(pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanLine:
    """A printed line or a table row, cleaned.

    `number` is the source line from 1; `indent` the white space before the text in half-width columns; `gap`
    whether blank lines stand before it; `cells` and `table` as in `Line`, with the header cells in `columns`
    once known.
    """

    run: Run
    number: int
    page: int | None = None
    indent: int = 0
    gap: bool = False
    style: str | None = None
    cells: tuple[Run, ...] = ()
    table: int | None = None
    depth: int = 0
    """How many numbered lists of the format hold the item that begins here."""
    loose: bool = False
    """A cell of a table that could not be read; it stays with the words before it."""

    @property
    def text(self) -> str:
        return self.run.text


def clean(document: Document) -> tuple[tuple[CleanLine, ...], tuple[Dropped, ...]]:
    """Clean lines without the empty ones (white space that may stand for an empty cell is kept), and what was
    dropped.
    """
    lines: list[CleanLine] = []
    gap = False
    for line in document.lines:
        if line.cells is not None:
            lines.append(_row(line, gap))
            gap = False
        elif line.text.strip() or (line.text.strip(" \t") and set(line.text.strip(" \t")) <= set(BLANKS)):
            lines.append(_line(line, gap))
            gap = False
        else:
            gap = True
    kept, furniture = _drop_furniture(lines)
    dropped = sorted((*document.dropped, *furniture), key=lambda d: d.line)
    return tuple(kept), tuple(dropped)


def _line(line: Line, gap: bool) -> CleanLine:
    run, indent = _scrub(line.text, line)
    return CleanLine(
        run=run,
        number=line.number,
        page=line.page,
        indent=indent,
        gap=gap,
        style=line.style,
        depth=line.depth,
    )


def _row(line: Line, gap: bool) -> CleanLine:
    empty = Run(text="", pieces=(), merged=True)
    cells = [empty if cell is None else _scrub(_join_lines(cell), line)[0] for cell in line.cells or ()]
    for at in line.beside:
        cells[at] = replace(cells[at], beside=True)
    row = join((cell for cell in cells if cell.text), "\t")
    return CleanLine(
        run=row, number=line.number, page=line.page, gap=gap, cells=tuple(cells), table=line.table
    )


def _join_lines(cell: str) -> str:
    """The lines of a cell as one: parted by a space where each is an office (or one of its people) or where
    two words or numbers would run together."""
    lines = cell.split("\n")
    led = names_office(lines[0]) or all(map(is_person, lines))
    listed = len(lines) > 1 and led and all(map(names_somebody, lines))
    joined = lines[0]
    for line in lines[1:]:
        runs_on = _PLAIN.match(line) and joined and _PLAIN.match(joined[-1])
        joined += f" {line}" if listed or runs_on else line
    return joined


def _scrub(text: str, line: Line) -> tuple[Run, int]:
    """The text without what is removed, and the width of its indent."""
    prefix = _PREFIX.match(text)
    guard = prefix.end() if prefix else 0
    cuts = [(m.start(), m.end()) for m in _REMOVE.finditer(text) if m.start() >= guard or not m[0].isspace()]
    lead = len(text) - len(text.lstrip())
    if _SPACED_LINE.match(text.strip()):
        cuts += [(m.start(), m.end()) for m in re.finditer(" +", text)]
    elif _COLUMNS.match(text.strip()):
        cuts = [(start, end) for start, end in cuts if not text[start:end].isspace()]
    else:
        for digits in _SPACED_DIGITS.finditer(text):
            cuts += [(at, at + 1) for at in range(digits.start() + 1, digits.end(), 2)]
    for emphasised in _EMPHASIS.finditer(text):
        cuts += [(emphasised.start(), emphasised.start() + 1), (emphasised.end() - 1, emphasised.end())]
    indent = sum(2 if ch == "\u3000" else 4 if ch == "\t" else 1 for ch in text[:lead])
    cuts += [(0, lead), (len(text.rstrip()), len(text))]
    kept: list[str] = []
    pieces: list[Piece] = []
    at = size = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > at:
            kept.append(text[at:start])
            pieces.append(
                Piece(
                    start=size, length=start - at, line=line.number, column=line.column + at, page=line.page
                )
            )
            size += start - at
        at = max(at, end)
    return Run(text="".join(kept), pieces=tuple(pieces)), indent


def _drop_furniture(lines: Sequence[CleanLine]) -> tuple[list[CleanLine], list[Dropped]]:
    reasons: dict[int, str] = {}
    for at, line in enumerate(lines):
        if not line.cells and len(line.text) <= 24 and _PAGE_NUMBER.match(line.text):
            reasons[at] = "页码"
    _mark_running_heads(lines, reasons)
    _mark_contents(lines, reasons)
    _mark_chrome(lines, reasons)
    dropped = [Dropped(line=lines[at].number, text=lines[at].text, reason=why) for at, why in reasons.items()]
    kept: list[CleanLine] = []
    gap = False
    for at, line in enumerate(lines):
        if at in reasons:
            gap = True
        else:
            kept.append(replace(line, gap=line.gap or gap))
            gap = False
    return kept, dropped


def _mark_running_heads(lines: Sequence[CleanLine], reasons: dict[int, str]) -> None:
    """Lines printed at least three times: beside page numbers, or from the top of the document on and far
    apart.

    The plan's title used as a running head is kept where it stands first.
    """
    near = {at + step for at in reasons for step in (-2, -1, 1, 2)}
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if at not in reasons and not line.cells and 4 <= len(line.text) <= 40:
            places.setdefault(line.text, []).append(at)
    for text, found in places.items():
        beside = [at for at in found if at in near]
        if len(beside) >= 3 or (len(beside) >= 2 and len(beside) == len(found)):
            reasons.update(dict.fromkeys(beside, "页眉页脚"))
            continue
        if (
            len(found) >= 3
            and found[0] < 3
            and len(text) >= 6
            and all(b - a > 4 for a, b in itertools.pairwise(found))
        ):
            reasons.update(dict.fromkeys(found[1 if _NAMES_PLAN.search(text) else 0 :], "页眉页脚"))
            continue
        numbered = [(at, n) for at in found if (n := _page_beside(lines, at)) is not None]
        pages = [int(lines[n].text) for _, n in numbered]
        if len(numbered) >= 3 and pages == list(range(pages[0], pages[0] + len(pages))):
            for at, n in numbered:
                reasons[at], reasons[n] = "页眉页脚", "页码"


def _page_beside(lines: Sequence[CleanLine], at: int) -> int | None:
    """The line next to `at` that is nothing but a number."""
    return next(
        (n for n in (at + 1, at - 1) if 0 <= n < len(lines) and re.fullmatch(r"\d{1,4}", lines[n].text)), None
    )


def _mark_contents(lines: Sequence[CleanLine], reasons: dict[int, str]) -> None:
    """A table of contents: the line 目录 and the lines behind it that are printed again later."""
    for at, line in enumerate(lines):
        if not _CONTENTS.match(line.text) or at + 2 >= len(lines):
            continue
        end = at + 1
        while end < len(lines) and (_LEADER.search(lines[end].text) or _again(lines, end)):
            end += 1
        if end > at + 1:
            reasons.update(dict.fromkeys(range(at, end), "目录"))
        return


def _again(lines: Sequence[CleanLine], at: int) -> bool:
    entry = _entry(lines[at].text)
    return bool(entry) and any(_entry(line.text) == entry for line in lines[at + 1 :])


def _entry(text: str) -> str:
    return re.sub(r"\s+", "", _LEADER.sub("", text))


def _mark_chrome(lines: Sequence[CleanLine], reasons: dict[int, str]) -> None:
    ends = (*range(min(_CHROME_DEPTH, len(lines))), *range(max(0, len(lines) - _CHROME_DEPTH), len(lines)))
    for at in ends:
        text = lines[at].text
        if not lines[at].cells and len(text) <= 80 and "。" not in text and _CHROME.match(text):
            reasons.setdefault(at, "网页导航")
    others = [at for at in ends if _RECOMMENDED.match(lines[at].text) and at >= len(lines) - _CHROME_DEPTH]
    for at in range(min(others, default=len(lines)), len(lines)):
        reasons.setdefault(at, "网页导航")
