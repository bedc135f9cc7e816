"""A LangChain agent with the tools that langchain-mcp-adapters makes of the server's."""

import asyncio
import json
import sys

from langchain.agents import create_agent
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_openai import ChatOpenAI


async def main():
    task = json.loads(sys.argv[1])
    server = task["server"]
    connection = {"transport": "http" if "url" in server else "stdio", **server}
    tools = await MultiServerMCPClient({"devrev-sessions": connection}).get_tools()
    model = ChatOpenAI(model="scripted", base_url=f"{task['model']}/v1", api_key="none")
    await create_agent(model, tools).ainvoke({"messages": [{"role": "user", "content": task["prompt"]}]})


asyncio.run(main())
