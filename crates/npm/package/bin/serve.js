// Serves the playground's static site on this machine, like `cargo xtask serve`; crates/xtask/src/serve.rs and http.rs
// give the reasons for these headers. Files are not compressed, since nothing between here and the browser is slow.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const SITE = fileURLToPath(new URL("../dist", import.meta.url));
const HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

/** The policy that a page of the site has in it. The header brings it to what is no page of the program's. */
const policy = (page) => /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(SITE, page), "utf8"))[1];

const port = (words) => {
  const [name, value, ...rest] = words.flatMap((word) => (word.startsWith("--port=") ? ["--port", word.slice(7)] : [word]));
  if (name === undefined) return 8080;
  if (name !== "--port" || rest.length) throw new Error(`serve does not take \`${words.join(" ")}\`; it takes --port PORT`);
  if (!/^\d{1,5}$/.test(value ?? "") || Number(value) > 65535) throw new Error(`\`${value ?? ""}\` is not a port: give a number from 0 to 65535`);
  return Number(value);
};

/** No ETag: sirv makes it from a file's size and time, and npm gives all files of all versions the same time. */
const files = sirv(SITE, { etag: false });

const policies = { page: policy("index.html"), frame: policy("embed.html") };

const answer = (request, response) => {
  response.setHeader("Content-Security-Policy", /^\/embed\.html($|\?)/.test(request.url) ? policies.frame : policies.page);
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const say = (code, text, headers) => {
    response.writeHead(code, { "Content-Type": "text/plain; charset=utf-8", ...headers });
    response.end(text);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return say(405, "This server only answers GET and HEAD.\n", { Allow: "GET, HEAD" });
  files(request, response, () => say(404, "There is nothing at this address. The playground starts at /\n"));
};

/** Serves until it is stopped; `fail` is called with the reason if it can't. */
export const serve = (words, fail) => {
  let wanted;
  try {
    wanted = port(words);
  } catch (error) {
    fail(error.message);
    return;
  }
  const server = createServer(answer);
  server.on("error", (error) =>
    fail(error.code === "EADDRINUSE" ? `port ${wanted} is in use: choose another one with --port` : `cannot listen on 127.0.0.1:${wanted}: ${error.message}`),
  );
  server.listen(wanted, "127.0.0.1", () => console.log(`The playground is at http://127.0.0.1:${server.address().port}/ (stop with Ctrl-C)`));
};
