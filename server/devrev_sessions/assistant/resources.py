"""Sessions as resources: their summaries and recordings, and what completes an id."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, unquote

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    Completion,
    ReadResourceResult,
    Resource,
    ResourceLink,
    TextResourceContents,
)

from devrev_sessions.assistant.addresses import BASE, JSON, MARKDOWN, ONLY_APP, RECORDING, SUMMARY
from devrev_sessions.assistant.answer import Pointer
from devrev_sessions.assistant.arguments import RecordingArguments, SummaryArguments, read_arguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.failures import face_of, text_of
from devrev_sessions.assistant.pictures import looks, page_contents, session_picture
from devrev_sessions.assistant.seen import SeenSession
from devrev_sessions.assistant.tools import get_session_recording, summarize_session_timeline
from devrev_sessions.assistant.views import PAGE, PICTURE_QUERY
from devrev_sessions.assistant.waiting import Waiting
from devrev_sessions.errors import InvalidArguments, NotFound, SessionsError
from devrev_sessions.text.calls import Address, in_calls
from devrev_sessions.text.door import through
from devrev_sessions.view.drawn import as_json

_ADDRESS: Final = re.compile(
    rf"{re.escape(BASE)}/(?P<version_key>[^/]+)/(?P<session_id>[^/]+)"
    r"/(?:summary|recording/(?P<part_id>[^/]+)|(?P<picture>picture)(?:/(?P<drawn_id>[^/?]+))?" + PICTURE_QUERY + ")"
)
LINKED: Final = 5
"""Links of one answer."""
MOST_COMPLETIONS: Final = 100
"""Of one answer (MCP)."""
SESSION_NAMES: Final = frozenset({"session_id", "failing_session_id", "working_session_id"})
"""Arguments of prompts and templates that name a session."""


def listed(desk: Desk) -> list[Resource]:
    """The summaries and recordings of the sessions seen lately."""
    return [
        Resource(name=name, title=_title(name, seen.address), description=told, uri=uri, mime_type=MARKDOWN)
        for seen in desk.seen
        for name, uri, told in _of(seen)
    ]


def links(named: tuple[Pointer, ...]) -> list[ResourceLink]:
    """Links to what an answer leads to."""
    return [
        ResourceLink(type="resource_link", name=name, title=_title(name, each.address), uri=uri, mime_type=MARKDOWN)
        for each in named[:LINKED]
        if in_calls(each.address.session_id) and in_calls(each.address.version_key or ONLY_APP)
        for name, uri in (_named(each),)
        if not each.part_id or in_calls(each.part_id)
    ]


def _named(pointer: Pointer) -> tuple[str, str]:
    """Name and address of what is pointed to."""
    session_id, key = _of_session(pointer.address)
    if not pointer.part_id:
        return f"Summary of session {pointer.address.session_id}", SUMMARY.format(
            version_key=key, session_id=session_id
        )
    part = quote(pointer.part_id, safe="")
    uri = RECORDING.format(version_key=key, session_id=session_id, part_id=part)
    return f"Recording {pointer.part_id}", uri


def _of_session(address: Address) -> tuple[str, str]:
    return quote(address.session_id, safe=""), quote(address.version_key or ONLY_APP, safe="")


def _title(name: str, address: Address) -> str:
    """A name with the app, since a client lists those of several."""
    return f"{name} · {address.version_key}" if address.version_key else name


def _of(seen: SeenSession) -> Iterator[tuple[str, str, str]]:
    """Names, addresses and descriptions of what there is of a session."""
    session_id, key = _of_session(seen.address)
    summary = SUMMARY.format(version_key=key, session_id=session_id)
    yield f"Summary of session {seen.address.session_id}", summary, "What happened in it and what went wrong."
    for part_id in seen.part_ids:
        noun = "Tab" if seen.tab_ids else "Recording"
        part = quote(part_id, safe="")
        uri = RECORDING.format(version_key=key, session_id=session_id, part_id=part)
        yield f"{noun} {part_id}", uri, f"Map and first events of one {noun.lower()} of the session."


async def read(desk: Desk, uri: str) -> ReadResourceResult:
    """The text behind an address. Raises MCPError where there is none, or it cannot be had."""
    if uri == PAGE:
        return ReadResourceResult(contents=[page_contents()])
    found = _ADDRESS.fullmatch(uri)
    if found is None:
        said = f"There is no such resource; addresses have the form {SUMMARY} or {RECORDING}."
        raise MCPError(INVALID_PARAMS, said, {"uri": uri})
    given = {name: unquote(value) for name, value in found.groupdict().items() if value and name != "query"}
    asked = looks(found["query"])
    try:
        with through(desk.door):
            text = await Waiting(desk.settings.limits.timeout_seconds, _silent).on(_told(desk, given, asked))
    except SessionsError as error:
        with through(desk.echoing_door):
            words = text_of(face_of(error))
        code = INVALID_PARAMS if isinstance(error, NotFound | InvalidArguments) else INTERNAL_ERROR
        raise MCPError(code, words, {"uri": uri}) from None
    kind = JSON if "picture" in given else MARKDOWN
    return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=kind, text=text)])


async def _told(desk: Desk, given: Mapping[str, str], asked: Mapping[str, str]) -> str:
    version_key = None if given["version_key"] == ONLY_APP else given["version_key"]
    named: dict[str, Any] = {"session_id": given["session_id"], "version_key": version_key}
    if "picture" in given:
        arguments = read_arguments(SummaryArguments, {**named, **asked, "recording_id": given.get("drawn_id")})
        return as_json(await session_picture(arguments, desk, _unheard))
    if "part_id" not in given:
        return (await summarize_session_timeline(read_arguments(SummaryArguments, named), desk, _unheard)).text
    # A tab's id under this name is read as the tab it is.
    arguments = read_arguments(RecordingArguments, {**named, "recording_id": given["part_id"]})
    return (await get_session_recording(arguments, desk, _unheard)).text


async def _unheard(_words: str) -> None:
    """Nobody waits for signs of progress."""


async def _silent(_sign: float, _total: float | None, _words: str | None) -> None:
    """The same as numbers."""


def completed(desk: Desk, name: str, begun: str, given: Mapping[str, str]) -> Completion:
    """What an argument of a prompt or a template may be, of what was seen lately and is configured."""
    known, begun = list(dict.fromkeys(_known(desk, name, given))), begun.lower()
    # First what begins so, then what holds it: an id is remembered by its end as well.
    values = [value for value in known if value.lower().startswith(begun)]
    values += [value for value in known if begun in value.lower() and value not in values]
    more = len(values) > MOST_COMPLETIONS
    return Completion(values=values[:MOST_COMPLETIONS], total=len(values), has_more=more)


def _known(desk: Desk, name: str, given: Mapping[str, str]) -> Iterator[str]:
    session_id, failing = given.get("session_id"), given.get("failing_session_id")
    if name == "version_key":
        yield from desk.settings.apps
        yield from (seen.address.version_key for seen in desk.seen if seen.address.version_key)
    key = given.get("version_key") or None
    for seen in desk.seen:
        if key not in {None, ONLY_APP, seen.address.version_key}:
            continue
        if name in SESSION_NAMES and (name == "failing_session_id" or seen.address.session_id != failing):
            yield seen.address.session_id
        if session_id not in {None, "", seen.address.session_id}:
            continue
        if name in {"recording_id", "part_id"}:
            yield from seen.recording_ids
        if name in {"tab_id", "part_id"}:
            yield from seen.tab_ids
