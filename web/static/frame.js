// The playground in a frame: embed.html?scenario=…&step=…&controls=…&theme=…&boot=…&edition=…&lang=…, or
// embed.html#v1/<scenario>/<step>, or embed.html#v1/do/<commands>, as in links to the page. It posts its height and its
// events to the surrounding page, and does what that page asks: guides/embed.html.

import "./embed.js";
import { askedLanguage } from "./language.js";

askedLanguage();

// In a sandbox, a page has no origin of its own, and WebKit would refuse everything that is to come from 'self'.
const policy = document.querySelector("meta[data-own]");
if (policy && self.origin !== "null") document.head.append(Object.assign(policy.cloneNode(), { content: policy.dataset.own }));

const SOURCE = "aurora-playground";
const options = new URLSearchParams(location.search);
const [version, scenario, rest = ""] = location.hash.slice(1).split("/");
if (version === "v1" && scenario) {
  const [id, free = ""] = scenario.split("?");
  const [step, more = ""] = rest.split("?");
  if (id === "do") options.set("commands", step);
  else if (id !== "free") options.set("scenario", id);
  if (step && id !== "do") options.set("step", step);
  for (const [name, value] of new URLSearchParams(more || free)) options.set(name, value);
}

const element = document.createElement("aurora-playground");
for (const name of ["scenario", "commands", "step", "controls", "theme", "boot", "edition", "title"]) {
  const value = options.get(name);
  if (value !== null) element.setAttribute(name, value);
}
element.lang = options.get("lang") ?? ""; // without one, it goes by the browser, and not by this page
element.setAttribute("asks", ""); // the address of a frame or of a link may be anybody's
if (options.get("title")) document.title = options.get("title");
// If the address leaves the theme open, the surrounding page may set it.
const themeIsOpen = ["auto", null].includes(options.get("theme"));

// Any page may frame this one, and nothing that is posted is secret: the scenario's own text, and a height.
const post = (message) => parent.postMessage({ source: SOURCE, ...message }, "*");
/**
 * Posts the height that the frame should have. The element fills the frame; the height that it asks for never changes.
 */
const postHeight = () => post({ type: "height", height: Number.parseFloat(getComputedStyle(element).getPropertyValue("--aurora-height")) });
if (parent !== window) {
  for (const type of ["ready", "step", "refusal", "done", "error"]) {
    element.addEventListener(`aurora-${type}`, (event) => post({ type, detail: event.detail }));
  }
  // An error that stops the element also rejects its calls, and is posted once.
  let told;
  element.addEventListener("aurora-error", ({ detail }) => (told = detail.message));
  element.addEventListener("aurora-ready", () => (told = undefined));
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.target !== SOURCE) return;
    const failed = (error) => error.message !== told && post({ type: "error", detail: { message: String(error.message ?? error) } });
    if (data.type === "goTo") element.goTo(data.step).catch(failed);
    else if (data.type === "run") element.run(data.line).catch(failed);
    else if (data.type === "reset") element.reset().catch(failed);
    else if (data.type === "height") postHeight();
    else if (data.type === "theme" && themeIsOpen && ["auto", "light", "dark"].includes(data.theme)) element.theme = data.theme;
  });
}

document.getElementById("waiting")?.remove();
document.body.append(element);
if (parent !== window) postHeight();
