"""The last look at an answer before it is shown: every figure, office and quote in it must stand in the clauses it cites.

In: an answer, the cited texts. Out: the answer with its figures judged; `faults` lists what may not be shown. A figure is
compared as a number of its own (8 is not in 18, 5 not in 2.5); counts the answer makes itself (共 N 项) are told by their
wording, chips by their brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.model import Answer, Citation, Figure

_CHIP = re.compile(r"〔[^〕]*〕")
_TITLE = re.compile(r"《[^》]*》")
_OWN_COUNT = re.compile(
    r"共 \d+ |相符的 \d+ 项|相符的量化目标 \d+ 个|（\d+ [项条]）|另有 \d+ |\d+ 个指标|指标 \d+ 个|目标 \d+ 个|“[^”]*”\d+ 项|分布在 \d+ 条|现有 \d+ 份|标 \d+ 个"
)
_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:\s*/\s*10万|[%‰]|个百分点|[\u4e00-\u9fff])?")


def judge_figures(
    text: str,
    citations: Sequence[Citation],
    names: Sequence[str] = (),
    headers: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Figure, ...]:
    """Every figure of the answer's own words with the citation that states it; `headers` are the header cells of cited rows."""
    headers = headers or {}
    shown = _CHIP.sub(" ", text)
    around = {
        part
        for c in citations
        for part in (c.reference, *c.path, *(step.split(" ", 1)[0] for step in c.path))
    }
    known = {name for name in (*names, *around) if len(name) >= 2 and name in shown}
    for name in sorted(known, key=len, reverse=True):
        shown = shown.replace(name, " ")
    shown = _OWN_COUNT.sub(" ", _TITLE.sub(" ", shown))
    figures = []
    folded = [(c, _fold(f"{c.quote}\t{headers.get((c.plan, c.clause), '')}")) for c in citations]
    for m in _FIGURE.finditer(_fold(shown)):
        figure = m[0]
        number = re.match(r"\d+(?:\.\d+)?", figure)
        assert number is not None
        bound = re.compile(r"(?<![\d.])" + re.escape(number[0]) + r"(?![\d]|\.\d)")
        home = next((c for c, quote in folded if bound.search(quote)), None)
        figures.append(Figure(text=figure, supported=home is not None, marker=home.marker if home else None))
    return tuple(figures)


def faults(answer: Answer, texts: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """What must not be shown: quotes that are not to the letter, figures no cited clause states, unknown chips.

    `texts` holds the whole words of every cited clause by (plan, label).
    """
    found = [
        f"引文与原文不符：{c.marker}"
        for c in answer.citations
        if c.quote not in texts.get((c.plan, c.clause), "")
    ]
    found += [f"数字没有出处：{f.text}" for f in answer.figures if not f.supported]
    markers = {c.marker for c in answer.citations} | {
        r.marker for r in (answer.listing.rows if answer.listing else ())
    }
    found += [f"引用标记没有条款：{m[0]}" for m in _CHIP.finditer(answer.answer) if m[0][1:-1] not in markers]
    return tuple(found)


def checked(
    answer: Answer,
    texts: Mapping[tuple[str, str], str],
    names: Sequence[str],
    headers: Mapping[tuple[str, str], str],
) -> Answer:
    """The answer with its figures judged; an answer that fails is replaced by its bare quotes."""
    judged = replace(
        answer,
        figures=judge_figures(answer.answer, answer.citations, names, headers)
        if answer.status == "answered"
        else (),
    )
    if answer.status != "answered" or not faults(judged, texts):
        return judged
    sound = tuple(c for c in answer.citations if c.quote in texts.get((c.plan, c.clause), ""))
    words = "\n\n".join(f"> {c.quote}\n\n〔{c.marker}〕" for c in sound)
    bare = replace(answer, answer=f"以下为相关条款原文：\n\n{words}", citations=sound)
    return replace(bare, figures=judge_figures(bare.answer, sound, names, headers))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("*", "")
