"""Errors that carry the file, the place and the remedy, so that the person at the keyboard can act.

PlanError
├── IngestError            a document cannot become a plan
│   ├── ReadError          its bytes cannot become lines
│   └── FetchError         an address gives no document
├── LibraryError           the library folder or file is not usable
├── EmbeddingError         a model gave no vectors, or none that can be used
└── (assistant.errors.AssistantError, evals' EvalError derive from PlanError too)

Bugs are not in this tree; they propagate.
"""

from __future__ import annotations

import re


class PlanError(Exception):
    """`file` as the person named it, `line` counted from 1, `remedy` a sentence that says what to do."""

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        return self._told(self.file or "")

    def in_a_page(self) -> str:
        """As a sentence for people who do not sit at this machine: of the file its bare name."""
        return self._told(re.split(r"[/\\]", (self.file or "").rstrip("/"))[-1])

    def _told(self, file: str) -> str:
        place = "".join((file, f" 第{self.line}行" if self.line else "")).strip()
        return "".join(
            (f"{place}：" if place else "", self.message, f"。{self.remedy}" if self.remedy else "")
        )


class IngestError(PlanError):
    """A document cannot become a plan."""


class ReadError(IngestError):
    """The bytes of a file cannot become lines."""


class FetchError(IngestError):
    """An address gives no document; `file` is the address."""


class LibraryError(PlanError):
    """The library folder or file is not usable."""


class EmbeddingError(PlanError):
    """A model gave no vectors, or none that can be used."""
