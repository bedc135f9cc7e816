"""A Chromium, a real server in a process of its own, and a minimal host between the two."""

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hosting import SAMPLES, Seen, Watched
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from playwright.async_api import Browser, async_playwright

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
"""As root, and without the looks at the network that a browser takes by itself."""


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is needed: apt-get install -y chromium"
    async with async_playwright() as playwright:
        # Without a sandbox of its own: checks run as root in containers, where it has none to make.
        chromium = await playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
async def client() -> AsyncIterator[Client]:
    """A client of the server as an assistant starts it."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "devrev_sessions", "--sandbox"])
    async with Client(server) as connected:
        yield connected


@pytest.fixture
async def watched(browser: Browser) -> AsyncIterator[Watched]:
    """Pages that must complain of nothing and ask for nothing."""
    watching = Watched(browser)
    yield watching
    await watching.close()
    assert watching.seen == Seen()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file that the command writes for a sample, each made once."""
    folder = tmp_path_factory.mktemp("pages")

    def made(session_id: str) -> Path:
        path = folder / f"{session_id}.html"
        if not path.exists():
            command = [sys.executable, "-m", "devrev_sessions", "summarize", session_id, "--sandbox"]
            subprocess.run([*command, "--app", SAMPLES[session_id], "--html", str(path)], check=True)
        return path

    return made
