"""What the suite complains of without anything being wrong, each with its reason.

A complaint that is not named here fails, and so does a name here that is complained of no more.
"""

from dataclasses import dataclass
from typing import Final

from official_suite import Verdict


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A scenario that is not looked at, or only without some of its checks."""

    reason: str
    checks: frozenset[str] = frozenset()
    """Those that are left out; without any it is the whole scenario."""


def _wants(what: str, *checks: str) -> LeftOut:
    return LeftOut(f"it asks for {what}, a fixture", frozenset(checks))


_TASKS: Final = LeftOut("an extension of the protocol that the server does not offer")
_TASK_SCENARIOS: Final = (
    *("lifecycle", "capability-negotiation", "wire-fields", "request-state-removal", "mrtr-input"),
    *("request-headers", "dispatch-and-envelope", "required-task-error", "mrtr-composition"),
)
EVERYWHERE: Final = {
    **{f"tasks-{name}": _TASKS for name in _TASK_SCENARIOS},
    "server-sse-polling": LeftOut(
        "resuming a broken stream needs a store of events; an answer here is asked for again"
    ),
}
"""Whatever server is judged."""

_ROUNDS: Final = "input-required-result"
WITHOUT_FIXTURES: Final = {
    "logging-set-level": LeftOut("the server logs to standard error, never to its client, and does not say it would"),
    "resources-subscribe": LeftOut("the server has no subscriptions, since a recording does not change"),
    "resources-unsubscribe": LeftOut("the server has no subscriptions, since a recording does not change"),
    "resources-read-text": _wants("test://static-text"),
    "resources-read-binary": _wants("test://static-binary"),
    "resources-templates-read": _wants("test://template/{id}/data"),
    "prompts-get-simple": _wants("test_simple_prompt"),
    "prompts-get-with-args": _wants("test_prompt_with_arguments"),
    "prompts-get-embedded-resource": _wants("test_prompt_with_embedded_resource"),
    "prompts-get-with-image": _wants("test_prompt_with_image"),
    "tools-call-simple-text": _wants("test_simple_text"),
    "tools-call-image": _wants("test_image_content"),
    "tools-call-audio": _wants("test_audio_content"),
    "tools-call-embedded-resource": _wants("test_embedded_resource"),
    "tools-call-mixed-content": _wants("test_multiple_content_types"),
    "tools-call-error": _wants("test_error_handling"),
    "tools-call-with-logging": _wants("test_tool_with_logging"),
    "tools-call-with-progress": _wants("test_tool_with_progress"),
    "tools-call-sampling": _wants("test_sampling"),
    "tools-call-elicitation": _wants("test_elicitation"),
    "elicitation-sep1034-defaults": _wants("test_elicitation_sep1034_defaults"),
    "elicitation-sep1330-enums": _wants("test_elicitation_sep1330_enums"),
    "json-schema-2020-12": _wants("json_schema_2020_12_tool"),
    "http-custom-header-server-validation": _wants("a tool with an x-mcp-header"),
    "server-stateless": _wants(
        "test_missing_capability, test_streaming_elicitation and test_logging_tool",
        "sep-2575-server-rejects-undeclared-capability",
        "sep-2575-missing-capability-http-400",
        "sep-2575-http-server-no-independent-requests-on-stream",
        "sep-2575-server-no-log-without-loglevel",
    ),
    f"{_ROUNDS}-basic-elicitation": _wants("test_input_required_result_elicitation"),
    f"{_ROUNDS}-basic-sampling": _wants("test_input_required_result_sampling"),
    f"{_ROUNDS}-basic-list-roots": _wants("test_input_required_result_list_roots"),
    f"{_ROUNDS}-request-state": _wants("test_input_required_result_request_state"),
    f"{_ROUNDS}-multiple-input-requests": _wants("test_input_required_result_multiple_inputs"),
    f"{_ROUNDS}-multi-round": _wants("test_input_required_result_multi_round"),
    f"{_ROUNDS}-missing-input-response": _wants("test_input_required_result_elicitation"),
    f"{_ROUNDS}-non-tool-request": _wants("test_input_required_result_prompt"),
    f"{_ROUNDS}-result-type": _wants("test_input_required_result_elicitation"),
    f"{_ROUNDS}-tampered-state": _wants("test_input_required_result_tampered_state"),
    f"{_ROUNDS}-capability-check": _wants("test_input_required_result_capabilities"),
    f"{_ROUNDS}-ignore-extra-params": _wants("test_input_required_result_elicitation"),
}
"""Of the product as it is."""

_BACK: Final = LeftOut("the server asks its client back, for which a client of the handshake needs a session")
WITHOUT_SESSIONS: Final = {
    "server-sse-multiple-streams": LeftOut("it is told of a session only"),
    "tools-call-sampling": _BACK,
    "tools-call-elicitation": _BACK,
    "elicitation-sep1034-defaults": _BACK,
    "elicitation-sep1330-enums": _BACK,
}
"""Of a server that keeps no session for a client of the handshake."""


def surprises(verdict: Verdict, revision: str, *, fixtures: bool) -> list[str]:
    """Complaints that are not left out, and what is left out although there is no complaint, a line each."""
    left_out = EVERYWHERE | ({} if fixtures else WITHOUT_FIXTURES)
    if verdict.statuses.get("server-session-id-visible-ascii") == "INFO":
        left_out |= WITHOUT_SESSIONS
    found: list[str] = []
    for scenario, complaints in sorted(verdict.complaints.items()):
        out = left_out.get(scenario)
        checks = {complaint.check for complaint in complaints}
        allowed = set[str]() if out is None else out.checks or checks
        found += [f"{scenario}: {each.check}: {each.words}" for each in complaints if each.check not in allowed]
        if out and (not checks or not out.checks <= checks):
            found.append(f"{scenario}: left out because {out.reason}, but {revision} does not complain of it")
    return found
