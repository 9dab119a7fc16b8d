"""How a briefing is set out, whatever the file: marks of its levels, numbers of its notes, the list of
figures to tick.

Marks follow GB/T 9704-2012: 一、 （一） 1. （1）. Out come plain values that the writers print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.model import Block, Briefing, Note, Paragraph, Section, Table, numbers
from assistant.briefing.texts import words
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import date_words
from ingest.grammar.printed_numbers import in_words
from ingest.grammar.segmentation import words as split_words

_DEEPEST = 4
_TITLE_LINE = 19.5
"""Full-width characters of the title's size in a line."""
_TABLE_LINE, _PADDING, _NARROW, _HEAD = 36.0, 1.2, 8.0, 4.0
"""Full-width characters of a table's size in a line; the margins of a cell; a column that is to be no
narrower than its cells; of a head.
"""
_CLOSING, _OPENING = "》”、，）〕", "《“（〔"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A section with its mark (一、), and the marks of its numbered paragraphs by their place among its
    blocks.
    """

    section: Section
    mark: str
    marks: Mapping[int, str]


def marked(sections: Iterable[Section]) -> Iterator[Marked]:
    counts = [0] * _DEEPEST
    for section in sections:
        level = min(section.level, _DEEPEST)
        counts[level - 1] += 1
        counts[level:] = [0] * (_DEEPEST - level)
        inner = min(max(level + 1, 3), _DEEPEST)
        places = [
            at for at, block in enumerate(section.blocks) if isinstance(block, Paragraph) and block.numbered
        ]
        marks = {at: mark_of(inner, number) for number, at in enumerate(places, start=1)}
        yield Marked(section=section, mark=mark_of(level, counts[level - 1]), marks=marks)


def mark_of(level: int, number: int) -> str:
    """一、 （一） 1. （1）"""
    match level:
        case 1:
            return f"{numeral(number)}、"
        case 2:
            return f"（{numeral(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def numeral(number: int) -> str:
    """一 of 1, 二十三 of 23; from 100 on the digits themselves."""
    return (in_words(number) if number < 100 else None) or str(number)


def refs(notes: Sequence[Note], numbered: Mapping[Note, int]) -> str:
    """1,3-5 of the notes' numbers; "" for none."""
    runs: list[list[int]] = []
    for number in sorted({numbered[note] for note in notes}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)


def joined(section: Section) -> Iterator[tuple[int, Table | tuple[Paragraph, ...]]]:
    """The blocks with their places, paragraphs together with those that run on from them."""
    run: list[Paragraph] = []
    begun = 0
    for at, block in enumerate(section.blocks):
        if run and not _runs_on(block):
            yield begun, tuple(run)
            run = []
        if isinstance(block, Table):
            yield at, block
            continue
        begun = begun if run else at
        run.append(block)
    if run:
        yield begun, tuple(run)


def _runs_on(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.runs_on


def shown(paragraph: Paragraph) -> tuple[str, ...]:
    """Its lines, who is responsible behind the last; before a model's words a mark that tells so."""
    lines = paragraph.text.split("\n")
    if paragraph.origin == "written" and not paragraph.runs_on:
        lines[0] = words("written.mark") + lines[0]
    if paragraph.aside:
        lines[-1] = f"{lines[-1]}（{paragraph.aside}）"
    return tuple(lines)


def subtitle(briefing: Briefing) -> tuple[str, ...]:
    """What stands under the title: scope, day, whose words the plans' words are, and which words are a
    model's.
    """
    editions = "；".join(EDITION_WORDS[e].noted for e in sorted({u.edition for u in briefing.used}))
    said = (
        words("head.scope", scope=briefing.scope),
        words("head.made", date=date_words(briefing.made.isoformat())),
        words("head.editions", editions=editions),
        *_wording(briefing),
    )
    if not briefing.left_out:
        return said
    gone = "、".join(f"“{heading}”" for heading in briefing.left_out)
    return (*said, words("head.left_out", sections=gone))


def _wording(briefing: Briefing) -> Iterator[str]:
    wording = briefing.wording
    if wording is None:
        return
    if briefing.written:
        yield words("head.written", mark=words("written.mark"), model=wording.model)
    if wording.note:
        yield wording.note


def title_lines(title: str) -> tuple[str, ...]:
    """The title in as few lines as find room, of about one length, broken between words, best between the
    names of plans.
    """
    count = math.ceil(_width(title) / _TITLE_LINE)
    if count < 2:
        return (title,)
    words_ = split_words(title)
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for end in range(1, len(words_) + 1):
        ways = [
            (best[start][0] + _cost(line, words_[end:], count, title), (*best[start][1], line))
            for start in range(end)
            if start in best and _width(line := "".join(words_[start:end])) <= _TITLE_LINE
        ]
        if ways:
            best[end] = min(ways)
    return best[len(words_)][1] if len(words_) in best else (title,)


def _cost(line: str, rest: Sequence[str], count: int, title: str) -> float:
    """How far from its share of the title a line is, more where the break behind it parts what belongs
    together.
    """
    off = (_width(title) / count - _width(line)) ** 2
    if not rest:
        return off
    if rest[0][0] in _CLOSING or line[-1] in _OPENING:
        return off + 1000
    return off + (0 if line[-1] in "》、" or rest[0][0] == "《" else 30)


def _width(text: str) -> float:
    """In full-width characters."""
    return sum(0.5 if char.isascii() and char != "%" else 1 for char in text)


def note_lines(briefing: Briefing) -> tuple[str, ...]:
    """The reference of each note, in the order of their numbers; the version where several of a plan are
    cited.
    """
    versions: dict[str, set[int]] = {}
    for note in briefing.notes:
        versions.setdefault(note.plan, set()).add(note.version)
    return tuple(
        note.reference + (f"（第{note.version}版）" if len(versions[note.plan]) > 1 else "")
        for note in briefing.notes
    )


def fitted(names: Sequence[str], shares: Sequence[int], rows: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """Shares of a table's width by what the cells hold: short columns are no narrower than their longest
    cell, so that no word of two characters is broken; the others have the rest by their own shares, none more
    than it needs. Out in thousandths of a line."""
    needed = [min(_width(name), _HEAD) for name in names]
    for row in rows:
        needed = [max(n, _width(cell)) for n, cell in zip(needed, row, strict=True)]
    wanted = [n + _PADDING for n in needed]
    out = {at: w for at, w in enumerate(wanted) if w <= _NARROW}
    if len(out) == len(wanted) or sum(out.values()) > _TABLE_LINE * 2 / 3:
        return tuple(shares) if len(out) != len(wanted) else tuple(round(1000 * w) for w in wanted)
    while len(out) < len(wanted):
        left = [at for at in range(len(wanted)) if at not in out]
        room, total = _TABLE_LINE - sum(out.values()), sum(shares[at] for at in left)
        enough = {at: wanted[at] for at in left if wanted[at] <= room * shares[at] / total}
        if not enough or len(enough) == len(left):
            out |= {at: room * shares[at] / total for at in left}
        else:
            out |= enough
    return tuple(round(1000 * out[at]) for at in range(len(wanted)))


CHECK_COLUMNS = ("注", "数字", "原文", "核对")
TICK = "□"


def check_rows(briefing: Briefing) -> Iterator[tuple[str, str, str, str]]:
    """Every figure that is shown, with its note, its words as printed, and a box to tick."""
    numbered = numbers(briefing)
    for figure in briefing.figures:
        yield str(numbered[figure.note]), figure.text, figure.words, TICK
