// What sessions and sharing need from the browser: storage, locks between tabs, and files in both directions. All of
// this can be refused (sandboxed frames, private windows, a full disk); each function then says so in its result. What
// is stored, and when, is decided in web/src/store.rs.

const PREFIX = "aurora-playground/";
const held = new Map();

/** The text under a key, or undefined. */
export const get = (key) => {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Stores a text under a key. Returns "", or the reason of the failure: "full" or "blocked". */
export const put = (key, text) => {
  try {
    localStorage.setItem(PREFIX + key, text);
    return "";
  } catch (error) {
    return /quota/i.test(error?.name) ? "full" : "blocked";
  }
};

export const remove = (key) => {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Then nothing is stored under it.
  }
};

/** The keys that begin with `start`, one a line. */
export const keys = (start) => {
  try {
    const all = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + start));
    return all.map((key) => key.slice(PREFIX.length)).join("\n");
  } catch {
    return "";
  }
};

/** The session of this tab; with an id, sets it. A duplicated tab starts with a copy of the value. */
export const here = (id) => {
  try {
    if (id !== undefined) sessionStorage.setItem(`${PREFIX}here`, id);
    return sessionStorage.getItem(`${PREFIX}here`) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Keeps what this tab shows for the next page in it; without a text, returns that and forgets it. */
export const stood = (text) => {
  const key = `${PREFIX}stood`;
  try {
    const before = sessionStorage.getItem(key) ?? undefined;
    if (text === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
    return before;
  } catch {
    return undefined;
  }
};

/**
 * Locks a session for this page until the page is gone, in whatever way; resolves to true unless another tab has it.
 * `wait`: how many milliseconds to wait for another page to release it, since a reloaded page can start before the old
 * one is gone.
 */
export const own = (id, wait) => {
  const asked = asking.get(id);
  if (asked) return asked; // otherwise this page would block itself
  const answer = request(id, wait).finally(() => asking.delete(id));
  asking.set(id, answer);
  return answer;
};

const asking = new Map();

const request = (id, wait) =>
  new Promise((tell) => {
    if (held.has(id) || !navigator.locks) return tell(true);
    const hold = (lock) => {
      tell(lock !== null);
      return lock && new Promise((drop) => held.set(id, drop));
    };
    const how = wait ? { signal: AbortSignal.timeout(wait) } : { ifAvailable: true };
    // If locks are not allowed, the comparison before each save keeps tabs apart.
    navigator.locks.request(PREFIX + id, how, hold).catch((error) => tell(error?.name !== "TimeoutError" && error?.name !== "AbortError"));
  });

/** Calls `leave` when the page may not come back, and `changed` when another tab has stored something. */
export const watch = (leave, changed) => {
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(PREFIX)) && changed());
};

const ask = (event) => event.preventDefault();

/** Sets whether the browser asks before the page is left. */
export const guard = (on) => (on ? addEventListener("beforeunload", ask) : removeEventListener("beforeunload", ask));

/** Resolves after the browser has handled its own tasks. */
export const pause = () => new Promise((go) => setTimeout(go));

/** A time in the reader's time zone. */
export const when = (time) => new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** Whether an element is shown in dark colours. */
export const dark = (element) => {
  const scheme = getComputedStyle(element).colorScheme;
  return scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};

const download = (name, blob) => {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** Offers a text to the reader as a file. Returns whether that was possible. */
export const save = (name, type, text) => {
  try {
    download(name, new Blob([text], { type }));
    return true;
  } catch {
    return false;
  }
};

const drawn = async (svg) => {
  const image = new Image();
  // Not blob:, since the Content-Security-Policy only allows data:.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(2, 8192 / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((made) => canvas.toBlob(made, "image/png"));
};

/** The same for a picture of an SVG; resolves to whether that was possible. */
export const png = async (name, svg) => {
  try {
    download(name, await drawn(svg));
    return true;
  } catch {
    return false;
  }
};

/** Whether the device has a way of its own to share pictures. */
export const sharesPictures = () => {
  try {
    return navigator.canShare({ files: [new File([], "x.png", { type: "image/png" })] });
  } catch {
    return false;
  }
};

/** Hands a picture of an SVG to it; resolves to whether that was possible. */
export const sharePicture = async (name, svg, title) => {
  try {
    await navigator.share({ title, files: [new File([await drawn(svg)], name, { type: "image/png" })] });
    return true;
  } catch {
    return false; // or the reader thought better of it
  }
};

/**
 * The files that were chosen or dropped, `count` at most: of each its name, its size, and its bytes, unless there are more
 * than `most` or it can't be read, as a folder.
 */
export const brought = (event, count, most) => {
  const { dataTransfer, target } = event;
  const files = [...(dataTransfer?.files ?? target.files ?? [])].slice(0, count);
  const read = (file) => (file.size > most ? undefined : file.arrayBuffer().then((bytes) => new Uint8Array(bytes), () => {}));
  const all = Promise.all(files.map(async (file) => [file.name, file.size, await read(file)]));
  if (!dataTransfer) target.value = ""; // so that the same file can be chosen again
  return all;
};

/** The text of the file that was chosen or dropped, or undefined; little more of it than `limit` bytes. */
export const chosen = async (event) => {
  const { dataTransfer, target } = event;
  const [file] = dataTransfer?.files ?? target.files ?? [];
  if (!file) return undefined;
  const text = await file.slice(0, (4 << 20) + 4).text().catch(() => "");
  if (!dataTransfer) target.value = ""; // so that the same file can be chosen again
  return text;
};
