"""Characters the dictionary has no class for take no time, and stand where they stood."""

from __future__ import annotations

import time

from ingest.grammar.segmentation import is_function_word, is_noun, places

STRANGE = "犇骉猋麤"


def test_many_of_them_are_read_at_once() -> None:
    places("临河市")  # the dictionary is loaded
    begun = time.thread_time()
    places(STRANGE * 50)
    assert time.thread_time() - begun < 1


def test_what_stands_beside_them_is_read_as_ever() -> None:
    assert places(f"{STRANGE}在南昌市设点") == {"南昌市": 1}
    assert is_noun(STRANGE)
    assert not is_function_word(STRANGE)
