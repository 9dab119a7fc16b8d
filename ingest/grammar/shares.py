"""Which indicators are a part of a whole, so that a hundred per cent is the most they can be.

In: the name of an indicator. Out: yes or no. The words stand in data/shares.yaml; a name that is not there
may be either (毛入学率 is over a hundred).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.tables import any_of, table

_TABLE = table("shares")
_SHARE = re.compile(rf"(?:{any_of([row['word'] for row in _TABLE['shares']])})$")
_GROWTH = re.compile(any_of(_TABLE["growth"]))


def is_share(name: str) -> bool:
    return bool(_SHARE.search(name)) and not _GROWTH.search(name)
