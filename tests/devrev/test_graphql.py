"""Requests of GraphQL are told apart by their operations."""

import json

import msgspec
import pytest

from devrev_sessions.devrev.graphql import with_operations
from devrev_sessions.timeline.events import AppText, Event, Kind

GET_CART = "query GetCart($id: ID!) { cart(id: $id) { total } }"


def event(sent: object, name: str = "POST /graphql", kind: Kind = Kind.REQUEST) -> Event:
    return Event(n=1, kind=kind, name=AppText(name), request=msgspec.Raw(json.dumps(sent).encode()))


def name(sent: object, name: str = "POST /graphql", kind: Kind = Kind.REQUEST) -> str:
    (found,) = with_operations([event(sent, name, kind)])
    return found.name


@pytest.mark.parametrize(
    "sent",
    [
        {"operationName": "GetCart"},
        {"query": GET_CART},
        {"body": {"operationName": "GetCart", "query": "query Other { a }"}},
        {"body": json.dumps({"operationName": None, "query": GET_CART})},
        {"postData": {"mimeType": "application/json", "text": json.dumps({"query": "\n " + GET_CART})}},
        {"body": [{"operationName": "GetCart"}, {"operationName": "GetUser"}]},
        {"params": {"operationName": "GetCart"}},
    ],
)
def test_the_operation_is_found_wherever_it_was_sent(sent: object):
    assert name(sent) == "POST /graphql GetCart"


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"query": "{ cart { total } }"}, {"operationName": "no name\n# Outcome"}, {"operationName": 7}],
)
def test_without_an_operation_the_name_stays(sent: object):
    assert name(sent) == "POST /graphql"


def test_what_beside_the_request_tells_counts_too():
    told = msgspec.structs.replace(event(None), properties=msgspec.Raw(b'{"operationName":"GetCart"}'))
    assert [found.name for found in with_operations([told])] == ["POST /graphql GetCart"]


def test_other_requests_and_other_events_stay_as_they_are():
    sent = {"operationName": "GetCart"}
    assert name(sent, "POST /rest") == "POST /rest"
    assert name(sent, "graphql cache", Kind.LOG) == "graphql cache"
    assert name(sent, "POST /graphql/GetCart") == "POST /graphql/GetCart"
