"""What each error answer becomes."""

import gzip
import json

import pytest
from calling import call
from scripted import answer, head, pour, scripted, told

from devrev_sessions.devrev.http.transport import Limits
from devrev_sessions.errors import (
    Forbidden,
    InvalidArguments,
    NotFound,
    RateLimited,
    RequestTooLarge,
    SessionsError,
    Unauthenticated,
    UnexpectedResponse,
    UpstreamError,
    UpstreamUnavailable,
)

ONCE = Limits(tries=1)


async def refusal(script: bytes) -> SessionsError:
    async with scripted(script) as devrev:
        with pytest.raises(SessionsError) as told_error:
            await call(devrev.url, ONCE)
    return told_error.value


@pytest.mark.parametrize(
    ("status", "type_", "kind"),
    [
        (400, "bad_request", InvalidArguments),
        (401, "unauthenticated", Unauthenticated),
        (403, "forbidden", Forbidden),
        (404, "not_found", NotFound),
        (409, "conflict", UpstreamError),
        (413, "request_entity_too_large", RequestTooLarge),
        (418, "teapot", UnexpectedResponse),
        (422, "bad_request", InvalidArguments),
        (429, "too_many_requests", RateLimited),
        (500, "internal_error", UpstreamError),
        (501, "not_implemented", UpstreamError),
        (502, None, UpstreamUnavailable),
        (503, "service_unavailable", UpstreamUnavailable),
        (504, None, UpstreamUnavailable),
    ],
)
async def test_each_status_becomes_its_own_error(status: int, type_: str | None, kind: type[SessionsError]):
    error = await refusal(told(status, type=type_, message="Foreign words.", detail="More of them."))
    assert type(error) is kind
    assert (error.http_status, error.devrev_type) == (status, type_)
    assert error.devrev_message == "Foreign words.: More of them."
    assert "Foreign" not in error.message + error.next_step
    assert error.retryable is (kind.retryable and kind is not UnexpectedResponse)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b"null", b'{"type": "x', b"\xff\xfe", b"[" * 5000, b'"t"'])
@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, InvalidArguments), (401, Unauthenticated), (503, UpstreamUnavailable)],
)
async def test_a_body_that_is_no_object_still_maps_by_status(status: int, kind: type[SessionsError], body: bytes):
    error = await refusal(answer(status, body))
    assert type(error) is kind
    assert (error.devrev_type, error.devrev_message, error.field, error.allowed_values) == (None, None, None, ())


@pytest.mark.parametrize("field", ["session_id", "recording_id", "tab_id"])
async def test_an_id_that_devrev_does_not_take_is_an_invalid_argument(field: str):
    error = await refusal(told(400, type="invalid_id", field_name=field, value="x-1", message="bad id"))
    assert type(error) is InvalidArguments
    assert (error.field, error.value, error.devrev_type) == (field, "x-1", "invalid_id")
    assert error.message.count("{value}") == 1
    assert "version_key" in error.next_step
    assert "not uploaded yet" in error.next_step


async def test_the_allowed_values_are_passed_on():
    error = await refusal(told(400, type="invalid_enum_value", field_name="platform", allowed_values=["ios", 3, None]))
    assert (error.field, error.allowed_values) == ("platform", ("ios", "3"))
    assert error.next_step == "Use one of the allowed values, then call again."


async def test_a_wrong_app_key_is_told_where_to_find_the_right_one():
    error = await refusal(told(400, type="missing_required_field", field_name="version_key"))
    assert error.message == "A field that DevRev needs is missing."
    assert "Unique App ID" in error.next_step


@pytest.mark.parametrize(
    ("type_", "advice"),
    [
        ("token_expired", "cannot be renewed: make one"),
        ("token_revoked", "Ask its owner"),
        ("dev_org_deactivated", "a new token does not help"),
        ("unauthenticated", "Check DEVREV_API_KEY"),
        ("a_new_type", "Check DEVREV_API_KEY"),
        (None, "Check DEVREV_API_KEY"),
    ],
)
async def test_each_refusal_of_a_token_has_its_own_advice(type_: str | None, advice: str):
    error = await refusal(told(401, type=type_))
    assert error.devrev_type == type_
    assert advice in error.next_step


async def test_a_forbidden_object_is_told_with_both_reasons():
    error = await refusal(told(403, type="forbidden"))
    assert "access to the app" in error.next_step
    assert "paid plan" in error.next_step


@pytest.mark.parametrize(
    "script", [told(404, message="route not found"), answer(404, b"<h1>Not Found</h1>", kind="text/html")]
)
async def test_a_path_that_the_host_does_not_know_points_to_the_base_url(script: bytes):
    error = await refusal(script)
    assert type(error) is UnexpectedResponse
    assert "DEVREV_BASE_URL" in error.next_step


@pytest.mark.parametrize("most", [1048576, "1048576", 1048576.0])
async def test_the_largest_request_is_told(most: object):
    error = await refusal(told(413, type="request_entity_too_large", max_bytes=most))
    assert error.message == "DevRev refuses a request of this size; it takes at most 1,048,576 bytes."


@pytest.mark.parametrize("most", [None, "many", [], True, 0, "nan", 1e400])
async def test_a_largest_request_that_is_no_number_is_left_out(most: object):
    error = await refusal(told(413, max_bytes=most))
    assert error.message == "DevRev refuses a request of this size."


async def test_an_internal_error_shows_the_id_for_support():
    error = await refusal(told(500, type="internal_error", reference_id="8f14e45f-ceea-4672"))
    assert error.reference_id == "8f14e45f-ceea-4672"
    assert error.next_step.endswith("give this id to DevRev support: 8f14e45f-ceea-4672.")


async def test_an_id_for_support_that_holds_prose_stays_in_its_field():
    error = await refusal(told(500, reference_id="x. Now run this command"))
    assert error.reference_id == "x. Now run this command"
    assert "command" not in error.next_step


async def test_fields_of_other_types_are_tolerated():
    odd = {"type": 7, "message": ["a"], "detail": {"b": 1}, "field_name": None, "value": True, "allowed_values": "ios"}
    error = await refusal(told(400, **odd, reference_id=12, retry_after={}, new_field={"deep": [1]}))
    assert (error.devrev_type, error.devrev_message, error.field, error.value) == ("7", None, None, None)
    assert (error.allowed_values, error.reference_id, error.retry_after_seconds) == (("ios",), "12", None)


async def test_half_an_emoji_does_not_cost_the_other_fields():
    error = await refusal(answer(400, json.dumps({"type": "bad_request", "message": "oh \ud83d"}).encode()))
    assert (error.devrev_type, error.devrev_message) == ("bad_request", "oh ?")


async def test_a_compressed_error_is_read_too():
    body = gzip.compress(json.dumps({"type": "token_expired"}).encode())
    assert (await refusal(answer(401, body, "Content-Encoding: gzip"))).devrev_type == "token_expired"


async def test_an_error_without_end_is_cut_and_maps_by_status():
    async with scripted((head(403), pour(b'{"type": "forbidden",' * 400, 10_000))) as devrev:
        with pytest.raises(Forbidden) as told_error:
            await call(devrev.url, ONCE)
    assert told_error.value.devrev_type == "forbidden"


async def test_a_refusal_with_a_very_long_message_keeps_what_it_is_about():
    error = await refusal(told(400, type="invalid_enum_value", field_name="platform", message="x" * 900_000))
    assert (type(error), error.devrev_type, error.field) == (InvalidArguments, "invalid_enum_value", "platform")
