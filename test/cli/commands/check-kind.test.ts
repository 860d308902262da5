/** `vigie check` where a line may be identifiers of two kinds: it is asked about, and `--kind` answers. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckAnswer, deliveryPassphrase, openWorkshop } from '../support/run-vigie.ts';

const vectors = join(import.meta.dirname, '../../vectors/pack');
const pack = join(vectors, 'packs/four-kinds.vigie');

/** Exit code and answers to `lines`, with `words` after the pack's. */
async function answers(lines: readonly string[], ...words: readonly string[]) {
  const shop = openWorkshop();
  try {
    shop.write('delivery.txt', `${deliveryPassphrase}\n`);
    const { code, stdout } = await shop.run(
      [
        'check',
        pack,
        '--trust',
        join(vectors, 'keys/signer.pub.pem'),
        '--slot-passphrase-file',
        'delivery.txt',
        ...words,
      ],
      { input: `${lines.join('\n')}\n` },
    );
    return { code, lines: stdout.trimEnd().split('\n') };
  } finally {
    shop.remove();
  }
}

describe('vigie check of eleven digits', () => {
  it('does not guess between a phone number and an RPPS number, and ends with 2', async () => {
    const { code, lines } = await answers(['33612345678', '06 12 34 56 78']);
    expect(lines[0]).toMatch(/^1\tambiguous\t-\tphone-or-rpps$/);
    expect(lines[1]).toMatch(/^2\tlisted \(number\)\t.*: own phone(?:;|$)/);
    expect(code).toBe(2);
  });

  it('takes them as what --kind says', async () => {
    const asPhone = await answers(['33612345678'], '--kind', 'phone');
    expect(asPhone.lines[0]).toMatch(/^1\tlisted \(number\)\t.*: own phone(?:;|$)/);
    expect(asPhone.code).toBe(0);
    // As on the screen of a call: until the caller is asked, what a number lists may be about whoever had it before.
    const json = await answers(['33612345678'], '--kind', 'phone', '--json');
    const exposures = (JSON.parse(json.lines[0] ?? '') as CheckAnswer).exposures;
    expect(exposures.map(({ own, tied }) => [own, tied.length > 0])).toEqual([[['phone'], true]]);
    const asRpps = await answers(['10003456780', '06 12 34 56 78'], '--kind', 'rpps');
    expect(asRpps.lines[0]).toMatch(/^1\tlisted\t/);
    expect(asRpps.lines[1]).toMatch(/^2\tinvalid\t/);
  });
});
