"""Whether a text says what a word means, or who and what falls under it: 本办法所称驿站，是指….

In: words of a clause. Out: yes or no. The words stand in data/meanings.yaml.
"""

from __future__ import annotations

import re

from ingest.grammar.tables import any_of, table

_MEANS = re.compile(any_of([row["word"] for row in table("meanings")["meanings"]]))


def tells_meaning(words: str) -> bool:
    return _MEANS.search(words) is not None
