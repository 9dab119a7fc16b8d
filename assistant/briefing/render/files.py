"""A finished file: what it is called, and writing it whole or not at all, never over one that is there unless
that is asked for.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from assistant.briefing.model import Briefing
from assistant.errors import not_replaced, not_written
from ingest import late_re as re

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
        raise not_replaced(file)


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
        raise not_written(file, exc) from exc
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
