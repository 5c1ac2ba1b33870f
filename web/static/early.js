// What can be read before the program has loaded: the list of scenarios, which is part of the page, or the step that
// the address names, from the page that the build has written for its scenario (crates/author). It looks as the program
// will draw it.

import { text, trusted } from "./files.js";
import { get, keys } from "./keep.js";
import { kept } from "./offline.js";
import { before as words } from "./words.js";

const before = document.getElementById("before");
const cards = new Map([...before.querySelectorAll(".card a")].map((card) => [card.getAttribute("href").split("/")[1], card]));

/** Shows what the address names, now and whenever it changes until the program has loaded. */
export const early = () => {
  // A click on a card before that goes where the program's own card leads.
  for (const [id, card] of cards) card.href = `#v1/${id}/1`;
  ticked();
  addEventListener("hashchange", show);
  show();
};

/** Ticks what was done on this device, and leads to where the reader was, as web/src/start.rs does. */
const ticked = () => {
  const noted = keys("1/progress/").split("\n").map((key) => [key.split("/")[2], ...(get(key) ?? "").split(" ")]);
  const all = noted.filter(([id, , state]) => cards.has(id) && /^(done|open)$/.test(state)).sort((one, other) => other[3] - one[3]);
  for (const [id, step, state] of all) {
    const card = cards.get(id);
    if (state === "done") card.querySelector(".card-title").prepend(template("done"));
    else card.href = `#v1/${id}/${step}`;
  }
  const done = new Set(all.filter(([, , state]) => state === "done").map(([id]) => id));
  const [[last, step, state] = []] = all;
  const path = [...cards].flatMap(([id, card]) => (card.closest(".on-path") ? id : []));
  const after = path.indexOf(last) + 1;
  const next = [...path.slice(after), ...path].find((id) => !done.has(id));
  const id = state === "done" ? next : last;
  if (!id) return;
  const title = titleOf(cards.get(id));
  const go = template("go-on");
  const [link, place] = go.children;
  link.href = cards.get(id).getAttribute("href");
  link.append(state === "done" ? words.next : words.on);
  place.textContent = state === "done" ? title : words.atStep(title, step);
  before.querySelector(".go-on").append(go);
};

/** Without the tick before it. */
const titleOf = (card) => card.querySelector(".card-title").lastChild.textContent;

const template = (id) => document.importNode(document.getElementById(id).content, true);

const show = async () => {
  if (!before.isConnected) return;
  const { hash } = location;
  const [, id, step] = /^#v1\/([a-z0-9-]+)\/([1-9][0-9]{0,3})(?![^?])/.exec(hash) ?? [];
  const card = cards.get(id);
  const start = before.querySelector(".start");
  // If the address names something, the list is not shown.
  for (const element of start.querySelectorAll("section, .specimen")) element.hidden = hash.startsWith("#v1/");
  start.hidden = false;
  start.querySelector(".hero-text").append(status());
  before.querySelector(".play")?.remove();
  // Pages to read are not kept for visits without a network, but the program is, and then loads at once. In another
  // edition than its own, a scenario is drawn by the program only.
  if (!card || kept() || /[?&]edition=/.test(hash)) return;
  try {
    const page = new DOMParser().parseFromString(trusted.createHTML(await text(`read/${id}/index.html`)), "text/html");
    const told = page.getElementById(`step-${step}`);
    // The program shows those who read another language a translation.
    const reads = new URLSearchParams(location.search).get("lang") ?? navigator.language;
    if (page.querySelector("[data-languages]") && !/^en/i.test(reads)) return;
    if (!told || location.hash !== hash || !before.isConnected) return;
    start.hidden = true;
    before.append(story(hash, card, step, page, told));
  } catch {
    // Then there is less to read; the program will report what can't be loaded.
  }
};

/** The line about the state of the program. */
const status = () => document.getElementById("boot");

/** A step as the program draws it, and a question of it, both empty. */
const empty = () => document.importNode(document.getElementById("early").content, true).children;

const story = (hash, card, step, page, told) => {
  const [main] = empty();
  const [name, where, count, bar, body, controls] = ["h1", ".crumbs span", ".count", "progress", ".prose", ".controls"].map((part) => main.querySelector(part));
  main.dataset.early = hash; // while the program loads what the step needs, it shows this
  const { length } = page.querySelectorAll(".read-step");
  name.textContent = where.textContent = titleOf(card);
  where.after(card.querySelector(".edition").cloneNode(true));
  count.textContent = words.stepOf(step, length);
  Object.assign(bar, { max: length, value: step });
  const heading = document.createElement("h2");
  heading.textContent = [...told.querySelector("h2").childNodes].at(-1).textContent.trim();
  for (const question of told.querySelectorAll(".read-ask")) question.replaceWith(ask(question));
  // Short names stay on one line, as in web/src/markdown.rs.
  for (const name of page.querySelectorAll(":is(.read-intro, .read-before) code")) if (name.textContent.length <= 30) name.className = "short";
  // A term leads to the glossary from here, and a panel's name to the step; their addresses count from the page to read.
  for (const link of page.querySelectorAll('a[href^="../"]')) link.setAttribute("href", link.getAttribute("href").replace(/^(\.\.\/)+/, ""));
  body.append(heading);
  if (step === "1") body.append(...page.querySelector(".read-intro").childNodes);
  body.append(...told.querySelector(".read-before").childNodes, ...[...told.querySelectorAll(".read-commands")].map(command));
  controls.append(status());
  return main;
};

const ask = (question) => {
  const [, box] = empty();
  const choice = box.querySelector(".choice");
  box.querySelector("legend").append(question.querySelector("strong").textContent);
  choice.replaceWith(...[...question.querySelectorAll("li")].map((answer) => {
    const one = choice.cloneNode(true);
    one.querySelector("span").textContent = answer.textContent;
    return one;
  }));
  return box;
};

/** Lines break between words, as in the program's commands; the backslash that continues one stays with its word.
    Where a word is longer than its line, it breaks behind signs. */
const word = (part) => {
  const span = Object.assign(document.createElement("span"), { className: "word" });
  const pieces = part.match(/[^,=/:]*[,=/:]+|[^,=/:]+/g) ?? [];
  span.append(...pieces.flatMap((piece, at) => (at ? [document.createElement("wbr"), piece] : [piece])));
  return span;
};

/** A command behind its prompt, each line with a hanging indent. */
const prompted = (code) => {
  const one = Object.assign(document.createElement("code"), { className: "prompted" });
  one.append(...code.textContent.split(/(?<=\n)/).map((line) => {
    const box = Object.assign(document.createElement("span"), { className: "typed-line" });
    box.append(...line.split(/((?! \\\n)\s+)/).map((part) => (part.trim() ? word(part) : part)));
    return box;
  }));
  return one;
};

const command = (commands) => {
  const make = (name, className, ...inside) => {
    const box = Object.assign(document.createElement(name), { className });
    box.append(...inside);
    return box;
  };
  const all = [...commands.children].map(prompted);
  const folded = all.splice(0, Number(commands.dataset.setUp ?? 0));
  const lines = make("div", "command-lines");
  if (folded.length) lines.append(make("details", "set-up", make("summary", "", words.setUp(folded.length)), make("pre", "", ...folded)));
  if (all.length) lines.append(make("pre", "", ...all));
  return make("div", "command", lines, make("div", "command-do")); // the latter has room for the buttons
};
