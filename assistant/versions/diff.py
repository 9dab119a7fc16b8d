"""What changed between two versions of a plan. In: two `Plan`s. Out: `Differences`, a value; nothing is
stored.

Clause by clause: added, removed, reworded (with the words that went and came), moved to another label,
charged to others, with other targets; one clause may have changed in several ways. Words are compared as a
dictionary parts them, a number as one word. It judges no change as important or not, and says nothing on why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pydantic import TypeAdapter

from assistant.retrieval.wording import date_words, figure_words, offices_words
from assistant.versions.align import bare, pairs, words_of
from ingest.grammar.segmentation import words
from ingest.model import Clause, Plan, Target

Kind = Literal["added", "removed", "reworded", "moved", "units", "targets"]
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*[%‰]?)")
_SENTENCE = re.compile(r"(?<=[。；！？\n])")
_MANY = 2_500
"""Words; longer clauses are compared by sentences, as the work grows with the square."""
_DETAILS = (
    ("标题", "title"),
    ("印发机关", "issuer"),
    ("地区", "region"),
    ("年份", "year"),
    ("期限", "period"),
    ("文号", "number"),
    ("发文日期", "issued"),
    ("版本性质", "edition"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A clause in one of the versions; `offices` says who is charged with it, as printed."""

    label: str
    path: tuple[str, ...]
    text: str
    offices: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of words that stayed, went out or came in."""

    kind: Literal["same", "out", "in"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A target of the clause that is not as it was: its figure before and after, None where there was or is
    none.
    """

    indicator: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`before` None where the clause was added, `after` where it was removed; `wording` is empty where no
    word changed.
    """

    kinds: tuple[Kind, ...]
    before: Side | None
    after: Side | None
    wording: tuple[Piece, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Something about the whole plan that changed."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """`changes` in reading order; `same` is the number of clauses in which nothing changed."""

    plan: str
    details: tuple[Detail, ...]
    changes: tuple[Change, ...]
    same: int

    @property
    def counts(self) -> dict[Kind, int]:
        """How many clauses changed in each way."""
        return dict(Counter(kind for change in self.changes for kind in change.kinds))

    @property
    def edited(self) -> int:
        """Clauses that are still there with other words, offices or targets."""
        return sum(bool({"reworded", "units", "targets"} & set(change.kinds)) for change in self.changes)

    @property
    def moved_only(self) -> int:
        return sum(change.kinds == ("moved",) for change in self.changes)


DIFFERENCES_JSON = TypeAdapter(Differences)


def differences(before: Plan, after: Plan) -> Differences:
    old, new = _by_clause(before.targets), _by_clause(after.targets)
    found = [
        _change(before, after, was, now, old.get(was.label, ()) if was else (), new.get(now.label, ()) if now else ())
        for was, now in pairs(before, after)
    ]  # fmt: skip
    changes = tuple(change for change in found if change.kinds)
    return Differences(
        plan=after.id,
        details=tuple(_details(before, after)),
        changes=changes,
        same=len(found) - len(changes),
    )


def summary(found: Differences) -> str:
    """新增 1 条、修改 2 条、删除 1 条、仅编号变化 3 条；其余 20 条没有变化."""
    counts = found.counts
    said = [
        ("新增", counts.get("added", 0)),
        ("修改", found.edited),
        ("删除", counts.get("removed", 0)),
        ("仅编号变化", found.moved_only),
    ]
    changed = "、".join(f"{word} {count} 条" for word, count in said if count)
    if not changed:
        return f"条款没有变化（共 {found.same} 条）"
    return changed + (f"；其余 {found.same} 条没有变化" if found.same else "")


def wording(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both in order, those that went before those that came; joined, each side is its text to
    the letter.
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > _MANY:
        old, new = _SENTENCE.split(before), _SENTENCE.split(after)
    pieces: list[tuple[str, str]] = []
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces.append(("".join(old[i:j]), "".join(new[k:m])))
    return tuple(_pieces(_joined(pieces)))


def _words(text: str) -> list[str]:
    return [
        word
        for n, part in enumerate(_NUMBER.split(text))
        if part
        for word in ([part] if n % 2 else words(part))
    ]


def _joined(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A single character that stayed between two changes reads as part of one change."""
    out: list[tuple[str, str]] = []
    for old, new in pieces:
        stays = old == new
        if not stays and len(out) > 1 and out[-1][0] == out[-1][1] and len(out[-1][0]) == 1:
            (kept, _), (was, now) = out.pop(), out.pop()
            out.append((was + kept + old, now + kept + new))
        else:
            out.append((old, new))
    return out


def _pieces(pieces: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for old, new in pieces:
        if old == new:
            yield Piece(kind="same", text=old)
            continue
        if old:
            yield Piece(kind="out", text=old)
        if new:
            yield Piece(kind="in", text=new)


def _change(
    before: Plan,
    after: Plan,
    was: Clause | None,
    now: Clause | None,
    old: Sequence[Target],
    new: Sequence[Target],
) -> Change:
    mine = _side(before, was) if was else None
    theirs = _side(after, now) if now else None
    figures = tuple(_figures(old, new))
    if mine is None or theirs is None:
        return Change(kinds=("removed",) if mine else ("added",), before=mine, after=theirs, figures=figures)
    reworded = bare(mine.text) != bare(theirs.text)
    said: tuple[tuple[Kind, bool], ...] = (
        ("reworded", reworded),
        ("units", mine.offices != theirs.offices),
        ("targets", bool(figures)),
        ("moved", mine.label != theirs.label),
    )
    return Change(
        kinds=tuple(kind for kind, so in said if so),
        before=mine,
        after=theirs,
        wording=wording(mine.text, theirs.text) if reworded else (),
        figures=figures,
    )


def _side(plan: Plan, clause: Clause) -> Side:
    return Side(
        label=clause.label,
        path=clause.path,
        text=words_of(plan, clause),
        offices=offices_words(clause),
    )


def _by_clause(targets: Iterable[Target]) -> dict[str, list[Target]]:
    out: dict[str, list[Target]] = {}
    for target in targets:
        out.setdefault(target.clause, []).append(target)
    return out


def _figures(old: Sequence[Target], new: Sequence[Target]) -> Iterator[Figure]:
    """Targets of one indicator and group are one target; where several are, in the order they stand in."""
    left = list(new)
    for was in old:
        now = next((t for t in left if (t.indicator, t.scope) == (was.indicator, was.scope)), None)
        if now is not None:
            left.remove(now)
        if now is None or _value(now) != _value(was):
            yield Figure(indicator=_named(was), before=_said(was), after=_said(now) if now else None)
    for now in left:
        yield Figure(indicator=_named(now), before=None, after=_said(now))


def _value(target: Target) -> tuple[object, ...]:
    """All that makes the target what it is; its place in the text is not."""
    return (
        target.comparator,
        target.value,
        target.value_high,
        target.unit,
        target.deadline,
        target.baseline,
        target.kind,
        target.value_text if target.value is None else None,
    )


def _named(target: Target) -> str:
    scope = f"（{target.scope}）" if target.scope and target.scope not in target.indicator else ""
    return f"{target.indicator}{scope}"


def _said(target: Target) -> str:
    more = [f"时限 {date_words(target.deadline)}"] if target.deadline else []
    more += [f"基期 {target.baseline}"] if target.baseline is not None else []
    more += [target.kind] if target.kind else []
    return figure_words(target) + (f"（{'，'.join(more)}）" if more else "")


def _details(before: Plan, after: Plan) -> Iterator[Detail]:
    for name, attribute in _DETAILS:
        old, new = (_shown(getattr(plan, attribute)) for plan in (before, after))
        if old != new:
            yield Detail(name=name, before=old, after=new)


def _shown(value: object) -> str:
    return {"official": "官方", "digest": "摘编"}.get(str(value), str(value)) if value else "未载明"
