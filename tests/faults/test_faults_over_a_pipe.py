"""Faults of the host as an assistant meets them: through a process of its own and a pipe."""

import gzip
from pathlib import Path
from typing import Final

from asking import Data
from fault_table import ASKED, RAW, TOKEN, Fault, in_time, told_as, works_again
from faulty_host import always, faulty, reset
from real_pipe import logged, over_a_pipe
from scripted import answer, hang_up, head, stall, told

SECONDS: Final = 1.2
"""What one call may take: a first try, and perhaps a second."""
FRESH: Final[Data] = {**ASKED, "fresh": True}
PAGE: Final = f"<html>{RAW} {TOKEN}</html>".encode()
BOMB: Final = gzip.compress(bytes(8 * 2**20))
HALF: Final = f'{{"recording": "mobile_recording", "note": "{RAW}'.encode()

FAULTS: Final = [
    Fault("a reset in the body", (head(200, length=999), HALF, reset), "unexpected_response", "network", True),
    Fault("silence in the body", (head(200, length=999), HALF, stall), "timeout", "timeout_seconds", True),
    Fault("another protocol", (b"SSH-2.0-OpenSSH_9.6\r\n", hang_up), "unexpected_response", "network", True),
    Fault(
        "a revoked token",
        told(401, type="token_revoked", message=f"Bearer {TOKEN}"),
        "unauthenticated",
        "Ask its owner",
        False,
        {"http_status": 401, "devrev_type": "token_revoked"},
    ),
    Fault(
        "a wait that does not fit",
        told(429, "Retry-After: 120", type="too_many_requests"),
        "rate_limited",
        "Wait 120 seconds",
        True,
        {"http_status": 429, "retry_after_seconds": 120},
    ),
    Fault(
        "a failure with an id",
        told(500, type="internal_error", reference_id="ref-500"),
        "upstream_error",
        "ref-500",
        True,
        {"http_status": 500, "reference_id": "ref-500"},
    ),
    Fault("a login page", answer(200, PAGE, kind="text/html"), "unexpected_response", "a login page", True),
    Fault("a page for a refusal", answer(403, PAGE, kind="text/html"), "forbidden", "Ask a DevRev admin", False),
    Fault("a bomb", answer(200, BOMB, "Content-Encoding: gzip"), "response_too_large", "max_body_megabytes", False),
    Fault("null", answer(200, b"null"), "unexpected_response", "DEVREV_BASE_URL", True),
]


async def test_faults_are_told_through_a_pipe_and_the_next_call_works(tmp_path: Path):
    """One process meets them all, one after the other, since its start takes longer than most of them."""
    async with faulty() as host, over_a_pipe(host.url, tmp_path, seconds=SECONDS) as client:
        # A process imports the most at its first call, which takes longer than a fault may.
        await works_again(client, host, FRESH)
        for fault in FAULTS:
            host.route = always(fault.script)
            told_as(await in_time(client, FRESH, seconds=SECONDS), fault)
            await works_again(client, host, FRESH)
    assert TOKEN not in logged(tmp_path)
    assert "Traceback" not in logged(tmp_path)
