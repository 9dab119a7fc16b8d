"""Whether a request that would change something comes from a page of this server. In: method and headers.
Out: a verdict.

Browsers say where a request comes from: Sec-Fetch-Site over https and on this machine, Origin with everything
that changes something, also over plain http. Programs that are no browsers say nothing; they carry nobody's
cookie unasked, and pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

_HARMLESS = ("GET", "HEAD", "OPTIONS")
_PORTS = {"http": 80, "https": 443}


def comes_from_here(method: str, headers: Mapping[str, str]) -> bool:
    """`headers` by lower-case names; for websockets `method` is ""."""
    if method in _HARMLESS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin") or headers.get("referer")
    if origin is None:
        return True
    theirs = _place(origin)
    return theirs is not None and theirs == _place(f"{theirs[0]}://{headers.get('host', '')}")


def host_of(address: str) -> str:
    """ "" for what is no address."""
    place = _place(address)
    return place[1] if place else ""


def _place(address: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for what is no address, "null" among it."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
