"""What is seen of calls from outside: counted, traced and logged, and nothing that anybody wrote."""

import json
import logging
from collections.abc import AsyncIterator

import pytest
from asking import ERAS, READ, SUMMARIZE, Data, Era, part
from hosted import bearer, hosted
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader, NumberDataPoint
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from recorded import CRASH, HOSTILE, recorded
from scripted import Scripted
from test_leaving import TODAY

from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.logs import Lines
from devrev_sessions.settings import Settings
from devrev_sessions.settings.keys import hashed
from devrev_sessions.telemetry import Instruments

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
QUESTION = "secret question of a customer"
OURS = {
    *(tool.name for tool in DEFINITIONS),
    *("tools/call", "tools/list", "initialize", "server/discover", "resources/read", "notifications/initialized"),
    *("execute_tool", "unknown", "ok", "not_found", "kept", "joined", "fetched", "recordings", "files", "-32602"),
    *("observability.sessions.data.get", "observability.sessions.get", "observability.sessions.developer-info.get"),
    *("2025-03-26", "2025-11-25", "2026-07-28"),
}
"""Every word that may stand in a name or an attribute."""


class Watched:
    """Everything that is told of what a server does."""

    def __init__(self) -> None:
        self._reader, self._exporter = InMemoryMetricReader(), InMemorySpanExporter()
        tracers = TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.instruments = Instruments(MeterProvider([self._reader]), tracers)

    @property
    def spans(self) -> dict[str, ReadableSpan]:
        return {span.name: span for span in self._exporter.get_finished_spans()}

    def points(self) -> dict[str, list[NumberDataPoint | HistogramDataPoint]]:
        told = self._reader.get_metrics_data()
        found: dict[str, list[NumberDataPoint | HistogramDataPoint]] = {}
        for resource in told.resource_metrics if told else ():
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    found[metric.name] = [
                        point
                        for point in metric.data.data_points
                        if isinstance(point, NumberDataPoint | HistogramDataPoint)
                    ]
        return found

    def counted(self, name: str, **attributes: object) -> float:
        """What a counter or a histogram has counted with these attributes."""
        points = [
            point for point in self.points().get(name, []) if attributes.items() <= dict(point.attributes or {}).items()
        ]
        return sum(point.value if isinstance(point, NumberDataPoint) else point.count for point in points)

    def words(self) -> set[str]:
        """Every text in a name, an attribute, an event or a status."""
        told: set[str] = set()
        for span in self._exporter.get_finished_spans():
            told |= {*span.name.split(" "), span.status.description or "ok"}
            told |= {str(value) for value in (span.attributes or {}).values() if isinstance(value, str)}
            told |= {str(event.attributes) for event in span.events}
        for points in self.points().values():
            for point in points:
                told |= {str(value) for value in (point.attributes or {}).values() if isinstance(value, str)}
        return told


@pytest.fixture
async def devrev() -> AsyncIterator[Scripted]:
    async with recorded() as host:
        yield host


def settings(devrev: Scripted) -> Settings:
    keys = [{"name": "anna", "sha256": hashed("dsm_test")}]
    given: Data = {"token": "server-token", "base_url": devrev.url, "http": {"auth": "bearer", "keys": keys}}
    return Settings.model_validate(given)


async def ask(client: Client) -> None:
    """Good calls, one twice, a wrong one, and things that are not there."""
    await client.call_tool(SUMMARIZE, part(HOSTILE, question=QUESTION))
    await client.call_tool(READ, part(CRASH))
    await client.call_tool(READ, part(CRASH, search="nowhere"))
    gone = await client.call_tool(READ, {"session_id": "gone-session", "version_key": "key"})
    assert gone.is_error
    with pytest.raises(MCPError):
        await client.call_tool(f"tool of {QUESTION}")
    with pytest.raises(MCPError):
        await client.read_resource(f"devrev-session://session/key/{QUESTION.replace(' ', '-')}/summary")


@pytest.mark.parametrize("era", ERAS)
async def test_calls_devrev_and_the_cache_are_counted(devrev: Scripted, era: Era):
    watched = Watched()
    async with (
        hosted(settings(devrev), watched.instruments) as server,
        server.client(era, bearer("dsm_test")) as client,
    ):
        await ask(client)
    assert watched.counted("devrev_sessions.call.duration", tool=READ, outcome="ok") == 2
    assert watched.counted("devrev_sessions.call.duration", tool=READ, outcome="not_found") == 1
    assert watched.counted("devrev_sessions.call.duration", tool=SUMMARIZE, outcome="ok") == 1
    assert watched.counted("devrev_sessions.call.tokens", tool=SUMMARIZE) > 100
    operation = "observability.sessions.data.get"
    assert watched.counted("devrev_sessions.devrev.duration", operation=operation, outcome="ok") == 2
    statuses = {"http.response.status_code": 404, "outcome": "not_found"}
    assert watched.counted("devrev_sessions.devrev.duration", **statuses) >= 3
    assert watched.counted("devrev_sessions.cache.lookups", cache="recordings", found="kept") == 1
    assert watched.counted("devrev_sessions.cache.lookups", cache="recordings", found="fetched") >= 3


@pytest.mark.parametrize("era", ERAS)
async def test_nothing_that_anybody_wrote_is_told(devrev: Scripted, era: Era):
    watched = Watched()
    async with (
        hosted(settings(devrev), watched.instruments) as server,
        server.client(era, bearer("dsm_test")) as client,
    ):
        await ask(client)
    assert watched.words() <= OURS | {devrev.url.removeprefix("http://")}


@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
@pytest.mark.parametrize("method", [QUESTION, f"notifications/{QUESTION}"])
async def test_a_method_that_is_none_is_told_as_unknown(devrev: Scripted, version: str, method: str):
    watched = Watched()
    asked: Data = {"jsonrpc": "2.0", "method": method, "params": {"_meta": TODAY}}
    if not method.startswith("notifications/"):
        asked["id"] = 1
    async with hosted(settings(devrev), watched.instruments) as server:
        await server.post({**bearer("dsm_test"), "MCP-Protocol-Version": version, "Mcp-Method": method}, asked)
    assert watched.words() <= OURS | {version, "-32601"}


async def test_a_trace_goes_on_from_the_client_to_devrev(devrev: Scripted):
    watched = Watched()
    async with hosted(settings(devrev), watched.instruments) as server:
        headers = {**bearer("dsm_test"), "traceparent": PARENT, "baggage": "customer=secret"}
        async with server.client("auto", headers) as client:
            await client.call_tool(READ, part(CRASH))
    call, asked = watched.spans[f"tools/call {READ}"], watched.spans["observability.sessions.data.get"]
    assert call.context
    assert asked.context
    assert asked.parent
    assert call.context.trace_id == asked.context.trace_id == int(TRACE, 16)
    assert asked.parent.span_id == call.context.span_id
    heard = devrev.heard[0].headers
    assert heard["traceparent"] == f"00-{TRACE}-{asked.context.span_id:016x}-01"
    assert "baggage" not in heard


async def test_without_an_exporter_nothing_is_traced_and_devrev_hears_of_no_trace(devrev: Scripted):
    async with hosted(settings(devrev)) as server, server.client("auto", bearer("dsm_test")) as client:
        await client.call_tool(READ, part(CRASH))
    assert "traceparent" not in devrev.heard[0].headers


@pytest.mark.parametrize("era", ERAS)
async def test_each_call_is_a_line_of_json_without_what_anybody_wrote(
    devrev: Scripted, era: Era, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    async with hosted(settings(devrev)) as server, server.client(era, bearer("dsm_test")) as client:
        await ask(client)
    records = [record for record in caplog.records if not record.name.startswith(("httpx", "uvicorn"))]
    lines = [json.loads(Lines().format(record)) for record in records]
    calls = [line for line in lines if line["logger"] == "devrev_sessions.calls"]
    assert [(line["tool"], line["outcome"], line["caller"]) for line in calls] == [
        (SUMMARIZE, "ok", "anna"),
        (READ, "ok", "anna"),
        (READ, "ok", "anna"),
        (READ, "not_found", "anna"),
    ]
    assert all(line["protocol"] and line["milliseconds"] >= 0 for line in calls)
    told = json.dumps(lines)
    for secret in (QUESTION, QUESTION.replace(" ", "-"), "dsm_test", "server-token", CRASH.session_id, "gone-session"):
        assert secret not in told


def test_an_exception_is_told_by_its_kind_and_places_without_its_words():
    with pytest.raises(ValueError, match="secret") as caught:
        int(QUESTION)
    told = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed %s", ("here",), told)
    line = Lines().format(record)
    told = json.loads(line)
    assert (told["level"], told["message"], told["exception"]) == ("error", "failed here", "ValueError")
    assert told["places"][0].startswith("test_an_exception_is_told")
    assert QUESTION not in line
