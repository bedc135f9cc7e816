"""Pages in Chromium that are watched, and the view of a tool's answer inside a host."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mcp.client.client import Client
from mcp_types import TextResourceContents
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, Request

SAMPLES: Final = {
    "9c1f-22ab": "parcel-android",
    "3f9a-77c0": "parcel-web",
    "c40d-9e18": "parcel-android",
    "B7D2E0C4-51F6-4A9E-8C3D-0F2A6E917B45": "parcel-ios",
    "e51b-0d2f": "parcel-web",
    "71aa-0004": "parcel-android",
}
"""Sample sessions and their apps."""
CRASH, TABS, LONG, PHONE, HOSTILE, EMPTY = SAMPLES
SUMMARIZE: Final = "summarize_session_timeline"
PAGE: Final = "ui://devrev-sessions/timeline.html"
HOST: Final = (Path(__file__).parent / "host.html").read_text(encoding="utf-8")
READY: Final = "() => document.querySelector('#page')?.getAttribute('aria-busy') === 'false'"
WHOLE: Final = "count => document.querySelector('#events-count')?.textContent === count"

Json = dict[str, Any]
"""What is sent between a host and a view."""


@dataclass
class Seen:
    """What a page complained of, and what it asked the network for."""

    complaints: list[str] = field(default_factory=list[str])
    requests: list[str] = field(default_factory=list[str])


class Watched:
    """Opens pages and remembers what they do that they should not."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.seen = Seen()

    async def page(self, width: int = 1280, height: int = 900, **context: Any) -> Page:
        """A page of its own, with nothing in it yet."""
        made = await self._browser.new_context(viewport={"width": width, "height": height}, **context)
        self._contexts.append(made)
        page = await made.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.seen.complaints.append(str(error)))
        page.on("request", self._asked)
        return page

    async def file(self, path: Path, **context: Any) -> Page:
        """The page of a file, drawn."""
        page = await self.page(**context)
        await page.goto(path.as_uri())
        await page.wait_for_function(READY)
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.seen.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("file:", "about:", "data:")):
            self.seen.requests.append(request.url)


class Hosted:
    """A view inside a host."""

    def __init__(self, page: Page, view: Frame) -> None:
        self.page = page
        self.view = view

    async def heard(self, method: str) -> list[Json]:
        """The parameters of what the view has sent by this method."""
        sent: list[Json] = await self.page.evaluate("heard")
        return [message.get("params", {}) for message in sent if message.get("method") == method]

    async def notify(self, method: str, params: Json) -> None:
        await self.page.evaluate("([method, params]) => notify(method, params)", [method, params])

    async def settled(self) -> None:
        """The frame is as tall as what is in it: until then a click may miss what moves."""
        tall = await self.view.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        await self.page.wait_for_function("tall => frame.style.height === `${tall}px`", arg=tall)

    async def give(self, client: Client, asked: Json) -> None:
        """The answer to another call, as a host gives it."""
        result = await client.call_tool(SUMMARIZE, asked)
        await self.notify("ui/notifications/tool-input", {"arguments": asked})
        given = result.model_dump(mode="json", by_alias=True, exclude_none=True)
        await self.notify("ui/notifications/tool-result", given)

    async def ask(self, method: str, params: Json) -> Json:
        return await self.page.evaluate("([method, params]) => ask(method, params)", [method, params])


async def hosted(
    watched: Watched,
    client: Client,
    asked: Json,
    *,
    reads: bool = True,
    refuses: bool = False,
    holds: bool = False,
    mute: bool = False,
    context: Json | None = None,
    width: int = 1280,
) -> Hosted:
    """The view of the answer to a call, in a host that has just been given it.

    A host that `refuses` says it reads and does not; one that `holds` reads only what is released.
    """
    page = await watched.page(width=width)
    await page.set_content(HOST)

    async def read(uri: str) -> Json:
        result = await client.read_resource(uri)
        return result.model_dump(mode="json", by_alias=True, exclude_none=True)

    await page.expose_function("readForView", read)  # pyright: ignore[reportUnknownMemberType] - any function will do
    result = await client.call_tool(SUMMARIZE, asked)
    given = {
        "html": await html_of(client),
        "input": asked,
        "result": result.model_dump(mode="json", by_alias=True, exclude_none=True),
        "context": context or {},
        "reads": reads and not refuses,
        "refuses": refuses,
        "holds": holds,
        "mute": mute,
    }
    await page.evaluate("given => start(given)", given)
    handle = await page.wait_for_selector("#view")
    view = await handle.content_frame() if handle else None
    assert view
    await view.wait_for_function(READY)
    return Hosted(page, view)


async def html_of(client: Client) -> str:
    (content,) = (await client.read_resource(PAGE)).contents
    assert isinstance(content, TextResourceContents)
    return content.text
