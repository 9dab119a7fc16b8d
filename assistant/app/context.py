"""What every part of the app stands on: the assistant, the settings, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from assistant.ask import Assistant
from assistant.auth.access import Door
from assistant.auth.accounts import AT_HOME, Person
from assistant.errors import SignedOutError
from assistant.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """Shared by all pages and threads; nothing of a person is kept here."""

    assistant: Assistant
    settings: Settings
    door: Door

    @classmethod
    def at(cls, assistant: Assistant, settings: Settings) -> Self:
        """With the door that the settings ask for."""
        return cls(assistant=assistant, settings=settings, door=Door(settings))

    def person(self, request: Any) -> Person:
        """Who sent `request` (of Gradio or of Starlette), with the role of this moment. Raises
        SignedOutError.
        """
        name = getattr(request, "username", None)
        if name is None:
            name = getattr(getattr(getattr(request, "state", None), "person", None), "name", "")
        found = self.door.named(name) if name else AT_HOME if self.door.open else None
        if found is None:
            raise SignedOutError("登录已经结束", remedy="请刷新本页，重新登录。")
        return found
