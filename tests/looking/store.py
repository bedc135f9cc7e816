"""A DevRev on loopback whose recordings have links, and the store that these lead to."""

import base64
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from asking import Data, text_of
from fault_table import TOKEN, asking
from faulty_host import Faulty, faulty
from mcp.client.client import Client
from mcp_types import CallToolResult, ImageContent, TextContent
from scripted import Script, answer

SCREEN: Final = "get_session_screen"
SIGNED: Final = "X-Amz-Signature=0c9a7be1d2"
SECONDS: Final = 10.0


@dataclass
class Store:
    """What lies behind links, by their paths; a list is played one after the other, its last entry again and again."""

    files: Mapping[str, list[Script]]
    body: Callable[["Store"], object]
    host: Faulty = field(default_factory=Faulty)
    asked: list[str] = field(default_factory=list[str])
    recordings: int = 0

    def route(self, operation: str, _: dict[str, str]) -> Script:
        """What the host says to one request."""
        path = operation.partition("?")[0]
        if path in self.files:
            self.asked.append(path)
            scripts = self.files[path]
            return scripts.pop(0) if len(scripts) > 1 else scripts[0]
        if operation == "sessions.data.get":
            self.recordings += 1
            return answer(200, json.dumps(self.body(self)).encode())
        return answer(200, b"{}")

    def link_to(self, path: str) -> str:
        """The link to a file, for which each reading of the recording has another permission."""
        return f"{self.host.url}{path}?{SIGNED}&n={self.recordings}"


@asynccontextmanager
async def stored(
    files: Mapping[str, Script | list[Script]], body: Callable[[Store], object], *, seconds: float = SECONDS
) -> AsyncGenerator[tuple[Store, Client]]:
    """The store, and a client of a server that reads from it; `body` makes the recording with its links."""
    store = Store({path: each if isinstance(each, list) else [each] for path, each in files.items()}, body)
    async with faulty(store.route) as host:
        store.host = host
        async with asking(host.url, seconds=seconds) as client:
            yield store, client


def file(body: bytes) -> bytes:
    """A file as a store delivers it."""
    return answer(200, body, kind="application/octet-stream")


def image_of(result: CallToolResult) -> bytes:
    """The image of a result that has one."""
    assert not result.is_error, result.content
    (shown,) = [block for block in result.content if isinstance(block, ImageContent)]
    assert shown.mime_type == "image/webp"
    return base64.b64decode(shown.data)


def words_of(result: CallToolResult) -> str:
    """The text of a result that may hold an image as well."""
    (text,) = [block.text for block in result.content if isinstance(block, TextContent)]
    return text


def silent(result: CallToolResult) -> None:
    """Fail where a token or a link stands in a result."""
    everything = "".join(text_of(result)) + json.dumps(result.structured_content)
    for secret in (TOKEN, "X-Amz", "0c9a7be1d2", "Traceback"):
        assert secret not in everything


def named(on_web: bool, **more: object) -> Data:
    """The arguments that name the recording or the tab."""
    ids: Data = {"session_id": "s-1", "version_key": "app", "platform": "web" if on_web else "android"}
    return {**ids, ("tab_id" if on_web else "recording_id"): "tab-1" if on_web else "rec-1", **more}
