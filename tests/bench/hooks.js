// The measuring module contains the page's access to the engine, which looks for this file next to its folder.
export { isTranslated, say, sql } from '../hooks.js';
