"""What stands beside the text of a Word file: left out and listed, or read with a doubt.

In: what the walk comes across, with the line it is at. Out: the list of what was left out, and one doubt a
kind at its first place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.model import Doubt, Dropped

DELETED, HIDDEN, NOTE, COMMENT = "已删除", "隐藏文字", "脚注", "批注"
PAGE, CONTENTS, PROMPT, EMPTY = "页眉页脚", "目录", "填写提示", "空的编号段"
COVERED = "合并单元格下的文字"

_TOLD = {
    "revision": "原件有修订痕迹（{n}处），按接受全部修订读，删除的文字没有读入",
    "hidden": "原件有隐藏文字（{n}处），没有读入",
    "auto_number": "原件有{n}个自动编号后面的符号成了“?”，按“、”读，请核对原件",
    "embedded": "原件嵌有图片、图示或其他程序的对象（{n}处），其中的文字没有读入，请核对原件",
}


@dataclass(slots=True)
class Aside:
    """`line` is the line the walk is at, from 1."""

    line: int = 1
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def drop(self, text: str, reason: str) -> None:
        words = " ".join(text.split())
        if words:
            self.dropped.append(Dropped(line=self.line, text=words, reason=reason))
            if reason == HIDDEN:
                self.see("hidden")

    def see(self, kind: str) -> None:
        """One more of a kind that is told of once."""
        first, count = self._seen.get(kind, (self.line, 0))
        self._seen[kind] = (first, count + 1)

    def doubt(self, kind: str, message: str) -> None:
        self.doubts.append(Doubt(line=self.line, kind=kind, message=message))

    def all_doubts(self) -> Iterator[Doubt]:
        yield from self.doubts
        for kind, (line, count) in self._seen.items():
            yield Doubt(line=line, kind=kind, message=_TOLD[kind].format(n=count))
