"""What a sentence says a thing is done for, or because of: 为方便骑行，新建驿站4处; 旨在…; 为…提供资料.

In: words of a clause. Out: the stretches that say so, in printed order. The words stand in
data/purposes.yaml; what a reader may infer (a figure that is low, a duty by law) does not count.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.tables import any_of, table
from ingest.model import Span

_TABLE = table("purposes")
_OPENS = any_of([row["word"] for row in _TABLE["opens"]])
_LEADS = any_of([row["word"] for row in _TABLE["leads"]])
_TAIL = any_of([row["word"] for row in _TABLE["tail"]])
_NOT = any_of(_TABLE["not_after"])
_BEGIN = r"(?:^|(?<=[。；;，,：:、！!\n\s]))"
_SAID = re.compile(
    rf"{_BEGIN}为[^，,。；;\n]{{2,}}?(?:{_TAIL})[^，,。；;\n]*"
    rf"|{_BEGIN}(?:{_OPENS})(?!{_NOT})[^，,。；;\n]{{3,}}?(?=[，,])"
    rf"|(?:{_LEADS})[^。；;\n]{{2,}}"
)


def purposes(words: str) -> tuple[Span, ...]:
    """Where `words` say what for or why, in code points of `words`; () where they do not."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _SAID.finditer(words))
