"""The briefing's own words: prompts/briefing/texts.md, one text under each `## name`, with $placeholders.

In: a name and the values of its placeholders. Out: the text. An office may word them otherwise; what is
missing is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Template

from assistant.errors import AssistantError
from assistant.generation.prompts import FOLDER
from ingest import late_re as re

FILE = FOLDER / "briefing" / "texts.md"
_PART = re.compile(r"^## (?P<name>[\w.]+)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def words(name: str, /, **values: object) -> str:
    """Raises AssistantError where the file has no such text, or the text a placeholder without a value."""
    texts = _texts()
    try:
        return Template(texts[name]).substitute(values)
    except (KeyError, ValueError) as error:
        raise AssistantError(
            f"简报的文字“{name}”缺少或变量不符：{error}",
            file=str(FILE),
            remedy="请恢复该文件，或改正 $ 后的变量名",
        ) from error


@cache
def _texts() -> Mapping[str, str]:
    try:
        raw = FILE.read_text("utf-8")
    except OSError as error:
        raise AssistantError("简报的文字读不到", file=str(FILE), remedy="请恢复 prompts/ 里的文件") from error
    return {m["name"]: m["text"].strip() for m in _PART.finditer(raw)}
