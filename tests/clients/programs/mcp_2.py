"""The Python SDK of both eras, in the one that is asked for."""

import json
import sys

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters


async def main():
    task = json.loads(sys.argv[1])
    server = task["server"]
    async with Client(server.get("url") or StdioServerParameters(**server), mode=task["era"]) as client:
        listed = [tool.name for tool in (await client.list_tools()).tools]
        results = [await client.call_tool(each["tool"], each["arguments"]) for each in task["script"]]
    blocks = [[getattr(block, "text", getattr(block, "data", "")) for block in each.content] for each in results]
    shown = [[*said, json.dumps(each.structured_content)] for said, each in zip(blocks, results, strict=True)]
    print(json.dumps({"listed": listed, "shown": shown, "failed": [each.is_error for each in results]}))


anyio.run(main)
