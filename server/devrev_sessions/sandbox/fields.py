"""The fields of a request: read from JSON or a query, and refused as DevRev refuses them."""

import json
from collections.abc import Mapping
from typing import TypeAlias, cast
from urllib.parse import parse_qsl

from devrev_sessions.sandbox.answers import Answer, bad_request, missing_field

Fields: TypeAlias = dict[str, object]

PLATFORMS = ("android", "ios", "web")
SESSION_TYPES = ("mobile", "web")
ALLOWED_VALUES: Mapping[str, tuple[str, ...]] = {"platform": PLATFORMS, "type": SESSION_TYPES}


def read_json(raw: bytes) -> Fields | Answer:
    """The fields of a JSON body, or the refusal of a body that is no JSON object."""
    try:
        value = cast("object", json.loads(raw))
    except (ValueError, RecursionError):
        return bad_request("parse_error", "Request body is not valid JSON")
    if isinstance(value, dict):
        return cast("Fields", value)
    return bad_request(
        "unexpected_json_type", "Request body must be an object", expected="object", actual=_json_type(value)
    )


def read_query(query: str, expected: Mapping[str, str]) -> Fields:
    """The fields of a query; a value that is not of its expected JSON type stays text, to be refused later."""
    return {
        name: _from_text(text, expected.get(name, "string")) for name, text in parse_qsl(query, keep_blank_values=True)
    }


def check_fields(fields: Fields, expected: Mapping[str, str], required: tuple[str, ...]) -> Answer | None:
    """The first refusal DevRev would give, or None; `expected` maps each known field to its JSON type."""
    for name, value in fields.items():
        if name not in expected:
            return bad_request("invalid_field", f"Unknown field: {name}", field_name=name)
        if _json_type(value) != expected[name]:
            return _wrong_type(name, expected[name], value)
    for name in required:
        if fields.get(name, "") == "":
            return missing_field(name)
    for name, allowed in ALLOWED_VALUES.items():
        if name in fields and fields[name] not in allowed:
            return bad_request(
                "invalid_enum_value",
                f"Invalid value for {name}",
                field_name=name,
                allowed_values=list(allowed),
                value=str(fields[name]),
            )
    return None


def _wrong_type(name: str, expected: str, value: object) -> Answer:
    return bad_request(
        "unexpected_json_type",
        f"Unexpected type for {name}",
        field_name=name,
        expected=expected,
        actual=_json_type(value),
    )


def _from_text(text: str, expected: str) -> object:
    if expected == "bool" and text in {"true", "false"}:
        return text == "true"
    if expected == "number" and text.isdecimal():
        return int(text)
    return text


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
