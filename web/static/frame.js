// The playground in a frame: embed.html?scenario=…&step=…&controls=…&theme=…&boot=…&edition=…, or embed.html#v1/<scenario>/<step>.
// Posts its height and what happens to the page around it, and does what that page asks: guides/embed.html.

import "./embed.js";

const SOURCE = "aurora-playground";
const options = new URLSearchParams(location.search);
const [version, scenario, rest = ""] = location.hash.slice(1).split("/");
if (version === "v1" && scenario && scenario !== "free") {
  const [step, more = ""] = rest.split("?");
  options.set("scenario", decodeURIComponent(scenario));
  if (step) options.set("step", step);
  for (const [name, value] of new URLSearchParams(more)) options.set(name, value);
}

const element = document.createElement("aurora-playground");
for (const name of ["scenario", "step", "controls", "theme", "boot", "edition", "title"]) {
  const value = options.get(name);
  if (value !== null) element.setAttribute(name, value);
}
if (options.get("title")) document.title = options.get("title");
document.getElementById("waiting")?.remove();
document.body.append(element);

// Any page may frame this one, and nothing of what is posted is a secret: the scenario's own text, and a height.
const post = (message) => parent.postMessage({ source: SOURCE, ...message }, "*");
if (parent !== window) {
  new ResizeObserver(() => post({ type: "height", height: Math.ceil(element.getBoundingClientRect().height) })).observe(element);
  for (const type of ["ready", "step", "refusal", "done", "error"]) {
    element.addEventListener(type, (event) => post({ type, detail: event.detail }));
  }
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.target !== SOURCE) return;
    const failed = (error) => post({ type: "error", detail: { message: String(error.message ?? error) } });
    if (data.type === "goTo") element.goTo(data.step).catch(failed);
    else if (data.type === "run") element.run(data.line).catch(failed);
    else if (data.type === "reset") element.reset().catch(failed);
    else if (data.type === "theme" && ["auto", null].includes(options.get("theme"))) element.theme = String(data.theme);
  });
}
