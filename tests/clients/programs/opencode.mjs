// OpenCode.

import { ask, task, write } from "./command.mjs";

const { url, command, args } = task.server;
const model = { attachment: true, modalities: { input: ["text", "image"], output: ["text"] } };
write(".config/opencode/opencode.json", {
  mcp: { "devrev-sessions": url ? { type: "remote", url } : { type: "local", command: [command, ...args] } },
  autoupdate: false,
  permission: { "*": "allow" },
  model: "scripted/scripted",
  small_model: "scripted/scripted",
  provider: {
    scripted: {
      npm: "@ai-sdk/openai-compatible",
      options: { baseURL: `${task.model}/v1`, apiKey: "none" },
      models: { scripted: model },
    },
  },
});
ask("opencode", { check: ["mcp", "list"], question: ["run", task.prompt] });
