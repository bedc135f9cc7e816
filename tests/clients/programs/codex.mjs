// Codex.

import { ask, task, write } from "./command.mjs";

const quoted = JSON.stringify;
const { url, command, args } = task.server;
write(
  ".codex/config.toml",
  `model = "gpt-5.4"
model_provider = "scripted"
approval_policy = "never"
[model_providers.scripted]
name = "scripted"
base_url = ${quoted(`${task.model}/v1`)}
wire_api = "responses"
[mcp_servers.devrev-sessions]
required = true
${url ? `url = ${quoted(url)}` : `command = ${quoted(command)}\nargs = ${quoted(args)}`}
`,
);
ask("codex", { question: ["exec", "--skip-git-repo-check", task.prompt] });
