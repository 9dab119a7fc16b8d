"""What belongs into one briefing.

Set by hand on the briefings of the project's own plans; no case measures them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingOptions:
    """Thresholds for plans, names and parts of a page that belong together; shares lie from 0 to 1."""

    related: float = 0.2
    """Two plans of which less than this share of the shorter one is found in the other are about different
    things.
    """
    parts: float = 0.5
    """Of the room of one page that parts may take from the targets."""
    like_name: float = 0.5
    """Likeness (`difflib.get_close_matches`) from which on another topic or office is offered where the one
    asked for is not there.
    """
    like_title: float = 0.4
    """The same of a plan's name, of which people say a part."""
    offered: int = 5
    """Names offered at most."""


BRIEFINGS = BriefingOptions()
