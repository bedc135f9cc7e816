"""A status says enough: whatever body comes along with it, the error is the same."""

import gzip
import json
from typing import Final

import pytest
from fault_table import PRESIGNED, RAW, TOKEN, Fault, asking, in_time, told_as, works_again
from faulty_host import always, faulty
from scripted import Script, answer, head, pour

SECONDS: Final = 5.0
AT_ONCE: Final = "Retry-After: 120"
"""A wait that does not fit ends the tries, so that no pause between them has to pass."""
HOST: Final = "DEVREV_BASE_URL"
SUPPORT: Final = "DevRev support"
WAIT: Final = "Wait 120 seconds"

STATUSES: Final[dict[int, tuple[str, bool, str]]] = {
    201: ("unexpected_response", True, HOST),
    206: ("unexpected_response", True, HOST),
    301: ("unexpected_response", False, HOST),
    308: ("unexpected_response", False, HOST),
    400: ("invalid_arguments", False, "Check the ids"),
    401: ("unauthenticated", False, "DEVREV_API_KEY"),
    402: ("forbidden", False, "a paid plan"),
    403: ("forbidden", False, "Ask a DevRev admin"),
    404: ("unexpected_response", False, HOST),
    405: ("unexpected_response", False, HOST),
    408: ("upstream_unavailable", True, WAIT),
    409: ("upstream_error", True, SUPPORT),
    413: ("request_too_large", False, "Shorten"),
    415: ("unexpected_response", False, HOST),
    418: ("unexpected_response", False, HOST),
    422: ("invalid_arguments", False, "Check the ids"),
    429: ("rate_limited", True, WAIT),
    451: ("unexpected_response", False, HOST),
    500: ("upstream_error", True, SUPPORT),
    501: ("upstream_error", True, SUPPORT),
    502: ("upstream_unavailable", True, WAIT),
    503: ("upstream_unavailable", True, WAIT),
    504: ("upstream_unavailable", True, WAIT),
    520: ("upstream_error", True, SUPPORT),
    599: ("upstream_error", True, SUPPORT),
    999: ("unexpected_response", False, HOST),
}
DOCUMENT: Final = json.dumps({"request": RAW, "link": PRESIGNED}).encode()
PAGE: Final = f"<html><pre>Authorization: Bearer {TOKEN}</pre>{RAW} {PRESIGNED}</html>".encode()


def bodies(status: int) -> dict[str, Script]:
    """The same status with everything that may come after it."""
    packed = gzip.compress(DOCUMENT)
    return {
        "JSON without a word": answer(status, DOCUMENT, AT_ONCE),
        "a page": answer(status, PAGE, AT_ONCE, kind="text/html; charset=utf-8"),
        "nothing": answer(status, b"", AT_ONCE, kind=""),
        "JSON cut short": answer(status, DOCUMENT[:-9], AT_ONCE),
        "compressed JSON cut short": answer(status, packed[:-9], AT_ONCE, "Content-Encoding: gzip"),
        "an unknown compression": answer(status, packed, AT_ONCE, "Content-Encoding: zstd"),
        "bytes without end": (head(status, AT_ONCE), pour(PAGE * 99, 100_000)),
    }


@pytest.mark.parametrize("status", STATUSES)
async def test_a_status_is_told_whatever_body_it_has(status: int):
    code, retryable, next_step = STATUSES[status]
    async with faulty() as host, asking(host.url, seconds=SECONDS) as client:
        for name, script in bodies(status).items():
            host.route = always(script)
            told_as(
                await in_time(client, seconds=SECONDS),
                Fault(name, script, code, next_step, retryable, {"http_status": status, "devrev_type": None}),
            )
        await works_again(client, host)
