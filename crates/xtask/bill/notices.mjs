// The parts as a text: what each is, its licence, and the licences' texts, each text once.

const HEAD = `Third-party software in The Aurora Encryption Playground

The playground itself is under the MIT licence or the Apache licence 2.0, as you like. Its WebAssembly modules contain the
software below, each part under its own licence; the texts follow the list. Its scripts are its own, and what wasm-bindgen
writes; no package of npm is in them. Nothing of the documentation that it is about is copied into it.`;

const RULE = '='.repeat(80);

export const notices = (parts) => {
  const numbers = new Map();
  const texts = [];
  /** The number of a text. Texts that only differ in their line breaks and spaces are the same. */
  const number = (text) => {
    const same = text.replace(/\s+/g, ' ').trim();
    if (!numbers.has(same)) {
      texts.push(text.replace(/\r/g, '').replace(/^\s*\n/, '').trimEnd());
      numbers.set(same, texts.length);
    }
    return numbers.get(same);
  };
  const one = ({ name, version, licence, authors, from, texts }) =>
    [
      [name, version].filter(Boolean).join(' '),
      `  licence: ${licence}`,
      authors.length && `  authors: ${authors.join(', ')}`,
      from && `  source: ${from}`,
      `  texts: ${texts.map(({ file, text }) => `[${number(text)}] ${file}`).join(', ')}`,
    ].filter(Boolean).join('\n');
  const list = parts.filter(({ own }) => !own).map(one);
  return `${[HEAD, ...list, ...texts.map((text, at) => `${RULE}\n[${at + 1}]\n\n${text}`)].join('\n\n')}\n`;
};
