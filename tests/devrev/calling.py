"""One call to a scripted host, with waits too short to notice."""

from devrev_sessions.devrev.http.transport import Limits, Transport

TOKEN = "secret-token-6b1f"
OPERATION = "observability.sessions.data.get"
QUICK = Limits(call_seconds=5, first_wait_seconds=0.001)


async def call(
    url: str, limits: Limits = QUICK, *, token: str | None = TOKEN, **fields: str | int | bool | None
) -> bytes | bytearray:
    async with Transport(url, token, limits, jitter=lambda: 0.0) as transport:
        return await transport.post(OPERATION, fields)
