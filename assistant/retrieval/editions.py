"""Whose words a text is in, in words for people: on the page, in tables, in answers."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionWords:
    """`badge` stands beside a title, `name` in a sentence or a cell; `note` says what follows from it."""

    badge: str
    name: str
    note: str

    @property
    def noted(self) -> str:
        """The name with its note in a bracket; the bare name where nothing follows from it."""
        return f"{self.name}（{self.note}）" if self.note else self.name


_DIGEST_NOTE = "条款号、责任单位和数字与原文一致，文字不是原文"
EDITION_WORDS = {
    Edition.OFFICIAL: EditionWords(badge="官方", name="发文机关正式文本", note=""),
    Edition.DIGEST: EditionWords(badge="摘编", name="摘编本", note=_DIGEST_NOTE),
    Edition.UNCONFIRMED: EditionWords(badge="待确认", name="上传的文本", note="还没有确认是不是正式文本"),
}
"""In the order in which they are told."""
