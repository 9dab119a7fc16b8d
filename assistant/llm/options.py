"""Times of asking a model that nobody sets: by hand, small beside the second a model takes, not measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitOptions:
    """How often it is looked, and how far times are spread."""

    look: float = 0.05
    """Seconds between two looks whether a reply is still wanted."""
    spread: float = 0.2
    """Part of a cooling time by which it is longer or shorter."""


WAITS = WaitOptions()
