// The language of the interface: the one that <html lang> names, if the playground has it, and otherwise English. Texts are
// looked up by their English words, those of the program (web/src/text/language.rs) as well as those of words.js and
// index.html. A language is an entry here: a function that returns a text in it, or undefined where it has none.

/**
 * The pseudo-language: the English text with accents, longer by 40 %, in brackets, so that tests and people see which texts
 * of the page are not looked up, and whether there is room for a longer one. Names in braces, and words that contain
 * digits, slashes or a second capital, stay as they are.
 */
const pseudo = (english) => {
  const [, before, text, after] = /^(\s*)(.*?)(\s*)$/s.exec(english);
  if (!/[a-z]/i.test(text)) return english;
  const accented = (words) => words.replace(/[a-z]/gi, (letter) => {
    const other = ACCENTED[letter.toLowerCase().charCodeAt() - 97];
    return letter < "a" ? other.toUpperCase() : /[aeiou]/.test(letter) ? other + other : other;
  });
  const parts = text.split(/(\{\w+\}|\S*(?:[A-Z]\S*[A-Z]|[\d/\\_])\S*)/); // every second one stays
  const said = parts.map((part, at) => (at % 2 ? part : accented(part))).join("");
  return `${before}⟦${said.padEnd(Math.ceil(text.length * 1.4), " ~")}⟧${after}`;
};
const ACCENTED = [..."åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"];

const LANGUAGES = { "en-XA": pseudo };

/** The function of the page's language; undefined in English, and where there is no page. */
const translate = () => {
  const { lang } = globalThis.document?.documentElement ?? {};
  return Object.hasOwn(LANGUAGES, lang) ? LANGUAGES[lang] : undefined;
};

/** Whether the interface is in another language than English. */
export const isTranslated = () => translate() !== undefined;

/** A text in the language of the page, with values in place of their names in braces. */
export const say = (english, values = {}) =>
  (translate()?.(english) ?? english).replace(/\{(\w+)\}/g, (name, key) => (Object.hasOwn(values, key) ? values[key] : name));

/** Sets the language of a page of ours to the one that its address asks for with ?lang=, if there is such a language. */
export const askedLanguage = () => {
  const lang = new URLSearchParams(location.search).get("lang");
  if (Object.hasOwn(LANGUAGES, lang)) document.documentElement.lang = lang;
};

/** Says the texts that stand in the page's own file. Names, code and what comes from scenarios stay as they are. */
export const translatePage = (place) => {
  if (!isTranslated()) return;
  const all = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node; (node = all.nextNode()); ) {
    const element = node instanceof Text ? node.parentElement ?? node.getRootNode().firstElementChild : node;
    if (element.closest("[translate=no], .card, pre, code, script, style")) continue;
    if (node instanceof Text) node.data = say(node.data);
    else if (node.title) node.title = say(node.title);
    if (node instanceof HTMLTemplateElement) translatePage(node.content);
  }
};
