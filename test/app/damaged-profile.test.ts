/**
 * A profile whose files were damaged, taken away, or written by someone else: a coded refusal or an honest answer; never an
 * error that nobody foresaw, and never « not listed » for someone who is.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isVigieError } from '../../src/core/errors.ts';
import { Harness, listedNir, passphrase } from './harness.ts';

let sound: string;
const made: string[] = [];
const newDirectory = () => {
  const path = mkdtempSync(join(tmpdir(), 'vigie-damaged-'));
  made.push(path);
  return path;
};
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

beforeAll(async () => {
  sound = newDirectory();
  const desk = new Harness({ profileDir: sound });
  await desk.createDesk();
  await desk.call('readWorkstationKey', {});
  await desk.call('readExportKey', {});
  await desk.call('setPreferences', { theme: 'dark' });
  const reference = await desk.openCase();
  await desk.check(reference, listedNir);
  await desk.codeOf('unlock', { passphrase: 'une tout autre phrase' });
  desk.app.dispose();
});

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

const flip = (at: (length: number) => number) => (path: string) => {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  const place = Math.min(bytes.length - 1, at(bytes.length));
  bytes[place] = (bytes[place] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
};
const write = (content: string | Uint8Array) => (path: string) => writeFileSync(path, content);

const damages: readonly [string, (path: string) => void][] = [
  ['gone', (path) => rmSync(path)],
  ['empty', write('')],
  ['cut in half', (path) => writeFileSync(path, readFileSync(path).subarray(0, Math.floor(statSync(path).size / 2)))],
  ['longer', (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(64, 7)]))],
  ['a bit flipped at its start', flip(() => 3)],
  ['a bit flipped in the middle', flip((length) => Math.floor(length / 2))],
  ['a bit flipped at its end', flip((length) => length - 1)],
  ['zeroes', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size))],
  ['JSON of nothing', write('null')],
  ['JSON of an array', write('[[[[]]]]')],
  ['JSON of another object', write('{"__proto__":{"a":1},"constructor":1,"format":1e999,"version":-1}')],
  ['deeply nested', write(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['not UTF-8', write(new Uint8Array([0xff, 0xfe, 0x00, 0xd8]))],
  [
    'a directory',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
];

/** Opens, unlocks, asks. @returns what the person is told, step by step */
async function told(profileDir: string): Promise<string[]> {
  let desk: Harness;
  try {
    desk = new Harness({ profileDir });
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return [`start ${error.code}`];
  }
  const words: string[] = [];
  try {
    const step = async (name: string, work: Promise<{ ok: boolean; problem?: { code: string } }>) => {
      const result = await work;
      words.push(`${name} ${result.ok ? 'ok' : result.problem?.code}`);
      return result.ok;
    };
    desk.clock.advance(3_600_000);
    await step('state', desk.result('readAppState', {}));
    let opened = await desk.result('unlock', { passphrase });
    if (!opened.ok && opened.problem.code === 'unlock-delayed') {
      desk.clock.advance(3_600_000);
      opened = await desk.result('unlock', { passphrase });
    }
    words.push(`unlock ${opened.ok ? opened.value.kind : opened.problem.code}`);
    if (!opened.ok || opened.value.kind !== 'unlocked') return words;
    await step('packs', desk.result('listSets', {}));
    await step('notices', desk.result('listNotices', {}));
    await step('workstation key', desk.result('readWorkstationKey', {}));
    await step('export key', desk.result('readExportKey', {}));
    await step('verify', desk.result('verifyJournal', {}));
    const opening = await desk.result('openCase', {});
    if (!opening.ok) return [...words, `case ${opening.problem.code}`];
    const { reference } = opening.value;
    const checked = await desk.result('checkIdentifier', { reference, text: listedNir, callerAuthenticated: true });
    const answer = checked.ok ? checked.value.verdict : null;
    const reason = answer?.kind === 'could-not-check' ? ` ${answer.reason.code}` : '';
    words.push(`check ${checked.ok ? `${answer?.kind}${reason}` : checked.problem.code}`);
    return words;
  } finally {
    expect(desk.unexpected, words.join(' · ')).toEqual([]);
    desk.app.dispose();
  }
}

describe('a profile with one file', () => {
  it.each(damages)('%s', async (_, damage) => {
    const seen: Record<string, string[]> = {};
    for (const file of filesOf(sound)) {
      const copy = newDirectory();
      cpSync(sound, copy, { recursive: true });
      damage(join(copy, file));
      const words = await told(copy);
      seen[file] = words;
      const all = words.join(' · ');
      expect(all, file).not.toContain('internal');
      expect(all, file).not.toContain('check not-listed');
    }
    // What nobody needs to read a set does not stand in the way of an answer.
    expect(seen['preferences.json']?.at(-1)).toBe('check listed');
  });
});
