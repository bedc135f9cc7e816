"""The server as it is started: what it refuses, what it logs, where its traces go."""

import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from asking import ERAS, SUMMARIZE, Era, good, of
from hosted import ACCEPT, HELLO, bearer
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from scripted import Peer, Scripted, answer, scripted
from test_wires import COMMAND, clean, serving_http

from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.settings import SettingsError, load
from devrev_sessions.settings.keys import hashed, new_seal

CRASH = SAMPLES["android-checkout-crash"]
KEY = "dsm_test"
BEARER = f"""
[http]
auth = "bearer"
allowed_hosts = ["mcp.example.com"]
[[http.keys]]
name = "anna"
sha256 = "{hashed(KEY)}"
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMMAND, *arguments], env=clean(), capture_output=True, text=True, timeout=30, check=False)


def configured(folder: Path, text: str) -> str:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", 'Set auth = "bearer" or "oauth" under [http]'),
        (BEARER.replace('allowed_hosts = ["mcp.example.com"]\n', ""), 'Set allowed_hosts = ["mcp.example.com"]'),
    ],
)
def test_beyond_loopback_nobody_is_served_who_does_not_say_who_they_are(tmp_path: Path, text: str, advice: str):
    found = run("serve", "--http", "--host", "0.0.0.0", "--config", configured(tmp_path, text))
    assert found.returncode == 2
    assert "which is not loopback" in found.stderr
    assert advice in found.stderr


async def test_on_every_address_the_host_is_checked_and_each_line_of_the_log_is_json(tmp_path: Path):
    config = configured(tmp_path, BEARER)
    with serving_http(tmp_path, "--sandbox", "--host", "0.0.0.0", "--config", config) as (port, process):
        async with httpx.AsyncClient() as http:
            for host, status in (("mcp.example.com", 200), (f"127.0.0.1:{port}", 200), (f"0.0.0.0:{port}", 421)):
                headers = {**ACCEPT, **bearer(KEY), "Host": host}
                assert (
                    await http.post(f"http://127.0.0.1:{port}/mcp", headers=headers, json=HELLO)
                ).status_code == status
        process.terminate()
        assert process.stderr
        lines = [json.loads(line) for line in process.stderr]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)


def test_a_port_that_is_taken_is_said_once(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = run("serve", "--http", "--port", str(taken.getsockname()[1]), "--sandbox")
    assert found.returncode == 1
    (line,) = found.stderr.splitlines()
    assert "address already in use" in json.loads(line)["message"]


def test_a_new_key_goes_into_the_settings_as_it_is_printed(tmp_path: Path):
    made, other = run("new-key", 'the "support" team'), run("new-key", "x")
    key = made.stderr.splitlines()[1]
    found = load(Path(configured(tmp_path, f'[http]\nauth = "bearer"\n{made.stdout}')), {})
    assert [(each.name, each.sha256) for each in found.http.keys] == [('the "support" team', hashed(key))]
    assert len({key, other.stderr.splitlines()[1]}) == 2
    assert key not in made.stdout


def test_a_new_key_for_what_is_shared_goes_into_the_settings_as_it_is_printed(tmp_path: Path):
    made = run("new-key", "--shared").stdout
    found = load(Path(configured(tmp_path, f'{made}url = "redis://valkey:6379/0"\n')), {})
    assert found.shared is not None
    assert made != run("new-key", "--shared").stdout
    with pytest.raises(SettingsError):
        load(Path(configured(tmp_path, made)), {})


@pytest.mark.parametrize("arguments", [["new-key"], ["new-key", "x", "--shared"]])
def test_a_key_is_for_a_caller_or_for_what_is_shared(arguments: list[str]):
    assert run(*arguments).returncode == 2


@pytest.fixture
async def collector() -> AsyncIterator[Scripted]:
    async def take(peer: Peer) -> None:
        await peer.send(answer(200, b"{}"))

    async with scripted(*[(take,)] * 50) as host:
        yield host


@pytest.mark.parametrize("era", ERAS)
async def test_traces_and_metrics_go_to_the_collector_that_is_named(collector: Scripted, era: Era, tmp_path: Path):
    environment = clean(OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, OTEL_EXPORTER_OTLP_COMPRESSION="none")
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "devrev_sessions", "--sandbox"], env=environment, cwd=tmp_path
    )
    async with Client(server, mode=era) as client:
        good(await client.call_tool(SUMMARIZE, of(CRASH)))
    # What is not yet sent is sent when the server ends.
    bodies = {heard.line.split()[1]: heard.body for heard in collector.heard}
    spans = ExportTraceServiceRequest.FromString(bodies["/v1/traces"]).resource_spans
    assert {"service.name": "devrev-sessions-mcp"}.items() <= {
        each.key: each.value.string_value for each in spans[0].resource.attributes
    }.items()
    names = {span.name for resource in spans for scope in resource.scope_spans for span in scope.spans}
    assert f"tools/call {SUMMARIZE}" in names
    metrics = ExportMetricsServiceRequest.FromString(bodies["/v1/metrics"]).resource_metrics
    told = {metric.name for resource in metrics for scope in resource.scope_metrics for metric in scope.metrics}
    assert "devrev_sessions.call.duration" in told


@pytest.mark.parametrize(
    "off", [{"OTEL_SDK_DISABLED": "true"}, {"OTEL_TRACES_EXPORTER": "none", "OTEL_METRICS_EXPORTER": "none"}]
)
async def test_nothing_is_sent_where_it_is_turned_off(collector: Scripted, off: dict[str, str], tmp_path: Path):
    environment = clean(OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, **off)
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "devrev_sessions", "--sandbox"], env=environment, cwd=tmp_path
    )
    async with Client(server) as client:
        good(await client.call_tool(SUMMARIZE, of(CRASH)))
    assert collector.heard == []


def test_a_collector_that_does_not_answer_holds_up_no_end(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        collector = f"http://127.0.0.1:{silent.getsockname()[1]}"
        environment = clean(OTEL_EXPORTER_OTLP_ENDPOINT=collector, OTEL_EXPORTER_OTLP_TIMEOUT="60")
        # An exporter waits for a minute; the server's own end of input is here at once.
        found = subprocess.run(
            [*COMMAND, "--sandbox"],
            cwd=tmp_path,
            env=environment,
            input=json.dumps(HELLO) + "\n",
            capture_output=True,
            text=True,
            timeout=40,
            check=False,
        )
    assert found.returncode == 0
    assert json.loads(found.stdout)["id"] == HELLO["id"]


def test_check_says_whether_callers_and_replicas_can_be_served(tmp_path: Path):
    away = '[shared]\nurl = "redis://127.0.0.1:9/0"\nkey = "' + new_seal() + '"\n'
    callers = '[callers.anna]\ntoken = "sandbox-token"\n'
    told = run("check", "--sandbox", "--config", configured(tmp_path, BEARER + callers + away)).stdout
    assert 'ok    HTTP callers           by keys: "anna"' in told
    assert "ok    callers' data          1 with a DevRev token of their own" in told
    assert 'ok    token of "anna"        accepted' in told
    assert "WRONG shared store           127.0.0.1 cannot be used (ConnectionError)" in told


def test_check_says_whether_an_issuer_can_be_asked(tmp_path: Path):
    oauth = (
        '[http]\nauth = "oauth"\n[http.oauth]\nissuer = "http://127.0.0.1:9"\nresource = "http://127.0.0.1:8000/mcp"\n'
    )
    told = run("check", "--sandbox", "--config", configured(tmp_path, oauth)).stdout
    assert "WRONG HTTP callers           no keys of http://127.0.0.1:9: There is no connection to 127.0.0.1" in told
    assert "check issuer under [http.oauth]" in told
