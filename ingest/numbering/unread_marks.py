"""Lines that look numbered and were not taken for items: nothing of a document's order is lost in silence.

In: clean lines of the body and the marks that were accepted. Out: a doubt for every run of lines that begin
with a short mark of one shape whose numbers count on (1, 2, 3 or A1, A2), whatever the shape is. A mark here
is at most a short word with numbers, set off from the words behind it by a bracket, a stroke, a stop or white
space, or begun by a letter; a number that counts something (3-6岁, 2026年) is no mark. Which shapes are marks
and how they nest is `numbering`'s and `sequence`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.date_forms import OF_CALENDAR
from ingest.grammar.numerals import HAN, chinese_number
from ingest.layout.clean import CleanLine
from ingest.model import Doubt

_LEAST = 3
"""Lines of one shape that count on, from which they are no chance; two are enough where they begin with 1."""
_NUM = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})(?!\d|{OF_CALENDAR})"
_SHOWN = 16
_LOOK = re.compile(
    r"(?P<open>[【\[［(（〔<〈《「『{｛#＃№]*)\s*(?!附?[表图])"
    r"(?P<word>[A-Za-z]{1,5}|[\u4e00-\u9fff]{1,4}?)?(?P<between>[\s.．·_-]?)"
    rf"(?P<numbers>{_NUM}(?:[-—–－.．_·/]{_NUM}){{0,3}})"
    r"(?P<unit>[项件款点])?(?P<close>[】\]］)）〕>〉》」』}｝#＃]*[.．、:：|｜/\\_~～—–-]*"
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
    return len(run) >= _LEAST or (len(run) == _LEAST - 1 and set(run[0].numbers) == {1})


def _doubt(lines: Sequence[CleanLine], run: Sequence[_Look]) -> Doubt:
    first = lines[run[0].line]
    message = f"有{len(run)}行像是编了号（从“{first.text[:_SHOWN]}”起），没有读作条款的序号，请核对"
    return Doubt(line=first.number, kind="unread", message=message)
