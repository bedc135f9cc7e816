"""The Inspector, a client of others' making: whatever it asks is answered, over both wires and in both eras."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from programs import HERE, INSPECTOR, PRODUCT, Ran, node

CRASH: Final[dict[str, Any]] = {"session_id": "9c1f-22ab", "version_key": "parcel-android"}
GONE: Final[dict[str, Any]] = {"session_id": "gone", "version_key": "parcel-android"}
GOOD: Final[dict[str, dict[str, Any]]] = {
    "summarize_session_timeline": CRASH,
    "get_session_recording": {**CRASH, "around": "#253", "detail": "full"},
    "list_sessions": {"ticket": "TKT-142"},
    "compare_sessions": {"session_ids": ["9c1f-22ab", "5e07-a1c3"], "version_key": "parcel-android"},
    "get_session_screen": CRASH,
}
BAD: Final[dict[str, dict[str, Any]]] = {
    "summarize_session_timeline": GONE,
    "get_session_recording": {**CRASH, "limit": 0},
    "list_sessions": {"user": "nobody"},
    "compare_sessions": {"session_ids": ["9c1f-22ab", "gone"], "version_key": "parcel-android"},
    "get_session_screen": {"session_id": "9c1f-22ab", "version_key": "parcel-ios"},
}
SESSION: Final = "devrev-session://session/parcel-android/9c1f-22ab"
PROMPTS: Final = sorted(path.stem for path in (HERE.parents[1] / "prompts").glob("*.md") if path.stem != "instructions")
ASKED: Final = ("session_id=9c1f-22ab", "failing_session_id=9c1f-22ab", "question=Why did the payment fail?")
TOOL_ERROR, OTHER_ERROR = 5, 1
"""How the Inspector ends after a result that is an error, and after an error of the protocol."""


@pytest.fixture(params=["legacy", "modern"])
def era(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=["stdio", "http"])
def wire(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """How the Inspector reaches the product."""
    if request.param == "http":
        return (request.getfixturevalue("product_url"),)
    return (*PRODUCT, "--sandbox")


def test_the_schemas_of_all_tools_are_portable(wire: tuple[str, ...], era: str, tmp_path: Path) -> None:
    result = good(inspected(wire, era, tmp_path, "tools/list", "--strict"))
    assert {tool["name"] for tool in result["tools"]} == set(GOOD) == set(BAD)


@pytest.mark.parametrize("tool", GOOD)
def test_a_tool_answers(wire: tuple[str, ...], era: str, tmp_path: Path, tool: str) -> None:
    result = good(inspected(wire, era, tmp_path, "tools/call", *call(tool, GOOD[tool])))
    assert not result.get("isError")
    assert "error" not in result["structuredContent"]


@pytest.mark.parametrize("tool", BAD)
def test_a_tool_says_what_is_wrong(wire: tuple[str, ...], era: str, tmp_path: Path, tool: str) -> None:
    ran = inspected(wire, era, tmp_path, "tools/call", *call(tool, BAD[tool]))
    assert ran.code == TOOL_ERROR, str(ran)
    assert json.loads(ran.complained)["error"]["code"] == "tool_is_error", str(ran)
    assert json.loads(ran.said)["structuredContent"]["error"]["next_step"], str(ran)


@pytest.mark.parametrize("method", ["resources/list", "resources/templates/list", "prompts/list"])
def test_everything_is_listed(wire: tuple[str, ...], era: str, tmp_path: Path, method: str) -> None:
    good(inspected(wire, era, tmp_path, method))


def test_a_summary_is_read_as_a_resource(wire: tuple[str, ...], era: str, tmp_path: Path) -> None:
    assert read(wire, era, tmp_path, f"{SESSION}/summary").startswith("# Session 9c1f-22ab")


@pytest.mark.parametrize(
    "uri", [f"{SESSION}/recording/rec-9c1f-1", f"{SESSION}/picture", "ui://devrev-sessions/timeline.html"]
)
def test_any_other_resource_is_read(product_url: str, era: str, tmp_path: Path, uri: str) -> None:
    assert read((product_url,), era, tmp_path, uri)


def test_what_is_no_resource_is_an_error(product_url: str, era: str, tmp_path: Path) -> None:
    ran = inspected((product_url,), era, tmp_path, "resources/read", "--uri", f"{SESSION}/nothing")
    assert "no such resource" in refusal(ran)


def test_a_prompt_is_given(wire: tuple[str, ...], era: str, tmp_path: Path) -> None:
    assert "9c1f-22ab" in prompted(wire, era, tmp_path, PROMPTS[0])


@pytest.mark.parametrize("prompt", PROMPTS[1:])
def test_any_other_prompt_is_given(product_url: str, era: str, tmp_path: Path, prompt: str) -> None:
    assert prompted((product_url,), era, tmp_path, prompt)


def test_a_prompt_without_its_argument_is_an_error(product_url: str, era: str, tmp_path: Path) -> None:
    ran = inspected((product_url,), era, tmp_path, "prompts/get", "--prompt-name", PROMPTS[0])
    assert "session_id" in refusal(ran)


def read(wire: tuple[str, ...], era: str, folder: Path, uri: str) -> str:
    """The text behind an address."""
    (contents,) = good(inspected(wire, era, folder, "resources/read", "--uri", uri))["contents"]
    assert contents["uri"] == uri
    return contents["text"]


def prompted(wire: tuple[str, ...], era: str, folder: Path, prompt: str) -> str:
    """The text of a prompt."""
    named = ("--prompt-name", prompt, "--prompt-args", *ASKED)
    (message,) = good(inspected(wire, era, folder, "prompts/get", *named))["messages"]
    return message["content"]["text"]


def call(tool: str, arguments: dict[str, Any]) -> tuple[str, ...]:
    return ("--tool-name", tool, "--tool-args-json", json.dumps(arguments))


def inspected(wire: tuple[str, ...], era: str, folder: Path, method: str, *options: str) -> Ran:
    return node(INSPECTOR, "--cli", *wire, "--protocol-era", era, "--method", method, *options, folder=folder)


def good(ran: Ran) -> dict[str, Any]:
    """What was answered, of which the Inspector complains of nothing."""
    assert ran.code == 0, str(ran)
    assert not ran.complained, str(ran)
    return json.loads(ran.said)


def refusal(ran: Ran) -> str:
    """What an error of the protocol says."""
    assert ran.code == OTHER_ERROR, str(ran)
    return json.loads(ran.complained)["error"]["message"]
