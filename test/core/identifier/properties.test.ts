/** Properties of identifiers: any writing, one canonical form; no typing slip of a keyed NIR is ever accepted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicaliseEmail,
  canonicaliseNir,
  identifierPassword,
  maskIdentifier,
  type ParsedIdentifier,
  parseEmail,
  parseIdentifier,
  parseNir,
  readTyped,
} from '../../../src/core/identifier/identifier.ts';
import { address, anyNir, keyed, ordinaryNir, writingOf } from './arbitraries.ts';

const canonicalOf = (parsed: ParsedIdentifier) => (parsed.kind === 'ok' ? parsed.identifier.canonical : null);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.stringMatching(/^[0-9AaBb .@'",/E+-]{0,24}$/),
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
          expect(canonicalOf(parseNir(text))).toBe(nir);
          expect(canonicaliseNir(text)).toBe(nir);
          expect(canonicalOf(parseIdentifier(text))).toBe(nir);
        }
        expect(parseNir(withKey)).toMatchObject({ identifier: { keyState: 'valid' } });
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
            expect(canonicaliseNir(slip)).toBeNull();
            expect(parseNir(slip).kind).toBe('invalid');
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
          expect(canonicaliseNir(slip)).toBeNull();
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
        for (const { text } of suggestions) expect(parseNir(text)).toMatchObject({ identifier: { keyState: 'valid' } });
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
          expect(canonicaliseEmail(text)).toBe(canonical);
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

describe('any text at all', () => {
  it('is read without throwing, and both ways of reading agree', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(canonicaliseNir(text)).toBe(canonicalOf(parseNir(text)));
        expect(canonicaliseEmail(text)).toBe(canonicalOf(parseEmail(text)));
        const parsed = parseIdentifier(text);
        if (parsed.kind === 'invalid') expect(parsed.problems).not.toEqual([]);
        else {
          // Canonical forms are fixed points: what the pack indexes is what is looked up.
          const { canonical, kind } = parsed.identifier;
          expect(canonicalOf(parseIdentifier(canonical))).toBe(canonical);
          expect(Buffer.from(identifierPassword(parsed.identifier)).toString()).toBe(`${kind}:${canonical}`);
        }
        const reading = readTyped(text);
        expect(reading.complete).toBe(parsed.kind === 'ok');
        expect(reading.spoken).toHaveLength(reading.groups.length);
      }),
      { numRuns: 3000 },
    );
  });
});
