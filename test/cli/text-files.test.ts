/** Small files that people make with whatever is at hand: a byte order mark is no part of them, UTF-16 is said to be none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, openWorkshop, unencryptedKeyWarning, usualBuild, type Workshop } from './support/run-vigie.ts';

const mark = '\u{feff}';
let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  shop.write('leak.csv', `nir\n${numbers(1)[0]}\n`);
});
afterAll(() => shop.remove());

const words = (out: string) => ['build', '--in', 'leak.csv', '--incident', 'claimed.json', '--out', out, ...usualBuild];
const checked = (pack: string, passphrases: string) =>
  shop.run(['check', pack, '--trust', 'signer.pub.pem', '--slot-passphrase-file', passphrases], {
    input: `${numbers(1)[0]}\n`,
  });

describe('files that Windows wrote', () => {
  it('are read with their byte order mark and line ends: incident, keys, passphrase', async () => {
    const plain = shop.read('delivery.txt');
    for (const name of ['claimed.json', 'signer.pem', 'signer.pub.pem', 'delivery.txt']) {
      shop.write(name, mark + shop.read(name).toString('utf8').replaceAll('\n', '\r\n'));
    }
    shop.write('plain.txt', plain);
    const ran = await shop.run(words('marked.vigie'));
    expect(ran.remarks).toBe(`${unencryptedKeyWarning}Stretch: demonstration cost, below the production minimum\n`);
    expect(ran.code).toBe(0);
    for (const passphrases of ['delivery.txt', 'plain.txt']) {
      expect((await checked('marked.vigie', passphrases)).stdout).toContain('listed');
    }
  });

  it('are refused as passphrases in UTF-16: nobody could type what they would be', async () => {
    const passphrase = 'abaisser abandon abdiquer abeille\r\n';
    for (const bytes of [Buffer.from(mark + passphrase, 'utf16le'), Buffer.from(passphrase, 'utf16le')]) {
      shop.write('delivery.txt', bytes);
      const ran = await shop.run(words('utf16.vigie'));
      expect(ran.stderr).toContain('error: the input is unreadable delivery.txt (it is not text)');
      expect(ran.stderr).not.toContain('abaisser');
      expect(ran.code).toBe(2);
      expect(shop.list()).not.toContain('utf16.vigie');
    }
  });
});
