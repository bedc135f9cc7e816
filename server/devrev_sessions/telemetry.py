"""What is seen from outside: how often and how long, never what. Nothing leaves until an exporter is configured.

Attributes hold names of ours alone: tools, operations, codes, outcomes.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Final

from opentelemetry import metrics, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

NAME: Final = "devrev_sessions"
OK: Final = "ok"
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""Bounds of histograms: the usual ones of HTTP, up to the longest that a call may take."""

# The usual propagator sends baggage too, in which a client may have put anything.
_CONTEXT: Final = TraceContextTextMapPropagator()


class Instruments:
    """Everything that is counted and traced, by the providers that are given."""

    def __init__(
        self,
        meters: metrics.MeterProvider | None = None,
        tracers: trace.TracerProvider | None = None,
        end: Callable[[], None] = lambda: None,
    ) -> None:
        self.end: Final = end
        """Sends what is not yet sent, for a process that ends without unwinding."""
        meter = (meters or metrics.NoOpMeterProvider()).get_meter(NAME)
        self._tracer = (tracers or trace.NoOpTracerProvider()).get_tracer(NAME)
        self._counting = meters is not None
        self._calls = meter.create_histogram(
            "devrev_sessions.call.duration",
            unit="s",
            description="Calls of tools, by tool and by outcome: ok, or the code of the error.",
            explicit_bucket_boundaries_advisory=SECONDS,
        )
        self._tokens = meter.create_counter(
            "devrev_sessions.call.tokens", unit="{token}", description="Tokens of the texts returned, counted high."
        )
        self._devrev = meter.create_histogram(
            "devrev_sessions.devrev.duration",
            unit="s",
            description="Tries of calls to DevRev, by operation, status (429 where it asks to wait) and outcome.",
            explicit_bucket_boundaries_advisory=SECONDS,
        )
        self._lookups = meter.create_counter(
            "devrev_sessions.cache.lookups",
            unit="{lookup}",
            description="What was looked up in a cache, by cache and by what was found: kept, joined, fetched.",
        )

    def called(self, tool: str, outcome: str, seconds: float, tokens: Callable[[], int]) -> None:
        """A tool answered; its tokens are counted only where somebody is told of them."""
        self._calls.record(seconds, {"tool": tool, "outcome": outcome})
        if self._counting:
            self._tokens.add(tokens(), {"tool": tool})

    def asked_devrev(self, operation: str, status: int | None, outcome: str, seconds: float) -> None:
        """DevRev was asked once; `status` is None where no answer came."""
        attributes: dict[str, AttributeValue] = {"operation": operation, "outcome": outcome}
        if status is not None:
            attributes["http.response.status_code"] = status
        self._devrev.record(seconds, attributes)

    def looked_up(self, cache: str, found: str) -> None:
        """Something was looked up in a cache; `found` is where it came from."""
        self._lookups.add(1, {"cache": cache, "found": found})

    def span(
        self, name: str, kind: SpanKind, attributes: dict[str, AttributeValue], parent: Context | None = None
    ) -> AbstractContextManager[Span]:
        """A piece of work. Exceptions are not told by themselves: their words may hold what somebody wrote."""
        return self._tracer.start_as_current_span(
            name, parent, kind, attributes, record_exception=False, set_status_on_exception=False
        )


def failed(span: Span, outcome: str) -> None:
    """Mark a piece of work as failed."""
    span.set_attribute("error.type", outcome)
    span.set_status(Status(StatusCode.ERROR))


def parent_in(*carriers: Mapping[str, object] | None) -> Context | None:
    """The trace that the first of `carriers` names that names one, such as the `_meta` of a call or its headers."""
    for carrier in carriers:
        texts = {name: value for name, value in (carrier or {}).items() if isinstance(value, str)}
        found = _CONTEXT.extract(texts)
        if trace.get_current_span(found).get_span_context().is_valid:
            return found
    return None


def traceparent() -> dict[str, str]:
    """The headers that carry the trace on to whoever is called; none where nothing is traced."""
    headers: dict[str, str] = {}
    _CONTEXT.inject(headers)
    return headers
