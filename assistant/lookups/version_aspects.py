"""What changed in one clause between two versions, aspect by aspect, in the words of each side.

In: a `Fate` of a comparison. Out: its times, the names in each role and its figures where they differ, each
side as printed. A figure is named by its indicator where it was read as a target. Whether a time or a number
went up or down is said only where each side has exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.lookups.versions import Compared, Fate
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.wording import figure_words
from assistant.versions.figures import binding, same_figure
from ingest.grammar.dates import PlanTime
from ingest.grammar.quantities import read_quantities
from ingest.store.rows import ClauseRow
from ingest.targets.clause_times import ClauseTime, clause_times

AspectKind = Literal["due", "offices", "figures"]
Way = Literal["", "推后", "提前", "提高", "降低"]


_WAYS: dict[str, Way] = {"up": "提高", "down": "降低"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """`name` is the role or the indicator, "" for a time and for a figure of no known indicator; `was` and
    `now` are "" where that side has none.
    """

    kind: AspectKind
    name: str
    was: str
    now: str
    way: Way = ""


def aspects(fate: Fate, both: Compared) -> tuple[Aspect, ...]:
    """() for a clause that only one version has."""
    if fate.before is None or fate.after is None:
        return ()
    figures = tuple(_figures(fate))
    return (
        *_times(fate.before, fate.after, both),
        *_offices(fate.before, fate.after),
        *figures,
        *_other_figures(fate.before, fate.after, figures),
    )


def times_of(view: PlanView, row: ClauseRow) -> tuple[ClauseTime, ...]:
    """The times the clause prints."""
    time = PlanTime.of(view.row.year, view.row.period)
    return clause_times(row.clause, row.text, time, view.targets.get(row.clause.label, ()))


def _times(before: ClauseRow, after: ClauseRow, both: Compared) -> Iterator[Aspect]:
    was, now = times_of(both.old, before), times_of(both.view, after)
    said = ["；".join(dict.fromkeys(t.printed for t in times)) for times in (was, now)]
    if said[0] != said[1]:
        yield Aspect(kind="due", name="", was=said[0], now=said[1], way=_later(was, now))


def _later(was: tuple[ClauseTime, ...], now: tuple[ClauseTime, ...]) -> Way:
    """Whether the one time of either side came later or earlier."""
    before, after = ({t.last for t in times if t.last} for times in (was, now))
    if len(before) != 1 or len(after) != 1 or before == after:
        return ""
    return "推后" if max(after) > max(before) else "提前"


def _offices(before: ClauseRow, after: ClauseRow) -> Iterator[Aspect]:
    was, now = _by_role(before), _by_role(after)
    for role in dict.fromkeys((*was, *now)):
        if was.get(role) != now.get(role):
            yield Aspect(kind="offices", name=role, was=was.get(role, ""), now=now.get(role, ""))


def _by_role(row: ClauseRow) -> dict[str, str]:
    """Role as printed -> the names in it."""
    out: dict[str, list[str]] = {}
    for said in row.clause.responsibilities:
        names = out.setdefault(said.role, [])
        names += (*said.units, *said.leaders)
        names += ["等"] if said.open else []
    return {role: "、".join(dict.fromkeys(names)).replace("、等", "等") for role, names in out.items()}


def _figures(fate: Fate) -> Iterator[Aspect]:
    """The targets both sides have with another figure; under the indicator's name where both call it the
    same.
    """
    for figure in fate.change.figures if fate.change else ():
        was, now = figure.was, figure.now
        if figure.elsewhere or was is None or now is None or same_figure(was, now):
            continue
        same = was.indicator == now.indicator
        yield Aspect(
            kind="figures",
            name=now.indicator if same else "",
            was=f"{'' if same else was.indicator}{figure_words(was)}",
            now=f"{'' if same else now.indicator}{figure_words(now)}",
            way=_WAYS.get(figure.trend, ""),
        )


def _other_figures(before: ClauseRow, after: ClauseRow, told: tuple[Aspect, ...]) -> Iterator[Aspect]:
    """The figures of either side's words that the other one has not, in one line; equal ones bound by other
    words of the same sense (降到, 降至) are no change.
    """
    was, now = _amounts(before.text), _amounts(after.text)
    gone = [words for key, words in was.items() if key not in now and not any(words in a.was for a in told)]
    come = [words for key, words in now.items() if key not in was and not any(words in a.now for a in told)]
    if gone or come:
        yield Aspect(kind="figures", name="", was="、".join(gone), now="、".join(come))


def _amounts(text: str) -> dict[tuple[object, ...], str]:
    """Figure, unit and bound -> as first printed."""
    found: dict[tuple[object, ...], str] = {}
    for q in read_quantities(text):
        if q.role == "amount":
            found.setdefault((q.value, q.value_high, q.unit, binding(q)), q.words.of(text))
    return found
