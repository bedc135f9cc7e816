// The TypeScript SDK of both eras, in the one that is asked for.

import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const { server, script, era } = JSON.parse(process.argv[2]);
const transport = server.url ? new StreamableHTTPClientTransport(new URL(server.url)) : new StdioClientTransport(server);
const client = new Client({ name: "typescript-2", version: "1.0.0" }, { versionNegotiation: { mode: era } });
await client.connect(transport);
const listed = (await client.listTools()).tools.map((tool) => tool.name);
const results = [];
for (const each of script) results.push(await client.callTool({ name: each.tool, arguments: each.arguments }));
await client.close();
const shown = results.map(({ content, structuredContent }) => [
  ...content.map((block) => block.text ?? block.data ?? ""),
  JSON.stringify(structuredContent),
]);
console.log(JSON.stringify({ listed, shown, failed: results.map((each) => Boolean(each.isError)) }));
