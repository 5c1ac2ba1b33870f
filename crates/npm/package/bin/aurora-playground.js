#!/usr/bin/env node
// `aurora-playground check | serve`: the command line and the exit code: 0 if all is well, otherwise 1.

import { readFileSync } from "node:fs";

const HELP = `\
aurora-playground <command>

  check FILE.md... [--write]   read and run scenarios or challenges that you write, and say what is wrong with them: where, why, and
                               what to do about it; --write puts what the commands print into the files
  serve [--port PORT]          serve the playground at http://127.0.0.1:PORT (8080 unless given; 0 picks a free port)
`;

const fail = (problem) => {
  console.error(`error: ${problem}`);
  process.exitCode = 1;
};

const [command, ...words] = process.argv.slice(2);

if (command === undefined || [command, ...words].some((word) => word === "--help" || word === "-h")) {
  process.stdout.write(HELP);
} else if (command === "--version") {
  console.log(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version);
} else if (command === "check") {
  const { check } = await import("./check.js");
  check(words, fail);
} else if (command === "serve") {
  const { serve } = await import("./serve.js");
  serve(words, fail);
} else {
  fail(`there is no command \`${command}\`; the commands are check and serve`);
}
