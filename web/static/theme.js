// Light or dark, as in the page around an embed: by the page's own marks first, and then by the system's setting.

/** The marks that documentation tools leave on the page: mdBook's classes, Docusaurus and others, Material for MkDocs. */
const DARK = [".dark", ".coal", ".navy", ".ayu", '[data-theme~="dark"]', '[data-theme^="dark" i]', '[data-md-color-scheme="slate"]', '[data-bs-theme="dark"]', '[data-color-mode="dark"]'];
const LIGHT = [".light", ".rust", '[data-theme~="light"]', '[data-theme^="light" i]', '[data-md-color-scheme="default"]', '[data-bs-theme="light"]', '[data-color-mode="light"]'];

/** What a page's marks say: "dark", "light", or "" if it has none. */
export const pageTheme = (page = document) => {
  for (const element of [page.documentElement, page.body]) {
    if (element?.matches(DARK.join())) return "dark";
    if (element?.matches(LIGHT.join())) return "light";
  }
  return "";
};

/** Calls `listener` whenever a mark of a page may have changed. Returns a function that stops this. */
export const onMarks = (listener, page = document) => {
  const watch = new MutationObserver(listener);
  const attributeFilter = ["class", "data-theme", "data-md-color-scheme", "data-bs-theme", "data-color-mode"];
  for (const element of [page.documentElement, page.body]) if (element) watch.observe(element, { attributes: true, attributeFilter });
  return watch;
};

/** Keeps `place` in the theme that `element` asks for, until the returned function is called. */
export const follow = (element, place) => {
  const set = () => {
    const asked = element.getAttribute("theme");
    const theme = asked === "light" || asked === "dark" ? asked : pageTheme(element.ownerDocument);
    if (theme) place.dataset.theme = theme;
    else delete place.dataset.theme;
  };
  const watch = onMarks(set, element.ownerDocument);
  watch.observe(element, { attributes: true, attributeFilter: ["theme"] });
  set();
  return () => watch.disconnect();
};
