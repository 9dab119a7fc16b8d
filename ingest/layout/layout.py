"""The layout of a document: its clean lines, and what stands around the plan in them.

In: the lines a reader gave. Out: one `Layout`, whose indexes all count its lines; once the marks are known,
what each line outside the clauses is, and the paragraphs.

A figure that a scanner's reading has spoilt is doubted, so that nobody takes its neighbour for it
(`misread`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.grammar.misread import misread_figures
from ingest.layout.clean import CleanLine, clean
from ingest.layout.flat_tables import find_tables
from ingest.layout.frame import Frame, amending_lines, begins_anew, find_frame, left_out
from ingest.layout.furniture import drop_furniture
from ingest.layout.merged_cells import misfits, spread_merged
from ingest.layout.one_line import set_apart
from ingest.layout.plain_headings import find_plain_headings
from ingest.layout.sign_off import signature_before
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
