// Which of the two builds of SQLite's module this browser needs: for the script that runs it (sql.js), and for the service
// worker, which keeps only that one (sw.js).

/** Whether the browser can put a running module aside (JavaScript Promise Integration). */
export const suspends = "Suspending" in (globalThis.WebAssembly ?? {});

const BUILDS = {
  /** The browser pauses it. */
  plain: "pkg/sql.wasm",
  /** It pauses by itself, for which it is larger and slower. */
  pausable: "pkg/sql-pausable.wasm",
};

export const FILE = suspends ? BUILDS.plain : BUILDS.pausable;
/** The other one. */
export const OTHER = suspends ? BUILDS.pausable : BUILDS.plain;
