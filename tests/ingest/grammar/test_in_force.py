"""From when and for how long a paper is in force: sentences of our own."""

from __future__ import annotations

import pytest

from ingest.grammar.in_force import statements


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("本办法自2031年3月1日起施行，有效期5年。", ["自2031年3月1日起施行", "有效期5年"]),
        ("本规定自公布之日起施行。", ["自公布之日起施行"]),
        ("本通知自印发之日起30日后施行，有效期至2036年3月31日。",
         ["自印发之日起30日后施行", "有效期至2036年3月31日"]),
        ("本细则自发布之日起执行，试行期两年。", ["自发布之日起执行", "试行期两年"]),
        ("本方案自下发之日起实施，有效期三年", ["自下发之日起实施", "有效期三年"]),
        ("自2031年1月1日起施行", ["自2031年1月1日起施行"]),
        ("（2031年1月1日公布　自2031年2月1日起施行）", ["自2031年2月1日起施行"]),
        ("以上措施自印发之日起执行。", ["自印发之日起执行"]),
        ("二〇三一年五月一日印发的《驿站规定》自本办法施行之日起废止。", []),
        ("《绿道条例》自2030年1月1日起施行。", []),
        ("经营许可证有效期5年，期满换发。", []),
        ("驿站补贴标准自2031年7月1日起提高。", []),
        ("本办法由市绿道办负责解释，《驿站规定》自2031年1月1日起施行的条款继续有效。", []),
    ],
)  # fmt: skip
def test_what_a_paper_says_of_its_force(words: str, found: list[str]) -> None:
    assert [said.text for said in statements(words)] == found
    for said in statements(words):
        assert words[said.span.start : said.span.end].replace("　", "") == said.text
