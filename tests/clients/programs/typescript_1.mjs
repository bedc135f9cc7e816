// The TypeScript SDK of the years of the handshake.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const { server, script } = JSON.parse(process.argv[2]);
const transport = server.url ? new StreamableHTTPClientTransport(new URL(server.url)) : new StdioClientTransport(server);
const client = new Client({ name: "typescript-1", version: "1.0.0" });
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
