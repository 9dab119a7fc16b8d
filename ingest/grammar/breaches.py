"""Which articles a text says what follows from breaking: 违反本办法第九条规定的, 未按照第七条至第十条的要求.

In: any text. Out: the articles by number, and whether it speaks of breaking the whole paper without naming an
article (违反本办法规定的); whether it says what somebody has to bear for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.numerals import SAID, chinese_number

_BREAKS = re.compile(
    r"(?:违反|违背|不遵守|不执行|不符合|不履行|未(?:按照?|依照?|遵守|履行|执行)|有)[^。；;\n]{0,16}?(?=第)"
)
_CITED = re.compile(rf"第({SAID})条(?:之[一二三四五六七八九十]+)?(?:第[^、，。；;条]{{1,12}}?[款项目])*")
_JOIN = re.compile(r"\s*(?:至|到|[-—–~～])\s*|\s*(?:、|和|或者?|及|以及|与|，)\s*(?:本办法|本条例|本规定)?")
_TO = re.compile(r"\s*(?:至|到|[-—–~～])\s*")
_PUNISHED = re.compile(r"[^。；;\n]{0,30}?(?:规定|要求|情形|的，|行为|义务|职责|，)")
_WHOLE = re.compile(
    r"违反(?:了)?本(?:办法|条例|规定|细则|制度|方案|通知)(?:的?有关|的?相关)?(?:的)?(?:其他)?(?:规定|要求|的)"
)


def articles_broken(text: str) -> frozenset[int]:
    """The numbers of the articles whose breach the text speaks of; those of a range all of them."""
    return frozenset(number for m in _BREAKS.finditer(text) for number in _listed(text, m.end()))


def breaks_the_paper(text: str) -> bool:
    return _WHOLE.search(text) is not None


_SANCTION = re.compile(
    r"罚(?!球)|处(?:以|[\d一二三四五六七八九十百千万]+[^，。；;\n]{0,12}(?:元|倍))|没收|吊销|撤销|暂扣|责令|警告"
    r"|通报批评|滞纳金|追[究缴回]|取消[^，。；;\n]{0,8}资格|停业|追责|问责|赔偿"
)


def states_sanction(text: str) -> bool:
    """Whether it says what somebody has to bear who broke a rule (处500元罚款, 吊销许可证, 责令改正)."""
    return _SANCTION.search(text) is not None


def _listed(text: str, at: int) -> Iterator[int]:
    """The articles listed from there on, where a word for what is broken stands behind them."""
    found: list[int] = []
    upto = False
    while m := _CITED.match(text, at):
        number = chinese_number(m[1])
        if number is None:
            break
        found += range(found[-1] + 1, number + 1) if upto and found else [number]
        joined = _JOIN.match(text, m.end())
        at = m.end()
        if joined is None or not _CITED.match(text, joined.end()):
            break
        upto = _TO.fullmatch(joined[0]) is not None
        at = joined.end()
    if found and _PUNISHED.match(text, at):
        yield from found
