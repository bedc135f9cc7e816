"""What a connection that fails, or a 200 that cannot be used, means in our family of errors."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import httpx

from devrev_sessions.devrev.http.failures import CHECK_THE_HOST, Fault
from devrev_sessions.errors import DeadlineExceeded, ResponseTooLarge, UnexpectedResponse, Unreachable

_CHECK_THE_ROAD: Final = "Check DEVREV_BASE_URL, the proxy settings and the network of this machine, then call again."

_SAID_NOTHING: Final = "Server disconnected"
"""The words of httpx for a connection that ended before an answer began."""
_ASKS_WHO: Final = "407"
"""How the words begin that httpx gives to a proxy's refusal: with its status."""


def broken(fault: Exception, host: str) -> Fault:
    """A connection to `host` that could not be made, or that ended before the answer did."""
    match fault:
        case httpx.ConnectTimeout():
            return Fault(DeadlineExceeded(f"No connection to {host} came about in time.", _CHECK_THE_ROAD), again=True)
        case httpx.TimeoutException():
            # Silence has a limit of its own that no setting moves, so the advice is not to raise timeout_seconds.
            next_step = "Call again in a minute; if it stays, check the network of this machine."
            return Fault(DeadlineExceeded(f"{host} stopped answering.", next_step))
        case httpx.ProxyError() if str(fault).startswith(_ASKS_WHO):
            message = f"The proxy between this machine and {host} asks for a user and a password."
            next_step = "Put them into HTTPS_PROXY, as in http://USER:PASSWORD@proxy.example:3128; restart this server."
            return Fault(Unreachable(message, next_step, retryable=False))
        case httpx.ProxyError():
            message = f"The proxy between this machine and {host} refuses the connection."
            return Fault(Unreachable(message, "Check HTTPS_PROXY and NO_PROXY, then call again."), again=True)
        case httpx.ConnectError():
            return _no_connection(fault, host)
        case httpx.RemoteProtocolError() if str(fault).startswith(_SAID_NOTHING):
            return replace(cut_short(host), at_once=True)
        case _:
            return cut_short(host)


def _no_connection(fault: Exception, host: str) -> Fault:
    causes = tuple(_causes(fault))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        message = f"The certificate of {host} is not one that this machine trusts."
        next_step = (
            "If a company proxy reads the traffic, point SSL_CERT_FILE to its certificate; check DEVREV_BASE_URL."
        )
        return Fault(Unreachable(message, next_step))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        message = f"No TLS connection to {host} came about."
        return Fault(Unreachable(message, "Check that DEVREV_BASE_URL names an https host, and the proxy settings."))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Fault(Unreachable(f"The name {host} is not known to this machine.", _CHECK_THE_ROAD), again=True)
    return Fault(Unreachable(f"There is no connection to {host}.", _CHECK_THE_ROAD), again=True)


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def too_slow(limit_seconds: float) -> DeadlineExceeded:
    """The whole call, with its tries and waits, took longer than it may."""
    message = f"DevRev did not answer within {limit_seconds:g} seconds."
    return DeadlineExceeded(message, "Call again; if it stays, raise timeout_seconds under [limits] in the settings.")


def unusable_proxy() -> Fault:
    """The proxy that the environment names is of no kind that can be used."""
    next_step = (
        "Set HTTPS_PROXY to an http:// or https:// URL, or name DevRev's host in NO_PROXY; SOCKS is not built in."
    )
    return Fault(Unreachable("The proxy set in the environment cannot be used.", next_step))


def unusable_certificates() -> Fault:
    """The file or folder of certificates that the environment names cannot be read."""
    next_step = "Point SSL_CERT_FILE to a file of certificates in PEM form, or leave it out."
    return Fault(Unreachable("The certificates named in the environment cannot be read.", next_step))


def unusable_address(host: str) -> Fault:
    """An address that is none: that of `host`, or one that it redirects to."""
    message = f"The address of {host}, or one that it points to, cannot be used."
    return Fault(UnexpectedResponse(message, CHECK_THE_HOST))


def cut_short(host: str) -> Fault:
    """The answer, or the connection, ended before it was whole."""
    message = f"The answer of {host} ended before it was whole."
    return Fault(UnexpectedResponse(message, _CHECK_THE_ROAD), again=True)


def empty(host: str) -> Fault:
    """A 200 without a body."""
    return Fault(UnexpectedResponse(f"The answer of {host} is empty.", CHECK_THE_HOST, http_status=200))


def not_json(host: str) -> Fault:
    """A 200 that does not call itself JSON; most often a login page."""
    return Fault(UnexpectedResponse(f"The answer of {host} is not JSON.", CHECK_THE_HOST, http_status=200))


def unknown_encoding(host: str) -> Fault:
    """A 200 compressed in a way that was not asked for."""
    message = f"The answer of {host} is compressed in a way that this server did not ask for."
    return Fault(UnexpectedResponse(message, CHECK_THE_HOST, http_status=200))


def too_large(limit_bytes: int) -> Fault:
    """A 200 with more in it than is read."""
    size = f"{limit_bytes / 2**20:,.0f} MB" if limit_bytes >= 2**20 else f"{limit_bytes:,} bytes"
    message = f"DevRev's answer is larger than the {size} that this server reads."
    next_step = (
        "Leave out include_replay if it was asked for; otherwise raise max_body_megabytes under [limits] in the "
        "settings, if this machine has the memory."
    )
    return Fault(ResponseTooLarge(message, next_step, http_status=200))
