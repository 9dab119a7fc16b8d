"""Errors of the question side; see ingest.errors for the tree."""

from __future__ import annotations

from ingest.errors import PlanError


class AssistantError(PlanError):
    """A question cannot be taken (malformed input, missing library); never used for "not in the plans"."""


class OutOfTimeError(AssistantError):
    """Answering a question took longer than it may; nothing can be said of what the plans state."""


class LookupError_(AssistantError):  # noqa: N801, N818  Python's own has the plain name
    """A look-up that is not there, or an argument it cannot take; the message says which and what is
    allowed.
    """


class SettingsError(AssistantError):
    """A setting, or the file of settings, is wrong."""


class SignedOutError(AssistantError):
    """Whoever asks was signed in and is no longer."""
