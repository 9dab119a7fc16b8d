"""Each line of an answer with the clauses it stands on."""

from __future__ import annotations

from assistant.verification.claims import claims

ANSWER = """**疾控科** 共 2 项，已全部列出。

| 条款 | 事项 | 分工 |
|---|---|---|
| 〔甲·一/1〕 | 接种 | 责任科室：疾控科 |
| 乙 | 文件未载明 | — |

达到90% 〔甲·一/1〕〔乙·二/3〕

> 接种率达到90%。
> 每季通报。 〔甲·一/1〕

出处：《甲》一、1.

责任科室：疾控科
"""


def test_lines_stand_on_their_own_chips_or_on_those_above() -> None:
    taken = [(c.kind, c.words, c.stands_on) for c in claims(ANSWER)]
    assert taken == [
        ("words", "**疾控科** 共 2 项，已全部列出。", ()),
        ("words", "| 条款 | 事项 | 分工 |", ()),
        ("words", "|   | 接种 | 责任科室：疾控科 |", ("甲·一/1",)),
        ("words", "| 乙 | 文件未载明 | — |", ()),
        ("words", "达到90%", ("甲·一/1", "乙·二/3")),
        ("quote", "接种率达到90%。", ("甲·一/1", "乙·二/3")),
        ("quote", "每季通报。", ("甲·一/1",)),
        ("reference", "《甲》一、1.", ("甲·一/1", "乙·二/3")),
        ("words", "责任科室：疾控科", ("甲·一/1", "乙·二/3")),
    ]


def test_brackets_of_a_quoted_plan_are_its_own_words() -> None:
    (quoted,) = claims("> 按发票金额〔含税〕的5%补助。 〔甲·一/1〕")
    assert (quoted.words, quoted.chips) == ("按发票金额〔含税〕的5%补助。", ("甲·一/1",))


def test_nothing_makes_no_claim() -> None:
    assert list(claims("\n\n|---|\n>\n")) == []
