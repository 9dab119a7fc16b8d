"""Running heads and page numbers of a document that knows its pages.

In: the lines of each page, None where something else than a line stands. Out: which are no part of the text,
each with its reason. Looked at are the first two and the last two lines of a page. A line is a running head
where the same words, whatever number they begin or end with, stand so on enough pages; where a title is used
as one, it stays on the page it stands on first. A bare number is a page's where it counts on with the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest import late_re as re
from ingest.grammar.genres import UNKNOWN, genre_of
from ingest.grammar.marks import read_marks
from ingest.grammar.page_numbers import is_bare_number, is_page_number
from ingest.readers.options import PDF

Lines = Sequence[str | None]
_FOLIO = re.compile(r"^[-—–·\s]*\d{1,4}[-—–·\s]*|[-—–·\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-—–·\s]*$")
"""A number at either end of a running head, which counts the pages."""
_EDGE = 2


def running_lines(pages: Sequence[Lines]) -> dict[tuple[int, int], str]:
    """(page, place in it), both from 0 -> the reason."""
    found = {(page, at): "页码" for page, at in _edges(pages) if is_page_number(_text(pages, page, at))}
    found |= dict.fromkeys(_counting(pages), "页码")
    found |= dict.fromkeys(_heads(pages, found), "页眉页脚")
    return found


def _edges(pages: Sequence[Lines], taken: Collection[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """The places of the outermost lines, those `taken` passed over."""
    for page, lines in enumerate(pages):
        places = [at for at in range(len(lines)) if (page, at) not in taken]
        for at in sorted({*places[:_EDGE], *places[-_EDGE:]}):
            if lines[at] is not None:
                yield page, at


def _text(pages: Sequence[Lines], page: int, at: int) -> str:
    return (pages[page][at] or "").strip()


def _counting(pages: Sequence[Lines]) -> list[tuple[int, int]]:
    """Bare numbers that differ from the number of their page by what most others do."""
    bare = [place for place in _edges(pages) if is_bare_number(_text(pages, *place))]
    off = Counter(int(_text(pages, page, at)) - page for page, at in bare)
    common, times = off.most_common(1)[0] if off else (0, 0)
    if times < PDF.fewest_heads:
        return []
    return [(page, at) for page, at in bare if int(_text(pages, page, at)) - page == common]


def _heads(pages: Sequence[Lines], numbers: Mapping[tuple[int, int], str]) -> list[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for page, at in _edges(pages, numbers):
        text = _text(pages, page, at)
        words = re.sub(r"\s", "", _FOLIO.sub("#", text))
        if len(words.strip("#")) > 1:
            opens = any(not mark.weak for mark in read_marks(text))  # 附件1, 附件2 count too
            places.setdefault(text if opens else words, []).append((page, at))
    found: list[tuple[int, int]] = []
    for words, where in places.items():
        if _is_running(pages, where):
            found += where[1:] if genre_of(words) != UNKNOWN else where
    return found


def _is_running(pages: Sequence[Lines], where: Sequence[tuple[int, int]]) -> bool:
    """Whether a line stands at the edge of enough pages; of two pages, on both as far from the edge."""
    on = {page for page, _ in where}
    if len(pages) == len(on) == 2:
        return 1 in (len({at for _, at in where}), len({len(pages[page]) - at for page, at in where}))
    return len(on) >= max(PDF.fewest_heads, PDF.heads * len(pages))
