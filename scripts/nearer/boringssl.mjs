/**
 * `node scripts/nearer/boringssl.mjs PATH-OF-BUN`: the tests of core/crypto, and the vectors of packs, on BoringSSL, which
 * Electron links where Node has OpenSSL. Bun's `node:crypto` is built on it. Bun comes as a package without any script:
 * `npm i -E --ignore-scripts @oven/bun-linux-x64` in a directory of its own. Not part of `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../lib/project.mjs';

/** It stands in for a machine's missing library by a means of Vitest that Bun does not have; it is not about OpenSSL. */
const without = ['test/core/crypto/argon2id-without-fast.test.ts'];
const bun = process.argv[2];
if (bun === undefined) throw new Error('usage: node scripts/nearer/boringssl.mjs PATH-OF-BUN');
const files = ['test/core/crypto/*.test.ts', 'test/core/pack/vectors.test.ts', 'test/core/unlock/vault.test.ts']
  .flatMap((pattern) => globSync(pattern, { cwd: projectRoot }))
  .filter((file) => !without.includes(file));
const { status } = spawnSync(bun, ['test', ...files.map((file) => join(projectRoot, file))], {
  cwd: projectRoot,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
