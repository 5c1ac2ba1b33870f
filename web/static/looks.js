// Styles and icons for shadow roots. They use constructed style sheets, since a <style> would need 'unsafe-inline' in
// the page's policy.

// What an embed needs at once is in the script itself, as text that the build inserts.

import place from "./embed-place.css";
import waiting from "./poster.css";
import { text, trusted } from "./files.js";

/** The reader's own size of one rem, in pixels, whatever the page sets. */
const size = (document) => {
  const probe = document.createElement("div");
  probe.style.cssText = "all: initial !important; position: absolute !important; font-size: medium !important; visibility: hidden !important";
  document.documentElement.append(probe);
  const pixels = Number.parseFloat(getComputedStyle(probe).fontSize) || 16;
  probe.remove();
  return pixels;
};

/**
 * Sizes in rem depend on the root of the surrounding page, and many pages set its font size to 62.5 %, so they are
 * converted to pixels here. Those in @media stay, since they always refer to the reader's own setting.
 */
const own = (css, document) => {
  const pixels = size(document);
  return css.replace(/@media[^{]*\{|(-?[\d.]+)rem\b/g, (all, number) => (number ? `${number * pixels}px` : all));
};

/** Makes something once for each document, since style sheets belong to one. After a failure it is made again. */
const once = (make) => {
  const made = new WeakMap();
  return (document) => {
    if (!made.has(document)) {
      const making = make(document);
      made.set(document, making);
      if (making instanceof Promise) making.catch(() => made.delete(document));
    }
    return made.get(document);
  };
};

const sheet = (css, document) => {
  const made = new (document.defaultView?.CSSStyleSheet ?? CSSStyleSheet)();
  made.replaceSync(own(css, document));
  return made;
};

export const sheets = {
  /** The styles of the poster. */
  poster: once((document) => [sheet(place, document), sheet(waiting, document)]),
  /** The playground's own styles, shared by all elements of a page. */
  app: once(async (document) => {
    const files = await Promise.all(["style.css", "panels.css", "embed.css"].map(text));
    return [...files.map((css) => sheet(css, document)), ...sheets.poster(document)];
  }),
};

const sprite = once(async () => new DOMParser().parseFromString(trusted.createHTML(await text("icons.svg")), "image/svg+xml").documentElement);

/** The icons, for one shadow root. */
export const icons = async (document) => document.importNode(await sprite(document), true);
