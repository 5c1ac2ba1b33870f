// What a page in the pseudo-language (web/static/language.js) has not looked up, and what does not fit. Both functions run in
// the page, and look into embeds as well.

/**
 * Each text and each attribute with words outside the pseudo-language's brackets, with where it stands. What comes from
 * elsewhere stays as it is: `parts` is a selector of elements with all that is in them, `own` of elements whose own texts
 * and attributes these are.
 */
export function unsaid({ parts, own }) {
  const found = new Set();
  const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'];
  const hasWords = (text) => {
    let outside = text.replace(/\b\d{1,2} \p{L}{3} \d{4}\b/gu, ''); // a date is the browser's
    for (let before; before !== outside; ) [before, outside] = [outside, outside.replace(/⟦[^⟦⟧]*⟧/g, '')];
    return /\p{L}{2,}/u.test(outside);
  };
  const path = (element) => {
    const names = [];
    for (let one = element; one && names.length < 4; one = one.parentElement) {
      names.unshift([one.localName, ...one.classList].join('.') + (one.id ? `#${one.id}` : ''));
    }
    return names.join(' > ');
  };
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (element.matches('script, style, template') || element.closest(parts) || element.matches(own)) continue;
      for (const name of attributes) {
        const text = element.getAttribute(name);
        if (text && hasWords(text)) found.add(`${path(element)} [${name}]: ${text}`);
      }
      for (const { nodeType, data } of element.childNodes) {
        // A text that is drawn in parts, such as one with a rule's number in it, has its brackets in two of them.
        if (nodeType !== Node.TEXT_NODE || !hasWords(data)) continue;
        const isCut = data.split('⟦').length !== data.split('⟧').length;
        if (!isCut || hasWords(element.textContent)) found.add(`${path(element)}: ${data.trim().slice(0, 100)}`);
      }
    }
  };
  look(document.body);
  return [...found];
}

/** What does not fit: a page that scrolls sideways, a text that is cut, a button that lies on another or is too small. */
export function unfit() {
  const found = new Set();
  const { documentElement: page } = document;
  if (page.scrollWidth > page.clientWidth) found.add(`the page: ${page.scrollWidth} > ${page.clientWidth}`);
  const name = (element) => `${[element.localName, ...element.classList].join('.')} “${element.textContent.trim().slice(0, 40)}”`;
  const hides = ({ overflowX }) => overflowX === 'hidden' || overflowX === 'clip';
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('svg') && element.clientWidth !== 1; // what is only read aloud is one pixel
  const look = (root) => {
    const buttons = [];
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!shown(element)) continue;
      const style = getComputedStyle(element);
      const saysThatThereIsMore = hides(style) && style.textOverflow === 'ellipsis';
      if (hides(style) && !saysThatThereIsMore && element.scrollWidth > element.clientWidth + 1 && !element.matches('input')) found.add(`cut: ${name(element)}`);
      if (element.matches('button, .tab, .chip, .door, .primary, .plain, .quiet')) {
        const box = element.getBoundingClientRect();
        if (!saysThatThereIsMore && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) found.add(`out of its button: ${name(element)}`);
        buttons.push([element, box]);
      }
      const { right, width } = element.getBoundingClientRect();
      if (width > 1 && right > page.clientWidth + 1 && !scrolls(element)) found.add(`out of the page: ${name(element)}`);
    }
    for (const [at, [one, a]] of buttons.entries()) {
      for (const [other, b] of buttons.slice(at + 1)) {
        if (one.parentElement !== other.parentElement) continue; // what scrolls may be under what does not
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) found.add(`on each other: ${name(one)} and ${name(other)}`);
      }
    }
  };
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== 'visible') return box.getBoundingClientRect().right <= page.clientWidth + 1;
    }
    return false;
  };
  look(document.body);
  return [...found];
}
