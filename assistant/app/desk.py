"""What every part of the app stands on: the assistant, the settings, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.ask import Assistant
from assistant.people import AT_HOME, Person
from assistant.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Shared by all pages and threads; nothing of a person is kept here."""

    assistant: Assistant
    settings: Settings

    def person(self, request: Any) -> Person:
        """Who sent `request` (of Gradio or of Starlette)."""
        return Person(name=request.username) if getattr(request, "username", None) else AT_HOME
