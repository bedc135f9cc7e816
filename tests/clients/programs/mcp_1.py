"""The Python SDK of the years of the handshake."""

import json
import sys
from contextlib import asynccontextmanager

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client


@asynccontextmanager
async def connected(server):
    if "url" in server:
        async with streamable_http_client(server["url"]) as (read, write, _):
            yield read, write
    else:
        async with stdio_client(StdioServerParameters(**server)) as (read, write):
            yield read, write


async def main():
    task = json.loads(sys.argv[1])
    async with connected(task["server"]) as streams, ClientSession(*streams) as session:
        await session.initialize()
        listed = [tool.name for tool in (await session.list_tools()).tools]
        results = [await session.call_tool(each["tool"], each["arguments"]) for each in task["script"]]
    blocks = [[getattr(block, "text", getattr(block, "data", "")) for block in each.content] for each in results]
    shown = [[*said, json.dumps(each.structuredContent)] for said, each in zip(blocks, results, strict=True)]
    print(json.dumps({"listed": listed, "shown": shown, "failed": [each.isError for each in results]}))


anyio.run(main)
