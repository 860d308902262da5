/** Exports for a SIEM: signed, checked by Vigie and by openssl, refused when a byte of them changed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPublicKey } from '../../../src/core/crypto/signing.ts';
import { sha256 } from '../../../src/core/crypto/symmetric.ts';
import { exportStatement, readClosingLine, requireSealedBy } from '../../../src/core/journal/export-seal.ts';
import { failureOf } from '../../core/journal/support.ts';
import { Harness, listedNir } from '../harness.ts';

let desk: Harness;
let directory: string;
beforeEach(async () => {
  desk = new Harness();
  directory = mkdtempSync(join(tmpdir(), 'vigie-export-'));
  await desk.createDesk();
  await desk.check(await desk.openCase(), listedNir);
});
afterEach(() => {
  desk.dispose();
  rmSync(directory, { recursive: true });
});

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

async function exported(format: 'jsonl' | 'cef') {
  const { entryCount } = await desk.call('exportJournal', { format });
  const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
  const lines = text.trimEnd().split('\n');
  const closing = lines.pop() ?? '';
  const content = lines.map((line) => `${line}\n`).join('');
  const contentSha256 = hex(sha256(new TextEncoder().encode(content)));
  return { entryCount, lines, closing, contentSha256, sealed: readClosingLine(closing) };
}

describe('an export of the journal', () => {
  for (const format of ['jsonl', 'cef'] as const) {
    it(`as ${format} ends with a line that the workstation signed`, async () => {
      const { publicPem, fingerprint } = await desk.call('readExportKey', {});
      const { entryCount, lines, contentSha256, sealed } = await exported(format);
      expect(lines).toHaveLength(entryCount);
      expect(sealed.end).toMatchObject({ format, entries: entryCount, firstSeq: 1, lastSeq: entryCount });
      const signer = readPublicKey(publicPem);
      expect(fingerprint.join('')).toBe(hex(signer.keyId).slice(0, 32));
      requireSealedBy(sealed, signer, contentSha256, lines.length);
      const nothingElse = { ...sealed, end: { ...sealed.end, lastSeq: sealed.end.lastSeq + 1 } };
      expect(failureOf(() => requireSealedBy(nothingElse, signer, contentSha256, lines.length))).toBe(
        'signature-invalid',
      );
      expect(failureOf(() => requireSealedBy(sealed, signer, '0'.repeat(64), lines.length))).toBe('export-mismatch');
      expect(failureOf(() => requireSealedBy(sealed, signer, contentSha256, lines.length - 1))).toBe('export-mismatch');
    });
  }

  it('is verified by openssl with the public key that the supervisor saved', async () => {
    await desk.call('saveExportKey', {});
    const { name, bytes } = desk.shell.saved.at(-1) ?? { name: '', bytes: new Uint8Array() };
    expect(name).toBe('vigie-journal.pub.pem');
    const { sealed } = await exported('jsonl');
    const path = (file: string) => join(directory, file);
    writeFileSync(path('pub.pem'), bytes);
    writeFileSync(path('statement.txt'), exportStatement(sealed.end));
    writeFileSync(path('statement.sig'), sealed.signature);
    const words = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      'pub.pem',
      '-rawin',
      '-in',
      'statement.txt',
      '-sigfile',
      'statement.sig',
    ];
    expect(execFileSync('openssl', words, { cwd: directory, encoding: 'utf8' })).toContain(
      'Signature Verified Successfully',
    );
  });

  it('is signed by one key across locks, journalled when it was made', async () => {
    const before = await desk.call('readExportKey', {});
    await desk.call('lock', {});
    desk.restart();
    await desk.unlock();
    expect(await desk.call('readExportKey', {})).toEqual(before);
    const { lines } = await exported('jsonl');
    const made = lines.filter((line) => line.includes('"export-key-made"'));
    expect(made).toHaveLength(1);
    expect(made[0]).toContain(before.fingerprint.join(' '));
  });

  it('is refused from a key file that was altered', async () => {
    await desk.call('readExportKey', {});
    writeFileSync(join(desk.profileDir, 'export-key.sealed'), new Uint8Array(80));
    expect(await desk.codeOf('exportJournal', { format: 'jsonl' })).toBe('vault-malformed');
    expect(await desk.codeOf('readExportKey', {})).toBe('vault-malformed');
  });

  it('that ends otherwise is none', () => {
    for (const line of [
      '',
      '{}',
      '{"end":{}}',
      '{"seq":1}',
      'null',
      'CEF:0|Vigie|Vigie|1|journal-end|journal-end|0|cnt=1',
    ]) {
      expect(
        failureOf(() => readClosingLine(line)),
        line,
      ).toBe('export-malformed');
    }
  });
});

describe('alarms', () => {
  it('name who and why, newest first, and never what was typed', async () => {
    await desk.call('lock', {});
    await desk.call('unlock', { passphrase: 'pas celle-ci du tout' });
    await desk.unlock();
    const reference = await desk.openCase();
    for (let i = 0; i < 13; i++) {
      await desk.codeOf('checkIdentifier', { reference, text: listedNir, callerAuthenticated: true });
    }
    const own = (await desk.call('readAppState', {})).session?.adviserId ?? '';
    await desk.call('liftQuota', { adviserId: own, reason: 'essai du seuil' });
    const { alarms } = await desk.call('listAlarms', { limit: 50 });
    expect(alarms.map(({ kind }) => kind)).toEqual(['quota-lifted', 'quota-blocked', 'quota-warned', 'unlock-failed']);
    expect(alarms).toMatchObject([
      { adviserName: 'Amina', byName: null, quotaReason: null, code: null, words: 'essai du seuil' },
      { adviserName: 'Amina', quotaReason: 'adviser-ten-minutes', code: null, words: null },
      { adviserName: 'Amina', quotaReason: 'adviser-ten-minutes' },
      { adviserName: '', quotaReason: null, code: null },
    ]);
    expect(await desk.call('listAlarms', { limit: 1 })).toMatchObject({ alarms: [{ kind: 'quota-lifted' }] });
  });
});
