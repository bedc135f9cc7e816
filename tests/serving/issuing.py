"""An OAuth issuer on loopback: its metadata, its keys, and the tokens that it signs."""

import json
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from asking import Data
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from scripted import Peer, Scripted, answer, scripted

RESOURCE = "http://127.0.0.1:8000/mcp"
REQUESTS = 60
PUBLIC = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm}


def new_signer(algorithm: str = "RS256") -> Any:
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """What it knows; `broken` is what it answers instead of everything, `extra` lies among its keys.

    With `untold` its keys do not say for which algorithm they are.
    """

    host: Scripted
    signers: dict[str, tuple[str, Any]] = field(default_factory=lambda: {"k1": ("RS256", new_signer())})
    broken: bytes | None = None
    metadata: Data = field(default_factory=dict[str, Any])
    extra: list[object] = field(default_factory=list[object])
    untold: bool = False

    @property
    def url(self) -> str:
        return f"{self.host.url}/team"

    def token(self, name: str = "k1", key: Any = None, algorithm: str | None = None, **claims: object) -> str:
        """A token that is good unless `claims` or the key say otherwise; a claim that is None is left out."""
        now = int(time.time())
        good = {"iss": self.url, "aud": RESOURCE, "sub": "anna", "exp": now + 300, "scope": "sessions.read profile"}
        told = {claim: value for claim, value in {**good, **claims}.items() if value is not None}
        known, signer = self.signers.get(name, ("RS256", None))
        return jwt.encode(told, key or signer, algorithm or known, headers={"kid": name})

    def keys(self) -> Data:
        public = [
            {
                **json.loads(PUBLIC[algorithm].to_jwk(signer.public_key())),
                "kid": name,
                "use": "sig",
                **({} if self.untold else {"alg": algorithm}),
            }
            for name, (algorithm, signer) in self.signers.items()
        ]
        return {"keys": [*self.extra, *public]}

    async def serve(self, peer: Peer) -> None:
        path = self.host.heard[-1].line.split()[1]
        told = {
            "/team/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.host.url}/keys",
                **self.metadata,
            },
            "/keys": self.keys(),
        }
        found = told.get(path)
        good = answer(404, b"{}") if found is None else answer(200, json.dumps(found).encode())
        await peer.send(self.broken or good)

    def times_asked(self, path: str) -> int:
        return sum(heard.line.split()[1] == path for heard in self.host.heard)


@asynccontextmanager
async def issuing() -> AsyncGenerator[Issuer]:
    async def serve(peer: Peer) -> None:
        await issuer.serve(peer)

    async with scripted(*[(serve,)] * REQUESTS) as host:
        issuer = Issuer(host)
        yield issuer
