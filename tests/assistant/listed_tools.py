"""The tool definitions as an assistant receives them.

`python tests/assistant/listed_tools.py > tests/golden/tools.json` writes them anew; `git diff tests/golden` is then
what a reader has to agree with.
"""

import json
import sys

import anyio
from asking import Data, settings_for
from mcp.client.client import Client

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import Sandbox


async def definitions(client: Client) -> list[Data]:
    listed = await client.list_tools()
    return [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in listed.tools]


async def print_them() -> None:
    with Sandbox() as devrev:
        async with open_desks(settings_for(devrev)) as desks, Client(build_server(desks)) as client:
            json.dump(await definitions(client), sys.stdout, indent=2, ensure_ascii=False)
            sys.stdout.write("\n")


if __name__ == "__main__":
    anyio.run(print_them)
