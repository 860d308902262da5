import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeLock, type LockEntry } from '../../scripts/complete-lock.mjs';
import { projectRoot } from '../../scripts/lib/project.mjs';

const read = (name: string) => JSON.parse(readFileSync(`${projectRoot}/${name}`, 'utf8'));

describe('completeLock', () => {
  it('adds the native packages of other platforms, as npm would write them', () => {
    const parent: LockEntry = {
      version: '1.2.3',
      dev: true,
      optionalDependencies: {
        '@x/linux-x64-musl': '1.2.3',
        '@x/win32-arm64-msvc': '1.2.3',
        '@x/linux-x64-gnu': '1.2.3',
      },
    };
    const lock: { packages: Record<string, LockEntry> } = {
      packages: { 'node_modules/x': parent, 'node_modules/@x/linux-x64-gnu': { version: '1.2.3' } },
    };
    expect(completeLock(lock)).toEqual(['@x/linux-x64-musl@1.2.3', '@x/win32-arm64-msvc@1.2.3']);
    expect(lock.packages['node_modules/@x/linux-x64-musl']).toEqual({
      version: '1.2.3',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(lock.packages['node_modules/@x/win32-arm64-msvc']).toMatchObject({ cpu: ['arm64'], os: ['win32'] });
    expect(Object.keys(lock.packages)).toEqual(Object.keys(lock.packages).toSorted(new Intl.Collator('en').compare));
  });

  it('leaves ranges and names without a platform to npm', () => {
    const lock = {
      packages: { 'node_modules/x': { optionalDependencies: { fsevents: '2.3.3', '@x/darwin-x64': '^1.0.0' } } },
    };
    expect(completeLock(lock)).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('is complete: npm ci accepts it on every platform', () => {
    expect(completeLock(read('package-lock.json'))).toEqual([]);
  });

  it('fixes the exact versions of package.json', () => {
    const { dependencies, devDependencies } = read('package.json');
    const { packages } = read('package-lock.json');
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });
});
