/** What the command line once swallowed without a word: repeated options, weak delivery passphrases, mistyped words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nearestWord } from '../../../src/cli/nearest-word.ts';
import { deliveryPassphrase, numbers, openWorkshop, signedBuild, vigie, type Workshop } from '../support/run-vigie.ts';

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  shop.write('leak.csv', `nir\n${numbers(3).join('\n')}\n`);
});
afterAll(() => shop.remove());

const base = ['build', '--in', 'leak.csv', '--incident', 'claimed.json', '--stretch', '64,1,1'];
const signed = [...base, '--signer', 'signer.pem', '--issuer', 'Essai'];

describe('several slots', () => {
  const passphrases = { brest: 'marteau violet dortoir cascade', dijon: 'buvard tremplin ogive noisette' };

  it('each open the pack: the n-th passphrase is that of the n-th slot', async () => {
    shop.write('brest.txt', passphrases.brest);
    shop.write('dijon.txt', passphrases.dijon);
    const ran = await shop.run([
      ...[...signed, '--out', 'two.vigie', '--slot', 'Brest', '--slot', 'Dijon'],
      ...['--slot-passphrase-file', 'brest.txt', '--slot-passphrase-file', 'dijon.txt'],
    ]);
    expect([ran.code, ran.stdout.includes('Brest')]).toEqual([0, false]);
    const shown = await shop.run(['inspect', 'two.vigie', '--json']);
    expect(JSON.parse(shown.stdout).slots.map(({ label }: { label: string }) => label)).toEqual(['Brest', 'Dijon']);
    for (const file of ['brest.txt', 'dijon.txt']) {
      const words = ['check', 'two.vigie', '--trust', 'signer.pub.pem', '--slot-passphrase-file', file];
      const asked = await shop.run(words, { input: `${numbers(1)[0]}\n` });
      expect([asked.code, asked.stdout.split('\t')[1]]).toEqual([0, 'listed']);
    }
  });

  it('get a drawn passphrase each, shown under their labels', async () => {
    const ran = await shop.run([...signed, '--out', 'drawn.vigie', '--slot', 'Brest', '--slot', 'Dijon']);
    expect(ran.code).toBe(0);
    const drawn = ran.stdout.match(/^(?:[a-z]{5,8} ){7}[a-z]{5,8}$/gm) ?? [];
    expect(new Set(drawn).size).toBe(2);
    expect(ran.said).toMatch(/"Brest"[\s\S]*"Dijon"/);
  });

  it.each([
    ['two of one name', ['--slot', 'a', '--slot', ' a'], 'the same name given twice in --slot'],
    [
      'fewer files than slots',
      ['--slot', 'a', '--slot', 'b', '--slot-passphrase-file', 'delivery.txt'],
      'one for each --slot in their order, or none: --slot-passphrase-file',
    ],
    ['none at all', [], 'missing option --slot'],
  ])('are refused: %s', async (_what, more, words) => {
    const ran = await shop.run([...signed, '--out', 'no.vigie', ...more]);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining(words)]);
  });
});

describe('options', () => {
  it.each(['--signer', '--out', '--issuer', '--stretch'])('%s given twice is refused', async (option) => {
    const ran = await shop.run([...base, ...signedBuild, '--out', 'no.vigie', option, 'x', option, 'y']);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining(`option given twice ${option}`)]);
  });

  it('name the issuer: nobody publishes in the name of another by default', async () => {
    const words = [
      '--signer',
      'signer.pem',
      '--slot',
      'a',
      '--slot-passphrase-file',
      'delivery.txt',
      '--out',
      'no.vigie',
    ];
    const ran = await shop.run([...base, ...words]);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('missing option --issuer')]);
  });

  it('refuse a delivery passphrase that anybody would try, for the file may lie in a public place', async () => {
    for (const weak of ['correct horse', 'motdepasse2024', 'azertyuiop123', 'Bonjour2024!!']) {
      shop.write('weak.txt', weak);
      const ran = await shop.run([...signed, '--slot', 'a', '--slot-passphrase-file', 'weak.txt', '--out', 'no.vigie']);
      expect([ran.code, ran.stderr.includes('too easy to guess')], weak).toEqual([2, true]);
      expect(ran.stderr).not.toContain(weak);
    }
    expect(deliveryPassphrase.split(' ')).toHaveLength(4);
  });

  it('print less with --quiet: results, warnings and errors', async () => {
    const ran = await shop.run([...base, ...signedBuild, '--quiet', '--out', 'quiet.vigie']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/^warning: the key signer.pem is not encrypted$/m);
    expect(ran.stderr).not.toMatch(/identifiers|reading/);
    expect(ran.stdout).toContain('Pack built: quiet.vigie');
  });

  it('tell the version of the project', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'));
    expect((await vigie(['--version'])).stdout).toBe(`vigie ${version}\n`);
    const [short, long] = [await vigie(['build', '-h']), await vigie(['build', '--help'])];
    expect(short.stdout).toBe(long.stdout);
  });
});

describe('a mistyped word', () => {
  it.each([
    [['biuld'], 'unknown command biuld (did you mean build?)'],
    [['build', '--sloot', 'a'], 'unknown option --sloot (did you mean --slot?)'],
    [['notice', 'buid'], 'unknown command buid (did you mean build?)'],
    [['journal', 'check'], 'unknown command check (did you mean check-export?)'],
    [['xylophone'], 'unknown command xylophone\n'],
  ])('comes with the nearest known one: %j', async (words, said) => {
    const ran = await vigie(words);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining(said)]);
  });

  it('is not repeated where it may be a secret', async () => {
    for (const word of ['2840588321025', 'jean@exemple.fr', 'Secret', 'deux mots']) {
      expect((await vigie([word])).stderr, word).not.toContain(word);
    }
  });

  it('has no near word where nothing is near', () => {
    expect(nearestWord('merg', ['merge', 'keygen'])).toBe('merge');
    expect(nearestWord('zz', ['merge', 'keygen'])).toBeNull();
  });
});

describe("an incident's file", () => {
  it('is told everything that is wrong with it at once', async () => {
    const good = JSON.parse(shop.read('claimed.json').toString());
    const { source: _, ...rest } = good;
    const bad = {
      ...rest,
      title: { fr: 'Essai.', en: 3 },
      disclosedOn: '2022-02-30',
      colour: 'red',
      dataClasses: { everyone: ['nir'], some: [], claimed: ['nir'] },
    };
    shop.write('bad.json', JSON.stringify(bad));
    const words = ['notice', 'build', '--incident', 'bad.json', '--signer', 'signer.pem', '--issuer', 'Essai'];
    const ran = await shop.run([...words, '--out', 'no.vigie-notice']);
    expect(ran.code).toBe(2);
    for (const told of [
      'title.en (of another type)',
      'disclosedOn (unacceptable value)',
      'source (missing)',
      'colour (no such field)',
      'dataClasses.everyone (nothing is confirmed in a claimed incident)',
      'dataClasses.claimed (a class stands in one list, once)',
    ]) {
      expect(ran.stderr).toContain(told);
    }
    expect(ran.stderr).toContain('bad.json');
    expect(ran.stderr.match(/\(/g)).toHaveLength(6);
  });
});
