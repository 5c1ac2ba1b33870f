// The checker of scenarios, `cargo xtask check`, as WebAssembly. This file reads and writes its files.

import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import "../session/node.js"; // it loads the module
import { check as run } from "../session/module.js";

/** Why a file could not be read or written, without its name, which the message has. */
const plainly = (act) => {
  try {
    return act();
  } catch (error) {
    throw new Error(error.message.split(", ")[0]);
  }
};

const disk = {
  read: (path, limit) =>
    plainly(() => {
      const file = openSync(path);
      try {
        const bytes = new Uint8Array(limit);
        let length = 0;
        for (let read = 1; read > 0 && length < limit; length += read) read = readSync(file, bytes, length, limit - length, null);
        return bytes.subarray(0, length);
      } finally {
        closeSync(file);
      }
    }),
  write: (path, text) => plainly(() => writeFileSync(path, text)),
};

/** Runs the command with its arguments; `fail` is called for invalid ones. */
export const check = (words, fail) => {
  let checked;
  try {
    checked = run(words, disk);
  } catch (problem) {
    fail(problem);
    return;
  }
  process.stdout.write(checked.said);
  if (!checked.well) process.exitCode = 1;
};
