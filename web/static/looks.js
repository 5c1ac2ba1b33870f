// Styles and icons for shadow roots. Constructed sheets: a <style> there would need 'unsafe-inline' in the page's policy.

import { text, trusted } from "./files.js";

/** What one rem is where nobody has changed it: the reader's own setting, in pixels. */
const size = (document) => {
  const probe = document.createElement("div");
  probe.style.cssText = "all: initial !important; position: absolute !important; font-size: medium !important; visibility: hidden !important";
  document.documentElement.append(probe);
  const pixels = Number.parseFloat(getComputedStyle(probe).fontSize) || 16;
  probe.remove();
  return pixels;
};

/**
 * Sizes in rem follow the root of the page around, and many pages set theirs to 62.5 %: here they become pixels. Those in
 * @media stay: they count from the reader's own setting in any case.
 */
const own = (css, document) => {
  const pixels = size(document);
  return css.replace(/@media[^{]*\{|(-?[\d.]+)rem\b/g, (all, number) => (number ? `${number * pixels}px` : all));
};

/** Makes something once for each document, since sheets belong to one; what has failed is made again. */
const once = (make) => {
  const made = new WeakMap();
  return (document) => {
    if (!made.has(document)) {
      const making = make(document);
      made.set(document, making);
      making.catch(() => made.delete(document));
    }
    return made.get(document);
  };
};

const read = async (paths, document) => {
  const Sheet = document.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  const files = await Promise.all(paths.map(text));
  return Promise.all(files.map((css) => new Sheet().replace(own(css, document))));
};

export const sheets = {
  /** What stands there before the playground runs. */
  poster: once(async (document) => (await read(["poster.css"], document))[0]),
  /** The playground's own, for all elements of a page. */
  app: once((document) => read(["style.css", "panels.css", "embed.css", "poster.css"], document)),
};

const sprite = once(async () => new DOMParser().parseFromString(trusted.createHTML(await text("icons.svg")), "image/svg+xml").documentElement);

/** The icons, for one shadow root. */
export const icons = async (document) => document.importNode(await sprite(document), true);
