"""Which printed marks really open a clause, and under which heading: the sequence decides.

In: clean lines. Out: the accepted marks in reading order with their parents, and doubts. A mark is accepted
where its number continues an open list of its family (next), begins one (start), or goes on from the list of
an earlier section (runs on); otherwise only where its neighbours demand it (gap, repeat), and then with a
doubt: the table of `admission` says where. The nesting of families starts from GB/T 9704-2012's order and is
corrected by what the document shows: a family that starts anew between two neighbouring numbers of another
lies inside it.

Nothing of a document's order is lost in silence: every run of lines that begin with a short mark of one shape
whose numbers count on (1, 2, 3 or A1, A2), whatever the shape is, and were not taken for items, is doubted
(`find_unread`). A mark there is at most a short word with numbers, set off from the words behind it by a
bracket, a stroke, a stop or white space, or begun by a letter; a number that counts something (3-6岁, 2026年)
is no mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.date_forms import OF_CALENDAR
from ingest.grammar.marks import BARE, CHAPTERS, Mark, read_marks, with_counted_articles
from ingest.grammar.numerals import HAN, chinese_number
from ingest.grammar.references import STEP_WORDS
from ingest.labels import ATTACHED, ATTACHMENTS, BOX
from ingest.layout.clean import CleanLine
from ingest.layout.line_shape import TERMINAL, heading_like
from ingest.model import Doubt
from ingest.numbering.admission import Offer, Page, admissible
from ingest.numbering.nesting import (
    Fit,
    FitKind,
    Node,
    headings_by_first,
    kin,
    learn_order,
    running_series,
    stands_alone,
    successors,
)
from ingest.numbering.options import SEQUENCE
from ingest.responsibility.annotation import trailing

_SHOWN = 16
_HEADING_FAMILIES = CHAPTERS | {"01", "Ⅰ", "标题"} | ATTACHMENTS
_SIGN = re.compile(r"^[^\w\s（(【\[［〔《“\"、，。；：！？]{1,2}\s*(?=[\u4e00-\u9fff])")
"""What a heading without a number may be set off with: ●, ■."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An accepted mark: `line` its index among the lines, `parent` the index of its parent among the placed
    or None.

    `family` is the family of the list it stands in, which differs from `mark.family` for a repaired mark.
    """

    line: int
    mark: Mark
    family: str
    parent: int | None


def place(lines: Sequence[CleanLine], body: range) -> tuple[tuple[Placed, ...], tuple[Doubt, ...]]:
    """Accept and nest the marks of the lines in `body`; table rows open nothing."""
    placing = _Placing(lines, body)
    for at in body:
        placing.offer(at)
    return tuple(placing.placed), tuple(placing.doubts)


class _Placing:
    """The state of one pass: the stack of open nodes from the root, and what was accepted so far."""

    def __init__(self, lines: Sequence[CleanLine], body: range) -> None:
        self.lines = lines
        self.marks = with_counted_articles(
            [read_marks(line.text) if at in body and not line.cells else () for at, line in enumerate(lines)]
        )
        series = running_series(self.marks)
        firstly = headings_by_first(self.marks)
        self.page = Page.of(lines, body.start, self.marks, series, firstly)
        self.rank = {family: n for n, family in enumerate(learn_order(self.marks, series))}
        self.root = Node("", 0, None)
        self.stack = [self.root]
        self.last: dict[str, int] = {}
        self.placed: list[Placed] = []
        self.doubts: list[Doubt] = []

    def offer(self, at: int) -> None:
        if self.lines[at].depth and self.marks[at]:
            mark = self.marks[at][0]
            self._accept(at, mark, self._listed(at, mark))
            return
        refused: Mark | None = None
        for mark in self.marks[at]:
            fit = self._fit(mark)
            if fit and admissible(self._offer(at, mark, fit)):
                self._accept(at, mark, fit)
                return
            if fit and fit.kind == "next" and mark.family in BARE:
                refused = refused or mark
        if refused and self._is_complete(at - 1):
            message = f"“{self.lines[at].text[:_SHOWN]}”像是第{refused.ordinal}项，没有读作新的一项，请核对"
            self._doubt(self.lines[at].number, "unread", message)
        style = self.lines[at].style
        if style and not self.lines[at].cells:
            self._accept_title(at, int(style[1:]) if style[1:].isdigit() else 9)

    def _listed(self, at: int, mark: Mark) -> Fit:
        """Where an item stands that the format itself numbers: beside the items of its list, which its depth
        tells, or first below what is open.
        """
        depth = self.lines[at].depth
        item = next((n for n, node in enumerate(self.stack) if node.depth >= depth), None)
        node = self.stack[item - 1] if item else self._parent(mark.family) if depth == 1 else self.stack[-1]
        last = node.lists.get(mark.family, (0, 0))[0]
        kind: FitKind = (
            "next"
            if mark.ordinal == last + 1
            else _misfit(mark.ordinal, last, SEQUENCE.gap)
            if last
            else "start"
        )
        return Fit(kind, node, mark.family)

    def _offer(self, at: int, mark: Mark, fit: Fit) -> Offer:
        return Offer(page=self.page, at=at, mark=mark, fit=fit, below_heading=self._is_heading(at - 1))

    def _fit(self, mark: Mark) -> Fit | None:
        if mark.family == "1.1":
            return self._fit_multi(mark)
        best: Fit | None = None
        for node in reversed(self.stack):
            for family in kin(mark.family):
                if family not in node.lists:
                    continue
                last, sub = node.lists[family]
                if (mark.ordinal == last + 1 and not mark.sub) or (
                    mark.ordinal == last and mark.sub == sub + 1
                ):
                    if self._heads_group(node):
                        return Fit("runs on", None, family)
                    return Fit("next", node, family)
                if best is None and family == mark.family:
                    most = SEQUENCE.articles if family == "条" else SEQUENCE.gap
                    best = Fit(_misfit(mark.ordinal, last, most), node, family)
        begins = best is not None and best.kind in ("restart", "repeat") and mark.ordinal == 1
        if begins and best and self._deeper(mark.family, best.node):
            return Fit("start", None, mark.family)
        counts_on = best is not None and self.last.get(best.family, 0) + 1 == mark.ordinal
        if counts_on and best and best.node and self._heads_group(best.node):
            return Fit("runs on", None, best.family)
        if best and best.kind != "none":
            return best
        for family in kin(mark.family):
            if best is None and self.last.get(family, 0) + 1 == mark.ordinal and mark.ordinal > 1:
                return Fit("runs on", None, family)
        if mark.ordinal == 1:
            return Fit("start", None, mark.family)
        return Fit("late start", None, mark.family) if best is None else None

    def _heads_group(self, node: Node) -> bool:
        """Whether a heading without a mark stands open right below `node`, over the points from here on."""
        top = self.stack[-1]
        return len(self.stack) > 1 and self.stack[-2] is node and top.family == "标题" and not top.lists

    def _deeper(self, family: str, node: Node | None) -> bool:
        """Whether a list that begins anew belongs to a section opened since `node` rather than to `node`
        again.
        """
        parent = self._parent(family)
        return (
            node is not None
            and family not in parent.lists
            and self.stack.index(parent) > self.stack.index(node)
        )

    def _fit_multi(self, mark: Mark) -> Fit | None:
        """1.2.3 stands under the open node numbered 1.2, 1.1 under the one numbered 1, else in a list of its
        own.
        """
        for node in reversed(self.stack):
            numbers = (*node.prefix, node.ordinal)
            if numbers == mark.prefix and _counts_for_multi(node.family):
                last = node.lists.get("1.1", (0, 0))[0]
                if mark.ordinal == last + 1:
                    return Fit("next", node, "1.1")
                return Fit(_misfit(mark.ordinal, last, SEQUENCE.gap), node, "1.1")
        for node in reversed(self.stack):
            if node.numbers:
                fits = mark.numbers in successors(node.numbers)
                return Fit("next", node, "1.1") if fits else None
        return Fit("start", self._parent("1.1"), "1.1") if mark.ordinal == 1 else None

    def _is_complete(self, at: int) -> bool:
        return at >= 0 and self.lines[at].text[-1:] in TERMINAL

    def _is_heading(self, at: int) -> bool:
        opened = bool(self.placed) and self.placed[-1].line == at
        return at >= 0 and (bool(self.lines[at].style) or (opened and heading_like(self.lines[at].text)))

    def _accept(self, at: int, mark: Mark, fit: Fit) -> None:
        node = fit.node or self._parent(fit.family)
        if fit.family == BOX and fit.node is None:
            node = self._boxed_in(at, node)
        del self.stack[self.stack.index(node) + 1 :]
        self._note(at, mark, fit, node)
        if fit.family == "1.1" and stands_alone(mark, fit):
            node.numbers = mark.numbers
        else:
            node.lists[fit.family] = (mark.ordinal, mark.sub)
        if fit.family == "条" or fit.kind != "repeat":
            self.last[fit.family] = mark.ordinal
        self.placed.append(Placed(line=at, mark=mark, family=fit.family, parent=node.index))
        level = int(style[1:]) if (style := self.lines[at].style) and style[1:].isdigit() else 0
        depth = self.lines[at].depth
        self.stack.append(Node(fit.family, mark.ordinal, len(self.placed) - 1, mark.prefix, level, depth))

    def _accept_title(self, at: int, level: int) -> None:
        """A heading the format marks as such but that prints no mark: its words stand for one."""
        if self.placed and self.placed[-1].line == at - 1 and self.placed[-1].family in ATTACHMENTS:
            return  # the title of the attachment
        while (
            len(self.stack) > 1
            and self.stack[-1].family != ATTACHED
            and (not self.stack[-1].level or self.stack[-1].level >= level)
        ):
            self.stack.pop()
        text = self.lines[at].text
        words = _SIGN.sub("", text[: trailing(text)[0]]) or text
        mark = Mark(family="标题", printed=words.replace("/", "／"), ordinal=1, length=len(text))
        self.placed.append(Placed(line=at, mark=mark, family="标题", parent=self.stack[-1].index))
        self.stack.append(Node("标题", 1, len(self.placed) - 1, (), level))

    def _parent(self, family: str) -> Node:
        """Where a list that begins here belongs: under the deepest open node of an outer family."""
        if family == BOX:
            inner = [node for node in self.stack if node.family in _HEADING_FAMILIES]
            if len(inner) > 1 and inner[-1].family == "一、" and inner[-2].family == "节":
                return inner[-2]  # where there are 节, they are the sections, and 一、 their items
            return inner[-1] if inner else self.root
        rank = self._rank(family)
        for node in reversed(self.stack):
            if node is self.root or node.family == "标题" or self._rank(node.family) < rank:
                return node
        return self.root

    def _boxed_in(self, at: int, node: Node) -> Node:
        """The section （三） below `node` that a 专栏 stands in, where （四） comes behind it and before the
        next of `node`'s own list; else `node`.
        """
        below = self.stack[self.stack.index(node) + 1 :]
        section = next((n for n in below if n.family in kin("（一）")), None)
        if section is None:
            return node
        for _, mark in self.page.behind(at, *{section.family, node.family} - {""}):
            if (mark.family, mark.ordinal) == (section.family, section.ordinal + 1):
                return section
            if (mark.family, mark.ordinal) == (node.family, node.ordinal + 1):
                break
        return node

    def _rank(self, family: str) -> float:
        return self.rank.get(family, len(self.rank))

    def _note(self, at: int, mark: Mark, fit: Fit, node: Node) -> None:
        line = self.lines[at].number
        last = node.lists.get(fit.family, (0, 0))[0]
        if fit.kind == "next" and mark.family != fit.family:
            glued = self.lines[at].text[mark.length - 1 : mark.length] in ".．"
            style = "紧挨着数字" if glued else "缺标点" if mark.family in BARE else "写法与同级不同"
            self._doubt(line, "repair", f"序号“{mark.printed}”{style}，按顺序认作第{mark.ordinal}项")
        elif fit.kind in ("gap", "wide gap"):
            self._doubt(line, "gap", f"序号从{last}跳到{mark.printed}，中间可能缺项")
        elif fit.kind == "late start" and mark.family not in ATTACHMENTS:
            self._doubt(line, "gap", f"序号从{mark.printed}开始，前面可能缺项")
        elif fit.kind == "repeat":
            self._doubt(line, "repeat", f"序号“{mark.printed}”重复出现")
        elif fit.kind == "restart":
            self._doubt(line, "restart", f"同一标题下序号又从{mark.printed}开始")

    def _doubt(self, line: int, kind: str, message: str) -> None:
        self.doubts.append(Doubt(line=line, kind=kind, message=message))


def _counts_for_multi(family: str) -> bool:
    """Whether sections of the family are those that 1.1 begins with the number of."""
    if family == "1.1" or family in _HEADING_FAMILIES or family.startswith("系列:"):
        return True
    return any(family in kin(one) for one in ("1.", "（一）", "【一】"))


def _misfit(ordinal: int, last: int, most: int) -> FitKind:
    if ordinal == last:
        return "repeat"
    if ordinal == 1:
        return "restart"
    if last < ordinal <= last + most:
        return "gap"
    return "wide gap" if last < ordinal <= last + SEQUENCE.wide_gap else "none"


_NUM = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})(?!\d|{OF_CALENDAR})"
_LOOK = re.compile(
    r"(?P<open>[【\[［(（〔<〈《「『{｛#＃№]*)\s*(?!附?[表图])"
    r"(?P<word>[A-Za-z]{1,5}|[\u4e00-\u9fff]{1,4}?)?(?P<between>[\s.．·_-]?)"
    rf"(?P<numbers>{_NUM}(?:[-—–－.．_·/]{_NUM}){{0,3}})"
    rf"(?P<unit>{STEP_WORDS})?"
    r"(?P<close>[】\]］)）〕>〉》」』}｝#＃]*[.．、:：|｜/\\_~～—–-]*"
    rf"(?:[\s\u3000]+(?![%‰])|(?<=[^\d{HAN}])|(?=[\u4e00-\u9fff“《])))"
    r"(?=[\u4e00-\u9fffA-Za-z“《\"（(])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    line: int
    shape: str
    numbers: tuple[int, ...]


def find_unread(lines: Sequence[CleanLine], within: range, placed: Collection[int]) -> tuple[Doubt, ...]:
    """`within` the lines of the body, `placed` those at which a mark was accepted; one doubt a run, at its
    first line.
    """
    looks: dict[str, list[_Look]] = {}
    for at in within:
        if at in placed or lines[at].cells or lines[at].style or lines[at].loose:
            continue
        look = _look(lines[at].text, at)
        if look:
            looks.setdefault(look.shape, []).append(look)
    return tuple(_doubt(lines, run) for seen in looks.values() for run in _runs(seen))


def _look(text: str, line: int) -> _Look | None:
    m = _LOOK.match(text)
    if m is None or (m["unit"] and m["word"] != "第"):
        return None
    set_off = bool(m["close"].strip() or m["open"] or re.search(r"\s", m["close"]))
    lettered = bool(m["word"]) and m["word"].isascii()
    several = bool(re.search(rf"[^\d{HAN}]", m["numbers"]))
    if not (set_off or lettered or several):
        return None
    numbers = [chinese_number(part) for part in re.split(r"[-—–－.．_·/]", m["numbers"])]
    shape = re.sub(rf"\d+|[{HAN}]+", "N", m["numbers"])
    kind = "d" if m["numbers"][0].isdecimal() else "c"
    return _Look(
        line=line,
        shape=f"{m['open']}{m['word'] or ''}{m['between']}{shape}{m['close'].strip()}{kind}",
        numbers=tuple(n for n in numbers if n is not None),
    )


def _runs(looks: Sequence[_Look]) -> Iterator[list[_Look]]:
    """The longest stretches whose numbers count on, each long enough to mean something."""
    run: list[_Look] = []
    for look in looks:
        if run and not _goes_on(run[-1].numbers, look.numbers):
            if _means_something(run):
                yield run
            run = []
        run.append(look)
    if _means_something(run):
        yield run


def _goes_on(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """1.2 is followed by 1.3 or 2.1, 2 by 3."""
    if len(before) != len(after):
        return False
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b), None)
    return at is not None and after[at] == before[at] + 1 and set(after[at + 1 :]) <= {1}


def _means_something(run: Sequence[_Look]) -> bool:
    return len(run) >= SEQUENCE.fewest_unread or (
        len(run) == SEQUENCE.fewest_unread - 1 and set(run[0].numbers) == {1}
    )


def _doubt(lines: Sequence[CleanLine], run: Sequence[_Look]) -> Doubt:
    first = lines[run[0].line]
    message = f"有{len(run)}行像是编了号（从“{first.text[:_SHOWN]}”起），没有读作条款的序号，请核对"
    return Doubt(line=first.number, kind="unread", message=message)
