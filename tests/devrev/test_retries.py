"""When a call is tried again, and how long it waits before."""

import gzip
import time
from email.utils import formatdate

import anyio
import pytest
from calling import QUICK, call
from scripted import Script, answer, hang_up, head, scripted, told

from devrev_sessions.devrev.http.transport import Limits
from devrev_sessions.devrev.http.waits import asked_seconds, backoff_seconds
from devrev_sessions.errors import RateLimited, SessionsError, UnexpectedResponse, UpstreamError, UpstreamUnavailable

DATE = "Date: Sun, 01 Nov 2026 10:00:00 GMT"
TWO_MINUTES_LATER = "Sun, 01 Nov 2026 10:02:00 GMT"
DATE_EPOCH = 1_793_527_200
PACKED = gzip.compress(b'{"ok": true}' * 20)

CUT_SHORT: list[Script] = [
    (hang_up,),
    (b"HTTP/1.1 200", hang_up),
    (head(200, length=99), b'{"half', hang_up),
    (head(200, "Transfer-Encoding: chunked"), b'5\r\n{"a":', hang_up),
    (head(200, "Content-Encoding: gzip"), PACKED[:-9], hang_up),
    (head(200, "Content-Encoding: gzip", length=20), PACKED[:20], hang_up),
    (head(200, "Content-Encoding: gzip", length=9), b"not gzip!"),
    (head(200), b'{"half": [1, 2', hang_up),
    (head(200, length=9), b'{"length": "too small"}', hang_up),
]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_what_passes_by_itself_is_tried_again(status: int):
    async with scripted(told(status), told(status), answer()) as devrev:
        assert await call(devrev.url, session_id="s") == b'{"ok": true}'
    assert [heard.body for heard in devrev.heard] == [b'{"session_id": "s"}'] * 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 418, 501])
async def test_what_does_not_pass_is_tried_once(status: int):
    async with scripted(told(status), answer()) as devrev:
        with pytest.raises(SessionsError):
            await call(devrev.url)
    assert len(devrev.heard) == 1


@pytest.mark.parametrize("script", CUT_SHORT)
async def test_an_answer_cut_short_is_asked_for_again(script: Script):
    async with scripted(script, answer()) as devrev:
        assert await call(devrev.url) == b'{"ok": true}'


async def test_a_connection_that_had_ended_costs_no_pause():
    async with scripted((hang_up,), answer()) as devrev:
        with anyio.fail_after(5):
            assert await call(devrev.url, Limits(first_wait_seconds=600)) == b'{"ok": true}'


@pytest.mark.parametrize("script", CUT_SHORT)
async def test_an_answer_always_cut_short_is_not_whole(script: Script):
    async with scripted(script, script, script) as devrev:
        with pytest.raises(UnexpectedResponse, match="ended before it was whole"):
            await call(devrev.url)
    assert len(devrev.heard) == 3


async def test_three_tries_are_all():
    async with scripted(
        told(500, reference_id="a"), told(500, reference_id="b"), told(500, reference_id="c")
    ) as devrev:
        with pytest.raises(UpstreamError) as told_error:
            await call(devrev.url)
    assert told_error.value.reference_id == "c"
    assert len(devrev.heard) == 3


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "fields"),
    [(("Retry-After: 0.05",), {}), ((), {"retry_after": 0.05}), ((), {"retry_after": "0.05"})],
)
async def test_a_wait_that_fits_is_waited(status: int, headers: tuple[str, ...], fields: dict[str, object]):
    async with scripted(told(status, *headers, **fields), answer()) as devrev:
        started = anyio.current_time()
        await call(devrev.url)
        assert anyio.current_time() - started >= 0.05
    assert len(devrev.heard) == 2


@pytest.mark.parametrize(
    ("status", "headers", "fields"),
    [
        (429, ("Retry-After: 120",), {}),
        (503, ("Retry-After: 120",), {"retry_after": 1}),
        (429, (DATE, f"Retry-After: {TWO_MINUTES_LATER}"), {}),
        (503, (DATE, f"Retry-After: {TWO_MINUTES_LATER}"), {}),
        (429, (), {"retry_after": 120}),
        (429, (DATE, f"X-Ratelimit-Reset: {DATE_EPOCH + 120}"), {}),
    ],
)
async def test_a_wait_that_does_not_fit_is_told_at_once(
    status: int, headers: tuple[str, ...], fields: dict[str, object]
):
    kind = RateLimited if status == 429 else UpstreamUnavailable
    async with scripted(told(status, *headers, **fields), answer()) as devrev:
        with pytest.raises(kind) as told_error:
            await call(devrev.url, Limits(call_seconds=1))
    assert told_error.value.retry_after_seconds == 120
    assert "120 seconds" in told_error.value.next_step
    assert len(devrev.heard) == 1


async def test_a_pause_of_our_own_that_does_not_fit_is_not_begun():
    async with scripted(told(503), answer()) as devrev:
        with pytest.raises(UpstreamUnavailable) as told_error:
            await call(devrev.url, Limits(call_seconds=0.2))
    assert told_error.value.retry_after_seconds is None
    assert len(devrev.heard) == 1


async def test_waiting_zero_seconds_still_pauses():
    async with scripted(told(429, "Retry-After: 0"), answer()) as devrev:
        started = anyio.current_time()
        await call(devrev.url, Limits(call_seconds=5, first_wait_seconds=0.1))
        assert anyio.current_time() - started >= 0.05


async def test_calls_in_parallel_each_get_their_own_tries():
    async with scripted(told(503), told(503), answer(), answer()) as devrev, anyio.create_task_group() as group:
        group.start_soon(call, devrev.url, QUICK)
        group.start_soon(call, devrev.url, QUICK)
    assert len(devrev.heard) == 4


def test_the_pause_doubles_up_to_its_cap_and_half_of_it_is_left_to_chance():
    def pauses(jitter: float) -> list[float]:
        return [backoff_seconds(tries, jitter, first_seconds=0.5, longest_seconds=8) for tries in range(1, 7)]

    assert pauses(1) == [0.5, 1, 2, 4, 8, 8]
    assert pauses(0) == [0.25, 0.5, 1, 2, 4, 4]


@pytest.mark.parametrize("text", ["soon", "nan", "inf", "-5", "1793527200", "", "Sun, 99 Nov 2026 10:02:00 GMT"])
def test_a_retry_after_that_makes_no_sense_is_not_there(text: str):
    assert asked_seconds({"retry-after": text}, None, limited=True) is None


def test_a_moment_that_has_passed_is_no_wait():
    headers = {"retry-after": "Sun, 01 Nov 2020 10:00:00 GMT"}
    assert asked_seconds(headers, None, limited=False) == 0


def test_a_moment_without_a_date_beside_it_is_compared_with_this_machine():
    wait = asked_seconds({"retry-after": formatdate(time.time() + 100, usegmt=True)}, None, limited=False)
    assert wait is not None
    assert 90 < wait <= 100


def test_the_reset_of_the_rate_limit_says_nothing_about_other_failures():
    headers = {"x-ratelimit-reset": str(DATE_EPOCH + 50), "date": DATE.removeprefix("Date: ")}
    assert asked_seconds(headers, None, limited=True) == 50
    assert asked_seconds(headers, None, limited=False) is None
