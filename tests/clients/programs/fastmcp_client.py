"""FastMCP's client, which raises an error unless told not to: what it raises is what is told of one."""

import json
import sys

import anyio
from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp.exceptions import ToolError


async def main():
    task = json.loads(sys.argv[1])
    server = task["server"]
    shown, failed = [], []
    transport = StreamableHttpTransport(server["url"]) if "url" in server else StdioTransport(**server)
    async with Client(transport) as client:
        listed = [tool.name for tool in await client.list_tools()]
        for each in task["script"]:
            try:
                result = await client.call_tool(each["tool"], each["arguments"])
                blocks = [getattr(block, "text", getattr(block, "data", "")) for block in result.content]
                shown.append([*blocks, json.dumps(result.structured_content)])
                failed.append(False)
            except ToolError as error:
                shown.append([str(error)])
                failed.append(True)
    print(json.dumps({"listed": listed, "shown": shown, "failed": failed}))


anyio.run(main)
