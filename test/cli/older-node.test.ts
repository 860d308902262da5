/** `vigie` started by a Node that cannot run its sources: it starts itself again under the project's own, whatever Node that is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'bin', 'vigie.mjs');

/** The first Node on the path that is not this project's, which `#!/usr/bin/env node` would meet anywhere else. */
function systemNode(): string | null {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const dirs = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.includes('node_modules'));
  const found = dirs.map((dir) => join(dir, name)).find((path) => existsSync(path));
  if (found === undefined) return null;
  return execFileSync(found, ['--version'], { encoding: 'utf8' }).trim() === process.version ? null : found;
}

/** What Node 20 lacks: the compile cache, and the version that strips types. Runs before the program. */
const asNode20 = `
  import { registerHooks } from 'node:module';
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.9.0' } });
  registerHooks({
    resolve: (name, context, next) =>
      name === 'node:module' ? { url: 'older:module', shortCircuit: true } : next(name, context),
    load: (url, context, next) =>
      url === 'older:module' ? { format: 'module', source: 'export default {};', shortCircuit: true } : next(url, context),
  });
`;

function run(node: string, words: readonly string[], options: readonly string[] = []) {
  const env = { ...process.env, VIGIE_LANG: 'en', NODE_OPTIONS: '' };
  // Elsewhere than in the project, as people do.
  const { status, stdout, stderr } = spawnSync(node, [...options, program, ...words], {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('vigie under an older Node', () => {
  it('runs its command under the project’s own, and ends as that does', () => {
    const dir = mkdtempSync(join(tmpdir(), 'vigie-older-'));
    try {
      const preload = join(dir, 'as-node-20.mjs');
      writeFileSync(preload, asNode20);
      const options = ['--import', pathToFileURL(preload).href];
      expect(run(process.execPath, ['--help'], options)).toEqual(run(process.execPath, ['--help']));
      const refused = run(process.execPath, ['inspect', 'nothing-there.vigie'], options);
      expect(refused).toEqual(run(process.execPath, ['inspect', 'nothing-there.vigie']));
      // Its own exit code for what cannot be read, passed on.
      expect(refused.status).toBe(3);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('imports no name that an older Node lacks', () => {
    // Such a name ends the program before its first line runs: no code of its own can say what is wrong.
    expect(readFileSync(program, 'utf8')).not.toMatch(/import \{[^}]*\} from 'node:module'/);
  });

  const other = systemNode();
  it.skipIf(other === null)('runs under this machine’s other Node', () => {
    expect(run(other ?? '', ['--help'])).toEqual(run(process.execPath, ['--help']));
  });
});
