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


def is_used_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a page of another origin asks for a part of itself: a picture, a script, a frame, data.

    Somebody who follows a link or types an address (a top-level navigation) is none of these.
    """
    site = headers.get("sec-fetch-site")
    if site is None:
        origin = headers.get("origin") or headers.get("referer")
        theirs = _place(origin) if origin else None
        ours = theirs is not None and theirs == _place(f"{theirs[0]}://{headers.get('host', '')}")
        return origin is not None and not ours and "text/html" not in headers.get("accept", "")
    if site in ("same-origin", "none"):
        return False
    return (
        headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document"
    )


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
