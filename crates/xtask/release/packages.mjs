// The npm packages of tests/, for scripts in other folders.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const packaged = createRequire(join(root, 'tests/package.json'));
