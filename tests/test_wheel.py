"""What a person installs: the wheel, in a clean environment."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import TextContent, TextResourceContents

from devrev_sessions.assistant.definitions import DEFINITIONS

ROOT = Path(__file__).parent.parent

GIVEN = {
    "session_id": "9c1f-22ab",
    "question": "Why did the payment fail?",
    "recording_id": "rec-9c1f-1",
    "tab_id": "tab-1",
    "version_key": "parcel-android",
    "focus": "the crash",
    "symptom": "it closes when I pay",
    "ticket": "TKT-142",
    "user": "REVU-8812",
    "failing_session_id": "9c1f-22ab",
    "working_session_id": "2b6e-f0d9",
}


def installed(folder: Path) -> Path:
    """The Python of a clean environment that has the wheel, and this one's dependencies without this project."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "clean", with_pip=False)
    python = folder / "clean/bin/python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), site], check=True)
    # A path file in a path file's folder is not read, so this project's own editable link stays behind.
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def place_of(python: Path, folder: Path) -> str:
    """Where the clean environment finds the package."""
    code = "import devrev_sessions; print(devrev_sessions.__file__)"
    return subprocess.run([python, "-c", code], cwd=folder, check=True, capture_output=True, text=True).stdout


async def test_the_wheel_in_a_clean_environment_lists_its_tools_and_renders_every_prompt(tmp_path: Path) -> None:
    python = installed(tmp_path)
    assert str(tmp_path) in place_of(python, tmp_path)

    server = StdioServerParameters(command=str(python), args=["-m", "devrev_sessions", "--sandbox"], cwd=tmp_path)
    async with Client(server) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert tools == {tool.name for tool in DEFINITIONS}
        assert client.instructions
        prompts = (await client.list_prompts()).prompts
        assert {prompt.name for prompt in prompts} == {path.stem for path in (ROOT / "prompts").glob("*_*.md")}
        for prompt in prompts:
            arguments = prompt.arguments or []
            everything = {argument.name: GIVEN[argument.name] for argument in arguments}
            needed = {argument.name: GIVEN[argument.name] for argument in arguments if argument.required}
            for given in (everything, needed):
                (message,) = (await client.get_prompt(prompt.name, given)).messages
                assert isinstance(message.content, TextContent)
                assert "{{" not in message.content.text
                assert all(value in message.content.text for value in given.values())
        (view,) = (await client.read_resource("ui://devrev-sessions/timeline.html")).contents
        assert isinstance(view, TextResourceContents)
        assert "</html>" in view.text
        asked = {"session_id": "9c1f-22ab", "version_key": "parcel-android"}
        assert not (await client.call_tool("summarize_session_timeline", asked)).is_error
