// SQLite: a separate WebAssembly module, which is loaded when a statement first needs it. It works on a disk that the
// caller provides. crates/core/src/database/wire.rs defines requests and answers.
//
// A disk is an object with
//   size(file)                     its size in bytes; files are numbers: 0 is the database, 1 its journal
//   read(file, page)               a page's 4096 bytes, which are copied at once; or 1 if it is damaged, 2 after a
// crash
//   write(file, page, bytes, size) writes a page, after which the file has that size; returns 0, 1 or 2. The bytes are
// in
//                                  SQLite's memory and must be copied before it returns
//   resize(file, size)             truncates a file or extends it with zeros; returns 0, 1 or 2
//   goOn()                         called often: false ends the statement, null says that the time is up
//   statement()                    a statement has ended; called again when the connection is closed

import { get, integrity } from "./files.js";
import { PAUSABLE, PLAIN, suspends } from "./sql-file.js";
import { sql as words } from "./words.js";

/** The size of each build in bytes, inserted by the site's build; empty if that had no compiler for them. */
const SIZES = "@sql";
const PAGE = 4096;
/** Where a run's frames are stored while it pauses, in pages of 64 KiB. The statements of the tests take a kilobyte. */
const AREA = 16;
/** An instance whose memory has grown beyond this is not kept, since memory never shrinks. */
const ROOMY = 64 << 20;
/** A run was stopped because the caller said that the time is up. */
const LATE = new Error("late");

let module;
let idle;
/** The compiled builds by their paths, as promises. */
const coming = new Map();

/** Whether it is loaded. */
export const loaded = () => module !== undefined;

/**
 * Loads it once, however often it is called; after a failure, calling it again tries again. `tell(done, total)` gets
 * the number of bytes during loading. Throws an Error whose message is for the reader.
 */
export const loadSql = async (tell) => {
  module = await load(PLAIN, tell);
};

const load = (path, tell) => {
  const loading = coming.get(path);
  if (loading) return loading;
  const begun = fetched(path, tell).catch((error) => {
    coming.delete(path);
    throw new Error(`${words.notLoaded} ${error.message ?? error}`, { cause: error });
  });
  coming.set(path, begun);
  return begun;
};

const fetched = async (path, tell) => {
  const total = SIZES[path];
  if (total === undefined) throw new Error(words.notBuilt);
  // The browser checks a file when it is complete, and returns nothing before. If the page can check it itself, it can
  // show the progress.
  const own = integrity(path) && globalThis.crypto?.subtle;
  tell?.(0, total);
  const answer = await get(path, own && { integrity: "" });
  const bytes = await arriving(answer, (done) => tell?.(done, total));
  if (own && (await hash(bytes)) !== integrity(path)) throw new Error(words.other);
  return WebAssembly.compile(bytes);
};

const arriving = async (answer, tell) => {
  const parts = [];
  let done = 0;
  // Not every browser can iterate over a stream.
  for (const reader = answer.body.getReader(); ; ) {
    const { value } = await reader.read();
    if (!value) break;
    parts.push(value);
    tell((done += value.length));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** The hash in the form of `integrity` attributes. */
const hash = async (bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
};

/** Makes an instance of a build. Its disk is set for each run, so that a kept instance can serve many. */
const instance = (build, wrap = (goOn) => goOn) => {
  const it = { disk: undefined, goOn: undefined };
  const memory = () => new Uint8Array(it.exports.memory.buffer);
  const disk = {
    size: (file) => it.disk.size(file),
    read: (file, page, into) => {
      const bytes = it.disk.read(file, page);
      if (typeof bytes === "number") return bytes;
      memory().set(bytes, into);
      return 0;
    },
    write: (file, page, from, size) => it.disk.write(file, page, memory().subarray(from, from + PAGE), size),
    resize: (file, size) => it.disk.resize(file, size),
    go_on: wrap(() => it.goOn()),
    statement: () => it.disk.statement?.(),
  };
  it.exports = new WebAssembly.Instance(build, { disk }).exports;
  it.ask = (request) => {
    const place = it.exports.request(request.length); // this may move the memory
    memory().set(request, place);
  };
  it.answer = (place) => {
    if (!place) throw new Error("a request that SQLite's module does not know");
    return memory().slice(place, place + it.exports.answer_length());
  };
  return it;
};

/**
 * A run that was stopped or has trapped leaves its instance in an undefined state, so the instance is never used again.
 */
const failed = (error) => {
  throw error instanceof WebAssembly.RuntimeError ? new Error(`${words.stopped} ${error.message}`, { cause: error }) : error;
};

/**
 * Runs a request synchronously. Returns the answer, or null if `disk.goOn` said that the time is up; the disk is then
 * in an intermediate state and must be discarded.
 */
export const runNow = (disk, request) => {
  const it = idle ?? instance(module);
  idle = undefined;
  it.disk = disk;
  it.goOn = () => {
    const answer = disk.goOn();
    if (answer === null) throw LATE;
    return answer === false ? 0 : 1;
  };
  try {
    it.ask(request);
    const answer = it.answer(it.exports.run());
    it.disk = it.goOn = undefined;
    if (it.exports.memory.buffer.byteLength <= ROOMY) idle = it;
    return answer;
  } catch (error) {
    return error === LATE ? null : failed(error);
  }
};

/** Resolves when the browser has handled its tasks; also in a hidden tab, where timers are slow. */
const breath = () =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(0);
  });

/** An instance whose `run` returns a promise, and waits where `goOn` returns one: the browser puts it aside. */
const suspended = (build) => {
  const it = instance(build, (goOn) => new WebAssembly.Suspending(goOn));
  it.run = WebAssembly.promising(it.exports.run);
  return it;
};

/**
 * The same where the module does it itself, as Binaryen's Asyncify has built it: each function that is running stores
 * its variables and returns, until `run` has returned; called again, `run` leads back to `go_on` by the same way.
 */
const selfPausing = (build) => {
  let pause;
  let leave;
  const it = instance(build, (goOn) => () => {
    const { asyncify_start_unwind: unwind, asyncify_stop_rewind: rewound } = it.exports;
    if (pause) {
      // `run` has led back here.
      pause = undefined;
      rewound();
      return leave;
    }
    const asked = goOn();
    if (typeof asked === "number") return asked;
    pause = asked;
    unwind(area);
    return 0; // nobody reads it
  });
  const { memory, run, asyncify_stop_unwind: unwound, asyncify_start_rewind: rewind } = it.exports;
  // Memory that no allocator of the module knows. If it does not suffice, `unwound` traps, and what was written behind it
  // until then is never read.
  const area = memory.grow(AREA) << 16;
  new Uint32Array(memory.buffer, area, 2).set([area + 8, memory.buffer.byteLength]);
  it.run = async () => {
    for (;;) {
      const place = run();
      if (!pause) return place;
      unwound();
      leave = await pause;
      rewind(area);
    }
  };
  return it;
};

/**
 * Runs a request and returns to the browser every `slice` milliseconds; ignores that `disk.goOn` says that the time is
 * up. `signal` stops it: it then throws the signal's reason, and the disk must be discarded. Another run, of either
 * kind, may begin and end in the meantime. Where the build for it is another one, that is loaded at the first run.
 */
export const runLong = async (disk, request, { signal, slice = 12 } = {}) => {
  await breath();
  const build = await load(PAUSABLE);
  signal?.throwIfAborted();
  const it = suspends ? suspended(build) : selfPausing(build);
  let began = performance.now();
  it.disk = disk;
  it.goOn = () => {
    if (disk.goOn() === false) return 0;
    if (performance.now() - began < slice) return 1;
    return breath().then(() => {
      signal?.throwIfAborted();
      began = performance.now();
      return 1;
    });
  };
  it.ask(request);
  return it.answer(await it.run().catch(failed));
};
