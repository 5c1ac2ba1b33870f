// The element <aurora-playground>: shows a picture and the steps as text until it is seen or clicked, then the playground
// itself. Several on a page share the module and nothing else. Options, events and methods: guides/embed.html and
// embed.d.ts. Needs nothing of the page around it, and nothing of that page reaches in.

import { copies } from "./copy.js";
import { engine, NoWebAssembly, onCrash, watchTraps } from "./engine.js";
import { follow } from "./theme.js";
import { poster } from "./poster.js";
import { icons, sheets } from "./looks.js";
import { words } from "./words.js";

class AuroraPlayground extends HTMLElement {
  static observedAttributes = ["scenario", "step", "controls", "edition", "theme", "title"];

  #root = this.attachShadow({ mode: "open" });
  #place;
  #app;
  #ready;
  #begun = false;
  #queued = false;
  #seen;
  #quit = [];

  connectedCallback() {
    if (this.#place) return; // only moved: what runs in it runs on
    this.#place = document.createElement("div");
    this.#place.className = "aurora";
    this.#root.append(this.#place);
    this.#quit.push(follow(this, this.#place));
    this.#quit.push(onCrash((detail, what) => this.#app && this.#stopped(detail, what)));
    this.#expect();
    this.#wait();
  }

  disconnectedCallback() {
    // An element that is moved is taken out and put in again at once.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  attributeChangedCallback(name, old, now) {
    if (!this.#place || old === now || name === "theme" || name === "title") {
      if (name === "title") this.#name();
      return;
    }
    if (name === "step" && this.#app) {
      this.goTo(this.step);
    } else if (!this.#queued) {
      // A page may set one attribute after the other; all of them count, once.
      this.#queued = true;
      queueMicrotask(() => {
        this.#queued = false;
        if (this.isConnected) this.#again();
      });
    }
  }

  get scenario() {
    return this.getAttribute("scenario") ?? "";
  }
  set scenario(value) {
    this.setAttribute("scenario", value);
  }
  get step() {
    const number = Number.parseInt(this.getAttribute("step") ?? "1", 10);
    return Number.isSafeInteger(number) && number > 0 ? Math.min(number, 9999) : 1;
  }
  set step(value) {
    this.setAttribute("step", value);
  }
  get controls() {
    return this.getAttribute("controls") ?? "full";
  }
  set controls(value) {
    this.setAttribute("controls", value);
  }
  get theme() {
    return this.getAttribute("theme") ?? "auto";
  }
  set theme(value) {
    this.setAttribute("theme", value);
  }
  get boot() {
    return this.getAttribute("boot") ?? "visible";
  }
  set boot(value) {
    this.setAttribute("boot", value);
  }
  get edition() {
    return this.getAttribute("edition") ?? "2020";
  }
  set edition(value) {
    this.setAttribute("edition", value);
  }

  /** Resolves when the scenario can be stepped through. */
  get ready() {
    return this.#ready.promise;
  }

  /** Boots now, however far away the reader is. Resolves as `ready` does. */
  start() {
    this.#begin();
    return this.ready;
  }

  goTo(step) {
    if (!Number.isSafeInteger(step) || step < 1) return Promise.reject(new RangeError(words.badStep));
    return this.#ask((app, done) => app.goTo(Math.min(step, 9999), done));
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
    return new Promise((resolve) => call(this.#app, resolve));
  }

  #expect() {
    this.#ready = Promise.withResolvers?.() ?? resolvers();
    this.#ready.promise.catch(() => {}); // it is an event as well
  }

  /** Shows what stands there before, and looks when to begin. */
  async #wait() {
    this.#name();
    this.#root.adoptedStyleSheets = [await sheets.poster()];
    const shown = poster(this, () => this.#begin());
    this.#place.replaceChildren(shown);
    if (this.boot === "now") this.#begin();
    if (this.boot !== "visible") return;
    this.#seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(), { rootMargin: "200px" });
    this.#seen.observe(this);
  }

  async #begin() {
    if (this.#begun) return;
    this.#begun = true;
    this.#seen?.disconnect();
    this.#say(words.loading);
    const place = this.#place;
    try {
      const [module, looks, sprite] = await Promise.all([engine(), sheets.app(), icons()]);
      if (place !== this.#place) return; // taken out meanwhile
      this.#mount(module, looks, sprite);
    } catch (error) {
      if (place !== this.#place) return;
      this.#begun = false;
      this.#fail(error instanceof NoWebAssembly ? words.noWasm : `${words.notLoaded} (${error.message ?? error})`);
    }
  }

  #mount(module, looks, sprite) {
    const app = document.createElement("div");
    const own = /\/|\.md$/.test(this.scenario);
    const scenario = own ? new URL(this.scenario, document.baseURI).href : this.scenario;
    try {
      this.#app = module.mount(app, scenario, this.step, this.controls, this.edition, (event, detail) => this.#tell(event, detail));
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#root.adoptedStyleSheets = looks;
    const printed = document.createElement("div");
    printed.className = "print-only";
    printed.append(...this.#place.childNodes);
    this.#place.replaceChildren(sprite, app, printed);
    if (!this.#quit.copies) {
      this.#quit.copies = true;
      copies(this.#root, (said) => (this.#root.getElementById("said").textContent = said));
    }
  }

  #tell(event, detail) {
    if (event === "ready") this.#ready.resolve(this);
    if (event === "error") this.#ready.reject(new Error(detail.message));
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }

  #say(said) {
    const state = this.#root.querySelector(".poster-state");
    if (state) state.textContent = said;
  }

  #fail(message) {
    this.#say(message);
    this.#root.querySelector(".poster")?.classList.add("failed");
    this.#tell("error", { message });
    this.#expect();
  }

  #stopped(detail, what) {
    this.#app = undefined;
    this.#expect();
    this.#root.adoptedStyleSheets = [];
    sheets.poster().then((sheet) => {
      this.#root.adoptedStyleSheets = [sheet];
      this.#place.replaceChildren(poster(this, () => location.reload()));
      this.#fail(what === "missing" ? words.missing : `${words.stopped} ${detail}`);
    });
  }

  #name() {
    const title = this.getAttribute("title") || words.title;
    if (!this.hasAttribute("role")) this.setAttribute("role", "group");
    if (!this.hasAttribute("aria-label")) this.setAttribute("aria-label", title);
  }

  #again() {
    this.#close();
    this.connectedCallback();
  }

  #close() {
    for (const quit of this.#quit) quit();
    this.#quit = [];
    this.#seen?.disconnect();
    this.#app?.unmount();
    this.#app = undefined;
    this.#begun = false;
    this.#place = undefined;
    this.#root.replaceChildren();
  }
}

const resolvers = () => {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
};

watchTraps((error) => /playground_web|rest\.wasm/.test(error.stack));
if (!customElements.get("aurora-playground")) customElements.define("aurora-playground", AuroraPlayground);
