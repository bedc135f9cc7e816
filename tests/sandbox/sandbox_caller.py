"""A plain HTTP client for the sandbox: the standard library's, on one connection that is kept."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlencode, urlsplit

from devrev_sessions.sandbox import SANDBOX_TOKEN, Sandbox

JsonObject = dict[str, object]


@dataclass(frozen=True)
class Reply:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> JsonObject:
        return cast("JsonObject", json.loads(self.body))


class Caller:
    """Asks one sandbox, with its token unless told otherwise."""

    def __init__(self, sandbox: Sandbox) -> None:
        address = urlsplit(sandbox.base_url)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port or 0, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def post(self, operation: str, **fields: object) -> Reply:
        return self.send("POST", f"/{operation}", json.dumps(fields).encode())

    def get(self, operation: str, **fields: str) -> Reply:
        return self.send("GET", f"/{operation}?{urlencode(fields)}")

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        authorization: str | None = f"Bearer {SANDBOX_TOKEN}",
        content_type: str | None = "application/json",
    ) -> Reply:
        headers: dict[str, str] = {}
        if authorization is not None:
            headers["Authorization"] = authorization
        if body is not None and content_type is not None:
            headers["Content-Type"] = content_type
        self._connection.request(method, path, body, headers)
        with self._connection.getresponse() as response:
            return Reply(response.status, dict(response.getheaders()), response.read())
