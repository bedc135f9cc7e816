"""What each of DevRev's operations answers, as a function of its fields and the sessions on the shelf."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from devrev_sessions.sandbox.answers import Answer, bad_request, found, missing_field, not_found
from devrev_sessions.sandbox.apps import SANDBOX_APPS
from devrev_sessions.sandbox.faults import OLD_SERVER_SESSION
from devrev_sessions.sandbox.fields import Fields
from devrev_sessions.sandbox.filters import FILTERS, leaves
from devrev_sessions.sandbox.people import CUSTOMERS, TICKETS, told_ticket
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession, encoded

# DevRev does not say how many sessions a page holds by default.
DEFAULT_LIMIT = 50


class Shelf:
    """The sessions that a sandbox answers for, by their id and their app."""

    def __init__(self, sessions: Iterable[SampleSession]) -> None:
        self.listed = sorted(sessions, key=lambda sample: str(sample.session["created_at"]), reverse=True)
        self._by_id = {sample.session_id: sample for sample in (OLD_SERVER_SESSION, *self.listed)}
        self._apps = {key for key, _ in SANDBOX_APPS.values()} | {sample.version_key for sample in self.listed}

    def by_id(self, session_id: str) -> SampleSession | None:
        """The session of this id, whichever app it is of."""
        return self._by_id.get(session_id)

    def find(self, fields: Fields) -> SampleSession | Answer:
        """The session that `session_id` and `version_key` name together, or the refusal."""
        if fields["version_key"] not in self._apps:
            return not_found("App")
        sample = self._by_id.get(str(fields["session_id"]))
        if sample is None or sample.version_key != fields["version_key"]:
            return not_found("Session")
        return sample


@dataclass(frozen=True)
class Operation:
    """The fields an operation knows, each with its JSON type, and what it answers once they are checked."""

    fields: Mapping[str, str]
    required: tuple[str, ...]
    answer: Callable[[Shelf, Fields], Answer]
    required_in_query: tuple[str, ...] | None = None


def _data_get(shelf: Shelf, fields: Fields) -> Answer:
    sample = shelf.find(fields)
    if isinstance(sample, Answer):
        return sample
    name = "tab_id" if sample.is_web else "recording_id"
    if name not in fields:
        return missing_field(name)
    include_replay = fields.get("include_replay_data") is not False
    body = sample.recording_bytes(str(fields[name]), include_replay=include_replay)
    return not_found("Tab" if sample.is_web else "Recording") if body is None else found(body)


def _session_get(shelf: Shelf, fields: Fields) -> Answer:
    sample = shelf.find(fields)
    if isinstance(sample, Answer):
        return sample
    if sample.platform != fields["platform"]:
        return not_found("Session")
    return found(encoded({"session": sample.session}))


def _developer_info_get(shelf: Shelf, fields: Fields) -> Answer:
    sample = shelf.find(fields)
    if isinstance(sample, Answer):
        return sample
    body = sample.developer_info_bytes(str(fields["tab_id"])) if sample.is_web else None
    return not_found("Tab") if body is None else found(body)


def _sessions_list(shelf: Shelf, fields: Fields) -> Answer:
    limit = fields.get("limit", DEFAULT_LIMIT)
    if not isinstance(limit, int) or limit < 1:
        return bad_request("value_not_permitted", "limit must be a positive integer", field_name="limit")
    cursor = str(fields.get("cursor", "0"))
    if not cursor.isdecimal():
        return bad_request("value_not_permitted", "Invalid cursor", field_name="cursor")
    matching = [
        sample.session
        for sample in shelf.listed
        if sample.platform == fields["platform"]
        and sample.version_key == fields["version_key"]
        and sample.session["type"] == fields.get("type", sample.session["type"])
        and leaves(sample, fields)
    ]
    start, end = int(cursor), int(cursor) + limit
    page: JsonObject = {"sessions": matching[start:end]}
    if end < len(matching):
        page["next_cursor"] = str(end)
    if start > 0:
        page["prev_cursor"] = str(max(0, start - limit))
    return found(encoded(page))


def _rev_users_list(_shelf: Shelf, fields: Fields) -> Answer:
    emails = cast("list[object]", fields.get("email", list(CUSTOMERS)))
    found_users = [customer.told() for email, customer in CUSTOMERS.items() if email in emails]
    return found(encoded({"rev_users": found_users}))


def _works_get(_shelf: Shelf, fields: Fields) -> Answer:
    ticket = TICKETS.get(str(fields["id"]).upper())
    return found(encoded(told_ticket(ticket))) if ticket else not_found("Work")


def _self(_shelf: Shelf, _fields: Fields) -> Answer:
    person: JsonObject = {
        "id": "don:identity:dvrv-us-1:devo/sandbox:devu/7",
        "display_id": "DEVU-7",
        "display_name": "Sam Okafor",
        "email": "sam.okafor@parcel.example",
        "full_name": "Sam Okafor",
        "state": "active",
    }
    return found(encoded({"dev_user": person}))


OPERATIONS: Mapping[str, Operation] = {
    "observability.sessions.data.get": Operation(
        {
            "session_id": "string",
            "version_key": "string",
            "recording_id": "string",
            "tab_id": "string",
            "include_replay_data": "bool",
        },
        ("session_id", "version_key"),
        _data_get,
    ),
    "observability.sessions.get": Operation(
        {"session_id": "string", "version_key": "string", "platform": "string"},
        ("platform", "session_id", "version_key"),
        _session_get,
    ),
    "observability.sessions.list": Operation(
        {
            "type": "string",
            "platform": "string",
            "version_key": "string",
            "limit": "number",
            "cursor": "string",
            **FILTERS,
        },
        ("type", "platform", "version_key"),
        _sessions_list,
        required_in_query=("platform", "version_key"),
    ),
    "observability.sessions.developer-info.get": Operation(
        {"session_id": "string", "tab_id": "string", "version_key": "string"},
        ("session_id", "tab_id", "version_key"),
        _developer_info_get,
    ),
    "rev-users.list": Operation({"email": "array", "limit": "number", "cursor": "string"}, (), _rev_users_list),
    "works.get": Operation({"id": "string"}, ("id",), _works_get),
    "dev-users.self": Operation({}, (), _self),
}
