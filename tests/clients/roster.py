"""Who is asked: each client, its exact version, and the program in `programs/` that makes it ask.

A program gets its task as JSON in its first argument: `server`, `script`, `prompt`, `model` and `era`. A library or a
command hands results on: its program prints one line of JSON with the tools `listed`, all that is `shown` of each
result, piece by piece, and whether it counts as `failed`. An agent is given a scripted model, which knows what it was
shown; where the agent has a check of its own for servers, its program prints what that says.
"""

from dataclasses import dataclass
from typing import Final, Literal

AS_OF: Final = "2026-11-27"
"""What the clients depend on is taken as it was on that day, so that the table can be made again."""

Wire = Literal["stdio", "HTTP"]
WIRES: Final[tuple[Wire, ...]] = ("stdio", "HTTP")


@dataclass(frozen=True)
class Client:
    """One line of the table."""

    name: str
    packages: tuple[str, ...]
    """With their versions; the first is the client itself."""
    program: str
    era: str = ""
    """Of the protocol, for clients that want to be told."""
    is_agent: bool = False
    has_check: bool = False
    is_quick: bool = False

    @property
    def in_node(self) -> bool:
        """Whether it comes from npm; the others come from PyPI."""
        return self.program.endswith(".mjs")

    @property
    def package(self) -> str:
        """Its name in the registry."""
        return self.packages[0].rpartition("@" if self.in_node else "==")[0]

    @property
    def version(self) -> str:
        """Its exact version."""
        return self.packages[0].rpartition("@" if self.in_node else "==")[2]


PYTHON_2: Final = ("mcp==2.3.0",)
TYPESCRIPT_2: Final = ("@modelcontextprotocol/client@2.4.0",)
INSPECTOR: Final = ("@modelcontextprotocol/inspector@2.12.0",)
MODEL_OF_LANGCHAIN: Final = "langchain-openai==1.7.3"
LANGCHAIN: Final = ("langchain-mcp-adapters==0.3.2", "langchain==1.5.2", MODEL_OF_LANGCHAIN)

CLIENTS: Final = (
    Client("Python SDK 1", ("mcp==1.30.0",), "mcp_1.py", is_quick=True),
    Client("Python SDK 2", PYTHON_2, "mcp_2.py", "auto"),
    Client("Python SDK 2, with handshake", PYTHON_2, "mcp_2.py", "legacy"),
    Client("TypeScript SDK 1", ("@modelcontextprotocol/sdk@1.32.2",), "typescript_1.mjs", is_quick=True),
    Client("TypeScript SDK 2", TYPESCRIPT_2, "typescript_2.mjs", "auto", is_quick=True),
    Client("TypeScript SDK 2, with handshake", TYPESCRIPT_2, "typescript_2.mjs", "legacy", is_quick=True),
    Client("FastMCP", ("fastmcp==4.2.3",), "fastmcp_client.py", is_quick=True),
    Client("Inspector", INSPECTOR, "inspector.mjs", "modern"),
    Client("Inspector, with handshake", INSPECTOR, "inspector.mjs", "legacy"),
    Client("mcporter", ("mcporter@0.12.3",), "mcporter.mjs"),
    Client("LangChain", LANGCHAIN, "langchain_agent.py", is_agent=True),
    Client("OpenAI Agents", ("openai-agents==0.24.0",), "openai_agent.py", is_agent=True),
    Client("Pydantic AI", ("pydantic-ai-slim[mcp,openai]==2.68.0",), "pydantic_agent.py", is_agent=True),
    Client("mcp-use", ("mcp-use==1.7.1", MODEL_OF_LANGCHAIN), "mcp_use_agent.py", is_agent=True),
    Client("Claude Code", ("@anthropic-ai/claude-code@2.1.332",), "claude_code.mjs", is_agent=True, has_check=True),
    Client("OpenCode", ("opencode-ai@1.18.33",), "opencode.mjs", is_agent=True, has_check=True),
    Client("Gemini CLI", ("@google/gemini-cli@0.61.0",), "gemini_cli.mjs", is_agent=True, has_check=True),
    Client("Codex", ("@openai/codex@0.171.0",), "codex.mjs", is_agent=True),
    Client("Copilot CLI", ("@github/copilot@1.0.102",), "copilot.mjs", is_agent=True),
)
