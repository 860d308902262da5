/** `vigie assess` as people run it: what its reports hold and never hold, what it says when it is stopped, and what `build` takes of it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseReport } from '../../../src/assess/report/schema.ts';
import { readNotice } from '../../../src/core/pack/notice.ts';
import { makeCsv, makeRows } from '../../assess/kinds.ts';
import { openWorkshop, usualBuild, type Workshop } from '../support/run-vigie.ts';

const claim = (more: object) => JSON.stringify({ vigieClaim: 1, ...more });

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  shop.write('leak.csv', makeCsv('mixture-30', 600, 3));
  shop.write('other.csv', makeCsv('realistic', 600, 4));
  shop.write(
    'claim.json',
    claim({
      incident: { id: 'essai-pretendu', status: 'claimed' },
      people: 1_000_000,
      asOfYear: 2022,
      classes: ['nir', 'email', 'ameli-login'],
      departments: ['75'],
      neverSeen: true,
    }),
  );
  const ran = await shop.run([
    ...['assess', 'leak.csv', '--claim', 'claim.json', '--out', 'en.html', '--json', 'en.json'],
  ]);
  expect([ran.code, ran.said]).toEqual([0, '']);
});
afterAll(() => shop.remove());

const report = (name: string) => parseReport(shop.read(name).toString());
const refusal = async (words: string[]) => {
  const ran = await shop.run(words);
  return [ran.code, ran.stderr.split('\n').find((line) => line.startsWith('error:'))];
};

describe('vigie assess', () => {
  it('judges each claim in both languages, and says what would settle it', () => {
    const { level, claims, words, scope } = report('en.json');
    expect([level, scope]).toEqual(['cannot-tell', 'whole']);
    expect(claims.map(({ claim: name, verdict }) => [name, verdict])).toEqual([
      ['real', 'cannot-tell'],
      ['people', 'contradicted'],
      ['fresh', 'cannot-tell'],
      ['classes', 'cannot-tell'],
      ['from', 'contradicted'],
      ['never-seen', 'cannot-tell'],
    ]);
    for (const { words: sentences } of claims) expect(sentences.fr).not.toBe(sentences.en);
    expect(words.adviser.fr).toContain('Rien ne permet de dire');
  });

  it('writes no value of any row anywhere, in either language', async () => {
    const french = await shop.run(['assess', 'leak.csv', '--out', 'fr.html', '--json', 'fr.json'], {
      env: { VIGIE_LANG: 'fr' },
    });
    expect(french.code).toBe(0);
    const outputs = ['en.html', 'en.json', 'fr.html', 'fr.json'].map((name) => shop.read(name).toString('utf8'));
    outputs.push(french.stdout, french.stderr);
    // What the report of another file holds as well is the report's own word: somebody has it as a password.
    const other = await shop.run(['assess', 'other.csv', '--out', 'other.html', '--json', 'other.json']);
    const own = ['other.html', 'other.json'].map((name) => shop.read(name).toString('utf8')).join('') + other.stdout;
    let searched = 0;
    let words = 0;
    for (const cells of makeRows('mixture-30', 600, 3).slice(1)) {
      for (const cell of cells) {
        // Short numbers are in any page.
        if (cell.length < 6 || (/^\d+$/.test(cell) && cell.length < 9)) continue;
        searched++;
        if (own.includes(cell)) {
          words++;
          continue;
        }
        for (const output of outputs) expect(output.includes(cell)).toBe(false);
      }
    }
    expect(searched).toBeGreaterThan(4_000);
    expect(words).toBeLessThan(5);
  });

  it('makes a page that loads nothing and runs nothing', () => {
    const html = shop.read('en.html').toString();
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|<link|<img|url\(|@import/i);
    for (const [, address] of html.matchAll(/(?:href|src|xlink:href)="([^"]*)"/g)) expect(address).toMatch(/^#/);
    expect(html.match(/<svg /g)?.length).toBeGreaterThan(8);
    expect(html).not.toMatch(/authenti/i);
  });

  it('hides numbers of fewer than twenty people, and what would give them away', () => {
    for (const { shares, chart } of report('en.json').findings) {
      for (const { count, of } of shares) {
        if (count === null) continue;
        expect(count === 0 || count >= 20).toBe(true);
        expect(of - count === 0 || of - count >= 20).toBe(true);
      }
      const bars = chart?.bars.map(({ count }) => count) ?? [];
      for (const count of bars) expect(count === null || count === 0 || count >= 20).toBe(true);
      if (bars.some((count) => (count ?? 0) > 0)) expect(bars.filter((count) => count === null)).not.toHaveLength(1);
    }
  });

  it('refuses what it cannot use, naming it, and writes over nothing', async () => {
    shop.write('bad-claim.json', claim({ people: 'many' }));
    const assess = (...more: string[]) => refusal(['assess', 'leak.csv', ...more]);
    expect(await assess('--out', 'x.html', '--claim', 'bad-claim.json')).toEqual([
      2,
      'error: the claim is malformed: field people',
    ]);
    expect(await assess('--out', 'en.html')).toEqual([3, expect.stringContaining('en.html')]);
    expect((await assess())[0]).toBe(1);
    expect((await assess('--out', 'x.html', '--reference', 'pack.vigie'))[0]).toBe(1);
  });

  it('makes a partial report of what was read before Ctrl+C, and says so', async () => {
    // `startVigie` closes the input; here it stays open, and the signal reaches the command itself.
    const program = join(import.meta.dirname, '../../support/vigie-at-test-cost.ts');
    const words = ['assess', '-', '--out', shop.path('p.html'), '--json', shop.path('p.json')];
    const child = spawn(process.execPath, [program, ...words], {
      env: { PATH: process.env.PATH, VIGIE_LANG: 'en' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const text = makeCsv('realistic', 30_000, 5);
    child.stdin.on('error', () => {});
    child.stdout.resume();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (more: string) => {
      said += more;
    });
    // A pipe holds little: once all is taken, the command has read nearly all of it, and waits for more.
    await new Promise<void>((resolve) => child.stdin.write(text, () => resolve()));
    const closed = once(child, 'close');
    child.kill('SIGINT');
    child.stdin.end(text);
    const [code] = await closed;
    expect([code, said]).toEqual([130, expect.stringContaining('partial')]);
    expect(report('p.json')).toMatchObject({ interrupted: true, scope: 'sample', inputs: [] });
    expect(report('p.json').rows).toBeGreaterThan(5_000);
    expect(shop.read('p.html').toString()).toContain('PARTIAL');
  });
});

describe('packs', () => {
  it('tell who is known, and who was seen before', async () => {
    const rows = makeRows('realistic', 400, 6);
    const people = rows.slice(1).flatMap(([nir = '']) => (/^[12]\d{14}$/.test(nir) ? [nir] : []));
    shop.write('known.csv', `NIR\n${people.join('\n')}\n`);
    shop.write('asked.csv', `${rows.map((cells) => cells.join(';')).join('\n')}\n`);
    const built = await shop.run([
      ...['build', '--in', 'known.csv', '--incident', 'claimed.json', ...usualBuild, '--out', 'known.vigie'],
      ...['--accept-lost', 'nir=0'],
    ]);
    expect(built.code, built.stderr).toBe(0);
    const trusted = ['--trust', 'signer.pub.pem', '--slot-passphrase-file', 'delivery.txt', '--sample', '400'];
    const ran = await shop.run([
      ...['assess', 'asked.csv', '--reference', 'known.vigie', '--compare', 'known.vigie', ...trusted],
      ...['--out', 'k.html', '--json', 'k.json'],
    ]);
    expect([ran.code, ran.stdout.split(':')[0]]).toEqual([0, 'Supported']);
    const overlap = report('k.json').findings.find(({ name }) => name === 'overlap');
    expect(overlap?.shares.map(({ name }) => name)).toEqual(['in-reference', 'counterparts', 'in-earlier-1']);
    expect(report('k.json').madeUp.atMost).toBeLessThan(0.2);
  });
});

describe('an assessment', () => {
  const build = (...more: string[]) =>
    refusal(['build', '--in', 'leak.csv', ...more, ...usualBuild, '--out', 'never.vigie']);
  const mismatch = (why: string) => [2, `error: the assessment report does not go with this build: ${why}`];
  const altered = (name: string, change: object) => {
    const made = JSON.parse(shop.read('en.json').toString());
    shop.write(name, JSON.stringify({ ...made, ...change }));
    return name;
  };

  it('goes into the manifest, by level, date, scope and digest', async () => {
    const words = ['--in', 'leak.csv', '--incident', 'claimed.json', '--assessment', 'en.json', '--accept-lost'];
    const built = await shop.run(['build', ...words, 'nir=0', ...usualBuild, '--out', 'a.vigie']);
    expect(built.code, built.stderr).toBe(0);
    const shown = await shop.run(['inspect', 'a.vigie', '--json']);
    expect(JSON.parse(shown.stdout).incidents[0].assessment).toEqual({
      level: 'cannot-tell',
      on: report('en.json').createdOn,
      reportSha256: createHash('sha256').update(shop.read('en.json')).digest('hex'),
      scope: 'whole',
    });
  });

  it('is refused for other files, another incident, a status that it would change, and a part that hides that it is one', async () => {
    const claimed = ['--incident', 'claimed.json', '--assessment'];
    const other = ['build', '--in', 'other.csv', ...claimed, 'en.json', ...usualBuild, '--out', 'never.vigie'];
    expect(await refusal(other)).toEqual(mismatch('it is of other files'));
    const elsewhere = { incident: { id: 'ailleurs', status: 'claimed' } };
    expect(await build(...claimed, altered('a.json', elsewhere))).toEqual(mismatch('it is of another incident'));
    const status = 'it would change the status of the incident';
    const confirmed = { incident: { id: 'essai-pretendu', status: 'confirmed' } };
    expect(await build(...claimed, altered('b.json', confirmed))).toEqual(mismatch(status));
    const against = altered('c.json', { incident: null, level: 'contradicted' });
    expect(await build('--incident', 'confirmed.json', '--assessment', against)).toEqual(mismatch(status));
    const part = 'a part of the file was examined, and it does not say so';
    expect(await build(...claimed, altered('d.json', { interrupted: true }))).toEqual(mismatch(part));
    expect(await build(...claimed, altered('e.json', { rows: 10 }), '--accept-lost', 'nir=0')).toEqual(mismatch(part));
    expect(await build(...claimed, altered('f.json', { level: 'authentic' }))).toEqual([
      2,
      'error: the assessment report is malformed: field level',
    ]);
    // Its own figures do not give that level.
    for (const level of ['supported', 'partly-supported', 'contradicted']) {
      expect(await build(...claimed, altered(`${level}.json`, { level }))).toEqual([
        2,
        'error: the assessment report is malformed: field level',
      ]);
    }
    expect(shop.list()).not.toContain('never.vigie');
  });

  it('goes into a notice', async () => {
    const words = [
      '--incident',
      'claimed.json',
      '--signer',
      'signer.pem',
      '--issuer',
      'Essai',
      '--assessment',
      'en.json',
    ];
    const ran = await shop.run(['notice', 'build', ...words, '--out', 'a.vigie-notice']);
    expect(ran.code).toBe(0);
    const { notice } = readNotice(new Uint8Array(shop.read('a.vigie-notice')), 'any');
    expect(notice.incidents[0]?.assessment).toMatchObject({ level: 'cannot-tell', scope: 'whole' });
  });
});
