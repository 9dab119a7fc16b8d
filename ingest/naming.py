"""Names that come from outside: of files and of what is derived from them.

In: a name as a file system, a browser or a server gave it. Out: the name without characters that are not
printed (control characters, line ends, marks that turn the direction of writing, bytes that are no text), and
the id of a plan that has no other.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_PRINTED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode's general categories of characters that show nothing, or something else than they are."""
_NO_ID = re.compile(r"[\W_]+")
LONGEST_ID = 80


def printed(name: str) -> str:
    """The name with nothing in it that is not printed; path separators stay."""
    if name.isascii() and name.isprintable():
        return name
    return "".join("" if unicodedata.category(ch) in _NOT_PRINTED else ch for ch in name)


def plan_id(stem: str) -> str:
    """The id that a file's stem gives a plan: letters, digits, Han, and "-" for all else between them.

    Full-width letters and digits become plain ones; a stem of signs alone gives "plan".
    """
    plain = unicodedata.normalize("NFKC", printed(stem))
    return _NO_ID.sub("-", plain).strip("-")[:LONGEST_ID].strip("-") or "plan"
