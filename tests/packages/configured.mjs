// What a host starts for an unpacked bundle, by the code that hosts use: node configured.mjs FOLDER USER_CONFIG
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [extensionPath, given] = process.argv.slice(2);
// Installed in the working folder, not beside this file.
const found = createRequire(pathToFileURL(`${process.cwd()}/`)).resolve("@anthropic-ai/mcpb");
const { getMcpConfigForManifest } = await import(pathToFileURL(found));
const manifest = JSON.parse(readFileSync(`${extensionPath}/manifest.json`, "utf8"));
const userConfig = JSON.parse(given);
const config = await getMcpConfigForManifest({ manifest, extensionPath, systemDirs: {}, userConfig, pathSeparator: "/" });
process.stdout.write(JSON.stringify(config ?? null));
