// The builds of SQLite's module and when this browser needs them: for the script that runs them (sql.js), and for the
// service worker (sw.js).

/** Whether the browser can put a running module aside (JavaScript Promise Integration). */
export const suspends = "Suspending" in (globalThis.WebAssembly ?? {});

const PAUSES_BY_ITSELF = "pkg/sql-pausable.wasm";

/** The build for all that is done at once. */
export const PLAIN = "pkg/sql.wasm";
/** The build for runs that pause. One that pauses by itself is two to four times as slow. */
export const PAUSABLE = suspends ? PLAIN : PAUSES_BY_ITSELF;
/** The build that this browser never needs, if there is one. */
export const UNUSED = suspends ? PAUSES_BY_ITSELF : undefined;
