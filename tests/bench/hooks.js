// The measuring module has the page's way to the engine compiled in, which looks for this file beside its folder: the page's.
export { sql } from '../hooks.js';
