"""Statements by which one paper changes another: 将《…》中“甲”调整为“乙”, 删去第三条, 《…》同时废止.

In: the text of a clause, or a title. Out: `Amending` values in printed order. Quotations and titles are put
out of sight first, so that what a quotation says is never taken for what the paper says. The words stand in
data/amendments.yaml. Whether there is such a paper and such a clause is not decided here.

Every plan says that something is 调整为 something: without 《》 a statement is one only in a paper that
amends (`bare`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest import late_re as re
from ingest.grammar.genres import NAMED, SENT
from ingest.grammar.joins import A_SIGN
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import COUNT
from ingest.grammar.options import SENTENCES
from ingest.grammar.serials import FILE_NUMBER
from ingest.grammar.stops import COMMA_OR_COLON
from ingest.grammar.tables import any_of, table
from ingest.model import Amending, AmendmentEffect, Span

_TABLE = table("amendments")
_Q, _T = "\ue000", "\ue001"
"""What stands for a quotation and for a title."""
_PAIRS = {"“": "”", "「": "」", "『": "』", '"': '"', "《": "》"}
_OPENING = re.compile(f"[{''.join(_PAIRS)}]")
_STATEMENT = re.compile(r"[^。；;\n]{1,1000}")
_MARK = (
    rf"(?:第\s*(?:{COUNT}+|[（(]\s*{COUNT}+\s*[）)])\s*(?:部分|[编章节条款项点目])(?:之{COUNT})?"
    rf"|[（(]\s*{COUNT}{{1,3}}\s*[）)]项?)"
)
_MARKS = rf"{_MARK}(?:的?{_MARK}){{0,5}}"
_SEVERAL = rf"{_MARKS}(?:[、和与及]{_MARKS}){{0,20}}"
_BRACKET = rf"[（(][^（()）{_Q}{_T}]{{0,60}}[）)]"
_TITLES = rf"{_T}(?:{_BRACKET})?(?:[、和与及]{_T}(?:{_BRACKET})?){{0,40}}"
_QUOTES = rf"{_Q}(?:[、和与及]?{_Q}){{0,20}}"
_FEW = rf"[^{_Q}{_T}，。；：:]"
_BETWEEN = rf"(?:[，,]?(?:{any_of(_TABLE['between'])})){{0,4}}"
_SINCE = rf"{_BETWEEN}(?:[，,]?(?:[自从](?P<since>[^，,。；]{{2,16}}?)|即日)起)?{_BETWEEN}"
_VERB = {effect: f"(?:{any_of([row['word'] for row in _TABLE[effect]])})" for effect in _TABLE
         if isinstance(_TABLE[effect][0], dict)}  # fmt: skip
_ANY_VERB = re.compile("|".join(_VERB.values()))
_GROUND = re.compile(rf"(?:{any_of(_TABLE['grounds'])})[了本原]?$")
_INTENDED = re.compile(rf"(?:{any_of(_TABLE['intended'])})(?:予以|立即)?$")
_TITLE = re.compile(
    rf"关于(?:公布|宣布)?(?:{any_of(_TABLE['titles'])})(?P<name>.*?)的?(?:{SENT}|{any_of(_TABLE['kinds'])})(?:{_BRACKET})?$"
    r"|修正案$"
)
_PARTS = re.compile(rf"等?(?:文件)?的?(?:(?:{any_of(_TABLE['some'])})(?:{any_of(_TABLE['parts'])})|有效期)$")
_A_PAPER = re.compile(rf"(?:{NAMED}|{any_of(_TABLE['papers'])})(?:{_BRACKET})?$")
_ANNOUNCING = re.compile(
    r"[作做](?:出|了)?(?:如下|以下)(?:的)?(?:修改|调整|修订)|(?:修改|调整|修订)(?:内容)?如下"
)
_EVERYWHERE = re.compile(rf"(?:{any_of(_TABLE['everywhere'])}).{{0,6}}?{_VERB['replace']}")
_SHORT_NAME = re.compile(
    r"《(?P<title>[^《》\n]{2,80})》[^《》。；\n]{0,40}?以下[简统]称[：:]?[“《\"](?P<short>[^”》\"\n]{2,20})[”》\"]"
)
_FORMS: Sequence[tuple[AmendmentEffect, str]] = (
    ("insert", rf"(?P<old>{_Q})[之的]?后面?{_VERB['insert']}(?P<new>{_Q})"),
    ("replace", rf"(?P<old>{_QUOTES}){_FEW}{{0,8}}?{_VERB['replace']}(?P<new>{_QUOTES})"),
    ("replace", rf"(?P<marks>{_MARKS}){_FEW}{{0,8}}?{_VERB['replace']}[：:]?(?P<new>{_Q}|.+)"),
    ("replace", rf"由(?P<old>[^{_Q}{_T}，。；：:由]{{1,20}}?){_VERB['replace']}(?P<new>{_FEW}{{1,30}})"),
    (
        "delete",
        rf"{_VERB['delete']}(?:{_TITLES})?的?(?P<marks>{_SEVERAL})(?:[中里]?的?(?P<old>{_QUOTES}))?",
    ),
    ("delete", rf"{_VERB['delete']}(?P<old>{_QUOTES})"),
    ("delete", rf"(?P<old>{_QUOTES}){_BETWEEN}{_VERB['delete']}"),
    ("delete", rf"(?P<marks>{_SEVERAL}){_BETWEEN}{_VERB['delete']}"),
    (
        "extend",
        rf"(?P<papers>{_TITLES})的?(?:有效期限?|施行期限?|执行期限?){_BETWEEN}{_VERB['extend']}(?P<new>{_FEW}{{2,20}})",
    ),
    (
        "insert",
        rf"(?:在)?(?P<marks>{_MARKS})(?:之?后|中|末尾|最后)?[，,]?{_VERB['insert']}(?:{COUNT}{{1,3}}个?[条款项目段])"
        rf"(?:内容)?(?:[，,]?作为{_MARKS})?[，,：:]*(?P<new>{_Q}|.+)?",
    ),
    *(
        (effect, form)
        for effect in ("stop", "repeal")
        for form in (
            rf"(?P<papers>{_TITLES})(?:的?(?P<marks>{_SEVERAL}))?{_SINCE}{_VERB[effect]}",
            rf"{_VERB[effect]}(?P<papers>{_TITLES})(?:的?(?P<marks>{_SEVERAL}))?(?!的)",
            rf"(?P<marks>{_SEVERAL}){_SINCE}{_VERB[effect]}",
        )
    ),
)  # fmt: skip
_PATTERNS = tuple((effect, re.compile(form)) for effect, form in _FORMS)
"""What is done, and its pattern over masked words; an earlier row takes what a later one would fit too."""


@dataclass(frozen=True, slots=True)
class _Masked:
    """A text with one sign for each quotation and title: sign i stands for `printed[starts[i]:ends[i]]`."""

    printed: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def said(self, start: int, end: int) -> str:
        return self.printed[self.starts[start] : self.ends[end - 1]]

    def inside(self, at: int) -> str:
        """The words between the signs of a quotation or a title."""
        return self.said(at, at + 1)[1:-1]

    def all(self, sign: str, start: int, end: int) -> list[int]:
        return [at for at in range(start, end) if self.text[at] == sign]


def read_amending(text: str, *, bare: bool) -> tuple[Amending, ...]:
    """The statements of a text; `bare` where its paper is one that amends."""
    masked = _mask(text)
    parts = _STATEMENT.finditer(masked.text)
    found = (one for part in parts for one in _of_statement(masked, part.start(), part.end(), bare))
    return tuple(sorted(found, key=lambda one: one.span))


def papers_in(text: str) -> tuple[str, ...]:
    """The titles in 《》 that are no ground of what is said, in printed order."""
    masked = _mask(text)
    titles = masked.all(_T, 0, len(masked.text))
    return tuple(masked.inside(at) for at in titles if not _is_ground(masked.text, at))


def amends(title: str) -> bool:
    """Whether the title is that of a paper which changes others (关于修改…的决定)."""
    return _TITLE.search(title) is not None


def paper_in_title(title: str) -> str | None:
    """The paper that the title of an amending paper names, in 《》 or without; None where it names none."""
    found = _TITLE.search(title)
    if found is None or (named := papers_in(title)):
        return named[-1] if found else None
    name = _PARTS.sub("", (found["name"] or "").strip())
    return name if _A_PAPER.search(name) else None


def announces(text: str) -> bool:
    """Whether words announce that what follows changes a paper (对《…》作如下修改)."""
    return _ANNOUNCING.search(text) is not None


def says_everywhere(text: str) -> bool:
    """Whether words are changed wherever they stand (将“甲”统一修改为“乙”)."""
    return _EVERYWHERE.search(text) is not None


def verb_in(text: str) -> AmendmentEffect | None:
    """What the verb of a title or an introduction does to papers listed below it (废止下列文件)."""
    effects: tuple[AmendmentEffect, ...] = ("stop", "repeal")
    found: list[tuple[int, AmendmentEffect]] = [
        (m.start(), effect) for effect in effects for m in re.finditer(_VERB[effect], text)
    ]
    return max(found)[1] if found else None


def listed_paper(text: str) -> tuple[str, str | None] | None:
    """Title and 文号 where the words are nothing but one paper (an item of a list); else None."""
    masked = _mask(text.strip().rstrip("；;。，,、"))
    if not re.fullmatch(rf"{_T}(?:{_BRACKET})?", masked.text):
        return None
    return masked.inside(0), _number_behind(masked.text, 0)


def short_names(text: str) -> dict[str, str]:
    """Short name -> title, as the text gives them (《…》，以下简称《办法》)."""
    return {m["short"]: m["title"] for m in _SHORT_NAME.finditer(text)}


def _of_statement(masked: _Masked, start: int, end: int, bare: bool) -> Iterator[Amending]:
    """The statements between two stops; what one form has taken is no other's."""
    if not _ANY_VERB.search(masked.text, start, end):
        return
    taken = bytearray(end - start)
    for effect, pattern in _PATTERNS:
        for m in pattern.finditer(masked.text, start, end):
            about = _about(masked, start, m, effect)
            place = slice(m.start() - start, m.end() - start)
            if about and not any(taken[place]) and (bare or about.paper):
                taken[place] = b"\1" * (m.end() - m.start())
                yield from _each(masked, m, about)


def _about(masked: _Masked, start: int, m: re.Match[str], effect: AmendmentEffect) -> Amending | None:
    """What a match speaks of; None where nothing is changed yet, or the title beside it is its ground."""
    text, said = masked.text, m.groupdict()
    if _INTENDED.search(text[max(start, m.start() - SENTENCES.intended) : m.start()]):
        return None
    within = masked.all(_T, m.start(), m.end())
    at = within[0] if within else text.rfind(_T, max(start, m.start() - SENTENCES.changed), m.start())
    ground = 0 <= at <= m.start() and _is_ground(text, at)
    if ground and said.get("papers"):
        return None
    beside = at >= 0 and not ground and (within or not COMMA_OR_COLON.search(_behind(text, at, m.start())))
    return Amending(
        effect=effect,
        span=Span(start=masked.starts[m.start()], end=masked.ends[m.end() - 1]),
        paper=masked.inside(at) if beside else None,
        number=_number_behind(text, at) if beside else None,
        marks=said.get("marks")
        or _marks_before(text, max(start, at + 1, m.start() - SENTENCES.changed), m.start()),
        what=_what(text[max(start, at + 1, m.start() - SENTENCES.changed) : m.start()])
        if said.get("old") and _Q not in said["old"]
        else None,
        since=said.get("since"),
    )


def _each(masked: _Masked, m: re.Match[str], about: Amending) -> Iterator[Amending]:
    """One value a paper, a pair of quotations or a clause of a list."""
    old, new = (_words(masked, m, name) for name in ("old", "new"))
    groups = m.groupdict()
    if groups.get("papers") and not about.marks:
        for at in masked.all(_T, m.start("papers"), m.end("papers")):
            yield replace(about, paper=masked.inside(at), number=_number_behind(masked.text, at), new=new[0])
    elif len(old) > 1 and len(new) in (1, len(old)):
        pairs = zip(old, new if len(new) > 1 else new * len(old), strict=True)
        yield from (replace(about, old=was, new=now) for was, now in pairs)
    else:
        for marks in A_SIGN.split(about.marks) if about.marks else [None]:
            yield replace(about, marks=marks, old=old[0], new=new[0])


def _words(masked: _Masked, m: re.Match[str], name: str) -> list[str | None]:
    """What a group says: each quotation in it, else its words; [None] where it is empty."""
    if not m.groupdict().get(name):
        return [None]
    quoted = masked.all(_Q, m.start(name), m.end(name))
    return [masked.inside(at) for at in quoted] or [masked.said(m.start(name), m.end(name)).strip()]


def _is_ground(text: str, at: int) -> bool:
    return _GROUND.search(text[max(0, at - SENTENCES.ground) : at]) is not None


def _behind(text: str, at: int, end: int) -> str:
    """What stands between a title and the statement, without the number in brackets."""
    return re.sub(rf"^{_BRACKET}", "", text[at + 1 : end])


def _number_behind(text: str, at: int) -> str | None:
    bracket = re.match(_BRACKET, text[at + 1 : at + 1 + SENTENCES.number])
    found = FILE_NUMBER.search(bracket[0][1:-1]) if bracket else None
    return without_blanks(found[0]) if found else None


def _marks_before(text: str, start: int, end: int) -> str | None:
    found = list(re.finditer(_MARKS, text[start:end]))
    return found[-1][0] if found else None


def _what(before: str) -> str | None:
    """The subject of figures without quotation marks: what stands between the last stop and 由."""
    words = re.split(r"[，,：:。；中将把]", before)[-1].strip("的")
    return words if len(words) >= 2 else None


@lru_cache(maxsize=2)
def _mask(text: str) -> _Masked:
    """Kept for the next question of the same text."""
    closed = _closings(text)
    if not closed:
        return _Masked(text, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = closed.get(at, at)
        sign = text[at] if end == at else _T if text[at] == "《" else _Q
        signs.append(sign)
        starts.append(at)
        ends.append(end + 1)
        at = end + 1
    return _Masked(text, "".join(signs), tuple(starts), tuple(ends))


def _closings(text: str) -> dict[int, int]:
    """Where each quotation or title ends; one that is never closed has no end. Linear in the text."""
    found: dict[int, int] = {}
    if _OPENING.search(text) is None:
        return found
    stack: list[tuple[int, str]] = []
    awaited = Counter[str]()
    for at, char in enumerate(text):
        if awaited[char]:
            while stack:
                opened, closing = stack.pop()
                awaited[closing] -= 1
                if closing == char:
                    found[opened] = at
                    break
        elif char in _PAIRS:
            stack.append((at, _PAIRS[char]))
            awaited[_PAIRS[char]] += 1
    return found
