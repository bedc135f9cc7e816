"""Where traces and metrics go: to a collector that the usual OTEL_ variables name, and nowhere without one."""

import logging
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from devrev_sessions import __version__
from devrev_sessions.telemetry import Instruments

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.trace import TracerProvider

_LOG: Final = logging.getLogger("devrev_sessions.telemetry")
SERVICE: Final = "devrev-sessions-mcp"
ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
OTLP: Final = "otlp"
END_SECONDS: Final = 3.0
"""How long it is tried in the end to send the rest: whoever told a process to stop does not wait for long."""


@contextmanager
def exporting(environ: Mapping[str, str]) -> Generator[Instruments]:
    """Instruments that tell the collector which `environ` names; what is not yet sent is sent in the end, if it can."""
    wanted = {signal for signal in ("TRACES", "METRICS") if _is_wanted(environ, signal)}
    if wanted and not _is_installed():
        _LOG.warning("the environment names a collector, but pip install 'devrev-sessions-mcp[telemetry]' is lacking")
        wanted = set[str]()
    meters = _meters() if "METRICS" in wanted else None
    tracers = _tracers() if "TRACES" in wanted else None
    with ExitStack() as stack:
        stack.callback(_end, [each.shutdown for each in (meters, tracers) if each is not None])
        yield Instruments(meters, tracers, stack.close)


def _is_installed() -> bool:
    names = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")
    try:
        return all(find_spec(name) is not None for name in names)
    except ModuleNotFoundError:  # raised where what it would be in is not there either
        return False


def _end(shutdowns: Sequence[Callable[[], None]]) -> None:
    """Send the rest. An exporter tries for longer than that to reach a collector that is away."""
    sending = [threading.Thread(target=each, daemon=True) for each in shutdowns]
    for each in sending:
        each.start()
    until = time.monotonic() + END_SECONDS
    for each in sending:
        each.join(max(0.0, until - time.monotonic()))


def _is_wanted(environ: Mapping[str, str], signal: str) -> bool:
    """As the specification of OpenTelemetry has it, but off where it would assume a collector on this machine."""
    if environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return False
    named = environ.get(f"OTEL_{signal}_EXPORTER", "").strip().lower()
    if named:
        return named == OTLP
    return any(environ.get(name, "").strip() for name in (ENDPOINT, f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"))


def _meters() -> "MeterProvider":
    # Loaded only where they are wanted: they take as long as half of all else.
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415
    from opentelemetry.sdk.metrics import MeterProvider  # noqa: PLC0415
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415

    resource = Resource.create({"service.name": SERVICE, "service.version": __version__})
    return MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())], resource, shutdown_on_exit=False)


def _tracers() -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    resource = Resource.create({"service.name": SERVICE, "service.version": __version__})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
