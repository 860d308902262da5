/** `vigie notice` built, shown and refused; `--recipient` on whole and sharded builds. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newX25519Pair } from '../../../src/core/crypto/x25519.ts';
import { readNotice } from '../../../src/core/pack/notice.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { encodeRecipient, openRecipientSlots, recipientFingerprint } from '../../../src/core/pack/recipients.ts';
import { memorySource } from '../../core/pack/memory-pack.ts';
import { numbers, openWorkshop, unencryptedKeyWarning, type Workshop } from '../support/run-vigie.ts';

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
});
afterAll(() => shop.remove());

const build = (out: string, ...more: string[]) =>
  shop.run(
    [
      'notice',
      'build',
      '--incident',
      'claimed.json',
      '--signer',
      'signer.pem',
      '--issuer',
      'Cnam',
      '--out',
      out,
      ...more,
    ],
    { env: { SOURCE_DATE_EPOCH: '1795000000' } },
  );

describe('vigie notice', () => {
  it('builds what a reader takes, and shows what it says', async () => {
    const built = await build('a.vigie-notice', '--sequence', '4', '--expires-on', '2026-12-31');
    expect([built.code, built.stderr]).toEqual([0, unencryptedKeyWarning]);
    const { notice } = readNotice(new Uint8Array(shop.read('a.vigie-notice')), 'any');
    expect(notice).toMatchObject({ series: 'essai-pretendu', sequence: 4, issuer: 'Cnam', expiresOn: '2026-12-31' });
    const shown = await shop.run(['notice', 'show', 'a.vigie-notice', '--trust', 'signer.pub.pem']);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toContain('essai-pretendu (claimed)');
    expect(`Notice built: a.vigie-notice\n${shown.stdout}`).toBe(built.stdout);
    const json = await shop.run(['notice', 'show', 'a.vigie-notice', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ sequence: 4, trusted: false, incidents: [{ status: 'claimed' }] });
  });

  it('says that it did not judge the signer, unless it was told whom to trust', async () => {
    await build('b.vigie-notice');
    const shown = await shop.run(['notice', 'show', 'b.vigie-notice']);
    expect([shown.code, shown.stderr]).toEqual([0, expect.stringContaining('give --trust')]);
    const strange = await shop.run(['notice', 'show', 'b.vigie-notice', '--trust', 'stranger.pub.pem', '--json']);
    expect([strange.code, JSON.parse(strange.stdout).error.code]).toEqual([2, 'signer-untrusted']);
  });

  it('overwrites nothing', async () => {
    await build('c.vigie-notice');
    expect(await build('c.vigie-notice')).toMatchObject({ code: 3 });
  });

  it.each([
    ['an altered file', 'signature-invalid', (bytes: Buffer) => bytes.fill(0x20, bytes.length - 2)],
    ['a file cut short', 'notice-malformed', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['a pack', 'notice-malformed', () => shop.read('pack.vigie')],
  ])('refuses %s by its code', async (_what, code, alter) => {
    await build(`${code}.vigie-notice`);
    shop.write('altered.vigie-notice', alter(Buffer.from(shop.read(`${code}.vigie-notice`))));
    const shown = await shop.run(['notice', 'show', 'altered.vigie-notice', '--json']);
    expect([shown.code, JSON.parse(shown.stdout).error.code]).toEqual([2, code]);
    rmSync(shop.path(`${code}.vigie-notice`));
  });

  it.each([
    [['notice']],
    [['notice', 'sign']],
    [['notice', 'show']],
    [['notice', 'show', 'a', 'b']],
    [['notice', 'build', 'x', '--incident', 'claimed.json']],
    [['notice', 'build', '--signer', 'signer.pem', '--out', 'x']],
  ])('wants to know what to do: %j', async (words) => {
    expect((await shop.run(words)).code).toBe(1);
  });

  it('refuses a day that does not exist', async () => {
    const ran = await build('d.vigie-notice', '--expires-on', '2026-02-30');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('--expires-on')]);
  });
});

describe('vigie build --recipient', () => {
  const dijon = newX25519Pair();
  const brest = newX25519Pair();
  const usual = [
    '--incident',
    'claimed.json',
    '--signer',
    'signer.pem',
    '--issuer',
    'Essai',
    '--stretch',
    '64,1,1',
    '--seed',
    'seed.bin',
  ];
  const env = { SOURCE_DATE_EPOCH: '1795000000' };

  beforeAll(() => {
    shop.write('leak.csv', `NIR\n${numbers(40).join('\n')}\n`);
    shop.write('seed.bin', Buffer.alloc(32, 7));
    shop.write(
      'both.vigie-recipient',
      `# agences\n${encodeRecipient(dijon.publicKey)}\n${encodeRecipient(brest.publicKey)}\n`,
    );
    shop.write('dijon.vigie-recipient', `${encodeRecipient(dijon.publicKey)}\n`);
    shop.write('brest.vigie-recipient', `${encodeRecipient(brest.publicKey)}\n`);
  });

  it('tells whose key it seals to, and needs no passphrase', async () => {
    const ran = await shop.run(
      ['build', '--in', 'leak.csv', ...usual, '--out', 'whole.vigie', '--recipient', 'both.vigie-recipient'],
      { env },
    );
    expect(ran.code).toBe(0);
    expect(ran.said).toContain(recipientFingerprint(dijon.publicKey).join(' '));
    expect(ran.stdout).toMatch(/Recipient workstations +2/);
    const { manifest } = await readSealedPack(memorySource(new Uint8Array(shop.read('whole.vigie'))), 'any');
    expect(openRecipientSlots(manifest, brest)).not.toBeNull();
    expect(openRecipientSlots(manifest, newX25519Pair())).toBeNull();
  });

  it('gives the same bytes from shards, whatever the order of the options', async () => {
    for (const shard of ['1/2', '2/2']) {
      const out = `part-${shard[0]}.shard`;
      const words = ['--incident', 'claimed.json', '--stretch', '64,1,1', '--seed', 'seed.bin'];
      const ran = await shop.run(['build', '--in', 'leak.csv', ...words, '--out', out, '--shard', shard], { env });
      expect(ran.code).toBe(0);
    }
    const merged = await shop.run(
      [
        ...[
          'merge',
          'part-1.shard',
          'part-2.shard',
          '--seed',
          'seed.bin',
          '--signer',
          'signer.pem',
          '--issuer',
          'Essai',
          '--out',
          'merged.vigie',
        ],
        ...['--recipient', 'brest.vigie-recipient', '--recipient', 'dijon.vigie-recipient'],
      ],
      { env },
    );
    expect([merged.code, merged.said.includes('error')]).toEqual([0, false]);
    expect(shop.read('merged.vigie').equals(shop.read('whole.vigie'))).toBe(true);
  });
});
