"""An agent of mcp-use."""

import asyncio
import json
import sys

from langchain_openai import ChatOpenAI
from mcp_use import MCPAgent, MCPClient


async def main():
    task = json.loads(sys.argv[1])
    client = MCPClient(config={"mcpServers": {"devrev-sessions": task["server"]}})
    model = ChatOpenAI(model="scripted", base_url=f"{task['model']}/v1", api_key="none")
    await MCPAgent(llm=model, client=client, max_steps=10).run(task["prompt"])
    await client.close_all_sessions()


asyncio.run(main())
