"""An agent of the OpenAI Agents SDK."""

import asyncio
import json
import sys

from agents import Agent, OpenAIResponsesModel, Runner, set_tracing_disabled
from agents.mcp import MCPServerStdio, MCPServerStreamableHttp
from openai import AsyncOpenAI


async def main():
    task = json.loads(sys.argv[1])
    set_tracing_disabled(True)
    transport = MCPServerStreamableHttp if "url" in task["server"] else MCPServerStdio
    vendor = AsyncOpenAI(base_url=f"{task['model']}/v1", api_key="none")
    async with transport(params=task["server"]) as server:
        model = OpenAIResponsesModel("scripted", vendor)
        await Runner.run(Agent(name="support", mcp_servers=[server], model=model), task["prompt"])


asyncio.run(main())
