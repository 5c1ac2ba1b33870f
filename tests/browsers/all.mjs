// All tests, one after the other in one tab; run.mjs runs them.
import { after } from 'node:test';
import { quit } from './tab.mjs';
import './page.mjs';
import './embeds.mjs';
import './integrity.mjs';

after(quit);
