"""What an earlier version said passes under its own chip, to the letter, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.lookups.versions import earlier_short
from assistant.model import Answer, Citation, EarlierQuote, Listing, ListingRow
from assistant.verification.answer import Known, checked, faults
from assistant.verification.names import Names
from tests.assistant.verification.clauses import TITLE, charged, citation, clause

NOW, WAS = "新建骑行驿站36座，11月底前建成。", "新建骑行驿站48座，9月底前建成。"
NEW, OLD = "甲县2024要点·一/3", f"{earlier_short('甲县2024要点', 1)}·一/2"
REFERENCE = f"《{TITLE}》一、目标 3."
KNOWN = Known(names=Names(("慢行科", "绿道办")), titles=(TITLE, "甲县2024要点"))
FACTS = {
    ("a", "一/3"): clause(NOW, marker=NEW, reference=REFERENCE, said=(charged("主办单位", "绿道办"),)),
    ("a@1", "一/2"): clause(WAS, marker=OLD, reference=REFERENCE, said=(charged("主办单位", "慢行科"),)),
}
START = FACTS["a@1", "一/2"].span.start
EARLIER = EarlierQuote(
    marker=OLD, plan="a", version=1, clause="一/2", quote=WAS, start=START, end=START + len(WAS)
)
PRESENT = replace(
    citation(), marker=NEW, clause="一/3", quote=NOW, start=START, end=START + len(NOW), reference=REFERENCE,
    units=("绿道办",),
)  # fmt: skip
RIGHT = "\n\n".join(
    (
        f"骑行驿站：旧版 48座 〔{OLD}〕 → 现行 36座 〔{NEW}〕",
        f"旧版，主办单位：慢行科 〔{OLD}〕 → 现行，主办单位：绿道办 〔{NEW}〕",
        f"> {WAS} 〔{OLD}〕",
        f"> {NOW} 〔{NEW}〕",
        f"出处：{REFERENCE}",
    )
)


def answer(words: str, earlier: tuple[EarlierQuote, ...] = (EARLIER,), *cited: Citation) -> Answer:
    return Answer(
        question="?",
        status="answered",
        reason=None,
        answer=words,
        citations=cited or (PRESENT,),
        earlier=earlier,
    )


def test_both_sides_pass_each_under_its_chip() -> None:
    assert faults(answer(RIGHT), FACTS, KNOWN) == ()
    figures = checked(answer(RIGHT), FACTS, KNOWN).figures
    assert [(f.text, f.supported, f.marker) for f in figures][:2] == [
        ("48座", True, OLD),
        ("36座", True, NEW),
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"骑行驿站48座 〔{NEW}〕",  # the old figure as the present one
        f"骑行驿站36座 〔{OLD}〕",
        f"骑行驿站：旧版 36座 〔{OLD}〕 → 现行 48座 〔{NEW}〕",
        f"骑行驿站：旧版 48座 〔{OLD}〕 → 现行 40座 〔{NEW}〕",
        f"骑行驿站：旧版 48座 〔{OLD}〕 → 现行 36座 〔{NEW}〕，共减少12座",
        f"骑行驿站：旧版 48座 〔{OLD}〕 → 现行由慢行科负责",
        f"旧版，主办单位：绿道办 〔{OLD}〕 → 现行，主办单位：慢行科 〔{NEW}〕",
        f"> {WAS} 〔{NEW}〕",
        f"> {NOW} 〔{OLD}〕",
        f"> {WAS}",
        f"旧版写过 〔{OLD}〕\n\n骑行驿站48座",  # the chip is not handed down
        f"旧版写过 〔{OLD}〕\n\n> {WAS}",
        f"> {WAS.replace('48', '58')} 〔{OLD}〕",
        f"骑行驿站48座 〔{OLD.replace('第1版', '第2版')}〕",
    ],
)
def test_one_side_does_not_speak_for_the_other(words: str) -> None:
    assert faults(answer(words), FACTS, KNOWN)


@pytest.mark.parametrize(
    "altered",
    [
        replace(EARLIER, version=2),
        replace(EARLIER, clause="一/3"),
        replace(EARLIER, quote=WAS.replace("48", "58")),
        replace(EARLIER, start=START + 1),
        replace(EARLIER, marker=NEW),
        replace(EARLIER, plan="b"),
    ],
)
def test_an_altered_quote_is_caught(altered: EarlierQuote) -> None:
    assert faults(answer(f"> {NOW} 〔{NEW}〕", (altered,)), FACTS, KNOWN)


def test_without_its_quote_an_old_chip_names_nothing() -> None:
    assert faults(answer(f"骑行驿站48座 〔{OLD}〕", ()), FACTS, KNOWN)


def test_an_old_clause_is_no_citation_of_the_present() -> None:
    forged = replace(PRESENT, marker=OLD, quote=WAS, end=START + len(WAS))
    assert faults(answer(f"> {WAS} 〔{OLD}〕", (), forged), FACTS, KNOWN)


def test_what_fails_shows_both_quotes_each_under_its_chip() -> None:
    shown = checked(answer(f"骑行驿站50座 〔{NEW}〕"), FACTS, KNOWN)
    assert f"> {WAS} 〔{OLD}〕" in shown.answer
    assert "50座" not in shown.answer
    assert faults(shown, FACTS, KNOWN) == ()


def test_a_removed_clause_in_a_list() -> None:
    row = ListingRow(plan="a", clause="一/2", marker=OLD, summary="新建骑行驿站48座，9月底前建成", version=1)
    words = f"- {row.summary} 〔{OLD}〕"
    listed = replace(answer(words), listing=Listing(total=1, complete=True, rows=(row,)))
    assert faults(listed, FACTS, KNOWN) == ()
    present = replace(row, version=None)
    assert faults(replace(listed, listing=Listing(total=1, complete=True, rows=(present,))), FACTS, KNOWN)


def test_a_sentence_copied_behind_a_bullet_is_the_clauses_own() -> None:
    copied = "更新管网28公里，漏损率从上年的11.5%压降至9%以下"
    facts = {**FACTS, ("a", "一/3"): clause(f"{copied}。", marker=NEW, reference=REFERENCE)}
    cited = replace(PRESENT, quote=f"{copied}。", end=START + len(copied) + 1, units=())
    assert faults(answer(f"- {copied} 〔{NEW}〕", (), cited), facts, KNOWN) == ()
