// Styles and icons for shadow roots. Constructed sheets: a <style> there would need 'unsafe-inline' in the page's policy.

import { text } from "./files.js";

/** What one rem is where nobody has changed it: the reader's own setting, in pixels. */
const size = () => {
  const probe = document.createElement("div");
  probe.style.cssText = "all: initial; position: absolute; font-size: medium; visibility: hidden";
  document.documentElement.append(probe);
  const pixels = Number.parseFloat(getComputedStyle(probe).fontSize) || 16;
  probe.remove();
  return pixels;
};

/**
 * Sizes in rem follow the root of the page around, and many pages set theirs to 62.5 %: here they become pixels. Those in
 * @media stay: they count from the reader's own setting in any case.
 */
const own = (css) => {
  const pixels = size();
  return css.replace(/@media[^{]*\{|(-?[\d.]+)rem\b/g, (all, number) => (number ? `${number * pixels}px` : all));
};

const sheet = (css) => new CSSStyleSheet().replace(css);
const once = (make) => {
  let made;
  return () => (made ??= make().catch((error) => ((made = undefined), Promise.reject(error))));
};

export const sheets = {
  /** One sheet: what stands there before the playground runs. */
  poster: once(async () => sheet(own(await text("poster.css")))),
  /** The playground's own, for all elements of the page. */
  app: once(async () => {
    const files = await Promise.all(["style.css", "panels.css", "embed.css", "poster.css"].map(text));
    return Promise.all(files.map((css) => sheet(own(css))));
  }),
};

const sprite = once(async () => new DOMParser().parseFromString(await text("icons.svg"), "image/svg+xml").documentElement);

/** The icons, for one shadow root. */
export const icons = async () => document.importNode(await sprite(), true);
