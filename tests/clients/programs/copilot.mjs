// GitHub Copilot's command line, with a model of one's own.

import { ask, task, write } from "./command.mjs";

const server = task.server.url ? { type: "http", ...task.server } : { type: "local", ...task.server };
write(".copilot/mcp-config.json", { mcpServers: { "devrev-sessions": { ...server, tools: ["*"] } } });
ask("copilot", {
  question: ["-p", task.prompt, "--allow-all-tools"],
  environment: {
    COPILOT_OFFLINE: "true",
    COPILOT_PROVIDER_BASE_URL: `${task.model}/v1`,
    COPILOT_PROVIDER_WIRE_API: "responses",
    COPILOT_MODEL: "gpt-5.4",
  },
});
