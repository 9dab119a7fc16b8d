"""What a person has chosen on 指标与任务, and its form in an address. Values and pure functions.

In: the parameters of an address. Out: a `State`, and back. What makes no sense is taken for not chosen, so
that an old or a mistyped link opens the tab and not an error; a name that is not in the library stays, and
leads to the empty table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from assistant.lookups.entries import FIELDS, Chosen, Field
from assistant.lookups.pages import By

View = Literal["targets", "tasks", "compare"]
VIEWS: Mapping[View, str] = {"targets": "指标", "tasks": "任务", "compare": "对比"}
_LONGEST = 200
"""Characters of a value that are read."""
_MOST_NAMES = 6
_LAST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`names` are the keys of the indicators compared, the first the one chosen, the others added to it."""

    view: View = "targets"
    chosen: Chosen = field(default_factory=Chosen)
    by: By = "place"
    falling: bool = False
    page: int = 1
    names: tuple[str, ...] = ()

    def with_view(self, view: View) -> State:
        """Targets and tasks have kinds of their own, and an order of the one may not exist for the other."""
        kept = self.chosen if "tasks" not in (view, self.view) else self.chosen.without("kind")
        return State(view=view, chosen=kept, names=self.names)

    def without(self, name: Field) -> State:
        return replace(self, chosen=self.chosen.without(name), page=1)

    def cleared(self) -> State:
        return State(view=self.view)

    def ordered(self, by: By) -> State:
        """As a click on the head of that column does: rising, then falling, then as the plans have it."""
        if self.by != by:
            return replace(self, by=by, falling=False, page=1)
        return replace(self, by="place" if self.falling else by, falling=not self.falling, page=1)


def read_state(parameters: Sequence[tuple[str, str]]) -> State:
    """Of a query's pairs; of a name given twice the last, of `name` all."""
    given = {key: value.strip()[:_LONGEST] for key, value in parameters}
    names = [value.strip()[:_LONGEST] for key, value in parameters if key == "name" and value.strip()]
    view = given.get("view", "")
    by = given.get("by", "")
    page = given.get("page", "")
    return State(
        view=view if view in VIEWS else "targets",  # type: ignore[arg-type]
        chosen=Chosen(**{name: given.get(name, "") for name in FIELDS}),
        by=by if by in get_args(By) else "place",  # type: ignore[arg-type]
        falling=given.get("falling") == "1",
        page=min(int(page), _LAST_PAGE) if page.isdecimal() and page.isascii() and len(page) < 9 else 1,
        names=tuple(dict.fromkeys(names))[:_MOST_NAMES],
    )


def query_of(state: State) -> str:
    """The shortest query that leads to this state again."""
    pairs: list[tuple[str, str]] = [("view", state.view)]
    pairs += [(name, state.chosen.value(name)) for name in state.chosen.fields]
    pairs += [("by", state.by)] if state.by != "place" else []
    pairs += [("falling", "1")] if state.falling else []
    pairs += [("page", str(state.page))] if state.page > 1 else []
    pairs += [("name", name) for name in state.names]
    return urlencode(pairs)
