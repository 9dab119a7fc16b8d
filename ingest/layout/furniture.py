"""What a page puts around a text and is none of it: page numbers, also inside a word (基本公125共服务),
running heads, tables of contents, and what web pages print before and after (grammar.fields).

In: clean lines. Out: those that stay, and what was dropped with its reason. A bare number is a page's where
numbers alone on their lines count on over the document, a page's length apart. A number that a converter has
left between two Han characters stands in a word where the dictionary has one across it; it is a page's where
it counts on by one among the numbers of the pages, at least three of them, each a page's length behind the
one before; else it stays and is doubted.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.fields import fields_in, is_action, is_address, is_page_line, is_phrase
from ingest.grammar.genres import NAMED
from ingest.grammar.measures import BEHIND_NUMBER
from ingest.grammar.page_numbers import is_bare_number, is_page_number
from ingest.grammar.segmentation import ends_word
from ingest.layout.clean import CleanLine, join
from ingest.layout.contents import contents_lines
from ingest.layout.options import PAGES
from ingest.model import Doubt, Dropped

_RECOMMENDED = re.compile(r"(?:往期(?:推荐|回顾|精彩|精选)|相关(?:阅读|推荐|文章|新闻|链接))\s*[:：]?$")
"""Behind such a line stand the titles of other pages, to the end."""
_NAMES_PLAN = re.compile(rf"(?:{NAMED})$")
_TITLE_FIELD = "标题"


def drop_furniture(
    printed: Sequence[CleanLine],
) -> tuple[list[CleanLine], list[Dropped], list[Doubt]]:
    """The text's own lines, what was dropped, and doubts about what was not."""
    may_be = (at for at, line in enumerate(printed) if not line.cells)
    pages = [at for at in may_be if is_page_number(printed[at].text) or is_bare_number(printed[at].text)]
    lines, cut, doubts = cut_glued(printed, pages)
    reasons: dict[int, str] = {}
    for at in pages:
        if not is_bare_number(lines[at].text):
            reasons[at] = "页码"
    _mark_running_heads(lines, reasons)
    reasons |= dict.fromkeys(_counted_pages(lines), "页码")
    reasons |= dict.fromkeys(contents_lines(lines), "目录")
    _mark_page(lines, reasons)
    dropped = [Dropped(line=lines[at].number, text=lines[at].text, reason=why) for at, why in reasons.items()]
    kept: list[CleanLine] = []
    gap = False
    for at, line in enumerate(lines):
        if at in reasons:
            gap = True
        else:
            kept.append(replace(line, gap=line.gap or gap))
            gap = False
    kept, labels = _without_labels(kept)
    return kept, [*cut, *dropped, *labels], doubts


def _mark_running_heads(lines: Sequence[CleanLine], reasons: dict[int, str]) -> None:
    """Lines printed at least three times: beside page numbers, or from the top of the document on and far
    apart.

    The plan's title used as a running head is kept where it stands first.
    """
    near = {at + step for at in reasons for step in (-2, -1, 1, 2)}
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if (
            at not in reasons
            and not line.cells
            and PAGES.shortest_head <= len(line.text) <= PAGES.longest_head
        ):
            places.setdefault(line.text, []).append(at)
    for text, found in places.items():
        beside = [at for at in found if at in near]
        if len(beside) >= PAGES.fewest or (len(beside) >= 2 and len(beside) == len(found)):
            reasons.update(dict.fromkeys(beside, "页眉页脚"))
            continue
        if (
            len(found) >= PAGES.fewest
            and found[0] < PAGES.fewest
            and len(text) >= PAGES.lone_head
            and all(b - a > PAGES.lines_apart for a, b in itertools.pairwise(found))
        ):
            reasons.update(dict.fromkeys(found[1 if _NAMES_PLAN.search(text) else 0 :], "页眉页脚"))
            continue
        numbered = [(at, n) for at in found if (n := _page_beside(lines, at)) is not None]
        pages = [int(lines[n].text) for _, n in numbered]
        if len(numbered) >= PAGES.fewest and pages == list(range(pages[0], pages[0] + len(pages))):
            for at, n in numbered:
                reasons[at], reasons[n] = "页眉页脚", "页码"


def _page_beside(lines: Sequence[CleanLine], at: int) -> int | None:
    """The line next to `at` that is nothing but a number."""
    return next((n for n in (at + 1, at - 1) if 0 <= n < len(lines) and is_bare_number(lines[n].text)), None)


def _counted_pages(lines: Sequence[CleanLine]) -> list[int]:
    """Lines that are nothing but numbers counting on by one, each a page's length behind the one before."""
    starts = list(itertools.accumulate((len(line.text) for line in lines), initial=0))
    run: list[int] = []
    found: list[int] = []
    for at, line in enumerate(lines):
        if line.cells or not is_bare_number(line.text):
            continue
        counts_on = bool(run) and int(line.text) == int(lines[run[-1]].text) + 1
        if not (counts_on and starts[at] - starts[run[-1]] >= PAGES.apart):
            run = []
        run.append(at)
        if len(run) >= PAGES.fewest:
            found += run if len(run) == PAGES.fewest else [at]
    return found


def _mark_page(lines: Sequence[CleanLine], reasons: dict[int, str]) -> None:
    """A page's own lines at either end: what it says about itself, its buttons, its address."""
    for way in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for at in _of_page(lines, reasons, way):
            reasons.setdefault(at, "网页导航")
    last = range(max(0, len(lines) - PAGES.depth), len(lines))
    others = [at for at in last if _RECOMMENDED.match(lines[at].text)]
    for at in range(min(others, default=len(lines)), len(lines)):
        reasons.setdefault(at, "网页导航")


def _of_page(lines: Sequence[CleanLine], reasons: dict[int, str], way: Iterable[int]) -> list[int]:
    """The page's lines met on the way before more than a dozen lines of the text are."""
    found: list[int] = []
    passed = 0
    for at in way:
        if passed >= PAGES.depth:
            break
        if at in reasons or (not lines[at].cells and _is_pages(lines, at)):
            found.append(at)
        else:
            passed += 1
    return found


def _is_pages(lines: Sequence[CleanLine], at: int) -> bool:
    text = lines[at].text
    if len(text) > PAGES.line or "。" in text:
        return False
    if is_address(text) or is_action(text) or is_phrase(text):
        return True
    return is_page_line(text) and not _names_title(text)


def _names_title(text: str) -> bool:
    fields = fields_in(text)
    return fields[0].kind == _TITLE_FIELD and bool(fields[0].value)


def _without_labels(lines: Sequence[CleanLine]) -> tuple[list[CleanLine], list[Dropped]]:
    """The lines with 标题： before the title taken off, at the head of the document."""
    out = list(lines)
    for at, line in enumerate(lines[: PAGES.depth]):
        if not line.cells and (fields := fields_in(line.text)) and _names_title(line.text):
            first = fields[0]
            out[at] = replace(line, run=line.run.cut(first.at, first.span.end))
            words = f"{line.text[: first.at]}{line.text[first.span.end :]}"
            return out, [Dropped(line=line.number, text=words, reason="网页导航")]
    return out, []


_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,3}(?=[\u4e00-\u9fff])")
_DIGITS = re.compile(r"\d{1,4}")
_COUNTS = re.compile(BEHIND_NUMBER)
"""What a number counts stands behind it: 新建企业40家 is no 企业家."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number that may be a page's: `at` its line, `start` where it begins in it, `offset` in the document;
    `glued` inside a word.
    """

    at: int
    start: int
    end: int
    offset: int
    value: int
    glued: bool


def cut_glued(
    lines: Sequence[CleanLine], alone: Collection[int]
) -> tuple[list[CleanLine], list[Dropped], list[Doubt]]:
    """`alone` are indexes of lines that are nothing but a page's number."""
    numbers = list(_numbers(lines, alone))
    if not any(number.glued for number in numbers):
        return list(lines), [], []
    counted = _counting_on(numbers)
    out, dropped, doubts = list(lines), [], []
    for number in reversed([n for n in numbers if n.glued]):
        line = out[number.at]
        if number in counted:
            run = join((line.run.cut(0, number.start), line.run.cut(number.end)))
            out[number.at] = replace(line, run=run)
            dropped.append(Dropped(line=line.number, text=str(number.value), reason="页码"))
        elif number.value >= PAGES.sure:
            shown = line.text[max(0, number.start - 2) : number.end + 2]
            message = f"“{shown}”里的数字像是粘进词里的页码，没有去掉，请核对"
            doubts.append(Doubt(line=line.number, kind="page", message=message))
    return out, dropped, doubts


def _numbers(lines: Sequence[CleanLine], alone: Collection[int]) -> Iterator[_Number]:
    offset = 0
    for at, line in enumerate(lines):
        found: Iterator[re.Match[str]] = iter(())
        if at in alone:
            found = itertools.islice(_DIGITS.finditer(line.text), 1)
        elif not line.cells:
            found = (m for m in _INSIDE.finditer(line.text) if _splits_word(line.text, m))
        for m in found:
            start, end = m.span()
            glued = at not in alone
            yield _Number(at=at, start=start, end=end, offset=offset + start, value=int(m[0]), glued=glued)
        offset += len(line.text)


def _splits_word(text: str, number: re.Match[str]) -> bool:
    if _COUNTS.match(text, number.end()):
        return False
    before = text[max(0, number.start() - PAGES.around) : number.start()]
    return not ends_word(before, text[number.end() : number.end() + PAGES.around])


def _counting_on(numbers: Sequence[_Number]) -> set[_Number]:
    """Those that stand in a row of page numbers."""
    before: dict[_Number, _Number] = {}
    length: dict[_Number, int] = {}
    last: dict[int, _Number] = {}
    for number in numbers:
        previous = last.get(number.value - 1)
        follows = previous is not None and number.offset - previous.offset >= PAGES.apart
        length[number] = length[previous] + 1 if previous is not None and follows else 1
        if previous is not None and follows:
            before[number] = previous
        if number.value not in last or length[number] >= length[last[number.value]]:
            last[number.value] = number
    counted: set[_Number] = set()
    for number in numbers:
        step: _Number | None = number if length[number] >= PAGES.fewest else None
        while step is not None and step not in counted:
            counted.add(step)
            step = before.get(step)
    return counted
