"""A target's figure with the words of its sentence without which it says something else.

In: a target and the text it was read from. Out: one line of words, kept as `Target.said` for every face
that prints a figure without its sentence. Beside the figure stand its qualifiers (for whom and how often,
what it starts from, how it is bound where a verb stands between: 至少建成1个), a bound that is printed behind
the last of several figures (分别控制在8.5‰、6.5‰以下), and that it is only striven for (力争 … 达到75%). No
word is added.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.demands import STRIVEN
from ingest.grammar.letters import has_letter
from ingest.grammar.options import FIGURES
from ingest.grammar.stops import A_COMMA, PRINTED_OR_COLON, begin_of
from ingest.model import Target

_OTHERS_BOUND = re.compile(
    rf"(?:\s*+[、和及]\s*+\d[\d.]*+[%‰/\d万]*+[^\W\d]{{0,2}}?){{1,{FIGURES.sharing}}}(?P<bound>{BEHIND})"
)
_STRIVES = re.compile(STRIVEN)
_ANY_YEAR = PlanTime(first=2024, last=2024)


def with_words(target: Target, text: str, base: int) -> str:
    """The figure as printed with the words before and behind it that it needs, "" where it needs none;
    `text` begins at `base`.
    """
    scope = target.scope or ""
    before = "".join(
        words for a, b in words_beside_figure(target, text, base) if (words := text[a:b]) not in scope
    )
    said = before + target.value_text + bound_behind(target, text, base)
    wish = striven_for(target, text, base)
    said = said if wish in said or wish in target.indicator else wish + said
    return said if said != target.value_text else ""


def words_beside_figure(target: Target, text: str, base: int) -> Iterator[tuple[int, int]]:
    """Places of the words before the figure that belong to it alone and are said nowhere else."""
    for one in target.qualifiers:
        place = one.span.start - base, one.span.end - base
        said = text[slice(*place)]
        elsewhere = said in target.value_text or said in target.indicator or said in (target.scope or "")
        if one.kind != "term" and not one.shared and not elsewhere:
            yield place


def bound_behind(target: Target, text: str, base: int) -> str:
    """The 以下 behind the last of several figures that is said of this one as well, "" where none is."""
    start, end = target.span.start - base, target.span.end - base
    before = text[_begin(text, start) : start]
    if target.comparator not in (">=", "<=", "<", ">", "~") or not ("分别" in before or "各" in before):
        return ""
    later = _OTHERS_BOUND.match(text, end)
    return later["bound"] if later and not re.search(BEHIND, target.value_text) else ""


def _begin(text: str, start: int) -> int:
    """Where the part of the sentence begins that a figure at `start` stands in, within `FIGURES.part`."""
    first = max(0, start - FIGURES.part)
    return begin_of(PRINTED_OR_COLON, text, start, first)


def striven_for(target: Target, text: str, base: int) -> str:
    """The 力争 that stands before the figure in its part of the sentence, or with only a time between."""
    start = target.span.start - base
    begin = _begin(text, start)
    wish = next(reversed(list(_STRIVES.finditer(text, begin, start))), None)
    if wish is None:
        return ""
    between = text[wish.end() : start]
    for mark in reversed(read_dates(between, _ANY_YEAR)):
        between = between[: mark.span.start] + between[mark.span.end :]
    parts = A_COMMA.split(between)
    only_time = len(parts) == 2 and not has_letter(parts[0])
    return wish[0] if len(parts) == 1 or only_time else ""
