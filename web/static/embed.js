// The element <aurora-playground>: shows a picture and the steps as text until it is seen or clicked, then the playground
// itself. Several on a page share the module and nothing else. Options, events and methods: guides/embed.html and
// embed.d.ts. Needs nothing of the page around it, and nothing of that page reaches in.

import { copies } from "./copy.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { address, NOT_RUN, OTHER_FILE, setBasePath } from "./files.js";
import { ownKeys } from "./own-keys.js";
import { follow } from "./theme.js";
import { ownScenario, poster } from "./poster.js";
import { icons, sheets } from "./looks.js";
import { words } from "./words.js";

/** The options, and what each is if it is left out. Each is an attribute and a property. */
const OPTIONS = { scenario: "", commands: "", controls: "full", theme: "auto", boot: "visible", edition: "2020" };
/** Those with a fixed list of values. What `controls` and `edition` can be, the playground itself knows. */
const VALUES = { theme: ["auto", "light", "dark"], boot: ["visible", "click", "now"] };
/** Before the names of its events: their own are the DOM's as well, or may be. */
const PREFIX = "aurora-";
/** How long it has to be in sight before it boots, in milliseconds. */
const MOMENT = 150;
/** Beyond it there is no step. */
const LAST = 9999;

/** On a server, where frameworks import this as well, there is none, and nothing to do. */
const Base = globalThis.HTMLElement ?? class {};

class AuroraPlayground extends Base {
  static observedAttributes = [...Object.keys(OPTIONS), "step", "title", "aria-label"];

  #root = this.attachShadow({ mode: "open" });
  /** What is in the shadow root, while the element is in a page. */
  #place;
  #app;
  #current;
  #ready = promised();
  #failed = false;
  /** Calls that the playground has not answered yet. */
  #calls = new Set();
  /** Whether to boot as soon as possible: by `boot="now"`, a click, a method, or since it already runs. */
  #wanted = false;
  #begun = false;
  #queued = false;
  /** Whether it is in sight, while that matters. */
  #inSight = false;
  #stopLooking = () => {};
  #quit = [];

  constructor() {
    super();
    ownKeys(this.#root);
    copies(this.#root, (said) => this.#root.getElementById("said")?.replaceChildren(said));
  }

  connectedCallback() {
    if (this.#place) return; // only moved: what runs in it runs on
    for (const name of [...Object.keys(OPTIONS), "step"]) this.#upgrade(name);
    this.#hope();
    this.#place = this.ownerDocument.createElement("div");
    this.#place.className = "aurora";
    this.#root.append(this.#place);
    this.#name();
    this.#quit.push(follow(this, this.#place));
    this.#wait();
    this.#quit.push(onCrash((detail) => this.#stopped(detail)));
  }

  disconnectedCallback() {
    // An element that is moved is taken out and put in again at once.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  adoptedCallback() {
    // Styles belong to one document: in another it begins anew.
    this.#close();
  }

  attributeChangedCallback(name, old, now) {
    if (!this.#place || old === now) return;
    // Styles follow it; a value that is none, or was, is told as any other.
    if (name === "theme" && !this.#failed && !this.#wrong()) return;
    if (name === "title" || name === "aria-label") {
      this.#name();
    } else if (name === "boot" && !this.#failed && !this.#wrong()) {
      this.#look();
    } else if (name === "step" && this.#app && this.#stepAsked() !== undefined) {
      this.goTo(this.#stepAsked()).catch(() => {}); // it is an event as well
    } else if (!this.#queued) {
      // A page may set one attribute after the other; all of them count, once.
      this.#queued = true;
      queueMicrotask(() => {
        this.#queued = false;
        if (this.isConnected) this.#again();
      });
    }
  }

  get step() {
    return this.#stepAsked() ?? 1;
  }
  set step(value) {
    set(this, "step", value);
  }

  /** Where the reader is, as the last `aurora-step` had it; undefined before the first, and in free play. */
  get current() {
    return this.#current;
  }

  /** Resolves when the scenario can be stepped through. */
  get ready() {
    return this.#ready.promise;
  }

  /** Boots now, however far away the reader is. Resolves as `ready` does. */
  start() {
    this.#wanted = true;
    this.#begin();
    return this.ready;
  }

  goTo(step) {
    if (!Number.isSafeInteger(step) || step < 1) return Promise.reject(new RangeError(words.badStep(step)));
    return this.#ask((app, done) => app.goTo(Math.min(step, LAST), done));
  }

  run(line) {
    if (line !== undefined && typeof line !== "string") return Promise.reject(new TypeError(words.badLine));
    return this.#ask((app, done) => app.run(line, done));
  }

  reset() {
    return this.#ask((app, done) => app.reset(done));
  }

  async #ask(call) {
    await this.start();
    const answer = promised();
    this.#calls.add(answer);
    const done = (standing, why) => {
      this.#calls.delete(answer);
      if (why) answer.reject(new Error(why));
      else answer.resolve(standing);
    };
    call(this.#app, done);
    return answer.promise;
  }

  /** What waits for an answer will not get one, nor what asks before it is tried again. */
  #giveUp(message) {
    const error = new Error(message);
    this.#ready.reject(error);
    this.#ready = promised();
    this.#ready.reject(error);
    this.#failed = true;
    for (const call of this.#calls) call.reject(error);
    this.#calls.clear();
  }

  #hope() {
    if (this.#failed) this.#ready = promised();
    this.#failed = false;
  }

  /** The step in the attribute; undefined if it is none. */
  #stepAsked() {
    const asked = (this.getAttribute("step") ?? "1").trim();
    return /^0*[1-9][0-9]{0,8}$/.test(asked) ? Math.min(Number(asked), LAST) : undefined;
  }

  /** A sentence about an option that can't be so, if there is one. */
  #wrong() {
    if (this.#stepAsked() === undefined) return words.badStep(this.getAttribute("step"));
    for (const [name, values] of Object.entries(VALUES)) {
      if (this[name] && !values.includes(this[name])) return words.badValue(name, values, this[name]);
    }
  }

  /** A property that a page has set before the element was defined hides ours. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #name() {
    // Here, not on the element: those attributes are the author's. An empty title keeps the element's own from being a
    // tooltip over all of it.
    this.#place.setAttribute("role", "group");
    this.#place.setAttribute("aria-label", this.getAttribute("aria-label") || this.title || words.title);
    this.#place.title = "";
  }

  /** Shows what stands there before. */
  #wait() {
    this.#root.adoptedStyleSheets = sheets.poster(this.ownerDocument);
    this.#place.replaceChildren(poster(this, words.start, () => this.start().catch(() => {})));
    if (this.#wanted) this.#begin();
    else this.#look();
  }

  /** Looks when to begin: once it is in sight, and stays there. Who scrolls by, or whose page still takes shape, loads nothing. */
  #look() {
    this.#stopLooking();
    if (this.boot === "now") this.start().catch(() => {});
    if (this.boot === "now" || this.boot === "click" || this.#begun) return;
    let soon;
    const watch = new IntersectionObserver((entries) => {
      clearTimeout(soon);
      this.#inSight = entries.at(-1).isIntersecting;
      if (this.#inSight) soon = setTimeout(() => this.#begin(), MOMENT);
    });
    watch.observe(this);
    this.#stopLooking = () => {
      clearTimeout(soon);
      watch.disconnect();
    };
  }

  async #begin() {
    if (this.#begun || !this.#place) return;
    this.#begun = true;
    this.#hope();
    this.#say(words.loading);
    const place = this.#place;
    try {
      await undefined; // whoever has imported this calls setBasePath next
      const all = await Promise.all([engine(), sheets.app(this.ownerDocument), icons(this.ownerDocument)]);
      if (place !== this.#place) return; // taken out meanwhile
      if (this.#wanted || this.#inSight) return this.#mount(...all);
      // It has gone out of sight before all was there.
      this.#begun = false;
      this.#say("");
    } catch (error) {
      if (place !== this.#place) return;
      if (error instanceof NoWebAssembly) this.#fail(words.noWasm);
      else if (error.name === NOT_RUN) this.#fail(`${words.notRun} (${error.message})`);
      else if (error.name === OTHER_FILE) this.#fail(`${words.otherFile} (${error.message})`, words.again);
      else this.#fail(words.notLoaded(error.message ?? error, new URL(address(""))), words.again);
    }
  }

  #mount(module, looks, sprite) {
    this.#stopLooking();
    this.#wanted = true; // from here on, also with other options
    const app = this.ownerDocument.createElement("div");
    // Not seen before there is something to read: the poster stays until then.
    app.hidden = true;
    this.#place.append(sprite, app);
    const notify = (event, detail) => (event === "drawn" ? this.#show(app, looks) : this.#tell(event, detail));
    try {
      const wrong = this.#wrong();
      if (wrong) throw wrong;
      const scenario = this.commands ? `#v1/do/${this.commands}` : ownScenario(this.scenario) ? whole(this.scenario, this.baseURI) : this.scenario;
      this.#app = module.mount(app, scenario, this.step, this.controls, this.edition, notify);
    } catch (error) {
      sprite.remove();
      app.remove();
      this.#fail(typeof error === "string" ? error : `${words.stopped} ${error}`);
      return;
    }
    // Only for who does something in it, more is loaded ahead.
    for (const sign of ["pointermove", "focusin"]) this.#place.addEventListener(sign, () => this.#app?.near(), { once: true });
  }

  /** Puts the playground in the poster's place. */
  #show(app, looks) {
    const printed = this.ownerDocument.createElement("div");
    printed.className = "print-only";
    app.after(printed);
    printed.append(this.#root.querySelector(".poster"));
    app.hidden = false;
    this.#root.adoptedStyleSheets = looks;
  }

  #tell(event, detail) {
    if (event === "ready") {
      this.#hope();
      this.#ready.resolve(this);
    }
    if (event === "step") this.#current = detail;
    if (event === "error") this.#giveUp(detail.message);
    this.dispatchEvent(new CustomEvent(PREFIX + event, { detail, bubbles: true, composed: true }));
  }

  #say(said) {
    const state = this.#root.querySelector(".poster-state");
    if (state) state.textContent = said;
  }

  /** Says that it does not go on, and offers what may help: a button with this text, or none. */
  #fail(message, offer) {
    this.#stopLooking();
    this.#begun = false;
    this.#say(message);
    const button = this.#root.querySelector(".poster-start");
    if (button) Object.assign(button, { textContent: offer ?? "", hidden: offer === undefined });
    this.#root.querySelector(".poster")?.classList.add("failed");
    this.#tell("error", { message });
  }

  /** The module is dead, in this element and all others. */
  #stopped(detail) {
    this.#app = undefined;
    this.#stopLooking();
    this.#root.adoptedStyleSheets = sheets.poster(this.ownerDocument);
    this.#place.replaceChildren(poster(this, words.reload, () => location.reload()));
    this.#fail(`${words.stopped} ${detail}`, words.reload);
    this.#begun = true; // for good
  }

  #again() {
    const wanted = this.#wanted;
    this.#close(words.changed);
    this.#wanted = wanted;
    this.connectedCallback();
  }

  #close(why = words.removed) {
    if (!this.#place) return;
    for (const quit of this.#quit) quit();
    this.#quit = [];
    this.#stopLooking();
    this.#app?.unmount();
    this.#app = undefined;
    // Yew never lets go of the node that an app was drawn into, as it keeps its listeners for good (subtree_root.rs): it is
    // left alone, with nothing around it.
    this.#place.replaceChildren();
    this.#begun = false;
    this.#wanted = false;
    this.#place = undefined;
    this.#current = undefined;
    this.#root.replaceChildren();
    this.#giveUp(why);
  }
}

for (const [name, otherwise] of Object.entries(OPTIONS)) {
  Object.defineProperty(AuroraPlayground.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name) ?? otherwise;
    },
    set(value) {
      set(this, name, value);
    },
  });
}

/** Frameworks set what is not given to undefined. */
const set = (element, name, value) => (value === undefined || value === null ? element.removeAttribute(name) : element.setAttribute(name, value));

/** A promise with its ends. That it fails is told as an event as well: nobody has to look. */
function promised() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  all.promise.catch(() => {});
  return all;
}

/** A whole address. Throws a sentence if it is none. */
const whole = (scenario, base) => {
  try {
    return new URL(scenario, base).href;
  } catch {
    throw words.badAddress(scenario);
  }
};

if (globalThis.customElements) {
  watchTraps((error) => /playground_web/.test(error.stack));
  if (!customElements.get("aurora-playground")) customElements.define("aurora-playground", AuroraPlayground);
}

export { setBasePath };
