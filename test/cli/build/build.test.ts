/** `vigie build` on small real files: what goes in comes out of `check`, and nothing else comes out of anything. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  check,
  numbers,
  openWorkshop,
  type Ran,
  signedBuild,
  unencryptedKeyWarning,
  usualBuild,
  type Workshop,
} from '../support/run-vigie.ts';

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
});
afterAll(() => shop.remove());

/** The second cell of a report's row. */
function reported(ran: Ran, label: string): string | undefined {
  const row = ran.stdout.split('\n').find((line) => line.trimStart().startsWith(`${label}  `));
  return row?.trimStart().slice(label.length).trim();
}

describe('a CSV of a few thousand rows', () => {
  const listed = numbers(3000);
  const secrets = ['Hunter2-é', 'FR7610278060000002041234567', '0612345678', 'Duquesnoy'];
  let built: Ran;

  beforeAll(async () => {
    const rows = listed.map(
      (nir, i) => `${nir};p${i}@exemple.fr;${secrets[0]};${secrets[3]};${secrets[2]};${secrets[1]}`,
    );
    rows.splice(10, 0, `${listed[0]};;;;;`, '255081416802539;;x;;;', '12345;;;;;', ';pas-une-adresse;y;;;');
    shop.write('leak.csv', `NIR;E-mail;Mot de passe;Nom;Téléphone;IBAN\r\n${rows.join('\r\n')}\r\n`);
    built = await shop.run([
      'build',
      '--in',
      'leak.csv',
      '--incident',
      'confirmed.json',
      '--out',
      'csv.vigie',
      ...usualBuild,
    ]);
  });

  it('is built, with a report that adds up', () => {
    expect(built.remarks).toBe(`${unencryptedKeyWarning}Stretch: demonstration cost, below the production minimum\n`);
    expect(built.code).toBe(0);
    expect(reported(built, 'Rows read')).toBe('3,004');
    expect(reported(built, 'Bad rows')).toBe('3');
    expect(reported(built, 'NIR: wrong key')).toBe('1 (lines 13)');
    expect(reported(built, 'NIR: neither 13 nor 15 characters')).toBe('1 (lines 14)');
    expect(reported(built, 'e-mail: not exactly one @')).toBe('1 (lines 15)');
    expect(reported(built, 'Distinct identifiers (nir)')).toBe('3,000');
    expect(reported(built, 'Distinct identifiers (email)')).toBe('3,000');
    expect(reported(built, 'Identifiers')).toBe('6,001');
    expect(reported(built, 'Prefix bits')).toBe('3');
    expect(reported(built, 'Insured people per prefix')).toBe('8,625,000');
  });

  it('verifies, and its parts add up to its length', async () => {
    const verified = await shop.run(['verify', 'csv.vigie', '--trust', 'signer.pub.pem', '--json']);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      verified: true,
      series: 'essai-confirme',
      sequence: 1,
      buckets: 8,
    });
    const inspected = JSON.parse((await shop.run(['inspect', 'csv.vigie', '--json'])).stdout);
    let end = 0;
    for (const part of inspected.parts) {
      expect(part.offset).toBe(end);
      end += part.bytes;
    }
    expect(end).toBe(shop.read('csv.vigie').length);
    // All rows hold one phone number.
    expect(inspected).toMatchObject({ entryCount: 6001, canaryCount: 48, stretch: { belowProduction: true } });
  });

  it('lists who is in it with what is their own, others’ and only claimed, and nobody else', async () => {
    const answers = await check(shop, 'csv.vigie', [
      listed[0] ?? '',
      'P2999@EXEMPLE.FR',
      '1 84 01 75 999 999',
      'p3000@exemple.fr',
      '255081416802539',
      'n’importe quoi',
    ]);
    const found = {
      incident: 'essai-confirme',
      status: 'confirmed',
      own: ['civil-status', 'nir', 'phone'],
      tied: [],
      others: [],
      claimedInRow: ['ameli-login', 'email', 'iban'],
      claimed: [],
    };
    expect(answers.map(({ line, kind }) => `${line} ${kind}`)).toEqual([
      '1 listed',
      '2 listed',
      '3 not-listed',
      '4 not-listed',
      '5 invalid',
      '6 invalid',
    ]);
    for (const { exposures } of answers.slice(0, 2)) {
      expect(exposures).toEqual([found]);
    }
    expect(answers[0]?.masked).toMatch(/^1 30 \d\d •• ••• •••$/);
    expect(answers[1]?.masked).toBe('p•••@e•••.fr');
    expect(answers[4]?.reason).toBe('nir-key-wrong');
  });

  it('is found whole: every one of the six thousand', async () => {
    const all = [...listed, ...listed.map((_, i) => `p${i}@exemple.fr`)];
    const answers = await check(shop, 'csv.vigie', all);
    expect(answers.filter(({ kind }) => kind !== 'listed')).toEqual([]);
    expect(answers).toHaveLength(6000);
  });

  it('says no value of a row, no identifier and no secret, anywhere', () => {
    const pack = shop.read('csv.vigie');
    for (const value of [...secrets, listed[0] ?? '', 'p0@exemple.fr', 'pas-une-adresse', '255081416802539']) {
      for (const bytes of [Buffer.from(value, 'utf8'), Buffer.from(value, 'latin1'), Buffer.from(value, 'utf16le')]) {
        expect(pack.includes(bytes), value).toBe(false);
      }
      expect(built.stdout + built.stderr).not.toContain(value);
    }
  });
});

describe('several files of several incidents', () => {
  const [inAll = '', inTwo = '', inJson = '', twice = ''] = numbers(4, 50_000);

  it('are merged into one entry a person, with what each file tells', async () => {
    shop.write('a.csv', `nir,telephone\n${inAll},0102030405\n${twice},\n${twice},0102030405\n`);
    shop.write('b.csv.gz', gzipSync(`numéro de sécurité sociale\tIBAN\n${inAll}\tFR76\n${inTwo}\tFR76\n`));
    shop.write('c.txt', `${inAll}:motdepasse\n${inTwo}:motdepasse\n`);
    shop.write(
      'd.jsonl',
      `{"nir":"${inJson}","email":"json@exemple.fr"}\n{"nir":${inAll},"adresse":"1 rue"}\n{"nir":\n`,
    );
    const ran = await shop.run([
      ...['build', '--in', 'a.csv@essai-confirme', '--in', 'b.csv.gz@essai-confirme', '--in', 'c.txt@essai-pretendu'],
      ...['--in', 'd.jsonl@essai-pretendu', '--incident', 'claimed.json', '--incident', 'confirmed.json'],
      ...['--out', 'several.vigie', '--series', 'ensemble', '--sequence', '7', ...usualBuild],
    ]);
    expect(ran.code).toBe(0);
    expect(reported(ran, 'Rows read')).toBe('10');
    // The number of the input precedes the line's where there are several.
    expect(reported(ran, 'not a JSON object')).toBe('1 (lines 4:3)');
    // Four numbers, an address, a phone.
    expect(reported(ran, 'Identifiers')).toBe('6');
    const answers = await check(shop, 'several.vigie', [inAll, inTwo, inJson, 'json@exemple.fr', twice]);
    const told = answers.map(({ exposures }) =>
      exposures.map(({ incident, own, claimedInRow }) => `${incident}: ${own.join(' ')} (${claimedInRow.join(' ')})`),
    );
    expect(told).toEqual([
      ['essai-confirme: civil-status nir phone (iban)', 'essai-pretendu:  (ameli-login postal-address nir)'],
      ['essai-confirme: civil-status nir (iban)', 'essai-pretendu:  (ameli-login nir)'],
      ['essai-pretendu:  (email nir)'],
      ['essai-pretendu:  (email nir)'],
      ['essai-confirme: civil-status nir phone ()'],
    ]);
    const inspected = JSON.parse((await shop.run(['inspect', 'several.vigie', '--json'])).stdout);
    expect(inspected).toMatchObject({ series: 'ensemble', sequence: 7, issuer: 'Essai', dataAsOf: '2022-06-23' });
    // How many combinations there are is sealed with them.
    expect(JSON.stringify(inspected)).not.toContain('xposure');
  });

  it('is refused where an input does not say its incident', async () => {
    const ran = await shop.run([
      ...['build', '--in', 'a.csv', '--incident', 'claimed.json', '--incident', 'confirmed.json', '--out', 'no.vigie'],
      ...usualBuild,
    ]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('give FILE@incident where there are several incidents');
    expect(shop.list()).not.toContain('no.vigie');
  });

  it('is refused where an incident has no input: the pack would answer « not listed » to all who are in it', async () => {
    const ran = await shop.run([
      ...['build', '--in', 'a.csv@essai-pretendu', '--incident', 'claimed.json', '--incident', 'confirmed.json'],
      ...['--out', 'no.vigie', ...usualBuild],
    ]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('an incident has no file: give FILE@incident for each');
    expect(shop.list()).not.toContain('no.vigie');
  });

  it('is built with a warning where many rows gave nobody', async () => {
    shop.write('half.csv', `nir;nom\n${inAll};x\nabc;x\n`);
    const ran = await shop.run([
      ...['build', '--in', 'half.csv', '--incident', 'claimed.json', '--out', 'half.vigie', ...usualBuild],
    ]);
    expect(ran.code).toBe(0);
    expect(ran.said).toContain('warning: 50 % of the rows gave no identifier: whoever is in them');
  });

  it('is refused where one of them gave nobody', async () => {
    shop.write('nobody.csv', 'nir;nom\nabc;x\n123;y\n');
    const ran = await shop.run([
      ...[
        'build',
        '--in',
        'a.csv',
        '--in',
        'nobody.csv',
        '--incident',
        'claimed.json',
        '--out',
        'no.vigie',
        ...usualBuild,
      ],
    ]);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain('the input is unreadable nobody.csv (not one row gave a NIR or an e-mail address)');
    expect(shop.list()).not.toContain('no.vigie');
  });
});

describe('what would fail in the end', () => {
  it('is refused before anything is stretched: no directory for the pack, an instant that is none', async () => {
    // Costs that would take minutes, were they paid first.
    const slow = ['build', '--in', 'a.csv', '--incident', 'claimed.json', ...signedBuild, '--stretch', '1048576,16,1'];
    const lost = await shop.run([...slow, '--out', 'nowhere/lost.vigie']);
    expect(lost).toMatchObject({ code: 3, said: 'error: file not found nowhere\nhint: check the path\n' });
    for (const SOURCE_DATE_EPOCH of ['253402300800', '1.5', 'now']) {
      const ran = await shop.run([...slow, '--out', 'late.vigie'], { env: { SOURCE_DATE_EPOCH } });
      expect(ran.stderr, SOURCE_DATE_EPOCH).toContain('unacceptable value SOURCE_DATE_EPOCH');
      expect(ran.code).toBe(1);
    }
  });

  it('takes an @ in the name of a file for a part of it', async () => {
    shop.write('dump@2022.csv', `nir\n${numbers(1)[0]}\n`);
    for (const [i, named] of ['dump@2022.csv', 'dump@2022.csv@essai-pretendu'].entries()) {
      const out = `at${i}.vigie`;
      const ran = await shop.run(['build', '--in', named, '--incident', 'claimed.json', '--out', out, ...usualBuild]);
      expect(ran.code).toBe(0);
    }
  });
});

describe('a leak of addresses alone', () => {
  const usual = ['--in', 'addresses.csv', '--incident', 'claimed.json'];
  beforeAll(() => {
    shop.write('addresses.csv', `email\n${Array.from({ length: 40 }, (_, i) => `p${i}@exemple.fr`).join('\n')}\n`);
    shop.write('seed', Buffer.alloc(32, 3));
  });
  const expectAddressesOnly = async (pack: string) => {
    const shown = await shop.run(['inspect', pack, '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ identifierKinds: ['email'] });
    const [listed, absent, nir] = await check(shop, pack, ['p7@exemple.fr', 'p70@exemple.fr', numbers(1)[0] ?? '']);
    expect([listed?.kind, absent?.kind]).toEqual(['listed', 'not-listed']);
    expect(nir).toMatchObject({ kind: 'could-not-check', reason: 'kind-not-indexed' });
  };

  it('makes a pack that says nothing of a number, rather than that it is not listed', async () => {
    expect((await shop.run(['build', ...usual, '--out', 'addresses.vigie', ...usualBuild])).code).toBe(0);
    await expectAddressesOnly('addresses.vigie');
  });

  it('does so in shards, one of which may hold nothing', async () => {
    const shards = ['1', '2', '3'].map((i) => `addresses-${i}.shard`);
    for (const [i, out] of shards.entries()) {
      const words = ['--shard', `${i + 1}/3`, '--seed', 'seed', '--stretch', '64,1,1', '--out', out];
      expect((await shop.run(['build', ...usual, ...words])).code).toBe(0);
    }
    const merging = ['--seed', 'seed', '--signer', 'signer.pem', '--issuer', 'Essai', '--slot', 'essai'];
    const slot = ['--slot-passphrase-file', 'delivery.txt', '--out', 'merged-addresses.vigie'];
    expect((await shop.run(['merge', ...shards, ...merging, ...slot])).code).toBe(0);
    await expectAddressesOnly('merged-addresses.vigie');
  });
});

describe('a drawn delivery passphrase', () => {
  it('is eight words, shown once on standard output, and opens the pack', async () => {
    shop.write('one.csv', `nir\n${numbers(1)[0]}\n`);
    const ran = await shop.run([
      ...['build', '--in', 'one.csv', '--incident', 'claimed.json', '--out', 'drawn.vigie', '--signer', 'signer.pem'],
      ...['--issuer', 'Essai', '--slot', 'essai', '--stretch', 'light'],
    ]);
    expect(ran.code).toBe(0);
    const passphrase = ran.stdout.trim().split('\n').at(-1) ?? '';
    expect(passphrase).toMatch(/^([a-z]{5,8} ){7}[a-z]{5,8}$/);
    expect(ran.stdout.split(passphrase)).toHaveLength(2);
    expect(ran.stderr).not.toContain(passphrase);
    shop.write('drawn.txt', passphrase);
    const asked = await shop.run(
      ['check', 'drawn.vigie', '--trust', 'signer.pub.pem', '--slot-passphrase-file', 'drawn.txt'],
      { input: `${numbers(1)[0]}\n` },
    );
    expect(asked.stdout).toBe(
      '1\tlisted\t1 30 01 •• ••• •••\tessai-pretendu (claimed): own -; claimed-in-row nir; claimed ameli-login\n',
    );
  });
});

describe('--calibrate', () => {
  it('tells what each cost would take for this file, and writes nothing', async () => {
    shop.write('small.csv', `nir\n${numbers(500).join('\n')}\n`);
    const before = shop.list();
    const ran = await shop.run([
      'build',
      '--in',
      'small.csv',
      '--incident',
      'claimed.json',
      '--stretch',
      '64,1,1',
      '--calibrate',
    ]);
    expect(ran.code).toBe(0);
    const lines = ran.stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^Cost of one evaluation on this machine \(\d+ cores\):$/);
    expect(lines.slice(1).map((line) => line.split(':')[0])).toEqual([
      'light',
      'modest',
      'default',
      'strong',
      '--stretch',
    ]);
    for (const line of lines.slice(1)) expect(line).toMatch(/: [\d,.]+ ms each, [\d,]+\/s, .+ for 500 identifiers$/);
    const milliseconds = lines.slice(1).map((line) => Number(/: ([\d,.]+) ms/.exec(line)?.[1]?.replaceAll(',', '')));
    // Neighbouring costs may change places on a machine that does something else; the ends, a hundred apart, do not.
    expect(milliseconds[3]).toBeGreaterThan(milliseconds[0] ?? 0);
    expect(shop.list()).toEqual(before);
  });
});
