"""The whole answers that are kept as files and read as product copy when they change.

`python tests/golden_answers.py` writes them anew; `git diff tests/golden` is then what a reader has to agree with.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import anyio
from mcp.client.client import Client
from mcp_types import TextContent

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, Sandbox
from devrev_sessions.settings import Settings

GOLDEN: Final = Path(__file__).parent / "golden"
APP_OF: Final = {key: name for name, (key, _) in SANDBOX_APPS.items()}

Arguments = dict[str, object]
Call = tuple[str, Arguments]


def calls() -> Iterator[tuple[str, Call]]:
    """The name of each file and the call whose answer it holds."""
    for sample in SAMPLES.values():
        ids: Arguments = {"session_id": sample.session_id, "version_key": APP_OF[sample.version_key]}
        yield f"{sample.name}.summary", ("summarize_session_timeline", ids)
    crash = SAMPLES["android-checkout-crash"]
    ids = {"session_id": crash.session_id, "version_key": APP_OF[crash.version_key]}
    part = {**ids, "recording_id": crash.parts[0]}
    for tokens in (400, 1000, 8000):
        yield f"android-checkout-crash.summary-{tokens}", ("summarize_session_timeline", {**ids, "max_tokens": tokens})
    asked = {**ids, "question": "Which delivery note did the customer leave?"}
    yield "android-checkout-crash.question", ("summarize_session_timeline", asked)
    yield "android-checkout-crash.window", ("summarize_session_timeline", {**part, "start": "2:00", "end": "2:40"})
    around = {**part, "around": "#257", "detail": "full", "limit": 12}
    yield "android-checkout-crash.page", ("get_session_recording", around)
    yield "android-checkout-crash.absent", ("get_session_recording", {**ids, "recording_id": "rec-none"})
    phone = SAMPLES["ios-four-recordings"]
    ids = {"session_id": phone.session_id, "version_key": APP_OF[phone.version_key]}
    yield "ios-four-recordings.list", ("get_session_recording", ids)
    for name in ("android-checkout-crash", "web-three-tabs", "web-hostile-text"):
        shown = SAMPLES[name]
        ids = {"session_id": shown.session_id, "version_key": APP_OF[shown.version_key]}
        yield f"{name}.screen", ("get_session_screen", ids)
    web = SAMPLES["web-hostile-text"]
    ids = {"session_id": web.session_id, "version_key": APP_OF[web.version_key], "tab_id": web.parts[0]}
    yield "web-hostile-text.page", ("get_session_recording", {**ids, "detail": "full"})
    sides = [
        SAMPLES[name].session_id for name in ("android-checkout-crash", "android-exceptions-handled", "android-anr")
    ]
    yield "three.compared", ("compare_sessions", {"session_ids": sides, "version_key": "parcel-android"})
    yield "ticket.sessions", ("list_sessions", {"ticket": "TKT-142"})
    yield "problems.sessions", ("list_sessions", {"problems": ["exception"], "limit": 2})
    yield "nothing.sessions", ("list_sessions", {"user": "eve.sato@mail.example", "days": 30, "problems": ["crash"]})
    yield "no-such-session.error", ("summarize_session_timeline", {**ids, "session_id": "gone", "tab_id": None})


async def answers() -> Mapping[str, str]:
    """Each file's name and what it should hold, from a real client of a real server on the embedded DevRev."""
    apps = {name: {"version_key": key, "platform": platform} for name, (key, platform) in SANDBOX_APPS.items()}
    found: dict[str, str] = {}
    with Sandbox() as sandbox:
        settings = Settings.model_validate({"token": sandbox.token, "base_url": sandbox.base_url, "apps": apps})
        async with open_desks(settings, tag_key=b"golden") as desks, Client(build_server(desks)) as client:
            for name, (tool, arguments) in calls():
                result = await client.call_tool(tool, arguments)
                found[name] = "\n".join(block.text for block in result.content if isinstance(block, TextContent)) + "\n"
    return found


async def write() -> None:
    """Write every file anew."""
    for name, text in (await answers()).items():
        await anyio.Path(GOLDEN / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    anyio.run(write)
