"""Who may ask: the sandbox's token, and tokens that are refused in each of DevRev's ways."""

from collections.abc import Mapping
from types import MappingProxyType

from devrev_sessions.sandbox.answers import Answer, refusal

SANDBOX_TOKEN = "sandbox-token"  # noqa: S105 - it opens nothing but invented sessions on loopback

REFUSED_TOKENS: Mapping[str, Answer] = MappingProxyType(
    {
        "expired-token": refusal(401, "token_expired", "The token has expired"),
        "revoked-token": refusal(401, "token_revoked", "The token was revoked"),
        "deactivated-token": refusal(401, "dev_org_deactivated", "The dev organization is deactivated"),
    }
)
"""Tokens on which DevRev's other answers to a bad credential can be tried."""

UNAUTHENTICATED = refusal(401, "unauthenticated", "Invalid or missing credentials")


def check_token(authorization: str, token: str) -> Answer | None:
    """The refusal of an Authorization header, or None where it carries `token`."""
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return UNAUTHENTICATED
    if credential == token:
        return None
    return REFUSED_TOKENS.get(credential, UNAUTHENTICATED)
