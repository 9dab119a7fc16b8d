"""What a sentence takes out of its rule: 节假日除外, 临时摊位不适用.

In: a sentence. Out: the parts of it that say so, as printed. The words stand in data/exclusions.yaml.
"""

from __future__ import annotations

import re

from ingest.grammar.tables import any_of, table

_EXCLUDES = re.compile(any_of([row["word"] for row in table("exclusions")["exclusions"]]))
_PART = re.compile(r"[，,；;。（）()]")


def exclusions_in(sentence: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PART.split(sentence) if _EXCLUDES.search(part))
