"""The connections that all calls go over, to DevRev and to where recordings are stored, or why there can be none."""

import ssl
from collections.abc import Mapping
from typing import Final

import httpx

from devrev_sessions import __version__
from devrev_sessions.devrev.http import breaks
from devrev_sessions.devrev.http.failures import Fault

USUAL: Final = httpx.Limits(max_connections=100, max_keepalive_connections=20)
"""The limits of httpx itself."""


def connections(headers: Mapping[str, str], limits: httpx.Limits = USUAL, *, secure: bool) -> httpx.AsyncClient | Fault:
    """A client that follows no redirect, or what of the environment forbids one; not `secure` is on this machine alone.

    Made at the first call: reading the certificates takes longer than a start should, and a broken proxy setting
    becomes the answer to a call instead of a server that does not start.
    """
    try:
        return httpx.AsyncClient(
            headers={**headers, "User-Agent": f"devrev-sessions-mcp/{__version__}"},
            # Plain http goes to this machine only, so it must not reach a proxy with a token in the clear.
            trust_env=secure,
            # There, a context that trusts no certificate will do; reading the usual ones takes longer than a call.
            verify=httpx.create_ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            limits=limits,
            follow_redirects=False,
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        return breaks.unusable_proxy()
    except OSError:
        return breaks.unusable_certificates()
