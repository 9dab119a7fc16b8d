"""Words that no dictionary has and the library prints: 漏水率 of 漏|水|率.

In: the words a question is cut into, how many passages have a pair of characters. Out: the words, with such
ones whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.spelling import Frequency, frequency_of
from ingest.grammar.letters import is_han
from ingest.grammar.segmentation import is_function_word


def printed_whole(cut: Sequence[str], frequency: Frequency) -> list[str]:
    """The words with those single characters as one that stand side by side and that the library prints so:
    of two the words around them decide.
    """
    out: list[str] = []
    run: list[str] = []
    for word in (*cut, ""):
        if len(word) == 1 and is_han(word) and not is_function_word(word):
            run.append(word)
            continue
        whole = "".join(run)
        out += [whole] if len(run) > 2 and frequency_of(whole, frequency) else run
        out += [word] if word else []
        run = []
    return out
