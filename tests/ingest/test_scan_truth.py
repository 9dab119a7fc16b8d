"""A scan of an official paper against what it says: how much of it is recognised, and that no wrong figure
stands without a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

import pytest

from ingest.pipeline import parse
from ingest.recognition.recognise import unusable
from tests.conftest import ROOT

SCAN = ROOT.parent / "shared" / "formats" / "scan200.pdf"
TRUTH = SCAN.with_suffix(".truth.txt")
HELD = 0.98
"""Characters of the truth that are to be read."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?[%‰]?")
_PAGE = re.compile(r"^\s*[-—－]?\s*\d{1,2}\s*[-—－]?\s*$", re.MULTILINE)
"""A number of a page, which is no word of the paper."""

pytestmark = [
    pytest.mark.skipif(not SCAN.is_file(), reason="the scan is not beside this checkout"),
    pytest.mark.skipif(bool(unusable()), reason=unusable() or "-"),
]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_a_scan_says_what_the_paper_says_or_doubts_it() -> None:
    plan = parse(SCAN.read_bytes(), SCAN.name)
    truth, found = plain(_PAGE.sub("", TRUTH.read_text("utf-8"))), plain(plan.text)
    same = SequenceMatcher(None, truth, found, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= HELD * len(truth)
    wrong = Counter(_FIGURE.findall(found)) - Counter(_FIGURE.findall(truth))
    doubts = " ".join(doubt.message for doubt in plan.doubts)
    assert [figure for figure in wrong if figure not in doubts] == []
