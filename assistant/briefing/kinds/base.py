"""What a kind of briefing hands over: its title, the plans it was made from, and the steps that make its
sections, in order.

A step is made only when it is asked for, so that a long briefing can be shown as it grows, and given up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.briefing.model import Section, Used


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`name` tells the person who waits what is being made."""

    name: str
    make: Callable[[], tuple[Section, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """`plans` are the ids of the plans that are used; `versions` are stated where they are not the current
    ones.
    """

    title: str
    plans: tuple[str, ...]
    steps: tuple[Step, ...]
    versions: tuple[Used, ...] = ()
