"""The intent of a question: which kind of answer it wants. In: its folded words and what was read from them
before. Out: one of model.Intent.

Order matters: what changed between versions of a plan, then a clause pointed at, then an office or person
named, then counting, comparing, 约束性还是预期性, who, how much; what is left asks for content.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.query.asks import asks, blanked
from assistant.question import Intent, Scope, Term


def intent_of(
    text: str,
    scope: Scope,
    named: Sequence[str],
    pointed: bool,
    terms: Sequence[Term],
    *,
    in_part: bool = False,
    beside: str | None = None,
) -> Intent:
    """`named` are the offices and people of the question, `pointed` whether it names a clause by its marks,
    `in_part` whether it asks what those named do in some part (协办的). `beside` are its words without those
    names, all of them where it is not given: the 管 of 监管局 asks for no task.
    """
    if asks("changes", text):
        return "changes"
    if pointed:
        return "count" if asks("count_within", text) else "reference"
    own = text if beside is None else beside
    if named and not in_part and terms and asks("by_whom_wanted", own):
        return "unit"  # 各区的养护办法由谁来制定 asks who makes it, not what is on 各区
    if named and (in_part or asks("tasks", own) or asks("all_of_it", own) or not terms):
        return "list"
    if asks("count", text):
        return "count"
    several = len(scope.regions) > 1 or len(scope.years) > 1 or (scope.five_year and bool(scope.years))
    if several and asks("unit", text) and not asks_figure(text):
        return "unit"
    if several or asks("compare", text):
        return "compare"
    if asks("kind", text) and asks("kind_which", text):
        return "kind"
    if asks("unit", text):
        return "unit"
    return "figure" if asks_figure(text) else "content"


def asks_figure(text: str) -> bool:
    """Whether a figure is wanted: by a word of asking that asks for no time (几 of 几月), or by naming a
    measure and asking nothing else.
    """
    return asks("figure", blanked("due", text)) or (asks("measure", text) and not asks("what", text))


def asks_leader(text: str) -> bool:
    """Whether a person is wanted and no office."""
    return asks("leader", text) and not asks("office", blanked("leader", text, by=""))
