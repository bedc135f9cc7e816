"""What a single value must be like; a reason never repeats the value, which may be a secret."""

import base64
import binascii
import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, urlsplit

_ONE_WORD: Final = re.compile(r"[!-~]+")
# A label longer than 63 characters is no host name (RFC 1035), and the resolver fails on it in its own way.
_HOST_NAME: Final = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?")
_HOST_HEADER: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:]+)(?::(?:\d{1,5}|\*))?")
_STORE_SCHEMES: Final = frozenset({"redis", "rediss", "valkey", "valkeys", "unix"})
STORE_OPTIONS: Final = (
    "db",
    "ssl_ca_certs",
    "ssl_ca_path",
    "ssl_cert_reqs",
    "ssl_certfile",
    "ssl_check_hostname",
    "ssl_keyfile",
)
"""What may stand behind the ? of a store's URL; its client takes anything there, and fails with it at a call."""
SEAL_BYTES: Final = 32
"""Of a key of AES-256."""


def checked_base_url(text: str) -> str:
    """`text` without a trailing slash, when a token may be sent there: https, or http to this machine.

    Raises ValueError with a reason that does not repeat `text`, which may hold a password.
    """
    try:
        url = urlsplit(text)
        host, _ = url.hostname or "", url.port
    except ValueError:
        raise ValueError("is not a URL such as https://api.devrev.ai") from None
    if url.scheme not in {"http", "https"} or not is_host(host) or not _ONE_WORD.fullmatch(text) or "\\" in text:
        raise ValueError("is not a URL such as https://api.devrev.ai")
    if "@" in url.netloc:
        raise ValueError("must not hold a user name or password; the token has a setting of its own")
    if "?" in text or "#" in text:
        raise ValueError("must end with the path, without ? or #")
    if url.scheme == "http" and not is_loopback(host):
        raise ValueError("must start with https://; plain http would show the token to the network")
    return text.rstrip("/")


def checked_token(text: str) -> str:
    """`text` without the white space around it, when it can stand in a header; raises ValueError otherwise."""
    text = text.strip()
    if not text:
        raise ValueError("is empty; leave it out, or paste the token")
    if not _ONE_WORD.fullmatch(text):
        raise ValueError("holds white space or characters that no token has; paste the token alone, without Bearer")
    return text


def checked_identifier(text: str) -> str:
    """`text` when it is the URL of an issuer or a resource: https, or http to this machine, without ? or #."""
    try:
        url = urlsplit(text)
        host, _ = url.hostname or "", url.port
    except ValueError:
        raise ValueError("is not a URL such as https://login.example.com") from None
    if url.scheme not in {"http", "https"} or not is_host(host) or not _ONE_WORD.fullmatch(text) or "@" in url.netloc:
        raise ValueError("is not a URL such as https://login.example.com")
    if "?" in text or "#" in text:
        raise ValueError("must be without ? or #")
    if url.scheme == "http" and not is_loopback(host):
        raise ValueError("must start with https://")
    return text


def checked_host_header(text: str) -> str:
    """`text` in lower case, as clients send it, when a Host header can be like it.

    That is a name or an address, with a port or `:*` where one is sent.
    """
    found = _HOST_HEADER.fullmatch(text)
    if found is None or not is_host(found["host"].strip("[]")):
        raise ValueError("is not a host such as mcp.example.com, or with a port mcp.example.com:8443")
    return text.lower()


def checked_origin(text: str) -> str:
    """The same of an Origin header: scheme and host, with a port where there is one."""
    text = text.lower()
    scheme, _, host = text.partition("://")
    found = _HOST_HEADER.fullmatch(host)
    if scheme not in {"http", "https"} or "*" in text or found is None or not is_host(found["host"].strip("[]")):
        raise ValueError("is not an origin such as https://tools.example.com")
    return text


def checked_store_url(text: str) -> str:
    """`text` when it names a Valkey or Redis server."""
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        raise ValueError("is not a URL such as redis://valkey:6379/0") from None
    if url.scheme not in _STORE_SCHEMES or not (url.hostname or url.scheme == "unix"):
        raise ValueError("is not a URL such as redis://valkey:6379/0")
    options = parse_qsl(url.query, keep_blank_values=True)
    if any(name not in STORE_OPTIONS or (name == "db" and not value.isdecimal()) for name, value in options):
        raise ValueError(f"may have no other options than {', '.join(STORE_OPTIONS)}")
    return text


def checked_seal(text: str) -> str:
    """`text` when it is a key of 32 bytes in base64."""
    try:
        key = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != SEAL_BYTES or len(set(key)) == 1:
        raise ValueError("is not a key of 32 bytes in base64; `devrev-sessions-mcp new-key` makes one")
    return text


def is_host(host: str) -> bool:
    """Whether it can be a host's name or address."""
    try:
        ip_address(host)
    except ValueError:
        return _HOST_NAME.fullmatch(host) is not None
    return True


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
