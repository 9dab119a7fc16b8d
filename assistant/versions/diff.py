"""What changed between two versions of a plan, or between the plans of two years. In: two `Plan`s. Out:
`Differences`, a value; nothing is stored.

Clause by clause: added, removed, reworded (with the words that went and came), moved to another label,
charged to others, with other targets; one clause may have changed in several ways. Target by target: each of
either side once, paired within the clauses that belong together, then over the whole plan. Words are compared
as a dictionary parts them, a number as one word. Between the plans of two years labels and years are no
difference. It judges no change as important or not, and says nothing on why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from pydantic import TypeAdapter

from assistant.denial import NOT_TOLD
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import date_words, figure_words, indicator_words, offices_words
from assistant.versions.align import Pair, pairs_of_clauses, text_of
from assistant.versions.figures import same_figure
from assistant.versions.indicators import matched, name_of
from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.measures import measured
from ingest.grammar.segmentation import words
from ingest.grammar.stops import BEHIND_STATEMENT
from ingest.model import Clause, Edition, Plan, Target

Kind = Literal["added", "removed", "reworded", "moved", "units", "targets"]
Trend = Literal["up", "down", "same", "other", "new", "gone"]
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*[%‰]?)")
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
    """A target before (`was`) and after (`now`), with its figure in words; None on a side that has no such
    target.

    `trend` is said of the number alone: "other" where it cannot be compared by that, or something else
    changed (bound, deadline, baseline, kind). `elsewhere` is the label of the clause the other side of it
    stands in, "" where both stand in the clause they are told with.
    """

    indicator: str
    before: str | None
    after: str | None
    trend: Trend
    was: Target | None = None
    now: Target | None = None
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`before` None where the clause was added, `after` where it was removed; `wording` is empty where no
    word changed, `figures` has the targets that changed and those that came from another clause or went to
    one.
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
    """`changes` in reading order; `same` is the number of clauses in which nothing changed; `figures` has
    every target of both sides once, also those that are what they were. `versions`: of one plan, not of two
    years.
    """

    plan: str
    details: tuple[Detail, ...]
    changes: tuple[Change, ...]
    same: int
    figures: tuple[Figure, ...] = ()
    versions: bool = True

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

    @property
    def trends(self) -> dict[Trend, int]:
        """How many targets went which way."""
        return dict(Counter(figure.trend for figure in self.figures))


DIFFERENCES_JSON = TypeAdapter(Differences)


def differences(before: Plan, after: Plan) -> Differences:
    """From the first plan to the second: two versions of one plan where they have one id, else two years'."""
    aligned = pairs_of_clauses(before, after)
    versions = before.id == after.id
    figures = _figures(before, after, aligned, versions=versions)
    told: dict[tuple[bool, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        for side, target in ((False, figure.was), (True, figure.now)):
            if target is not None:
                told[side, target.clause].append(figure)
    found = [_change(before, after, was, now, told, versions=versions) for was, now in aligned]
    changes = tuple(change for change in found if change.kinds)
    return Differences(
        plan=after.id,
        details=tuple(_details(before, after)) if versions else (),
        changes=changes,
        same=len(found) - len(changes),
        figures=tuple(figures),
        versions=versions,
    )


def wording(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both in order, those that went before those that came; joined, each side is its text to
    the letter.
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > _MANY:
        old, new = BEHIND_STATEMENT.split(before), BEHIND_STATEMENT.split(after)
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
    told: Mapping[tuple[bool, str], Sequence[Figure]],
    *,
    versions: bool,
) -> Change:
    figures = tuple(_told_with(was, now, told))
    mine = _side(before, was) if was else None
    theirs = _side(after, now) if now else None
    if was is None or now is None or mine is None or theirs is None:
        return Change(kinds=("removed",) if mine else ("added",), before=mine, after=theirs, figures=figures)
    reworded = without_blanks(mine.text) != without_blanks(theirs.text)
    said: tuple[tuple[Kind, bool], ...] = (
        ("reworded", reworded),
        ("units", _charge(was) != _charge(now)),
        ("targets", any(figure.trend != "same" for figure in figures)),
        ("moved", versions and mine.label != theirs.label),
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
        text=text_of(plan, clause),
        offices=offices_words(clause),
    )


def _charge(clause: Clause) -> tuple[object, ...]:
    """Who is charged, in which role, by when. In which order helpers stand is no difference, nor under which
    number a charge is stated that holds for a whole section.
    """
    said = tuple(
        (r.role, tuple(sorted(r.units)) if r.part == "support" else r.units, r.leaders, r.open)
        for r in clause.responsibilities
    )
    return said, clause.due


def _told_with(
    was: Clause | None, now: Clause | None, told: Mapping[tuple[bool, str], Sequence[Figure]]
) -> Iterator[Figure]:
    """The targets of a clause that changed, each once, and those whose other side stands in another
    clause.
    """
    mine = told.get((False, was.label), ()) if was else ()
    theirs = told.get((True, now.label), ()) if now else ()
    for figure in (*mine, *(f for f in theirs if f not in mine)):
        apart = [
            target.clause
            for target, clause in ((figure.was, was), (figure.now, now))
            if target is not None and (clause is None or target.clause != clause.label)
        ]
        if apart or figure.trend != "same":
            yield replace(figure, elsewhere=apart[0] if apart else "")


def _figures(before: Plan, after: Plan, aligned: Sequence[Pair], *, versions: bool) -> list[Figure]:
    """Every target of both plans: in the order of the plan after, what is gone behind it."""
    found: dict[int, int] = {}
    old, new = _by_clause(before.targets), _by_clause(after.targets)
    for was, now in aligned:
        if was is not None and now is not None:
            _pair(before, after, old.get(was.label, ()), new.get(now.label, ()), found)
    taken = set(found.values())
    rest = [n for n in range(len(before.targets)) if n not in found]
    _pair(before, after, rest, [n for n in range(len(after.targets)) if n not in taken], found)
    partner = {new: old for old, new in found.items()}
    out = [
        _figure(before.targets[partner[n]] if n in partner else None, target, versions=versions)
        for n, target in enumerate(after.targets)
    ]
    gone = (target for n, target in enumerate(before.targets) if n not in found)
    return [*out, *(_figure(target, None, versions=versions) for target in gone)]


def _pair(before: Plan, after: Plan, old: Sequence[int], new: Sequence[int], found: dict[int, int]) -> None:
    """Adds the pairs of targets, by their places in the plans."""
    left = [name_of(before.targets[n], before.region) for n in old]
    right = [name_of(after.targets[n], after.region) for n in new]
    found.update((old[i], new[j]) for i, j in matched(left, right).items())


def _by_clause(targets: Iterable[Target]) -> dict[str, list[int]]:
    """The places of a clause's targets."""
    out: dict[str, list[int]] = defaultdict(list)
    for n, target in enumerate(targets):
        out[target.clause].append(n)
    return out


def _figure(was: Target | None, now: Target | None, *, versions: bool) -> Figure:
    target = now or was
    assert target is not None
    return Figure(
        indicator=indicator_words(target),
        before=_said(was) if was else None,
        after=_said(now) if now else None,
        trend=_trend(was, now, versions=versions),
        was=was,
        now=now,
    )


def _trend(was: Target | None, now: Target | None, *, versions: bool) -> Trend:
    if was is None or now is None:
        return "new" if was is None else "gone"
    (low, unit), (high, other) = (
        measured(t.value if t.value_high is None else t.value_high, t.unit) for t in (was, now)
    )
    comparable = unit == other and was.comparator == now.comparator
    if comparable and low is not None and high is not None and low != high:
        return "up" if high > low else "down"
    kept = same_figure(was, now) and _beside_it(was, versions=versions) == _beside_it(now, versions=versions)
    return "same" if kept else "other"


def _beside_it(target: Target, *, versions: bool) -> tuple[object, ...]:
    """What makes the target what it is beside its figure; its place in the text does not, nor, in another
    year's plan, the year.
    """
    return target.kind, (target.deadline, target.baseline) if versions else None


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
    if isinstance(value, Edition):
        return EDITION_WORDS[value].badge
    return str(value) if value else NOT_TOLD
