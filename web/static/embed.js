// The element <aurora-playground>: shows a picture and the steps as text until it is seen or clicked, and then the
// playground itself. Several elements on a page share the module and nothing else. Options, events and methods are
// described in guides/embed.html and embed.d.ts. It needs nothing from the surrounding page and is not affected by it.

import { copies } from "./copy.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { address, NOT_RUN, OTHER_FILE, setBasePath } from "./files.js";
import { ownKeys } from "./own-keys.js";
import { follow } from "./theme.js";
import { ownScenario, poster } from "./poster.js";
import { icons, sheets } from "./looks.js";
import { words } from "./words.js";

/** The options with their defaults. Each is an attribute and a property. */
const OPTIONS = { scenario: "", commands: "", controls: "full", theme: "auto", boot: "visible", edition: "" };
/**
 * The options with a fixed list of values. The values of `controls` and `edition` are known to the playground itself.
 */
const VALUES = { theme: ["auto", "light", "dark"], boot: ["visible", "click", "now"] };
/** The prefix of its events' names: without it they could be confused with the DOM's. */
const PREFIX = "aurora-";
/** How long it must be in sight before it starts, in milliseconds. */
const MOMENT = 150;
/** The highest number of a step. */
const LAST = 9999;

/** On a server, where frameworks import this as well, there is no HTMLElement and nothing to do. */
const Base = globalThis.HTMLElement ?? class {};

class AuroraPlayground extends Base {
  static observedAttributes = [...Object.keys(OPTIONS), "lang", "step", "title", "aria-label"];

  #root = this.attachShadow({ mode: "open" });
  /** The content of the shadow root, while the element is in a page. */
  #place;
  #app;
  #current;
  #ready = promised();
  #failed = false;
  /** Calls that the playground has not answered yet. */
  #calls = new Set();
  /** Whether to start as soon as possible: because of `boot="now"`, a click or a method, or because it runs already. */
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
    if (this.#place) return; // it was only moved: what runs in it keeps running
    for (const name of [...Object.keys(OPTIONS), "step"]) this.#upgrade(name);
    this.#hope();
    this.#place = this.ownerDocument.createElement("div");
    this.#place.className = "aurora";
    this.#place.lang = "en"; // whatever the page around it is in
    this.#root.append(this.#place);
    this.#name();
    this.#quit.push(follow(this, this.#place));
    this.#wait();
    this.#quit.push(onCrash((detail) => this.#stopped(detail)));
  }

  disconnectedCallback() {
    // An element that is moved is removed and inserted again at once.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  adoptedCallback() {
    // Style sheets belong to one document: in another document it starts again.
    this.#close();
  }

  attributeChangedCallback(name, old, now) {
    if (!this.#place || old === now) return;
    // The styles follow the theme; a value that is or was invalid is reported like any other.
    if (name === "theme" && !this.#failed && !this.#wrong()) return;
    if (name === "title" || name === "aria-label") {
      this.#name();
    } else if (name === "boot" && !this.#failed && !this.#wrong()) {
      this.#look();
    } else if (name === "step" && this.#app && this.#stepAsked() !== undefined) {
      this.goTo(this.#stepAsked()).catch(() => {}); // this is reported as an event as well
    } else if (!this.#queued) {
      // A page may set several attributes in turn; they take effect together, once.
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

  /** The reader's position, as in the last `aurora-step`; undefined before the first, and in free play. */
  get current() {
    return this.#current;
  }

  /** Resolves when the scenario can be stepped through. */
  get ready() {
    return this.#ready.promise;
  }

  /** Starts now, even if the reader is far away. Resolves like `ready`. */
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

  /** Rejects the calls that wait for an answer, and those made before the next attempt. */
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

  /** The step in the attribute; undefined if it is invalid. */
  #stepAsked() {
    const asked = (this.getAttribute("step") ?? "1").trim();
    return /^0*[1-9][0-9]{0,8}$/.test(asked) ? Math.min(Number(asked), LAST) : undefined;
  }

  /** A sentence about an invalid option, if there is one. */
  #wrong() {
    if (this.#stepAsked() === undefined) return words.badStep(this.getAttribute("step"));
    for (const [name, values] of Object.entries(VALUES)) {
      if (this[name] && !values.includes(this[name])) return words.badValue(name, values, this[name]);
    }
  }

  /** A property that a page has set before the element was defined would hide ours. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #name() {
    // Set here and not on the element, whose attributes are the author's. An empty title prevents the element's own
    // from being a tooltip over everything in it.
    this.#place.setAttribute("role", "group");
    this.#place.setAttribute("aria-label", this.getAttribute("aria-label") || this.title || words.title);
    this.#place.title = "";
  }

  /** Shows the poster. */
  #wait() {
    this.#root.adoptedStyleSheets = sheets.poster(this.ownerDocument);
    this.#place.replaceChildren(poster(this, words.start, () => this.start().catch(() => {})));
    if (this.#wanted) this.#begin();
    else this.#look();
  }

  /**
   * Watches when to start: once it stays in sight. Scrolling past it, or a page whose layout still changes, loads
   * nothing.
   */
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
      await undefined; // the module that has imported this can call setBasePath first
      const all = await Promise.all([engine(), sheets.app(this.ownerDocument), icons(this.ownerDocument)]);
      if (place !== this.#place) return; // it was removed in the meantime
      if (this.#wanted || this.#inSight) return this.#mount(...all);
      // It has left the window before everything was loaded.
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
    // Hidden until there is something to read: the poster stays until then.
    app.hidden = true;
    this.#place.append(sprite, app);
    const notify = (event, detail) => (event === "drawn" ? this.#show(app, looks) : this.#tell(event, detail));
    try {
      const wrong = this.#wrong();
      if (wrong) throw wrong;
      const scenario = this.commands ? `#v1/do/${this.commands}` : ownScenario(this.scenario) ? whole(this.scenario, this.baseURI) : this.scenario;
      this.#app = module.mount(app, scenario, this.step, this.controls, this.edition, this.hasAttribute("asks"), notify);
    } catch (error) {
      sprite.remove();
      app.remove();
      this.#fail(typeof error === "string" ? error : `${words.stopped} ${error}`);
      return;
    }
    // More is loaded ahead only for readers who do something in it.
    for (const sign of ["pointermove", "focusin"]) this.#place.addEventListener(sign, () => this.#app?.near(), { once: true });
  }

  /** Replaces the poster with the playground. */
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

  /** Shows an error, and offers a button with this text if something may help. */
  #fail(message, offer) {
    this.#stopLooking();
    this.#begun = false;
    this.#say(message);
    const button = this.#root.querySelector(".poster-start");
    if (button) Object.assign(button, { textContent: offer ?? "", hidden: offer === undefined });
    this.#root.querySelector(".poster")?.classList.add("failed");
    this.#tell("error", { message });
  }

  /** The module has stopped, in this element and all others. */
  #stopped(detail) {
    this.#app = undefined;
    this.#stopLooking();
    this.#root.adoptedStyleSheets = sheets.poster(this.ownerDocument);
    this.#place.replaceChildren(poster(this, words.reload, () => location.reload()));
    this.#fail(`${words.stopped} ${detail}`, words.reload);
    this.#begun = true; // permanently
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
    // Yew never releases the node that an app was drawn into, since its listeners stay forever (subtree_root.rs). So
    // the node is left alone, without anything around it.
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

/** Frameworks set omitted options to undefined. */
const set = (element, name, value) => (value === undefined || value === null ? element.removeAttribute(name) : element.setAttribute(name, value));

/** A promise with its functions. A failure is also reported as an event, so nobody has to handle the rejection. */
function promised() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  all.promise.catch(() => {});
  return all;
}

/** An absolute address. Throws a sentence if it is invalid. */
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
