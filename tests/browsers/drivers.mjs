// The two browsers: where they are, how their drivers are started, and the settings of a session. What this machine
// must have is in README.md.
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Builder, Capabilities } from 'selenium-webdriver';
import firefox from 'selenium-webdriver/firefox.js';

const inTools = (name) => fileURLToPath(new URL(`../../.tools/bin/${name}`, import.meta.url));
const { env } = process;

/** The first of a program's possible paths that exists. */
const found = (variable, ...places) => {
  const there = [env[variable], ...places].filter(Boolean);
  const place = there.find((path) => existsSync(path));
  if (!place) throw new Error(`it is not at ${there.join(' or ')}. Install it, or name it in ${variable}.`);
  return place;
};

/** WebKitGTK is in a folder that is named after the architecture. */
const miniBrowsers = () => readdirSync('/usr/lib').map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`).filter((path) => existsSync(path));

const freePort = () =>
  new Promise((tell, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => tell(port));
    });
  });

/** Resolves to a driver's address when it answers there. */
const answering = async (driver, port) => {
  const url = `http://127.0.0.1:${port}`;
  const ready = async () => {
    while (!(await fetch(`${url}/status`).then((answer) => answer.ok, () => false))) await new Promise((go) => setTimeout(go, 50));
    return url;
  };
  return Promise.race([ready(), driver.failed]);
};

/** A virtual display; resolves to its name. */
const display = async (start) => {
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = new Promise((tell) => server.stdio[3].once('data', (text) => tell(String(text).trim())));
  return `:${await Promise.race([number, server.failed])}`;
};

/** `start(start)` starts the driver and resolves to its address; `session(address)` begins a session. */
export const BROWSERS = {
  firefox: {
    start: async (start) => {
      const port = await freePort();
      return answering(start(found('PLAYGROUND_GECKODRIVER', inTools('geckodriver')), ['--port', String(port)]), port);
    },
    session: (address) => {
      const options = new firefox.Options()
        .setBinary(found('PLAYGROUND_FIREFOX', '/usr/bin/firefox-esr', '/usr/bin/firefox'))
        .addArguments('-headless')
        .setPreference('layout.css.prefers-color-scheme.content-override', 0); // dark
      return new Builder().usingServer(address).forBrowser('firefox').setFirefoxOptions(options).build();
    },
  },

  webkit: {
    start: async (start) => {
      const driver = found('PLAYGROUND_WEBKIT_DRIVER', '/usr/bin/WebKitWebDriver');
      const port = await freePort();
      const more = {
        DISPLAY: await display(start),
        GTK_THEME: 'Adwaita:dark', // which pages see as prefers-color-scheme
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        LIBGL_ALWAYS_SOFTWARE: '1',
        // Its sandbox needs user namespaces, which root and many containers don't have.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      };
      return answering(start(driver, [`--port=${port}`], { env: { ...env, ...more } }), port);
    },
    session: (address) => {
      const binary = found('PLAYGROUND_WEBKIT', ...miniBrowsers());
      const asked = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
      return new Builder().usingServer(address).withCapabilities(new Capabilities(asked)).build();
    },
  },
};
