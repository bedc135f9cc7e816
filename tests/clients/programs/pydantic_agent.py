"""An agent of Pydantic AI."""

import asyncio
import json
import sys

from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider


async def main():
    task = json.loads(sys.argv[1])
    server = task["server"]
    vendor = OpenAIProvider(base_url=f"{task['model']}/v1", api_key="none")
    tools = MCPToolset(server.get("url") or {"mcpServers": {"devrev-sessions": server}})
    async with Agent(OpenAIChatModel("scripted", provider=vendor), toolsets=[tools]) as agent:
        await agent.run(task["prompt"])


asyncio.run(main())
