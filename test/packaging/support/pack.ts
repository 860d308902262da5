/**
 * Packs the product with the real electron-builder and the real configuration, around a stand-in for Electron's binary:
 * files, native modules, archive and fuses come out as they would; only the program itself cannot run.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '..', '..', '..');
export const configFile = join(root, 'packaging', 'electron-builder.yml');
export const packagerDir = join(root, 'packaging');
const builder = join(packagerDir, 'node_modules', 'electron-builder', 'cli.js');
const requirePackager = createRequire(join(packagerDir, 'package.json'));

export interface AsarEntry {
  readonly size?: number;
  readonly unpacked?: boolean;
  readonly files?: object;
}

/** The part of @electron/asar that the tests use. */
export interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  statFile(archive: string, path: string): AsarEntry;
  extractFile(archive: string, path: string): Buffer;
  extractAll(archive: string, directory: string): void;
}

export function loadAsar(): Asar {
  return requirePackager('@electron/asar') as Asar;
}

/** The packager brings an XML parser, which Node lacks. @param options as of `DOMParser` of @xmldom/xmldom */
export function parseXmlDocument(text: string, options: object): unknown {
  const { DOMParser } = requirePackager('@xmldom/xmldom') as {
    DOMParser: new (options: object) => { parseFromString(text: string, type: string): { documentElement: unknown } };
  };
  return new DOMParser(options).parseFromString(text, 'text/xml').documentElement;
}

export function parseYaml(text: string): unknown {
  return (requirePackager('js-yaml') as { load(source: string): unknown }).load(text);
}

export function requirePackagerInstalled(): void {
  if (!existsSync(builder)) throw new Error('the packager is not installed: npm test installs it');
}

// https://github.com/electron/fuses: the wire follows this sentinel, its version and its length.
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships it: everything on that a debugger likes. */
const shippedWire = '101100010';

/** A directory that electron-builder takes for an unpacked Electron of Linux. */
export function makeStandInElectron(dir: string): string {
  mkdirSync(join(dir, 'resources'), { recursive: true });
  mkdirSync(join(dir, 'locales'));
  const wire = Buffer.concat([
    Buffer.from('#!/bin/sh\nexit 0\n'),
    Buffer.from(fuseSentinel),
    Buffer.from([1, shippedWire.length]),
    Buffer.from(shippedWire),
    Buffer.alloc(64),
  ]);
  writeFileSync(join(dir, 'electron'), wire, { mode: 0o755 });
  writeFileSync(join(dir, 'chrome-sandbox'), '', { mode: 0o755 });
  for (const locale of ['de', 'en-US', 'fr']) writeFileSync(join(dir, 'locales', `${locale}.pak`), '');
  writeFileSync(join(dir, 'LICENSE'), 'MIT');
  return dir;
}

/** @returns the wire of a packed binary: '0' off, '1' on, in the order of Electron's documentation */
export function readFuses(binary: string): string {
  const bytes = readFileSync(binary);
  const at = bytes.indexOf(fuseSentinel) + fuseSentinel.length;
  return bytes.toString('latin1', at + 2, at + 2 + (bytes[at + 1] ?? 0));
}

/** @returns what electron-builder said. Rejects if it fails. */
export async function pack(config: string, electronDist: string, output: string): Promise<string> {
  const args = ['--projectDir', root, '--config', config, '--linux', 'dir', '--publish', 'never'];
  const overrides = [`-c.electronDist=${electronDist}`, `-c.directories.output=${output}`];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [builder, ...args, ...overrides], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  return `${stdout}${stderr}`;
}

const packChild = join(import.meta.dirname, 'pack-child.ts');

/** As `pack`, and what the maker of the Debian package would be given, in `output/made`: `postinst`, `postrm`, `vigie.desktop`, `fpm.json`. */
export async function packForDebian(config: string, electronDist: string, output: string): Promise<void> {
  await promisify(execFile)(process.execPath, [packChild, config, electronDist, output], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
}
