/** The version is written in package.json, and nowhere that a release would forget. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/pack.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
/** @returns paths of the files in `folders` that were written by hand */
const filesOf = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules')),
  );
const read = (path: string) => readFileSync(path, 'latin1');

describe('the version', () => {
  it('is repeated in no source, script or configuration', () => {
    const literal = new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`);
    const sources = filesOf('src', 'scripts', 'packaging', 'resources', 'bin', '.github');
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.filter((path) => literal.test(read(path)))).toEqual([]);
  });

  it('is the one that names of packages in the documents carry', () => {
    const named = [...filesOf('docs'), join(root, 'README.md')].flatMap((path) =>
      path.endsWith('.pdf')
        ? []
        : [...read(path).matchAll(/\bvigie[-_: ,]*(?:version )?(\d+\.\d+\.\d+)/gi)].map(([, found]) => found),
    );
    expect(named.length).toBeGreaterThan(4);
    expect(new Set(named)).toEqual(new Set([version]));
  });
});
