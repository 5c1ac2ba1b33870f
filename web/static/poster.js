// What an embed shows until it runs, and permanently if it can't: the author's own content, or a picture of the map and
// the steps as text, which the build has written (read/<scenario>/). It is built from nodes, never from HTML text.

import { address, elsewhere, text } from "./files.js";
import { words } from "./words.js";

/** Makes an element: `h("p.note", {href}, children…)`. */
const h = (name, attributes, ...children) => {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes ?? {})) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
};

/**
 * Whether a scenario is an author's own, given by the address of its file. An id contains neither of these characters.
 */
export const ownScenario = (scenario) => /[/.]/.test(scenario);

/** The poster of an element, with a button and its action. */
export const poster = (element, label, act) => {
  const button = h("button.poster-start", { type: "button" }, label);
  button.addEventListener("click", act);
  const state = h("span.poster-state", { role: "status" });
  const content = h("slot");
  // Styles of the page don't apply here, but the author's own content looks as it does without the playground.
  const own = written(element);
  if (!own) fill(element, content);
  // It scrolls, so it must be reachable by keyboard.
  return h(own ? "div.poster.own" : "div.poster", {}, h("div.poster-text", { tabindex: 0 }, content), h("p.poster-bar", {}, button, state));
};

/** Whether the author has put content into the element; line breaks don't count. */
const written = (element) => [...element.childNodes].some((node) => node instanceof Element || node.data?.trim());

/** Puts the picture and the steps into the slot, if the author has put nothing there. */
const fill = async (element, content) => {
  const { scenario, step } = element;
  const say = (said) => content.append(h("p", {}, said));
  if (!scenario) return say(words.free);
  if (ownScenario(scenario)) return say(whose(scenario, element.baseURI));
  if (!/^[a-z0-9-]{1,64}$/.test(scenario)) return;
  try {
    const about = JSON.parse(await text(`read/${scenario}/steps.json`));
    content.append(...told(about, scenario, Math.min(step, about.steps.length)));
  } catch {
    // Then there is no text; the button is there, and says what is wrong.
  }
};

const whose = (scenario, base) => {
  try {
    const host = elsewhere(new URL(scenario, base));
    return host ? words.from(host) : words.own(scenario);
  } catch {
    return words.badAddress(scenario);
  }
};

const told = (about, scenario, number) => {
  const step = about.steps[number - 1];
  const picture = (ending) => address(`read/${scenario}/${number}${ending}`);
  return [
    h("p.poster-title", {}, h("strong", { lang: "en" }, about.title), h("span.fade", {}, words.stepOf(number, about.steps.length))),
    h("details.poster-steps", {}, h("summary", {}, words.read), h("ol", { lang: "en" }, ...about.steps.map(one))),
    // The styles show one of the two; the hidden one is not loaded.
    ...["light", "dark"].map((theme) =>
      h(`img.on-${theme}`, { src: picture(theme === "dark" ? ".dark.svg" : ".svg"), alt: words.mapAfter(step.title), loading: "lazy", decoding: "async" }),
    ),
  ];
};

const one = (step) =>
  h(
    "li",
    {},
    h("h3", {}, step.title),
    ...paragraphs(step.text),
    ...(step.commands.length ? [h("pre", {}, step.commands.map((line) => `$ ${line}`).join("\n"))] : []),
    ...(step.output ? [h("pre.poster-output", {}, step.output)] : []),
    ...paragraphs(step.after),
    ...(step.map?.length ? [h("pre.poster-map", {}, step.map.join("\n"))] : []),
  );

const paragraphs = (all) => (all ?? []).map((text) => h("p", {}, text));
