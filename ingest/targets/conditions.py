"""Clauses that list who qualifies: …应当符合下列条件：（一）人均住房面积低于10平方米；（二）….

In: the clauses of a plan in reading order, with their text. Out: of each whether it is an item of such a
list; its figures say which ones are meant and are nothing to be reached. The list goes on to the next clause
that is no item of the same parent; behind an introduction that is itself the last thing above a paragraph
(参与者需符合以下条件：) it is that paragraph.
"""

from __future__ import annotations

import re

from ingest.labels import is_paragraph
from ingest.model import Clause

_ASKS = re.compile(
    r"(?:(?:符合|具备|满足|具有|达到)[^，。；：]{0,8}(?:下列|以下|如下)[^，。；：]{0,8}(?:条件|资格)"
    r"|(?:下列|以下|如下)[^，。；：]{0,4}(?:条件|情形|情况)之一)[^。；]{0,40}：$"
)
_HEADED = re.compile(
    r"(?:申请|申报|准入|认定|参评|评选|报名|入选|设立|适用|享受|保障|补贴|资助|奖励|支持)(?:的?基本)?(?:条件|资格)$"
    r"|(?:对象|范围)[和与及]条件$"
)


class Conditions:
    """Carries the introduction of a list on to its items."""

    def __init__(self) -> None:
        self._above: str | None = None
        self._begun = False

    def of(self, clause: Clause, text: str) -> bool:
        """Whether the clause, the next one in reading order, says who qualifies."""
        if clause.cells:
            return False
        if _ASKS.search(text.rstrip()):
            self._above = clause.parent if is_paragraph(clause) else clause.label
            self._begun = False
            return False
        if self._above is not None:
            paragraph = is_paragraph(clause)
            inside = clause.parent == self._above or (clause.parent or "").startswith(f"{self._above}/")
            if inside and not (paragraph and self._begun):
                self._begun = True
                return True
            self._above = None
        return clause.heading is not None and _HEADED.search(clause.heading) is not None
