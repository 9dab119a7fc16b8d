"""The tokenizers: a table of what staff write, and a count that downloads nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tokens import count_tokens, terms
from tests.waiting import GIVE_UP

TABLE = {
    "decimal with its sign": ("24.1%", ["24.1%", "24.1"]),
    "per mille": ("9.5‰", ["9.5‰", "9.5"]),
    "figure and characters": ("5岁以下", ["5", "岁", "以", "岁以", "下", "以下"]),
    "compound": ("1+5+X", ["1+5+x", "1", "5", "x"]),
    "latin and Han": ("HPV疫苗", ["hpv", "疫", "苗", "疫苗"]),
    "full-width digits": ("２０２１年", ["2021", "年"]),
    "full-width percent": ("１２．５％", ["12.5%", "12.5"]),
    "thousands": ("1，200张", ["1200", "张"]),
    "range with a hyphen": ("1-2个", ["1-2", "1", "2", "个"]),
    "range with a dash": ("10—15分", ["10", "15", "分"]),
    "version of a thing": ("3.0版", ["3.0", "版"]),
    "wrapped line": ("卫\n生", ["卫", "生", "卫生"]),
    "space before the unit": ("15 分", ["15", "分"]),
    "punctuation parts words": ("卫、生", ["卫", "生"]),
    "circled mark": ("①", ["1"]),
    "latin with a figure": ("COVID-19", ["covid-19", "covid", "19"]),
    "letters and figures": ("H1N1", ["h1n1"]),
    "nothing": (" 、。", []),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE.keys())
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text(alphabet="卫生健康１2３.,%％‰+-—ＡbＣ（） \n、。", max_size=40))
def test_terms_hold_no_space_and_nothing_full_width(text: str) -> None:
    for term in terms(text):
        assert term == "".join(term.split())
        assert term
        assert not set(term) & set("１３ＡＣ％")


def test_the_encoding_comes_without_a_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*args, **kw): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from ingest.tokens import count_tokens\n"
        "import os, sys\n"
        "before = dict(os.environ)\n"
        "assert count_tokens('达到90%以上') > 3\n"
        "assert dict(os.environ) == before\n"
        "assert 'llama_index.core' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=GIVE_UP)


def test_special_tokens_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("") == 0
