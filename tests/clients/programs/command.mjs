// How the programs around a command run it: without input and colours, in the home they were given.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const task = JSON.parse(process.argv[2]);

export function run(command, args, environment = {}) {
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const path = join("node_modules", ".bin", command);
  const ended = spawnSync(path, args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  process.stderr.write(ended.stderr ?? String(ended.error));
  return { said: ended.stdout, complained: ended.stderr, failed: ended.status !== 0 };
}

// An agent's own check of its servers, if it has one, and one question to it with nobody at the screen.
export function ask(command, { check, question, environment }) {
  if (check) {
    const { said, complained } = run(command, check, environment);
    console.log(said, complained);
  }
  process.exitCode = run(command, question, environment).failed ? 1 : 0;
}

export function write(name, content) {
  const path = join(process.env.HOME, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
