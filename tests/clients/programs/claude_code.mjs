// Claude Code.

import { ask, task, write } from "./command.mjs";

const server = task.server.url ? { type: "http", ...task.server } : task.server;
write(".claude.json", { mcpServers: { "devrev-sessions": server } });
ask("claude", {
  check: ["mcp", "list"],
  question: ["-p", task.prompt, "--allowedTools", "mcp__devrev-sessions"],
  environment: {
    ANTHROPIC_BASE_URL: task.model,
    ANTHROPIC_API_KEY: "none",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    // All tools are offered from the first turn on, instead of when the model looks for them.
    ENABLE_TOOL_SEARCH: "false",
    MCP_CONNECTION_NONBLOCKING: "false",
  },
});
