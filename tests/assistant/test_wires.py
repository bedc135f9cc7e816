"""The server as a process of its own, over pipes and over a socket."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import anyio
import httpx
import pytest
from anyio.abc import SocketStream
from asking import ERAS, READ, SUMMARIZE, Data, Era, data_of, error_of, good, of, part, text_of
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, ResourceListChangedNotification
from one_answer import Answer, stalling

from devrev_sessions.assistant.addresses import SUMMARY
from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.sandbox import SAMPLES

COMMAND = [sys.executable, "-m", "devrev_sessions"]
CRASH = SAMPLES["android-checkout-crash"]
HOSTILE = SAMPLES["web-hostile-text"]
SOON_SECONDS = 10
"""Only keeps a broken server from hanging the tests."""
HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_of_each_era_is_served_over_pipes(era: Era, tmp_path: Path) -> None:
    server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "--sandbox"], cwd=tmp_path)
    async with Client(server, mode=era) as client:
        await everything_works(client)
        told: list[float] = []

        async def hear(progress: float, total: float | None, message: str | None) -> None:
            told.append(progress)

        await client.call_tool(SUMMARIZE, of(CRASH, fresh=True), progress_callback=hear)
        assert told


async def test_a_client_with_a_handshake_hears_over_pipes_that_there_is_more_to_read(tmp_path: Path) -> None:
    server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "--sandbox"], cwd=tmp_path)
    heard: list[object] = []

    async def hear(message: object) -> None:
        heard.append(message)

    async with Client(server, mode="legacy", message_handler=hear) as client:
        assert client.server_capabilities.resources
        assert client.server_capabilities.resources.list_changed
        for _ in range(2):
            good(await client.call_tool(SUMMARIZE, of(CRASH)))
        assert [type(message) for message in heard] == [ResourceListChangedNotification]
        assert (await client.list_resources()).resources
        await client.call_tool(SUMMARIZE, {"session_id": "gone", "version_key": "parcel-ios"})
        await client.read_resource(SUMMARY.format(version_key="parcel-web", session_id=HOSTILE.session_id))
        assert (await client.list_tools()).tools
        assert [type(message) for message in heard] == [ResourceListChangedNotification] * 2


async def test_clients_are_served_over_a_socket_and_pages_of_other_sites_are_not(tmp_path: Path) -> None:
    with serving_http(tmp_path) as (port, _):
        for era in ERAS:
            async with Client(f"http://127.0.0.1:{port}/mcp", mode=era) as client:
                await everything_works(client)
        assert await status_of(port, f"Host: 127.0.0.1:{port}") == 200
        assert await status_of(port, "Host: attacker.example") == 421
        assert await status_of(port, f"Host: 127.0.0.1:{port}\r\nOrigin: https://attacker.example") == 403


@pytest.mark.parametrize("era", ERAS)
async def test_a_call_under_way_is_answered_before_a_server_ends(era: Era, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    async with stalling(Answer(200, {})) as host:
        settings = f'base_url = "{host.url}"\ntoken = "secret-token-6b1f"\n[limits]\ntimeout_seconds = 1.5\n'
        config.write_text(settings, encoding="utf-8")
        with serving_http(tmp_path, "--config", str(config)) as (port, process):
            found: list[Data] = []
            async with Client(f"http://127.0.0.1:{port}/mcp", mode=era) as client, anyio.create_task_group() as group:

                async def ask() -> None:
                    found.append(error_of(await client.call_tool(READ, part(CRASH))))

                group.start_soon(ask)
                await host.asked.wait()
                process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=SOON_SECONDS) == 0
    assert [error["code"] for error in found] == ["timeout"]


async def test_a_connection_on_which_nobody_waits_closes_at_once_when_a_server_is_to_end(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    async with stalling(Answer(200, {})) as host:
        settings = f'base_url = "{host.url}"\ntoken = "secret-token-6b1f"\n[limits]\ntimeout_seconds = 1.5\n'
        config.write_text(settings, encoding="utf-8")
        with serving_http(tmp_path, "--config", str(config)) as (port, process):
            found: list[Data] = []
            async with Client(f"http://127.0.0.1:{port}/mcp") as client, anyio.create_task_group() as group:

                async def ask() -> None:
                    found.append(error_of(await client.call_tool(READ, part(CRASH))))

                group.start_soon(ask)
                await host.asked.wait()
                async with kept_connection(port) as kept:
                    process.send_signal(signal.SIGTERM)
                    # Over it a proxy would send a call that would be cut.
                    with pytest.raises(anyio.EndOfStream):
                        await kept.receive()
                assert found == []
            assert process.wait(timeout=SOON_SECONDS) == 0
    assert [error["code"] for error in found] == ["timeout"]


async def test_a_second_interrupt_ends_a_server_at_once_and_without_a_trace(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    async with stalling(Answer(200, {})) as host:
        config.write_text(f'base_url = "{host.url}"\ntoken = "secret-token-6b1f"\n', encoding="utf-8")
        with serving_http(tmp_path, "--config", str(config), ends=-signal.SIGINT) as (port, process):
            async with anyio.create_task_group() as group:

                async def ask() -> None:
                    call = {**HELLO, "method": "tools/call", "params": {"name": READ, "arguments": part(CRASH)}}
                    headers = {"Accept": "application/json, text/event-stream"}
                    with suppress(httpx.TransportError):
                        async with httpx.AsyncClient() as http:
                            await http.post(f"http://127.0.0.1:{port}/mcp", headers=headers, json=call)

                group.start_soon(ask)
                await host.asked.wait()
                async with kept_connection(port) as kept:
                    process.send_signal(signal.SIGINT)
                    with pytest.raises(anyio.EndOfStream):
                        await kept.receive()
                process.send_signal(signal.SIGINT)
            process.wait(timeout=SOON_SECONDS)


@asynccontextmanager
async def kept_connection(port: int) -> AsyncGenerator[SocketStream]:
    """A connection over which something has been answered, and nothing is under way."""
    async with await anyio.connect_tcp("127.0.0.1", port) as stream:
        await stream.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while not (await stream.receive()).endswith(b"}"):
            pass
        yield stream


async def status_of(port: int, headers: str) -> int:
    """The status of the answer to a hello with these headers."""
    body = json.dumps(HELLO)
    about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close"
    asked = f"POST /mcp HTTP/1.1\r\n{headers}\r\n{about}\r\nAccept: application/json, text/event-stream\r\n\r\n{body}"
    async with await anyio.connect_tcp("127.0.0.1", port) as stream:
        await stream.send(asked.encode())
        return int((await stream.receive()).split(b" ")[1])


def test_half_an_emoji_does_not_end_a_server(tmp_path: Path) -> None:
    halves: list[Data] = [
        {"name": SUMMARIZE, "arguments": {"session_id": "\ud83d", "version_key": "parcel-web"}},
        {"name": SUMMARIZE, "arguments": of(CRASH, question="why \ud83d")},
        {"name": READ, "arguments": of(CRASH, **{"\udc00": "\udfff"})},
        {"name": READ, "arguments": part(CRASH, search="\ud800", cursor="\udfff")},
        {"name": "\ud800", "arguments": {}},
        {"name": READ, "arguments": part(HOSTILE, detail="full", limit=200)},
    ]
    with talking(tmp_path, "--sandbox") as process:
        for number, params in enumerate(halves, 1):
            say(process, {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params})
        prompt = {"name": "write_bug_report", "arguments": {"session_id": "s", "focus": "\ud83d"}}
        say(process, {"jsonrpc": "2.0", "id": 90, "method": "prompts/get", "params": prompt})
        say(process, {"jsonrpc": "2.0", "id": 99, "method": "tools/list", "params": {}})
        heard = hear_until(process, len(halves), 99)
        assert len(heard[99]["result"]["tools"]) == len(DEFINITIONS)
        assert heard[len(halves)]["result"]["isError"] is False
        _, complaints = process.communicate(timeout=SOON_SECONDS)
        assert process.returncode == 0
        assert "Traceback" not in complaints


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_a_server_that_waits_for_devrev(number: signal.Signals, tmp_path: Path) -> None:
    async with stalling(Answer(200, {})) as host:
        environment = {"DEVREV_BASE_URL": host.url, "DEVREV_API_KEY": "secret-token-6b1f", "DEVREV_VERSION_KEY": "key"}
        with talking(tmp_path, **environment) as process:
            params: Data = {"name": READ, "arguments": part(CRASH)}
            say(process, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
            with anyio.fail_after(SOON_SECONDS):
                await host.asked.wait()
                process.send_signal(number)
                await host.left.wait()
            assert process.wait(timeout=SOON_SECONDS) == 0
            assert process.stderr
            assert process.stderr.read() == ""


async def test_the_end_of_input_ends_a_server_that_waits_for_devrev(tmp_path: Path) -> None:
    async with stalling(Answer(200, {})) as host:
        environment = {"DEVREV_BASE_URL": host.url, "DEVREV_API_KEY": "secret-token-6b1f", "DEVREV_VERSION_KEY": "key"}
        with talking(tmp_path, **environment) as process:
            params: Data = {"name": READ, "arguments": part(CRASH)}
            say(process, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
            with anyio.fail_after(SOON_SECONDS):
                await host.asked.wait()
                assert process.stdin
                process.stdin.close()
                await host.left.wait()
            assert process.wait(timeout=SOON_SECONDS) == 0
            assert process.stderr
            assert process.stderr.read() == ""


async def everything_works(client: Client) -> None:
    assert len((await client.list_tools()).tools) == len(DEFINITIONS)
    assert text_of(good(await client.call_tool(SUMMARIZE, of(CRASH)))).startswith(f"# Session {CRASH.session_id}")
    page = good(await client.call_tool(READ, part(CRASH, limit=3)))
    assert [event["ref"] for event in data_of(page)["events"]] == ["#1", "#2", "#3"]
    unknown = await client.call_tool(READ, {"session_id": "gone", "version_key": "parcel-ios"})
    assert error_of(unknown)["code"] == "not_found"
    with pytest.raises(MCPError) as caught:
        await client.call_tool("no_such_tool")
    assert caught.value.error.code == INVALID_PARAMS
    prompt = await client.get_prompt("write_bug_report", {"session_id": "given-session"})
    assert "given-session" in text_of(prompt)


def clean(**environment: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEVREV_")}
    return {**kept, "XDG_CONFIG_HOME": "/nonexistent", **environment}


@contextmanager
def serving_http(folder: Path, *options: str, ends: int = 0) -> Generator[tuple[int, subprocess.Popen[str]]]:
    """A server that listens, and its port; it ends with this status."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = ["serve", "--http", "--port", str(port), *(options or ("--sandbox",))]
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=clean(), stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        try:
            for line in process.stderr:
                if "Serving http" in line:
                    break
            wait_for(port, process)
            yield port, process
        finally:
            process.terminate()
            _, complaints = process.communicate(timeout=SOON_SECONDS)
        assert process.returncode == ends
        assert "Traceback" not in complaints
        assert "ERROR" not in complaints


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Return once the process listens there."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            continue
        return


@contextmanager
def talking(folder: Path, *arguments: str, **environment: str) -> Generator[subprocess.Popen[str]]:
    """A server that has said hello."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=clean(**environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        say(process, HELLO)
        assert hear_until(process, 0)[0]["result"]
        say(process, {"jsonrpc": "2.0", "method": "notifications/initialized"})
        yield process
        if process.poll() is None:
            process.kill()


def say(process: subprocess.Popen[str], message: Data) -> None:
    assert process.stdin
    # Escapes keep half an emoji legal JSON on its way.
    process.stdin.write(json.dumps(message, ensure_ascii=True) + "\n")
    process.stdin.flush()


def hear_until(process: subprocess.Popen[str], *awaited: int) -> dict[int, Data]:
    """The answers by their ids, until all that are awaited have come."""
    assert process.stdout
    heard: dict[int, Data] = {}
    for line in process.stdout:
        message: Data = json.loads(line)
        if isinstance(message.get("id"), int):
            heard[message["id"]] = message
        if heard.keys() >= set(awaited):
            return heard
    pytest.fail("the server fell silent")
