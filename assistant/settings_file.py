"""The settings file: TOML with the names of the settings, lowest in precedence. In: a path. Out: a source for
pydantic-settings.

A file that does not exist is no file, unless it was named; a key that is no setting is refused, with the name
that is nearest, so that a slip of the pen is not a setting that silently does nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, InitSettingsSource

from assistant.errors import SettingsError

DEFAULT = Path("plans.toml")
NAMED_BY = "PLANS_SETTINGS"


class FileSource(InitSettingsSource):
    """The values of the file, of every key a setting of the class."""

    def __init__(self, settings: type[BaseSettings], file: Path | None) -> None:
        super().__init__(settings, read(file, settings.model_fields) if file else {})


def file_of(*variables: Mapping[str, str | None]) -> Path | None:
    """The file named by the first of the environments (names in any case), else the default one where it is
    there.
    """
    for names in variables:
        named = next((v for k, v in names.items() if k.upper() == NAMED_BY and v and v.strip()), None)
        if named:
            return Path(named.strip())
    return DEFAULT if DEFAULT.is_file() else None


def read(file: Path, known: Iterable[str]) -> dict[str, Any]:
    """Raises SettingsError for a file that cannot be read, is no TOML, or has keys that are not known."""
    try:
        found = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as exc:
        raise SettingsError("设置文件读不了", file=str(file), remedy=f"检查 {NAMED_BY} 和文件权限。") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError("设置文件不是 UTF-8 编码", file=str(file), remedy="请另存为 UTF-8。") from exc
    except tomllib.TOMLDecodeError as exc:
        place = re.search(r"line (\d+)", str(exc))
        line = int(place[1]) if place else None
        raise SettingsError(
            "设置文件不是有效的 TOML",
            file=str(file),
            line=line,
            remedy='文字要加引号，例如 llm_model = "qwen3"。',
        ) from exc
    if strange := unknown(found, known):
        raise SettingsError(
            f"不认识的设置 {'、'.join(strange)}", file=str(file), remedy="可用的设置见 plans.example.toml。"
        )
    return found


def unknown(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Those that are no settings, each with the name it may be meant for."""
    names = sorted(known)
    return [_told(key, names) for key in keys if key not in names]


def _told(key: str, names: list[str]) -> str:
    near = get_close_matches(key, names, n=1) or get_close_matches(
        key.lower().removeprefix("plans_"), names, n=1
    )
    return f"{key}（是否 {near[0]}）" if near else key
