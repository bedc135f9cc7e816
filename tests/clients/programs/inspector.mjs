// The Inspector's command line, in the era that is asked for, strict about the schemas of the tools.

import { run, task } from "./command.mjs";

const target = task.server.url ? [task.server.url] : [task.server.command, ...task.server.args];
const inspect = (...args) => run("mcp-inspector", ["--cli", ...args, "--protocol-era", task.era, "--", ...target]);
const listing = inspect("--method", "tools/list", "--strict");
if (listing.failed) throw new Error(listing.said);
const results = task.script.map((each) => {
  const given = Object.entries(each.arguments).flatMap(([name, value]) => ["--tool-arg", `${name}=${value}`]);
  return JSON.parse(inspect("--method", "tools/call", "--tool-name", each.tool, ...given).said);
});
const listed = JSON.parse(listing.said).tools.map((tool) => tool.name);
const shown = results.map(({ content, structuredContent }) => [
  ...content.map((block) => block.text ?? block.data ?? ""),
  JSON.stringify(structuredContent),
]);
console.log(JSON.stringify({ listed, shown, failed: results.map((each) => Boolean(each.isError)) }));
