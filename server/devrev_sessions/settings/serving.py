"""Settings of a server that many share: who may call, whose data they get, and what its replicas share."""

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from devrev_sessions.settings.checks import (
    checked_host_header,
    checked_identifier,
    checked_origin,
    checked_seal,
    checked_store_url,
)
from devrev_sessions.settings.table import Table, Token

Identifier = Annotated[str, AfterValidator(checked_identifier)]


class HttpKey(Table):
    """A key that a caller shows; only its SHA-256 is known here, and `name` is who calls with it."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class OAuthSettings(Table):
    """Whose tokens are taken: `issuer` signs them, for `audience`, which is `resource` unless it is told.

    `resource` is the address under which callers know this server. Every one of `scopes` must stand in a token.
    """

    issuer: Identifier
    resource: Identifier
    audience: Annotated[str, Field(min_length=1)] | None = None
    scopes: list[Annotated[str, Field(pattern=r"^[!#-\[\]-~]+$")]] = Field(default_factory=list[str])


class HttpSettings(Table):
    """Who may call over HTTP; loopback's own names are always answered."""

    auth: Literal["none", "bearer", "oauth"] = "none"
    allowed_hosts: list[Annotated[str, AfterValidator(checked_host_header)]] = Field(default_factory=list[str])
    allowed_origins: list[Annotated[str, AfterValidator(checked_origin)]] = Field(default_factory=list[str])
    keys: list[HttpKey] = Field(default_factory=list[HttpKey])
    oauth: OAuthSettings | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.auth == "bearer" and not self.keys:
            raise ValueError('has auth = "bearer" but no [[http.keys]]; `devrev-sessions-mcp new-key` makes one')
        if self.auth == "oauth" and self.oauth is None:
            raise ValueError('has auth = "oauth" but no [http.oauth] with issuer and resource')
        if self.auth != "bearer" and self.keys:
            raise ValueError(f'has [[http.keys]], which auth = "{self.auth}" does not look at; set auth = "bearer"')
        if self.auth != "oauth" and self.oauth is not None:
            raise ValueError(f'has [http.oauth], which auth = "{self.auth}" does not look at; set auth = "oauth"')
        if any(times > 1 for times in Counter(key.sha256 for key in self.keys).values()):
            raise ValueError("has one key twice; a caller has a key of its own")
        return self


class Caller(Table):
    """Whose data a caller gets: what DevRev shows to this token."""

    token: Token


class SharedSettings(Table):
    """What replicas share: a Valkey or Redis server at `url`, where everything is encrypted with `key`."""

    url: Annotated[SecretStr, AfterValidator(lambda url: SecretStr(checked_store_url(url.get_secret_value())))]
    key: Annotated[SecretStr, AfterValidator(lambda key: SecretStr(checked_seal(key.get_secret_value())))]
