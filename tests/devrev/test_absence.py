"""What refusals say of what was asked for."""

import pytest

from devrev_sessions.devrev.absence import of_the_part
from devrev_sessions.errors import InvalidArguments, NotFound


@pytest.mark.parametrize(
    ("devrev_type", "field", "not_there"),
    [
        ("invalid_id", "recording_id", True),
        ("invalid_id", None, True),
        ("bad_request", None, True),
        (None, None, True),
        ("bad_request", "session_id", True),
        ("value_not_permitted", "tab_id", True),
        ("invalid_field", "version_key", False),
        ("invalid_enum_value", "platform", False),
        ("missing_required_field", "recording_id", False),
        ("invalid_api_version", None, False),
        ("parse_error", None, False),
    ],
)
def test_a_wrong_argument_may_be_a_recording_that_is_not_there_unless_it_is_about_something_else(
    devrev_type: str | None, field: str | None, not_there: bool
):
    assert of_the_part(InvalidArguments("No.", "Ask.", devrev_type=devrev_type, field=field)) is not_there


def test_not_found_always_is():
    assert of_the_part(NotFound("No.", "Ask.", devrev_type="parse_error", field="version_key"))
