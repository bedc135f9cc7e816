"""The command as a person types it and as an assistant starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devrev_sessions.sandbox import SANDBOX_APPS, Sandbox

COMMAND = [sys.executable, "-m", "devrev_sessions"]
KEY = SANDBOX_APPS["parcel-android"][0]
CRASH = "9c1f-22ab"
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@pytest.fixture(scope="module")
def devrev() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DEVREV_")}
    nowhere = {"XDG_CONFIG_HOME": "/nonexistent"}
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**clean, **nowhere, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def for_sandbox(devrev: Sandbox, **more: str) -> dict[str, str]:
    return {"DEVREV_BASE_URL": devrev.base_url, "DEVREV_API_KEY": devrev.token, "DEVREV_VERSION_KEY": KEY, **more}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    code = (
        "import sys; from devrev_sessions.__main__ import main\n"
        f"try: main(['{option}'])\nexcept SystemExit: pass\n"
        "print('heavy', [name for name in ('mcp', 'pydantic', 'httpx', 'anyio', 'msgspec') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "heavy []"


def test_summarize_prints_what_an_assistant_reads() -> None:
    found = run("summarize", CRASH, "--sandbox", "--app", "parcel-android")
    golden = Path(__file__).parent / "golden/android-checkout-crash.summary.md"
    assert found.returncode == 0
    assert found.stdout == golden.read_text(encoding="utf-8")


def test_rules_of_a_configuration_that_is_named_are_tried_on_the_samples(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        'redact = "off"\nversion_key = "none of these"\n[apps.mine]\nversion_key = "x"\n', encoding="utf-8"
    )
    found = run("check", "--sandbox", "--config", str(config))
    assert found.returncode == 0
    assert "WARN  redaction " in found.stdout
    assert "app parcel-android" in found.stdout
    assert "mine" not in found.stdout


def test_summarize_of_an_unknown_session_says_what_to_do_and_fails(devrev: Sandbox) -> None:
    found = run("summarize", "gone", **for_sandbox(devrev))
    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr.startswith('Error not_found: DevRev knows no session "gone" in this app.')
    assert "Next step:" in found.stderr


def test_summarize_writes_the_same_story_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "session.html"
    found = run("summarize", CRASH, "--sandbox", "--app", "parcel-android", "--html", str(path))
    assert (found.returncode, found.stderr) == (0, "")
    written = path.read_text(encoding="utf-8")
    assert found.stdout == f"Wrote {path}, {len(written) // 1000} kB, to open in a browser.\n"
    assert '"title":"Session 9c1f-22ab · Android · app 5.2.0 on Google Pixel 8, Android 15"' in written


def test_a_page_that_cannot_be_written_is_one_plain_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nowhere/session.html"
    found = run("summarize", CRASH, "--sandbox", "--app", "parcel-android", "--html", str(path))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == f"Cannot write {path}: No such file or directory.\n"


def test_a_page_is_drawn_as_its_summary_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "session.html"
    asked = ["--question", "why could the customer not pay?", "--around", "#163"]
    found = run("summarize", CRASH, "--sandbox", "--app", "parcel-android", *asked, "--html", str(path))
    assert (found.returncode, found.stderr) == (0, "")
    written = path.read_text(encoding="utf-8")
    assert '"question":["Question: 9 events bear on it: ' in written
    assert '"look":{"from_ms":100000,"to_ms":160000,"ref":"#163","empty":null}' in written


def test_a_page_of_nothing_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "session.html"
    asked = ["--app", "parcel-android", "--recording", "nope"]
    found = run("summarize", CRASH, "--sandbox", *asked, "--html", str(path))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith("No page was written: nothing is there to draw.\nThe recording nope is not there")
    assert not path.exists()


def test_a_page_may_be_written_to_standard_output() -> None:
    found = run("summarize", CRASH, "--sandbox", "--app", "parcel-android", "--html", "-")
    assert found.returncode == 0
    assert found.stdout.startswith("<!doctype html>")
    assert found.stderr == f"Wrote the page, {len(found.stdout) // 1000} kB, to open in a browser.\n"


def test_a_page_may_lie_at_home(tmp_path: Path) -> None:
    asked = ["--app", "parcel-android", "--html", "~/session.html"]
    found = run("summarize", CRASH, "--sandbox", *asked, HOME=str(tmp_path))
    assert found.stdout.startswith(f"Wrote {tmp_path}/session.html, ")


def test_a_page_without_a_name_is_wrong_usage() -> None:
    found = run("summarize", CRASH, "--sandbox", "--html", "")
    assert found.returncode == 2
    assert "it must name a file, or be - for standard output" in found.stderr


def test_check_finds_everything_good_where_it_is(devrev: Sandbox) -> None:
    found = run("check", **for_sandbox(devrev))
    assert found.returncode == 0, found.stdout
    assert all(line.startswith("ok ") for line in found.stdout.splitlines())
    assert "sandbox-token" not in found.stdout


@pytest.mark.parametrize(
    ("broken", "about", "mend"),
    [
        ({"DEVREV_API_KEY": ""}, "token", "Personal Access Token"),
        ({"DEVREV_API_KEY": "expired-token"}, "token", "cannot be renewed"),
        ({"DEVREV_BASE_URL": "http://127.0.0.1:9"}, "host 127.0.0.1:9", "DEVREV_BASE_URL"),
        ({"DEVREV_VERSION_KEY": "no-such-app"}, "app default app", "version_key"),
        ({"DEVREV_VERSION_KEY": ""}, "apps", "Unique App ID"),
    ],
)
def test_check_says_what_is_wrong_and_how_to_mend_it(
    devrev: Sandbox, broken: dict[str, str], about: str, mend: str
) -> None:
    found = run("check", **for_sandbox(devrev, **broken))
    assert found.returncode == 1
    wrong = found.stdout[found.stdout.index("WRONG") :]
    assert about in wrong.splitlines()[0]
    assert mend in wrong
    assert "expired-token" not in found.stdout


def test_a_typo_in_the_configuration_names_the_key(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[apps.shop]\nversion_key = "k"\nplatfrom = "ios"\n')
    found = run("check", "--config", str(config))
    assert found.returncode == 2
    assert "apps.shop.platfrom" in found.stderr
    assert "platform" in found.stderr


def test_the_demonstration_runs_from_end_to_end() -> None:
    found = run("demo")
    assert found.returncode == 0, found.stderr
    assert "## What went wrong" in found.stdout
    assert "Error not_found" in found.stdout


def started(*arguments: str) -> subprocess.Popen[str]:
    """A server that has answered its first message."""
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(INITIALIZE) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "devrev-sessions-mcp"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_server_at_once_and_cleanly(number: signal.Signals) -> None:
    with started("--sandbox") as process:
        process.send_signal(number)
        # The promise is "at once"; the bound only keeps a broken server from hanging the tests.
        assert process.wait(timeout=10) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_the_end_of_input_ends_a_server_cleanly() -> None:
    with started("--sandbox") as process:
        _, complaints = process.communicate(timeout=10)
        assert process.returncode == 0
        assert complaints == ""


def test_http_is_served_on_loopback_only() -> None:
    found = run("serve", "--http", "--host", "0.0.0.0", "--sandbox")
    assert found.returncode == 2
    assert "loopback" in found.stderr


def test_a_demonstration_may_be_read_in_part() -> None:
    with subprocess.Popen([*COMMAND, "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith("Connected")
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    found = run("serve", "--http", "--sandbox", f"--port={port}")
    assert found.returncode == 2
    assert "1 to 65535" in found.stderr
