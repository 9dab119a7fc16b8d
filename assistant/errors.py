"""Errors of the question side; see ingest.errors for the tree."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import PlanError


class AssistantError(PlanError):
    """A question cannot be taken (malformed input, missing library); never used for "not in the plans"."""


def not_replaced(file: Path) -> AssistantError:
    return AssistantError("文件已存在，没有覆盖", file=str(file), remedy="请换一个文件名，或加 --force 覆盖")


def not_written(file: Path, exc: OSError) -> AssistantError:
    why = next((words for kind, words in _WHY if isinstance(exc, kind)), exc.strerror or "")
    remedy = "请检查文件夹是否存在、是否可写，以及文件是否正被其他程序打开"
    return AssistantError(f"无法写入（{why}）", file=str(file), remedy=remedy)


_WHY = (
    (FileNotFoundError, "没有这个文件夹"),
    (NotADirectoryError, "路径中间有一个是文件，不是文件夹"),
    (IsADirectoryError, "这是一个文件夹"),
    (PermissionError, "没有写入的权限"),
)


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
