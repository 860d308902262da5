/**
 * The second reader, in Python, written from docs/FORMAT.md alone: it must agree on every vector, and with the identifiers'
 * canonical forms on texts that nobody thought of. Skipped, and said so, where Python lacks its two modules.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmail, parseNir } from '../../../src/core/identifier/identifier.ts';

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
    const asked = [...samples(nirTexts, 4000, 'nir'), ...samples(emailTexts, 4000, 'email')];
    const { output } = run(['--canonical'], asked.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const theirs = output.trim().split('\n');
    expect(theirs.length).toBe(asked.length);
    let accepted = 0;
    for (const [i, [kind, text]] of asked.entries()) {
      const parsed = kind === 'nir' ? parseNir(text) : parseEmail(text);
      const ours = parsed.kind === 'ok' ? parsed.identifier.canonical : null;
      if (ours !== null) accepted++;
      expect(JSON.parse(theirs[i] ?? ''), JSON.stringify(text)).toBe(ours);
    }
    // Else the sample would prove little.
    expect(accepted).toBeGreaterThan(1000);
  });
});

function samples(texts: fc.Arbitrary<string>, count: number, kind: 'nir' | 'email'): ['nir' | 'email', string][] {
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
      fc.constantFrom('exemple.fr', 'Exemple.FR', 'a.b', 'été.example', 'x', '1.2', 'a-.fr', 'İ.fr'),
      around,
    )
    .map(([before, local, domain, after]) => `${before}${local.join('')}@${domain}${after}`),
  fc
    .tuple(fc.constantFrom('<', '"', "'", 'mailto:', 'MAILTO:', '<mailto:'), word, fc.constantFrom('>', '"', "'", ''))
    .map(([start, local, end]) => `${start}${local.join('')}@exemple.fr${end}`),
  fc.tuple(word, word).map(([local, domain]) => `${local.join('')}@${domain.join('')}.fr`),
);
