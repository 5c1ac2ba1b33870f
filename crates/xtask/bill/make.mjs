// What of other people's is shipped, for people and for programs: third-party.txt (names, licences, their texts) and
// sbom.cdx.json (CycloneDX), in OUT:
//   node make.mjs OUT site|npm MODULE...
// MODULE are the packages that the shipped modules are linked from. With `npm`, what the npm package depends on is in the SBOM.
// `cargo xtask build` and `cargo xtask package` run this. Neither file depends on when or where it is made.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notices } from './notices.mjs';
import { npm, shipped } from './parts.mjs';
import { sbom } from './sbom.mjs';

const [out, kind, ...modules] = process.argv.slice(2);
const { version, parts } = shipped(modules);
writeFileSync(join(out, 'third-party.txt'), notices(parts));
writeFileSync(join(out, 'sbom.cdx.json'), sbom(version, modules, kind === 'npm' ? [...parts, ...npm()] : parts));
