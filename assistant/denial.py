"""That something is not there: the one value all such sentences of an answer are made of.

In: what is denied, where, and the exact look-up that has not found it. Out: words for people. Whoever says
没有 or 未载明 has to name a look-up of this list; its verb tells what it is worth: a word that stands in
no clause is not there (没有), a figure that was not read may be there (没有读出).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class By(Enum):
    """The look-ups: the verb of what they have not found, and how they were made, in words for people."""

    CATALOG = ("", "按标题、地区和年份查了文件目录")
    MARKS = ("", "按编号查了全部条款")
    WORDS = ("", "逐字查了全部条款和标题")
    CLAUSES = ("写到", "在全部条款里查了所问的事")
    CHARGES = ("载明", "查了条款的责任分工")
    STORED_FIELDS = ("载明", "查了读出的要素、目标和年份")
    TEXT = ("载明", "逐字查了全文")
    STATED = ("写明", "查了条款的目标、时限、目的和文件的要素")
    CITED = ("写到", "查了所注的条款")
    LABELLED = ("标明", "查了条款里标出的分工和年份")
    NOTED = ("标注", "查了条款后面标注的责任单位")
    PRINTED = ("印出", "查了文件头和落款")
    VERSIONS = ("", "查了资料库里的各个版本")
    VERSIONS_COMPARED = ("", "逐条比较了两个版本")
    YEARS_COMPARED = ("见", "逐条比较了两个年度的文件")
    COUNTED = ("", "逐条数了列出的条款")
    MADE = ("得到", "做了后面列出的查找")
    READ_FROM_CLAUSES = ("读出", "查了条款里读出的内容")
    TABLES = ("读到", "查了读出的各张表和时限")
    FOUND = ("找到", "按字词查了全部条款")
    ASKED = ("查到", "在限定的范围里查了所问的事")

    def __init__(self, verb: str, made: str) -> None:
        self.verb = verb
        self.made = made


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """`where` is what was looked through, as the sentence begins; `way` stands before the verb (单独写明).
    As a string: 现有文件没有载明责任单位, without a stop.
    """

    what: str
    by: By
    where: str = ""
    way: str = ""

    def __str__(self) -> str:
        return f"{self.where}没有{self.way}{self.by.verb}{self.what}"

    @property
    def brief(self) -> str:
        """文件未载明: for a cell, a heading, a count; of a look-up that has a verb."""
        return f"{self.where}未{self.way}{self.by.verb}{self.what}"

    @property
    def with_look_up(self) -> str:
        """The sentence with how it was looked up, where nothing else says so."""
        return f"{self}（{self.by.made}）"


def not_held(what: str) -> Denial:
    """资料库里没有…: of a paper, after its catalog was looked through."""
    return Denial(what=what, by=By.CATALOG, where="资料库里")


NOT_TOLD = Denial(what="", by=By.STORED_FIELDS).brief
"""未载明: of a value, for a cell or a heading."""
