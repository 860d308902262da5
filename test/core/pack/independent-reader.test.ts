/**
 * The second reader, in Python, written from docs/FORMAT.md alone: it must agree on every vector, and with the identifiers'
 * canonical forms on texts that nobody thought of. Skipped, and said so, where Python lacks its two modules.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalise } from '../../../src/core/identifier/identifier.ts';
import type { IdentifierKind } from '../../../src/core/vocabulary.ts';

const script = join(import.meta.dirname, '../../vectors/pack/reader.py');

/** Debian's packages serve Debian's Python, which need not be the first on the path. */
const python = ['/usr/bin/python3', 'python3', 'python'].find(
  (program) => spawnSync(program, [script, '--modules']).status === 0,
);
const title =
  python === undefined
    ? 'the reader in Python (SKIPPED: needs python3 with the modules argon2 and cryptography)'
    : 'the reader in Python';

function run(args: string[], input = ''): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(python ?? '', [script, ...args], { input, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

describe.skipIf(python === undefined)(title, () => {
  it('agrees on every pack, defect and identifier of the vectors', () => {
    const { status, output } = run([]);
    expect(output).toMatch(/^\d+ agreed, 0 differed\n$/);
    expect(status).toBe(0);
  });

  it('makes the same canonical forms, on well-formed and arbitrary texts', () => {
    const asked = [
      ...samples(nirTexts, 4000, 'nir'),
      ...samples(emailTexts, 4000, 'email'),
      ...samples(phoneTexts, 3000, 'phone'),
      ...samples(rppsTexts, 1000, 'rpps'),
    ];
    const { output } = run(['--canonical'], asked.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const theirs = output.trim().split('\n');
    expect(theirs.length).toBe(asked.length);
    const accepted = { nir: 0, email: 0, phone: 0, rpps: 0 };
    for (const [i, [kind, text]] of asked.entries()) {
      const ours = canonicalise(kind, text);
      if (ours !== null) accepted[kind]++;
      expect(JSON.parse(theirs[i] ?? ''), JSON.stringify(text)).toBe(ours);
    }
    // Else the sample would prove little.
    for (const count of Object.values(accepted)) expect(count).toBeGreaterThan(300);
  });
});

function samples(texts: fc.Arbitrary<string>, count: number, kind: IdentifierKind): [IdentifierKind, string][] {
  return fc.sample(texts, { numRuns: count, seed: 20261121 }).map((text) => [kind, text]);
}

// Characters below U+3000 that both Unicode versions know; unpaired surrogates do not travel in UTF-8.
const strange = fc.oneof(
  fc.constantFrom(...'  .-/\'"<>()_=·•’‘\u00a0\u202f\u2009\u200b\ufeff\u00ad\u0301\u0300\u2212\u2013\u00b4'),
  fc.constantFrom(...'ÀÉİıßΣςſKÅǅ٣۳１２Ａａ²Ⅻ'),
  fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCharCode(code)),
);
const digit = fc.constantFrom(...'0123456789');
const around = fc.array(strange, { maxLength: 2 }).map((parts) => parts.join(''));

const thirteen = fc
  .tuple(
    fc.constantFrom('1', '2', '2', '3', '7', '5', '9'),
    fc.stringMatching(/^\d\d$/),
    fc.constantFrom('01', '12', '07', '20', '99', '13', '00'),
    fc.constantFrom('75', '2A', '2b', '2B', '00', '99', '3A'),
    fc.stringMatching(/^\d{6}$/),
  )
  .map((parts) => parts.join(''));
const key = fc.oneof(fc.constant(''), fc.stringMatching(/^\d\d$/), fc.constantFrom('.0', ',0', 'E+14'));
const nirTexts = fc.oneof(
  fc.tuple(thirteen, key).map(([number, end]) => number + end),
  fc
    .tuple(thirteen, fc.array(fc.tuple(fc.nat({ max: 14 }), strange), { maxLength: 4 }), around)
    .map(
      ([number, put, end]) => put.reduce((text, [at, what]) => text.slice(0, at) + what + text.slice(at), number) + end,
    ),
  fc.array(fc.oneof(digit, strange), { maxLength: 18 }).map((parts) => parts.join('')),
);

const word = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...'abzAZé09._+-') }, strange), {
  minLength: 1,
  maxLength: 8,
});
const emailTexts = fc.oneof(
  fc
    .tuple(
      around,
      word,
      fc.constantFrom(
        ...['exemple.fr', 'Exemple.FR', 'a.b', 'été.example', 'x', '1.2', 'a-.fr', 'İ.fr', 'xn--bcher-kva.fr'],
        ...[
          'xn--.fr',
          'xn--a-.fr',
          'XN--P1AI.xn--p1ai',
          'bücher。example',
          'ﬁn.fr',
          'ΣΑΣ.gr',
          'xn--zzzzzz.fr',
          'a--b.fr',
        ],
      ),
      around,
    )
    .map(([before, local, domain, after]) => `${before}${local.join('')}@${domain}${after}`),
  fc
    .tuple(fc.constantFrom('<', '"', "'", 'mailto:', 'MAILTO:', '<mailto:'), word, fc.constantFrom('>', '"', "'", ''))
    .map(([start, local, end]) => `${start}${local.join('')}@exemple.fr${end}`),
  fc.tuple(word, word).map(([local, domain]) => `${local.join('')}@${domain.join('')}.fr`),
);

/** Numbers of every range, in every writing, and what a slip makes of them. */
const phoneTexts = fc
  .tuple(
    fc.constantFrom(
      '0',
      '0',
      '+33',
      '0033',
      '33',
      '+33 (0)',
      '+262',
      '262',
      '00590',
      '+508',
      '+44',
      '0044 (0)',
      '+',
      '',
    ),
    fc.constantFrom('6', '1', '26', '59', '69', '70', '709', '7093', '93', '94', '97', '50', '508', '63', ''),
    fc.stringMatching(/^\d{4,9}$/),
    fc.array(fc.tuple(fc.nat({ max: 14 }), strange), { maxLength: 2 }),
    fc.constantFrom('', '', '', '.0', ' poste 2', 'E+10'),
  )
  .chain(([before, area, rest, put, end]) =>
    fc.boolean().map((fits) => {
      const national = fits && area !== '' ? (area + rest.repeat(3)).slice(0, 9) : area + rest;
      return put.reduce((text, [at, what]) => text.slice(0, at) + what + text.slice(at), before + national) + end;
    }),
  );
const rppsTexts = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^\d{11}$/) }, fc.stringMatching(/^\d{10,12}$/)),
    fc.array(fc.tuple(fc.nat({ max: 12 }), strange), { maxLength: 2 }),
    key,
  )
  .map(
    ([number, put, end]) =>
      put.reduce((text, [at, what]) => text.slice(0, at) + what + text.slice(at), number) +
      (end.length === 2 && /\d/.test(end) ? '' : end),
  );
