// Gemini CLI.

import { ask, task, write } from "./command.mjs";

const server = task.server.url ? { httpUrl: task.server.url } : task.server;
write(".gemini/settings.json", {
  mcpServers: { "devrev-sessions": { ...server, trust: true } },
  security: { auth: { selectedType: "gemini-api-key" } },
  privacy: { usageStatisticsEnabled: false },
});
ask("gemini", {
  check: ["mcp", "list"],
  question: ["-p", task.prompt, "-m", "gemini-2.5-flash"],
  environment: {
    GEMINI_API_KEY: "none",
    GOOGLE_GEMINI_BASE_URL: task.model,
    // In a folder that nobody trusts it starts no server.
    GEMINI_CLI_TRUST_WORKSPACE: "true",
  },
});
