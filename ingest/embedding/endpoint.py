"""An OpenAI-compatible endpoint as a value, and the clients that are made of it.

In: where it is, its key, how it is reached. Out: clients of the official `openai` library that go there and
nowhere else; they do not repeat a request by themselves (whoever asks knows how long it may take) and follow
no redirect (the key would go along).

Proxies: none, unless the endpoint names one. Those of the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY,
NO_PROXY) count only where `proxy` is "env": a question to a machine of the intranet must not go through a
proxy because a shell has one set. Certificates: those the system trusts, those of certifi, and `ca_file`. Of
the variables of the environment that the library reads, OPENAI_CUSTOM_HEADERS alone still counts.

What goes wrong when a client is used is put in order by `endpoint_faults`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import PlanError

if TYPE_CHECKING:
    import ssl

    import httpx
    import openai

ENVIRONMENT = "env"
"""In place of the address of a proxy: those of the environment."""
NO_KEY = "none"
CONNECT, TIMEOUT = 5.0, 60.0
_AUTHORIZATION = "Authorization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Nothing that could hold a secret is shown by repr."""

    url: str
    """Up to and with /v1."""
    model: str
    key: str = field(default="", repr=False)
    """"" where none is asked for."""
    proxy: str = field(default="", repr=False)
    """Address of a proxy; "" for none, "env" for those of the environment."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent with every request, in place of a header of the same name."""
    ca_file: Path | None = None
    """PEM certificates that are trusted besides."""
    connect: float = CONNECT
    """Seconds for a connection to come about."""
    timeout: float = TIMEOUT
    """Seconds without a byte."""


def client(endpoint: Endpoint) -> openai.OpenAI:
    """To be closed by the caller. Raises PlanError where the certificates cannot be read."""
    import openai

    made = openai.OpenAI(http_client=http_client(endpoint), **_named(endpoint))
    made.organization = made.project = None  # the environment's
    return made


def async_client(endpoint: Endpoint) -> openai.AsyncOpenAI:
    """To be closed by the caller. Raises PlanError where the certificates cannot be read."""
    import openai

    made = openai.AsyncOpenAI(http_client=async_http_client(endpoint), **_named(endpoint))
    made.organization = made.project = None  # the environment's
    return made


def http_client(endpoint: Endpoint) -> httpx.Client:
    """The connection alone: without key, headers and address, for other libraries that take one."""
    import httpx

    return httpx.Client(**_reached(endpoint))


def async_http_client(endpoint: Endpoint) -> httpx.AsyncClient:
    """The same for libraries that do not block."""
    import httpx

    return httpx.AsyncClient(**_reached(endpoint))


def headers_of(endpoint: Endpoint) -> dict[str, str]:
    """The headers of a request, the key among them."""
    own = {_AUTHORIZATION: f"Bearer {endpoint.key}"} if endpoint.key else {}
    return own | {
        _AUTHORIZATION if name.lower() == _AUTHORIZATION.lower() else name: value
        for name, value in endpoint.headers
    }


def _named(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "base_url": endpoint.url,
        # Without one the library would look for another product's key in the environment; servers that ask
        # for none ignore this.
        "api_key": endpoint.key or NO_KEY,
        "default_headers": headers_of(endpoint),
        "max_retries": 0,
    }


def _reached(endpoint: Endpoint) -> dict[str, Any]:
    import httpx

    environment = endpoint.proxy == ENVIRONMENT
    return {
        "timeout": httpx.Timeout(endpoint.timeout, connect=endpoint.connect),
        "proxy": None if environment else endpoint.proxy or None,
        "trust_env": environment,
        "verify": _certificates(endpoint.ca_file),
        "follow_redirects": False,
    }


@cache
def _certificates(ca_file: Path | None) -> ssl.SSLContext:
    """Read once: that takes a twentieth of a second."""
    import httpx

    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as exc:  # ssl.SSLError is one
            remedy = "应为 PEM 格式的根证书（以 -----BEGIN CERTIFICATE----- 开头）。"
            raise PlanError("证书文件读不了", file=str(ca_file), remedy=remedy) from exc
    return context
