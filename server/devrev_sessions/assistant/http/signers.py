"""The public keys that an issuer signs with: found by its metadata, kept for a while, fetched anew when they turn."""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit

import anyio
import jwt
from jwt.algorithms import AllowedPublicKeys
from starlette.authentication import AuthenticationError

from devrev_sessions.devrev.http.documents import NoDocument, document
from devrev_sessions.settings import is_loopback

_LOG: Final = logging.getLogger("devrev_sessions.http")
RSA: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
ALGORITHMS: Final = (*RSA, "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a public key alone (RFC 8725, 3.1): a shared secret would let every server issue tokens."""
FRESH_SECONDS: Final = 600.0
"""How long keys are taken for the issuer's present ones, as PyJWT's own client and others do within a factor of two."""
AGAIN_SECONDS: Final = 30.0
"""The least time between two fetches for keys that are not known: anybody can write a new name into a token."""
FAILED_AGAIN_SECONDS: Final = 5.0
"""The same while no key is known at all."""


class IssuerUnreachable(AuthenticationError):
    """No key of the issuer's is known, so that nothing can be said of any token."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key of an issuer's, and the signatures that it is for."""

    name: str | None
    key: AllowedPublicKeys
    algorithms: tuple[str, ...]


class Signers:
    """The keys of one issuer. Those that were had once are used on while the issuer cannot be reached."""

    def __init__(self, issuer: str, clock: Callable[[], float] = anyio.current_time) -> None:
        self._issuer = issuer
        self._clock = clock
        self._keys: dict[str | None, Signer] = {}
        self._asked = self._had = -math.inf
        self._turn = anyio.Lock()

    async def key(self, name: object) -> Signer | None:
        """The key of this name, or the only one where a token names none. Raises IssuerUnreachable."""
        # Whose key is known does not wait for a fetch that another one began; for the others it may bring theirs.
        if self._find(name) is None or (self._are_old() and not self._turn.locked()):
            async with self._turn:
                if self._may_ask() and (self._find(name) is None or self._are_old()):
                    await self._fetch()
        if not self._keys:
            raise IssuerUnreachable
        return self._find(name)

    def _are_old(self) -> bool:
        return self._clock() - self._had >= FRESH_SECONDS

    def _may_ask(self) -> bool:
        return self._clock() - self._asked >= (AGAIN_SECONDS if self._keys else FAILED_AGAIN_SECONDS)

    def _find(self, name: object) -> Signer | None:
        if name is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return self._keys.get(name) if isinstance(name, str) else None

    async def _fetch(self) -> None:
        try:
            found = await fetched_keys(self._issuer)
        except NoDocument as error:
            _LOG.warning("the issuer's keys could not be fetched: %s", error)
            return
        finally:
            # From its end on: whoever waited for it must not begin the next one.
            self._asked = self._clock()
        self._had = self._clock()
        self._keys = {key.name: key for key in found}


async def fetched_keys(issuer: str) -> list[Signer]:
    """The keys that `issuer` signs with now. Raises NoDocument."""
    keys = (await document(await _address_of_keys(issuer))).get("keys")
    if not isinstance(keys, list):
        raise NoDocument("the issuer's keys are in no form that can be read")
    signing = [key for each in cast("list[object]", keys) if (key := _read(each)) is not None]
    if not signing:
        raise NoDocument("the issuer lists no key that can be used")
    return signing


def _read(told: object) -> Signer | None:
    """One key of several, or None where it is of no use here; what is odd about one must not take the others along."""
    members = cast("dict[str, object]", told)
    try:
        read = jwt.PyJWK(members)
    except (jwt.PyJWTError, ValueError, TypeError, LookupError, AttributeError, NotImplementedError):
        return None
    name = members.get("kid")
    if not isinstance(name, str | None) or read.public_key_use not in (None, "sig") or read.key_type == "oct":
        return None
    # Without a word of it (RFC 7517, 4.4) a key of RSA is for each of its signatures; the library would say RS256.
    algorithms = RSA if read.key_type == "RSA" and not members.get("alg") else (read.algorithm_name,)
    return Signer(name, read.key, algorithms)


async def _address_of_keys(issuer: str) -> str:
    """Where the metadata of an issuer says that its keys are (OpenID Connect Discovery 4, RFC 8414 3)."""
    reason: NoDocument | None = None
    for place in _places(issuer):
        try:
            metadata = await document(place)
        except NoDocument as error:
            reason = reason or error
            continue
        if metadata.get("issuer") != issuer:
            raise NoDocument("the metadata there is of another issuer")
        return _followed(metadata.get("jwks_uri"), issuer)
    raise reason or NoDocument("the issuer has no metadata")


def _places(issuer: str) -> tuple[str, ...]:
    parts = urlsplit(issuer)
    base, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    openid = f"{base}{path}/.well-known/openid-configuration"
    oauth = f"{base}/.well-known/oauth-authorization-server{path}"
    return openid, oauth


def _followed(address: object, issuer: str) -> str:
    """An address of keys that may be followed: https, or http where the issuer itself is on this machine."""
    text = address if isinstance(address, str) else ""
    try:
        parts = urlsplit(text)
        here = parts.scheme == "http" and is_loopback(parts.hostname or "") and issuer.startswith("http:")
        if parts.hostname and (parts.scheme == "https" or here):
            return text
    except ValueError:
        pass
    raise NoDocument("the metadata names no https address of keys")
