// mcporter, a command line for any server: what it prints is what an assistant reads that runs it in a shell.

import { run, task, write } from "./command.mjs";

const config = write("mcporter.json", { mcpServers: { devrev: task.server } });
const mcporter = (...args) => run("mcporter", ["--config", config, ...args]);
const listing = JSON.parse(mcporter("list", "devrev", "--json").said);
const results = task.script.map(({ tool, arguments: given }) =>
  mcporter("call", `devrev.${tool}`, "--args", JSON.stringify(given)),
);
const listed = listing.tools.map((tool) => tool.name);
const shown = results.map((each) => [each.said]);
console.log(JSON.stringify({ listed, shown, failed: results.map((each) => each.failed) }));
