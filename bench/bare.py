"""The least that a server made with the SDK is: one tool that does nothing. What ours adds is measured beside it.

`bare.py` serves over standard input and output, `bare.py PORT` over HTTP at /mcp.
"""

import sys

from mcp.server import MCPServer

server = MCPServer("bare", log_level="WARNING")


@server.tool()
async def nothing() -> str:
    return "nothing"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        server.run("streamable-http", port=int(sys.argv[1]), stateless_http=True)
    else:
        server.run("stdio")
