"""A finished file: what it is called, and writing it whole or not at all, never over one that is there unless
that is asked for.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from assistant.briefing.model import Briefing
from assistant.errors import AssistantError
from ingest import late_re as re

_FAULTS = (
    (FileNotFoundError, "没有这个文件夹"),
    (NotADirectoryError, "路径中间有一个是文件，不是文件夹"),
    (IsADirectoryError, "这是一个文件夹"),
    (PermissionError, "没有写入的权限"),
)

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""In the name of a file on Windows."""
_LONGEST = 80


def file_name(briefing: Briefing, suffix: str) -> str:
    """The title and the day, in characters every system takes."""
    title = _FORBIDDEN.sub("", briefing.title).strip(" .")[:_LONGEST] or "简报"
    return f"{title}（{briefing.made.isoformat()}）{suffix}"


def refuse_existing(file: Path, force: bool) -> None:
    """Raises AssistantError where the file is there and may not be replaced."""
    if file.exists() and not force:
        raise AssistantError(
            "文件已存在，没有覆盖", file=str(file), remedy="请换一个文件名，或加 --force 覆盖"
        )


def save(file: Path, content: bytes, *, force: bool = False) -> None:
    """The content goes to a file beside it first, which then takes its name.

    Raises:
        AssistantError: the file is there (unless `force`), or it cannot be written.
    """
    refuse_existing(file, force)
    beside = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as out:
            out.write(content)
        beside.replace(file)
    except OSError as exc:
        why = next((words for kind, words in _FAULTS if isinstance(exc, kind)), exc.strerror or "")
        remedy = "请检查文件夹是否存在、是否可写，以及文件是否正被其他程序打开"
        raise AssistantError(f"无法写入（{why}）", file=str(file), remedy=remedy) from exc
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
