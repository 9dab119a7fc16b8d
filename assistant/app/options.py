"""Times and sizes of the page that nobody sets: by what a person at it takes for at once, not measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """Seconds the page waits for what cannot be asked, and what it shows."""

    on_its_way: float = 0.5
    """After this nothing of a stopped event comes any more."""
    look: float = 0.3
    """Between two looks whether the page is still there."""
    around: float = 0.006
    """The share of an original page that is shown around a line."""
    words: int = 8
    """Characters shown before and behind a figure that can be set right."""


PAGE = PageOptions()
