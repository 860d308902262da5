/**
 * `npm run package [-- OPTION…]`: builds the product and packs it for this system with electron-builder, whose options
 * follow the dashes (`--dir`, `deb`, …). Each system packs for itself, because only its native modules are installed
 * there. Writes to `dist/`: packages, bill of materials, `SHA256SUMS`. Fetches Electron's binary and the makers of the
 * packages, which the project itself never does.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { isMain } from './lib/is-main.mjs';
import { projectNode, projectRoot, readPackage, run } from './lib/project.mjs';
import { noticesText, shippedWorks } from './licences.mjs';
import { failWith, SetupError, setUp } from './setup.mjs';

export const configFile = join('packaging', 'electron-builder.yml');
const builder = join(projectRoot, 'packaging', 'node_modules', 'electron-builder', 'cli.js');
const dist = join(projectRoot, 'dist');

/** Everything that is packed and not in the repository. @throws Error with the words of the tool that failed */
export async function prepareContents() {
  const { code, output } = await build();
  if (code !== 0) throw new Error(`the build failed\n${output}`);
  writeFileSync(join(projectRoot, 'out', 'THIRD-PARTY-NOTICES.txt'), noticesText(shippedWorks()));
}

/** Names, sizes and digests of the packages, on screen and in `SHA256SUMS`. */
function report() {
  const kinds = /\.(exe|msi|deb|dmg|pkg|zip|json)$/;
  const files = readdirSync(dist).filter((name) => kinds.test(name));
  const lines = files.sort().map((name) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(dist, name)))
      .digest('hex');
    console.log(`${(statSync(join(dist, name)).size / 1e6).toFixed(1).padStart(8)} MB  ${name}`);
    return `${digest}  ${name}\n`;
  });
  writeFileSync(join(dist, 'SHA256SUMS'), lines.join(''));
}

const systemOfOption = {
  win: 'win32',
  windows: 'win32',
  w: 'win32',
  mac: 'darwin',
  macos: 'darwin',
  m: 'darwin',
  o: 'darwin',
  linux: 'linux',
  l: 'linux',
};

/**
 * The packager would pack for another system, with the native modules of this one: a package that cannot start.
 * @returns the option that asks for it, or null
 */
export function foreignSystemIn(options, platform = process.platform) {
  const system = (option) => systemOfOption[/^--?([a-z]+)$/.exec(option)?.[1] ?? ''];
  return options.find((option) => system(option) !== undefined && system(option) !== platform) ?? null;
}

if (isMain(import.meta)) {
  try {
    const foreign = foreignSystemIn(process.argv.slice(2));
    if (foreign !== null) throw new SetupError(`${foreign}: each system packs for itself (docs/deploy.md).`);
    await setUp({ browser: false, packager: true, say: (what) => console.log(`set-up: ${what}`) });
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist);
    await prepareContents();
    const addons = await run(projectNode(), [join(projectRoot, 'scripts', 'check-addons.ts')]);
    if (addons.code !== 0) throw new SetupError('a native module asks for what Electron does not have; see above.');
    const args = ['--projectDir', projectRoot, '--config', configFile, '--publish', 'never', ...process.argv.slice(2)];
    const { code } = await run(projectNode(), [builder, ...args]);
    if (code !== 0) throw new SetupError('electron-builder failed; its own words are above.');
    const sbom = join(dist, `vigie-${readPackage().version}.cdx.json`);
    const made = await run(projectNode(), [join(projectRoot, 'scripts', 'sbom.mjs'), sbom]);
    if (made.code !== 0) throw new SetupError('the bill of materials could not be made; its own words are above.');
    report();
  } catch (error) {
    failWith(error);
  }
}
