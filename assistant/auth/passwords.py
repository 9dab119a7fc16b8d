"""Passwords, kept as argon2id hashes only. The one module that knows argon2.

In: what somebody typed. Out: a hash with its salt and costs in it (RFC 9106, the profile for little memory),
or whether it matches. Full-width letters of an input method count as the plain ones (NFKC). How often one may
try is not decided here.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 256
"""Characters. The upper bound keeps the work of one try small."""


def hashed(password: str) -> str:
    """Raises AssistantError for a password that is too short or too long."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise AssistantError(
            f"密码太短，至少要 {SHORTEST} 个字符",
            remedy="可以用一句自己记得住的话，不必有特殊符号。",
        )
    if len(plain) > LONGEST:
        raise AssistantError(f"密码太长，最多 {LONGEST} 个字符")
    return _hasher().hash(plain)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one `kept` was made of; without one, False after the same work."""
    from argon2.exceptions import InvalidHashError, VerificationError

    plain = _plain(password)
    if len(plain) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or _nobodys(), plain) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_hash(kept: str) -> bool:
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        extract_parameters(kept)
    except InvalidHashError:
        return False
    return True


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash to try against where a name is unknown, so that the time taken does not tell."""
    return _hasher().hash("nobody's password")


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
