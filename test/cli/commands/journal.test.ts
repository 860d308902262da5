/** `vigie journal`, on a real vault directory: verified without a byte of it being written. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/core/journal/database.ts';
import { deriveJournalKeys } from '../../../src/core/journal/journal-keys.ts';
import { openVault } from '../../../src/core/unlock/vault.ts';
import { parseVaultFile } from '../../../src/core/unlock/vault-file.ts';
import { Harness, passphrase, testKeystore } from '../../app/harness.ts';
import { type Ran, vigie } from '../support/run-vigie.ts';

let work: string;
let profile: string;
let passphraseFile: string;
let exportFile: string;
let publicKey: string;
/** As a kill leaves it: the last entries are in the log alone. */
let crashed: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'vigie-journal-cli-'));
  const path = (name: string) => join(work, name);
  [profile, crashed, passphraseFile, exportFile, publicKey] = [
    path('profile'),
    path('crashed'),
    path('passphrase.txt'),
    path('export.jsonl'),
    path('export.pub.pem'),
  ];
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 });
  const desk = new Harness({ profileDir: profile });
  await desk.createVault();
  for (let i = 0; i < 5; i++) {
    const reference = await desk.openCase();
    await desk.call('saveNote', { reference, note: `note ${i}` });
  }
  await desk.call('saveExportKey', {});
  writeFileSync(publicKey, desk.shell.saved.at(-1)?.bytes ?? '');
  await desk.call('exportJournal', { format: 'jsonl' });
  writeFileSync(exportFile, desk.shell.saved.at(-1)?.bytes ?? '');
  cpSync(profile, crashed, { recursive: true });
  desk.app.dispose();
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function verify(directory: string, ...more: string[]): Promise<Ran> {
  return vigie(['journal', 'verify', directory, '--passphrase-file', passphraseFile, ...more]);
}

function copyOf(directory: string, name: string): string {
  const copy = join(work, name);
  cpSync(directory, copy, { recursive: true });
  return copy;
}

/** Every file with its bytes and the instant it was written. */
function stateOf(directory: string): Map<string, [string, number]> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, [readFileSync(path).toString('base64'), statSync(path).mtimeMs]];
    }),
  );
}

/** Changes the journal as an insider with the passphrase could. */
async function tamper(directory: string, sql: string): Promise<void> {
  const vault = await openVault(parseVaultFile(readFileSync(join(directory, 'vault.json'))), passphrase, null);
  if (vault === null) throw new Error('the vault did not open');
  const keys = deriveJournalKeys(vault.vaultKey, vault.file.vaultId);
  const database = openDatabase(join(directory, 'journal.sqlite'), keys.database, false);
  database.exec(sql);
  database.close();
}

const temporaryCopies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('vigie-verify-'));

describe('vigie journal verify', () => {
  it('says that a journal is intact and writes nothing, in a directory closed or cut off by a kill', async () => {
    for (const directory of [profile, crashed]) {
      const before = stateOf(directory);
      const ran = await verify(directory);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toMatch(/^Journal intact: \d+ entries, 1 to \d+, 5 cases\.\n$/);
      expect(stateOf(directory)).toEqual(before);
    }
    expect(existsSync(join(crashed, 'journal.sqlite-wal'))).toBe(true);
    const json = JSON.parse((await verify(crashed, '--json')).stdout);
    expect(json).toMatchObject({ intact: true, first: 1, cases: 5, firstBroken: null, fault: null });
    expect(json.entries).toBe(json.last);
    expect(temporaryCopies()).toEqual([]);
  });

  it('names the first entry that was altered, and ends with 2', async () => {
    const copy = copyOf(profile, 'altered');
    await tamper(copy, 'UPDATE audit SET at_ms = at_ms + 1 WHERE seq IN (7, 9); UPDATE cases SET steps_done = 9');
    const ran = await verify(copy);
    expect(ran).toMatchObject({
      code: 2,
      stdout: 'Journal altered: the first wrong entry is 7 (entry altered, moved or missing).\n',
    });
    expect(JSON.parse((await verify(copy, '--json')).stdout)).toMatchObject({
      intact: false,
      firstBroken: 7,
      fault: 'chain',
    });
  });

  it('says so where entries were cut off, the head was put back, or a page was changed', async () => {
    const cut = copyOf(profile, 'cut');
    await tamper(cut, 'DELETE FROM audit WHERE seq > 8');
    expect(await verify(cut)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the last known entry is missing'),
    });

    const damaged = copyOf(profile, 'damaged');
    const bytes = readFileSync(join(damaged, 'journal.sqlite'));
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(join(damaged, 'journal.sqlite'), bytes);
    const ran = await verify(damaged, '--json');
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout).error.code).toBe('journal-damaged');

    const headless = copyOf(profile, 'headless');
    rmSync(join(headless, 'journal.head'));
    expect(await verify(headless)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sealed head is missing'),
    });

    const keyless = copyOf(profile, 'keyless');
    rmSync(join(keyless, 'workstation-key.sealed'));
    const named = await verify(keyless);
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('workstation-key.sealed');
  });

  it('asks for the right passphrase, a vault, and nobody else at work', async () => {
    const wrong = join(work, 'wrong.txt');
    writeFileSync(wrong, 'une autre phrase bien longue\n', { mode: 0o600 });
    expect(await vigie(['journal', 'verify', profile, '--passphrase-file', wrong])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error: wrong passphrase'),
    });
    expect(await verify(work)).toMatchObject({ code: 2, stderr: expect.stringContaining('error: no vault there') });
    const desk = new Harness({ profileDir: profile });
    expect(await verify(profile)).toMatchObject({ code: 2, stderr: expect.stringContaining('another program') });
    desk.app.dispose();
    expect(await vigie(['journal'])).toMatchObject({ code: 1 });
    expect(await vigie(['journal', 'verify'])).toMatchObject({ code: 1 });
    expect(await vigie(['journal', 'verify', profile])).toMatchObject({ code: 1 });
  });

  it('takes the recovery words where the vault is bound to its machine', async () => {
    const desk = new Harness({ profileDir: join(work, 'bound'), keystore: testKeystore() });
    const words = await desk.createVault();
    desk.app.dispose();
    expect(await verify(desk.profileDir)).toMatchObject({ code: 2, stderr: expect.stringContaining('recovery') });
    const wordsFile = join(work, 'words.txt');
    writeFileSync(wordsFile, `${words.join(' ')}\n`, { mode: 0o600 });
    expect(await vigie(['journal', 'verify', desk.profileDir, '--passphrase-file', wordsFile])).toMatchObject({
      code: 0,
    });
  });
});

describe('vigie journal check-export', () => {
  const check = (file: string, key = publicKey, ...more: string[]) =>
    vigie(['journal', 'check-export', file, '--trust', key, ...more]);

  it('verifies an export with the public key alone', async () => {
    expect(await check(exportFile)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Export verified: \d+ entries, 1 to \d+/),
    });
    expect(JSON.parse((await check(exportFile, publicKey, '--json')).stdout)).toMatchObject({
      verified: true,
      format: 'jsonl',
      firstSeq: 1,
    });
  });

  it('refuses a line changed, cut, added or taken away, and another signer', async () => {
    const whole = readFileSync(exportFile, 'utf8');
    const lines = whole.trimEnd().split('\n');
    const variants: [string, string, string][] = [
      ['changed', whole.replace('"case-opened"', '"case-closed"'), 'not those that were signed'],
      ['taken', `${[...lines.slice(0, 3), ...lines.slice(4)].join('\n')}\n`, 'not those that were signed'],
      ['added', `${[lines[0], ...lines].join('\n')}\n`, 'not those that were signed'],
      ['cut', `${lines.slice(0, -1).join('\n')}\n`, 'last line is missing'],
      ['unended', whole.slice(0, -1), 'last line is missing'],
      ['end changed', whole.replace(/"lastSeq":\d+/, '"lastSeq":1'), 'signature'],
      ['empty', '', 'last line is missing'],
    ];
    for (const [name, text, expected] of variants) {
      const path = join(work, 'variant.jsonl');
      writeFileSync(path, text);
      expect(await check(path), name).toMatchObject({ code: 2, stderr: expect.stringContaining(expected) });
    }
    const stranger = join(import.meta.dirname, '../../vectors/pack/keys/stranger.pub.pem');
    expect(await check(exportFile, stranger)).toMatchObject({ code: 2 });
    expect(await check(join(work, 'none.jsonl'))).toMatchObject({ code: 3 });
    expect(await vigie(['journal', 'check-export', exportFile])).toMatchObject({ code: 1 });
  });
});
