"""The layout of a document: its clean lines, and what stands around the plan in them.

In: the lines a reader gave. Out: one `Layout`, whose indexes all count its lines; once the marks are known,
what each line outside the clauses is, and the paragraphs.

Of a paper that came on one line the head and the sign-off are set apart first: a long first line is cut at
the blanks between title, 文号, addressees and text, a long last one between text and signature. A head is cut
off only where one of its parts reads as a title; a signature only behind the last full stop and where its
last part is a day. Where the text itself is cut is decided by its marks (`numbering.running`). A figure that
a scanner's reading has spoilt is doubted, so that nobody takes its neighbour for it (`misread`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.fields import fields_in
from ingest.grammar.misread import misread_figures
from ingest.grammar.office_ends import ISSUER_END
from ingest.grammar.stops import PRINTED
from ingest.grammar.title_dates import DAY
from ingest.layout.clean import CleanLine, clean
from ingest.layout.flat_tables import find_tables
from ingest.layout.frame import Frame, amending_lines, begins_anew, find_frame, is_addressees, left_out
from ingest.layout.furniture import drop_furniture
from ingest.layout.options import HEAD
from ingest.layout.plain_headings import find_plain_headings
from ingest.layout.sign_off import narrow, signature_before
from ingest.layout.table_cells import misfits, spread_merged
from ingest.layout.titles import TITLE, is_date
from ingest.layout.torn_lines import join_torn
from ingest.layout.unwrap import Paragraph, find_setting, unwrap
from ingest.model import Doubt, Dropped
from ingest.readers.protocol import Document

_AROUND = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`lines` with tables and headings told apart; `frame` where the plan is among them."""

    lines: tuple[CleanLine, ...]
    frame: Frame
    dropped: tuple[Dropped, ...]
    doubts: tuple[Doubt, ...]

    @property
    def body(self) -> range:
        """The lines the clauses stand in."""
        return range(self.frame.body, self.frame.tail)

    @property
    def title(self) -> str:
        """The plan's own title as printed, "" where there is none."""
        return "".join(self.lines[at].text for at in self.frame.title)

    @property
    def notice(self) -> str:
        """The title of the notice that covers the plan, "" where there is none."""
        return "".join(self.lines[at].text for at in self.frame.notice)

    def roles(self, attachments: Iterable[int]) -> dict[int, str]:
        """What each line outside the clauses is: front, title or tail. What a notice changes does not belong
        to it.

        A sign-off before a later attachment is tail too; `attachments` are the lines 附件N.
        """
        roles = dict.fromkeys(range(self.frame.body), "front")
        for at in amending_lines(self.lines, self.frame):
            del roles[at]
        roles |= dict.fromkeys(self.frame.title, "title")
        roles |= dict.fromkeys(range(self.frame.tail, len(self.lines)), "tail")
        for at in attachments:
            roles |= dict.fromkeys(range(signature_before(self.lines, self.frame.body, at), at), "tail")
        return roles

    def paragraphs(self, marks: Mapping[int, int], roles: Mapping[int, str]) -> tuple[Paragraph, ...]:
        """Lines joined; one begins at each of `marks` (line -> length of its mark) and where the role
        changes.
        """
        borders = [
            at
            for at in range(1, len(self.lines))
            if roles.get(at, "") != roles.get(at - 1, "")
            or (roles.get(at) in ("front", "tail") and begins_anew(self.lines[at].text))
        ]
        starts = dict.fromkeys((*borders, self.frame.body), 0) | dict(marks)
        return unwrap(self.lines, starts, find_setting(self.lines))


def read_layout(document: Document) -> Layout:
    """A document without printed lines has a layout without lines."""
    cleaned, code = clean(document)
    whole, torn = join_torn(cleaned)
    printed, furniture, glued = drop_furniture(set_apart(whole))
    dropped = tuple(sorted((*code, *furniture), key=lambda d: d.line))
    tabled, doubts = find_tables(printed)
    tabled = spread_merged(tabled)
    frame = find_frame(tabled)
    lines = find_plain_headings(tabled, frame.body, frame.tail)
    doubts = (
        *document.doubts,
        *torn,
        *glued,
        *doubts,
        *misfits(tabled, merges_told=document.tells_merges),
        *left_out(lines, frame),
        *misread(lines),
    )
    return Layout(lines=lines, frame=frame, dropped=dropped, doubts=doubts)


def misread(lines: Sequence[CleanLine]) -> Iterator[Doubt]:
    for line in lines:
        for span in misread_figures(line.text):
            near = line.text[max(0, span.start - _AROUND) : span.end + 2]
            message = f"“{near}”里的数字夹有字母或多出的 0，疑似识别错误，没有读作数字，请核对原件"
            yield Doubt(line=line.number, kind="figure", message=message)


_ADDRESSED = re.compile(r"[^。；：:]{2,200}[：:]")
_ISSUER = re.compile(rf"{ISSUER_END}\s*$")
_DAY_LAST = re.compile(rf"{DAY}$")


def set_apart(lines: Sequence[CleanLine]) -> list[CleanLine]:
    """Lines that are no such ones stay as they are."""
    out = list(lines)
    for at in _last_lines(out):
        out[at : at + 1] = _cut(out[at], _signature_cuts(out[at].text, signed=at + 1 < len(lines)))
    for at in range(min(HEAD.lines, len(out)) - 1, -1, -1):
        if not out[at].cells:
            cuts = _field_cuts(out[at].text) or _head_cuts(out[at].text)
            out[at : at + 1] = _cut(out[at], cuts)
    return out


def _last_lines(lines: Sequence[CleanLine]) -> list[int]:
    """The last line where it is long, or the one above where the last is but a day."""
    at = len(lines) - 1
    if at > 0 and not lines[at].cells and is_date(lines[at].text):
        at -= 1
    return [at] if at >= 0 and not lines[at].cells and len(lines[at].text) >= HEAD.shortest else []


def _cut(line: CleanLine, cuts: Sequence[int]) -> list[CleanLine]:
    bounds = [0, *cuts, len(line.text)]
    parts = []
    for start, end in itertools.pairwise(bounds):
        words = line.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            parts.append(replace(line, run=line.run.cut(start, end), gap=line.gap or start > 0))
    return parts


def _head_cuts(text: str) -> list[int]:
    """Where the parts of the head end; none where no part reads as a title. A line no longer than a title may
    be is cut only where it holds a number or addressees as well.
    """
    cuts: list[int] = []
    titled = numbered = False
    for part in re.finditer(r"\S+", text):
        words = part[0]
        addressed = None if is_date(words) else _ADDRESSED.match(text, part.start())
        if addressed and titled and _addresses(addressed[0]):
            return [*cuts, addressed.end()]
        if not _is_part(words) or len(cuts) >= HEAD.parts or part.end() == len(text):
            break
        titled = titled or TITLE.match(words) is not None
        numbered = numbered or is_date(words)
        cuts.append(part.end())
    return cuts if titled and (numbered or len(text) >= HEAD.long) else []


def _is_part(words: str) -> bool:
    return len(words) <= HEAD.part and not PRINTED.search(words) and not words.endswith(("：", ":"))


def _addresses(words: str) -> bool:
    """Whether the words are addressees alone, with no other part of a head before them."""
    *before, _ = words.split()
    return is_addressees(words) and not any(TITLE.match(part) or is_date(part) for part in before)


def _field_cuts(text: str) -> list[int]:
    """Where a title ends that the page's own fields stand behind: …的方案 [主题分类] 绿道."""
    first = next(iter(fields_in(text)), None)
    behind = first is not None and first.where == "page" and TITLE.match(text[: first.span.start].strip())
    return [first.span.start] if first and behind else []


def _signature_cuts(text: str, *, signed: bool) -> list[int]:
    """Where the text ends and the parts of its signature begin; `signed` where the day stands below."""
    last = max(text.rfind(mark) for mark in "。！）")
    rest = text[last + 1 :]
    parts = [last + 1 + m.start() for m in re.finditer(r"\S+", rest)]
    closes = _ISSUER.search(rest) if signed else _DAY_LAST.search(narrow(rest))
    return parts if parts and len(rest) <= HEAD.signature and closes and last >= 0 else []
