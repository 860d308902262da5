/** Properties of identifiers: any writing, one canonical form; no typing slip of a keyed NIR is ever accepted. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalise,
  identifierPassword,
  kindSpecs,
  maskIdentifier,
  parseIdentifier,
  type RecognisedIdentifier,
  readTyped,
} from '../../../src/core/identifier/identifier.ts';
import { afterUnicode14, comparedUnicodeVersion } from '../../../src/core/identifier/unicode.ts';
import { canaryOf } from '../../../src/core/pack/canaries.ts';
import { identifierKinds } from '../../../src/core/vocabulary.ts';
import { fuzzRuns } from '../../support/fuzz-runs.ts';
import { address, anyNir, keyed, ordinaryNir, writingOf } from './arbitraries.ts';

const canonicalOf = (parsed: RecognisedIdentifier) => (parsed.kind === 'ok' ? parsed.identifier.canonical : null);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.stringMatching(/^[0-9AaBb .@'",/E+-]{0,24}$/),
  fc.stringMatching(/^[+]?[0-9 .()]{6,18}$/),
  fc.tuple(address, fc.string({ unit: 'grapheme', maxLength: 3 })).map(([mail, tail]) => tail + mail + tail),
);

describe('NIR', () => {
  it('has one canonical form in any writing, with or without key', () => {
    const writings = anyNir.chain((nir) =>
      fc.tuple(fc.constant(nir), writingOf(nir), writingOf(keyed(nir)), fc.constant(keyed(nir))),
    );
    fc.assert(
      fc.property(writings, ([nir, bare, withKey, plain]) => {
        for (const text of [bare, withKey, plain]) {
          expect(canonicalOf(kindSpecs.nir.parse(text))).toBe(nir);
          expect(canonicalise('nir', text)).toBe(nir);
          expect(canonicalOf(parseIdentifier(text))).toBe(nir);
        }
        expect(kindSpecs.nir.parse(withKey)).toMatchObject({ identifier: { keyState: 'valid' } });
      }),
      { numRuns: 500 },
    );
  });

  it('with a key never survives one wrong character', () => {
    fc.assert(
      fc.property(ordinaryNir, (nir) => {
        const right = keyed(nir);
        for (let i = 0; i < right.length; i++) {
          for (const other of '0123456789AB') {
            if (other === right[i]) continue;
            const slip = right.slice(0, i) + other + right.slice(i + 1);
            expect(canonicalise('nir', slip)).toBeNull();
            expect(kindSpecs.nir.parse(slip).kind).toBe('invalid');
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('with a key never survives two neighbours swapped, the last of the number and the first of the key included', () => {
    fc.assert(
      fc.property(anyNir, (nir) => {
        const right = keyed(nir);
        for (let i = 0; i + 1 < right.length; i++) {
          if (right[i] === right[i + 1]) continue;
          const slip = `${right.slice(0, i)}${right[i + 1]}${right[i]}${right.slice(i + 2)}`;
          expect(canonicalise('nir', slip)).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('offers the number that was meant after any such slip, and only numbers that hold', () => {
    fc.assert(
      fc.property(ordinaryNir, fc.nat(14), fc.nat(8), fc.boolean(), (nir, at, step, swap) => {
        const right = keyed(nir);
        const typed = right[at] ?? '';
        const next = right[at + 1];
        if (!/\d/.test(typed)) return;
        if (swap && (next === undefined || !/\d/.test(next) || next === typed)) return;
        const slip = swap
          ? right.slice(0, at) + next + typed + right.slice(at + 2)
          : right.slice(0, at) + ((Number(typed) + 1 + step) % 10) + right.slice(at + 1);
        const { complete, problems, suggestions, kind } = readTyped(slip);
        expect(complete).toBe(false);
        expect(problems).not.toEqual([]);
        if (kind !== 'nir') return; // the 2 of 2A became another digit: no longer the shape of a number
        expect(suggestions.length).toBeLessThanOrEqual(5);
        for (const { text } of suggestions)
          expect(kindSpecs.nir.parse(text)).toMatchObject({ identifier: { keyState: 'valid' } });
        if (suggestions.length < 5) expect(suggestions.map(({ text }) => text.replaceAll(' ', ''))).toContain(right);
      }),
      { numRuns: 500 },
    );
  });

  it('mask shows the first five characters and the length of the number, nothing else', () => {
    fc.assert(
      fc.property(anyNir, (canonical) => {
        const [a, b, c, d, e] = canonical;
        expect(maskIdentifier({ kind: 'nir', canonical })).toBe(`${a} ${b}${c} ${d}${e} •• ••• •••`);
      }),
    );
  });
});

describe('e-mail', () => {
  it('has one canonical form, whatever its case and the blanks around it', () => {
    fc.assert(
      fc.property(address, (mail) => {
        const canonical = mail.toLowerCase();
        for (const text of [mail, ` ${mail} `, mail.toUpperCase(), `<${mail}>`, `\u00a0${mail}`]) {
          expect(canonicalOf(parseIdentifier(text))).toBe(canonical);
          expect(canonicalise('email', text)).toBe(canonical);
        }
      }),
    );
  });

  it('mask tells two characters, the last label, and no length', () => {
    fc.assert(
      fc.property(address, (mail) => {
        const canonical = mail.toLowerCase();
        const masked = maskIdentifier({ kind: 'email', canonical });
        expect(masked).toMatch(/^.•••@.•••\.[a-z]+$/u);
        expect([...masked]).toHaveLength(10 + (canonical.split('.').at(-1)?.length ?? 0));
      }),
    );
  });
});

describe('phone', () => {
  /** Nine digits, and the code that belongs before them. */
  const french = fc.oneof(
    fc.stringMatching(/^[1-4]\d{8}$/).filter((nsn) => !/^26/.test(nsn)),
    fc.stringMatching(/^6[0-24-8]\d{7}$/),
    fc
      .constantFrom('262', '269', '639', '692', '693')
      .chain((area) => fc.stringMatching(/^\d{6}$/).map((end) => area + end)),
  );
  const between = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '/');
  const spaced = (text: string) =>
    fc
      .array(between, { minLength: text.length, maxLength: text.length })
      .map((gaps) => [...text].map((c, i) => (gaps[i] ?? '') + c).join(''));

  it('has one canonical form in every French writing', () => {
    const writings = french.chain((nsn) => {
      const code = /^(?:26|639|69)/.test(nsn) ? '262' : '33';
      const all = [`0${nsn}`, `+33${nsn}`, `0033${nsn}`, `+${code}${nsn}`, `00${code}${nsn}`, `+${code}0${nsn}`];
      return fc.tuple(fc.constant(code + nsn), ...all.map(spaced), fc.constant(`+${code} (0)${nsn}`));
    });
    fc.assert(
      fc.property(writings, ([canonical, ...texts]) => {
        for (const text of texts) {
          expect(canonicalise('phone', text)).toBe(canonical);
          expect(canonicalOf(parseIdentifier(text))).toBe(canonical);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is never guessed: a French number with a digit more or less is none', () => {
    fc.assert(
      fc.property(french, fc.nat(8), fc.constantFrom('0', '+33', '0033'), (nsn, at, before) => {
        expect(canonicalise('phone', before + nsn.slice(0, at) + nsn.slice(at + 1))).toBeNull();
        expect(canonicalise('phone', `${before}${nsn}5`)).toBeNull();
      }),
    );
  });

  it('mask tells four digits at most', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,14}$/), (digits) => {
        const canonical = canonicalise('phone', `+${digits}`);
        if (canonical !== null)
          expect(maskIdentifier({ kind: 'phone', canonical }).replace(/\D/g, '').length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('any text at all', () => {
  it.each(identifierKinds)('is read as %s without throwing, and both ways of reading agree', (kind) => {
    const spec = kindSpecs[kind];
    fc.assert(
      fc.property(anyText, (text) => {
        const canonical = canonicalOf(spec.parse(text));
        expect(canonicalise(kind, text)).toBe(canonical);
        expect([canonical, undefined, null]).toContain(spec.quickLook(text));
        const reading = readTyped(text, kind);
        expect(reading.complete).toBe(canonical !== null);
        expect(reading.spoken).toEqual(reading.groups.map(spec.say));
        if (canonical === null) return;
        // What the pack indexes is what is looked up: a canonical form, written out, has itself as its form.
        expect(canonicalise(kind, kind === 'phone' ? `+${canonical}` : canonical)).toBe(canonical);
        expect(spec.neighbourParts(canonical).length).toBeLessThanOrEqual(spec.neighbourPartCount);
        expect(Buffer.from(identifierPassword({ kind, canonical })).toString()).toBe(`${kind}:${canonical}`);
        expect(spec.mask(canonical)).not.toContain(canonical);
      }),
      { numRuns: 2000 },
    );
  });

  it('is recognised as one kind, or asked about, in the field as in a check', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseIdentifier(text);
        const reading = readTyped(text);
        expect(reading.complete).toBe(parsed.kind === 'ok');
        expect(reading.choices).toEqual(parsed.kind === 'ambiguous' ? parsed.kinds : []);
        expect(reading.spoken).toHaveLength(reading.groups.length);
        if (parsed.kind === 'ok') expect(reading.kind).toBe(parsed.identifier.kind);
        if (parsed.kind === 'invalid') expect(parsed.problems).not.toEqual([]);
        if (parsed.kind === 'ambiguous') {
          for (const kind of parsed.kinds) expect(parseIdentifier(text, kind).kind).toBe('ok');
        }
      }),
      fuzzRuns(1000),
    );
  });

  it('however long, is read without overflowing', () => {
    for (let length = 0; length <= 402; length++) {
      for (const digit of ['0', '1', '3', '９', '+', 'é', '@']) {
        for (const kind of [null, ...identifierKinds])
          expect(readTyped(digit.repeat(length), kind).complete).toBe(
            length === 11 && digit !== '+' && kind === 'rpps'
              ? /\d/.test(digit.normalize('NFKC'))
              : readTyped(digit.repeat(length), kind).complete,
          );
      }
    }
  });
});

describe('the Unicode of canonical forms', () => {
  it('was compared with the one that this engine brings', () => {
    // If this fails: the list of later characters must be made anew (src/core/identifier/unicode.ts says how).
    expect(process.versions.unicode).toBe(comparedUnicodeVersion);
  });

  it('is told to the second reader by the same list', () => {
    const list = readFileSync(new URL('../../vectors/identifier/after-unicode-14.txt', import.meta.url), 'ascii');
    expect(list.split(/\s+/)).toEqual(afterUnicode14.concat(' ').trimStart().split(/\s+/));
  });

  it.each(identifierKinds)('has no character that came after version 14.0, in a %s either', (kind) => {
    const good = canaryOf(kind, 1);
    for (const later of ['\u{1ccf0}', '\u{11f02}', '\u{378}', '\u{10fffe}', '\u{a7cb}']) {
      expect(kindSpecs[kind].parse(good + later).kind).toBe('invalid');
      expect(kindSpecs[kind].parse(later + good).kind).toBe('invalid');
    }
  });
});
