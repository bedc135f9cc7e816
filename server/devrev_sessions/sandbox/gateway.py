"""DevRev's front: it writes a request down, finds its operation, checks token and fields, and asks for the answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from devrev_sessions.sandbox.answers import ROUTE_NOT_FOUND, Answer, bad_request
from devrev_sessions.sandbox.faults import fault_for
from devrev_sessions.sandbox.fields import check_fields, read_json, read_query
from devrev_sessions.sandbox.operations import OPERATIONS, Operation, Shelf
from devrev_sessions.sandbox.sample_session import JsonObject
from devrev_sessions.sandbox.store import STORED, Store, at_home
from devrev_sessions.sandbox.tokens import check_token


@dataclass(frozen=True)
class RecordedRequest:
    """A request as it came in; header names are in lower case, and a body that is no JSON object is empty."""

    method: str
    operation: str
    body: JsonObject
    headers: Mapping[str, str]


class Gateway:
    """Everything of the sandbox but the sockets; `requests` is what came in so far."""

    def __init__(self, shelf: Shelf, token: str) -> None:
        self.requests: list[RecordedRequest] = []
        self._shelf = shelf
        self._store = Store(shelf)
        self._token = token

    def answer(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Answer:
        """The answer to one request; `target` is path and query, header names are in lower case."""
        path, _, query = target.partition("?")
        name = path.removeprefix("/")
        if name.startswith(STORED):
            self.requests.append(RecordedRequest(method, name, {}, headers))
            return self._store.answer(method, name.removeprefix(STORED), query, headers)
        operation = OPERATIONS.get(name)
        known: Mapping[str, str] = operation.fields if operation else {}
        fields = read_query(query, known) if method == "GET" else read_json(raw)
        self.requests.append(RecordedRequest(method, name, {} if isinstance(fields, Answer) else fields, headers))
        if operation is None:
            return ROUTE_NOT_FOUND
        refused = check_token(headers.get("authorization", ""), self._token)
        if refused is None and method == "POST":
            refused = _check_content_type(headers.get("content-type", ""))
        if refused is not None:
            return refused
        if isinstance(fields, Answer):
            return fields
        refused = check_fields(fields, known, _required(operation, method))
        answer = refused or fault_for(fields) or operation.answer(self._shelf, fields)
        return at_home(answer, headers.get("host", ""))


def _required(operation: Operation, method: str) -> tuple[str, ...]:
    if method == "GET" and operation.required_in_query is not None:
        return operation.required_in_query
    return operation.required


def _check_content_type(content_type: str) -> Answer | None:
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return None
    return bad_request("invalid_content_type", "Content-Type must be application/json")
