"""Tokens of an OAuth issuer (RFC 9068): who signed them, for whom, until when, and what they allow."""

import logging
from collections.abc import Mapping
from typing import Any, Final, cast

import jwt
from mcp.server.auth.provider import AccessToken

from devrev_sessions.assistant.http.signers import ALGORITHMS, Signers
from devrev_sessions.settings import OAuthSettings

_LOG: Final = logging.getLogger("devrev_sessions.http")
REASONS: Final[Mapping[type[jwt.PyJWTError], str]] = {
    jwt.ExpiredSignatureError: "expired",
    jwt.ImmatureSignatureError: "not yet valid",
    jwt.InvalidAudienceError: "for another audience",
    jwt.InvalidIssuerError: "of another issuer",
    jwt.InvalidSignatureError: "a wrong signature",
    jwt.MissingRequiredClaimError: "a claim is missing: exp, iss, aud or sub",
}
LEEWAY_SECONDS: Final = 30
"""By which clocks of machines may differ."""


class IssuedTokens:
    """Tells whose a token is (a TokenVerifier of the SDK's)."""

    def __init__(self, oauth: OAuthSettings) -> None:
        self._issuer = oauth.issuer
        self._audience = oauth.audience or oauth.resource
        self._signers = Signers(oauth.issuer)

    async def verify_token(self, token: str) -> AccessToken | None:
        """Who calls with this token, or None where it is not to be taken.

        Raises IssuerUnreachable when the issuer's keys were never had.
        """
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in ALGORITHMS:
                return _refused("a signature of a kind that is not taken")
            signer = await self._signers.key(header.get("kid"))
            if signer is None:
                return _refused("a key that the issuer does not list")
            claims: dict[str, Any] = jwt.decode(
                token,
                signer.key,
                algorithms=[*signer.algorithms],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            return _refused(REASONS.get(type(error), "not a token that can be read"))
        # Its subject and nothing else (RFC 9068, 2.2): a program may be registered under the name of a person.
        name: str = claims["sub"]
        if not name:
            return _refused("nobody whom it is about")
        # The token itself is not kept: it was given to this server, and is nobody else's to see.
        return AccessToken(token="", client_id=name, scopes=_scopes(claims))


def _refused(reason: str) -> None:
    """Nobody is let in, and whoever runs the server learns why; a caller is told nothing that helps to guess."""
    _LOG.info("a token was refused: %s", reason)


def _scopes(claims: dict[str, Any]) -> list[str]:
    """What a token allows, under the names that issuers use: `scope` as words, `scp` as words or a list."""
    told: object = claims.get("scope", claims.get("scp"))
    if isinstance(told, str):
        return told.split()
    return [each for each in cast("list[object]", told) if isinstance(each, str)] if isinstance(told, list) else []
