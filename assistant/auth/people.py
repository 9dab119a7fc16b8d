"""Who uses the app, and what each may do. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "editor"]
"""Whether somebody may only read and ask, or may change the library too."""

ROLES: dict[Role, str] = {"reader": "查阅", "editor": "编辑"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`name` is what one signs in with; "" for whoever sits at the machine where no one signs in."""

    name: str
    role: Role = "reader"

    @property
    def edits(self) -> bool:
        return self.role == "editor"


AT_HOME = Person(name="", role="editor")
"""Whoever uses an app that only this machine can reach and that asks for no name."""
