// SQLite: a WebAssembly module of its own, loaded when the first statement needs it. It works on a disk that the caller
// has, and knows no other: what a request and an answer are, crates/core/src/database/wire.rs says.
//
// A disk is an object with
//   size(file)                     its size in bytes; files are numbers, 0 is the database and 1 its journal
//   read(file, page)               a page's 4096 bytes, which are copied at once; or 1 if it is damaged, 2 after a crash
//   write(file, page, bytes, size) takes a page, after which the file has that size; 0, or 1 or 2. The bytes are SQLite's
//                                  own memory: they are to be copied before it returns
//   resize(file, size)             cuts a file off, or makes it end in zeros; 0, or 1 or 2
//   goOn()                         asked often: false ends the statement for good, and null says that the time is up
//   statement()                    a statement has ended; once more when the connection is closed

import { get, integrity } from "./files.js";
import { sql as words } from "./words.js";

const FILE = "pkg/sql.wasm";
/** Its size in bytes, written by the build; 0 where the build had no compiler for it. */
const SIZE = "@sql";
const PAGE = 4096;
/** An instance that has grown beyond this is not kept: memory never shrinks. */
const ROOMY = 64 << 20;
/** A run was left at the caller's wish. */
const LATE = new Error("late");

/** Whether a run can wait in the middle of it, so that the page lives on. */
export const canPause = "Suspending" in (globalThis.WebAssembly ?? {});

let module;
let coming;
let idle;

/** Whether it is here. */
export const loaded = () => module !== undefined;

/**
 * Loads it, once for all that ask; asking again after a failure tries again. `tell(done, total)` hears of its bytes on the
 * way; a build that knows no total says 0. Throws an Error whose message is for the reader.
 */
export const loadSql = (tell) =>
  (coming ??= fetched(tell).then(
    (compiled) => void (module = compiled),
    (error) => {
      coming = undefined;
      throw new Error(`${words.notLoaded} ${error.message ?? error}`, { cause: error });
    },
  ));

const fetched = async (tell) => {
  if (SIZE === 0) throw new Error(words.notBuilt);
  // The browser checks a file when all of it is there, and hands out nothing before. Where the page can do that itself, it
  // sees the file come.
  const own = integrity(FILE) && globalThis.crypto?.subtle;
  const total = typeof SIZE === "number" ? SIZE : 0;
  tell?.(0, total);
  const answer = await get(FILE, own && { integrity: "" });
  const bytes = await arriving(answer, (done) => tell?.(done, total));
  if (own && (await hash(bytes)) !== integrity(FILE)) throw new Error(words.other);
  return WebAssembly.compile(bytes);
};

const arriving = async (answer, tell) => {
  const parts = [];
  let done = 0;
  // Not every browser can go over a stream as over a list.
  for (const reader = answer.body.getReader(); ; ) {
    const { value } = await reader.read();
    if (!value) break;
    parts.push(value);
    tell((done += value.length));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** As `integrity` attributes have it. */
const hash = async (bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
};

/** An instance. Its disk is set for each run: one that is kept serves many. */
const instance = (wrap = (goOn) => goOn) => {
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
  it.exports = new WebAssembly.Instance(module, { disk }).exports;
  it.ask = (request) => {
    const place = it.exports.request(request.length); // may make the memory another one
    memory().set(request, place);
  };
  it.answer = (place) => {
    if (!place) throw new Error("a request that SQLite's module does not know");
    return memory().slice(place, place + it.exports.answer_length());
  };
  return it;
};

/** A run that was left, or that has trapped, leaves its instance in the middle of something: that one is never used again. */
const failed = (error) => {
  throw error instanceof WebAssembly.RuntimeError ? new Error(`${words.stopped} ${error.message}`, { cause: error }) : error;
};

/**
 * Runs a request before it returns. Gives the answer; or null if `disk.goOn` said that the time is up: then the disk is
 * left as it is in the middle of it, and good for nothing.
 */
export const runNow = (disk, request) => {
  const it = idle ?? instance();
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

/** Resolves when the browser has done what it has to do; also in a tab that is not shown, where timers are slow. */
const breath = () =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(0);
  });

/** Resolves when what the page has to say can be seen; in a tab that is not shown, a little later. */
const painted = () =>
  new Promise((go) => {
    requestAnimationFrame(() => breath().then(go));
    setTimeout(go, 200);
  });

/**
 * Runs a request and lets the browser do other things every `slice` milliseconds, and does not mind `disk.goOn` saying that
 * the time is up. `signal` ends it: then it throws the signal's reason, and the disk is good for nothing. Another run, of
 * either kind, may begin and end meanwhile.
 * A browser that can't pause stands still instead: there it is `runNow`, once what the page says about it is painted.
 */
export const runLong = async (disk, request, { signal, slice = 12 } = {}) => {
  await (canPause ? breath() : painted());
  signal?.throwIfAborted();
  if (!canPause) return runNow(disk, request);
  const it = instance((goOn) => new WebAssembly.Suspending(goOn));
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
  return it.answer(await WebAssembly.promising(it.exports.run)().catch(failed));
};
