"""Hostile recordings as an assistant meets them: a host that serves them, the server, and a real client of it."""

import json
import logging
from random import Random
from typing import Final

from asking import READ, SUMMARIZE, Data, data_of, text_of
from hostile_recordings import Hostile, hostile_recording
from hostile_words import hostile
from leaks import Watched
from mcp.client.client import Client
from mcp_types import CallToolResult
from one_case import Findings, Heard, keep
from routed import found, routed
from scripted import Script, answer, told
from text_promises import References, broken_text

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.errors import SessionsError
from devrev_sessions.settings import Settings

TOKEN: Final = "token-of-the-test"
TOKENS: Final = (400, 1_000, 3_000, 18_000)


def _pair(seed: int) -> tuple[Hostile, Hostile]:
    """The two recordings or tabs of a session, of one medium; the way through the net has damaged none of them."""
    whole = (case for place in range(1_000) if (case := hostile_recording(seed * 1_000 + place)).damage == "none")
    first = next(whole)
    return first, next(case for case in whole if case.medium == first.medium)


def _ids(case: Hostile) -> tuple[str, str]:
    return ("t-1", "t-2") if case.medium == "web" else ("r-1", "r-2")


def _session(case: Hostile, dice: Random) -> Data:
    """What DevRev says of the session, with words of others in it."""
    on_web = case.medium == "web"
    return {
        "session_id": "s-1",
        "type": case.medium,
        "platform": "web" if on_web else "android",
        "created_at": "2026-04-21T09:00:00Z",
        "device_metadata": {"model": hostile(dice)[:500], "os_version": hostile(dice)[:500]},
        "tab_ids" if on_web else "recording_ids": list(_ids(case)),
    }


async def told_to_a_client(seed: int) -> list[str]:
    """Every promise that the answers about the session of this seed break."""
    pair, dice = _pair(seed), Random(seed)
    heard, watched, findings = Heard(), Watched((*pair[0].planted, *pair[1].planted)), Findings()
    served = dict(zip(_ids(pair[0]), pair, strict=True))

    def route(operation: str, fields: dict[str, str]) -> Script:
        if operation == "sessions.get":
            right = fields.get("platform") == ("web" if pair[0].medium == "web" else "android")
            return found({"session": _session(pair[0], Random(seed))}) if right else told(404, type="not_found")
        case = served[fields.get("tab_id") or fields["recording_id"]]
        return answer(200, case.body if operation == "sessions.data.get" else case.devtools)

    root = logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        async with routed(route) as host:
            settings = Settings.model_validate({"token": TOKEN, "base_url": host.url, "version_key": "app-1"})
            async with open_desks(settings) as desks, Client(build_server(desks)) as client:
                await _asked(client, pair, dice, findings)
    finally:
        root.removeHandler(heard)
        root.setLevel(level)
    findings.written["log"] = "\n".join(heard.lines)
    if TOKEN in findings.written["log"]:
        findings.broken.append("the token is logged")
    for way, text in findings.written.items():
        findings.broken += [f"{way}: {leak}" for leak in watched.leaks(text)]
    return findings.broken


async def _asked(client: Client, pair: tuple[Hostile, Hostile], dice: Random, findings: Findings) -> None:
    most = dice.choice(TOKENS)
    name = "tab_id" if pair[0].medium == "web" else "recording_id"
    one: Data = {"session_id": "s-1", name: _ids(pair[0])[0]}
    whole: Data = {"session_id": "s-1", "question": hostile(dice)[:900].strip() or None}
    first, both = _there(pair[:1]), _there(pair)
    _result(await client.call_tool(SUMMARIZE, {**one, "max_tokens": most}), findings, "summary", first)
    _result(await client.call_tool(SUMMARIZE, {**whole, "max_tokens": most}), findings, "summary of both", both)
    page = await client.call_tool(READ, {**one, "detail": "full", "limit": dice.choice((1, 20, 200))})
    _result(page, findings, "page", first)
    if cursor := data_of(page).get("next_cursor"):
        _result(await client.call_tool(READ, {"session_id": "s-1", "cursor": cursor}), findings, "next page", first)


def _there(cases: tuple[Hostile, ...]) -> References:
    """The references that may stand in an answer about these recordings."""
    references: References = set()
    for part, case in enumerate(cases, 1):
        try:
            recording = read_recording(case.body, "s-1", "p-1")
        except SessionsError:
            continue
        if case.medium == "web":
            recording = weave(recording, case.devtools)
        references |= {(part, event.n) for event in recording.events}
    return references


def _result(result: CallToolResult, findings: Findings, way: str, there: References) -> None:
    text, data = text_of(result), data_of(result)
    json.dumps(data, allow_nan=False).encode()
    if not result.is_error:
        findings.broken += [f"{way}: {broken}" for broken in broken_text(text, there, numbered="both" in way)]
    elif data["error"]["code"] == "internal":
        findings.broken.append(f"{way}: {text}")
    keep(text, data, findings, way)
