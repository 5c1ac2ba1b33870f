// The checker of scenarios, `cargo xtask check`, as WebAssembly: here are only the files that it reads and writes.

import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import "../session/node.js"; // it has the module ready
import { check as run } from "../session/module.js";

/** Why a file could not be read or written, without its name: the message has it. */
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

/** Does what the words ask for; `fail` is told of words that make no sense. */
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
