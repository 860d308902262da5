/** The code of a sheet: short, checked, and silent about everything but steps. */
import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { encodeBech32m } from '../../../src/core/bytes/bech32.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import { newCaseReference, packReference, unpackReference } from '../../../src/core/journal/case-reference.ts';
import {
  encodeHandOverCode,
  type HandOverCode,
  readHandOverCode,
  stepCode,
} from '../../../src/core/journal/hand-over-code.ts';
import { isPrintableCode, qrModules } from '../../../src/core/print/qr.ts';
import { dataClasses, incidentStatuses, stepOutcomeKinds } from '../../../src/core/vocabulary.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';

const code: HandOverCode = {
  reference: 'VG-7K3M-Q2XA',
  confirmed: ['nir', 'iban'],
  claimed: ['ameli-login'],
  incidentStatuses: ['confirmed', 'claimed'],
  outcomes: new Map([
    [stepCode('nir-info'), 'done'],
    [stepCode('iban-bank'), 'later'],
  ]),
};

function refused(text: string): boolean {
  try {
    readHandOverCode(text);
    return false;
  } catch (error) {
    if (!isVigieError(error, 'hand-over-code-malformed')) throw error;
    return true;
  }
}

const anyCode = fc.record({
  reference: fc.constant(null).map(newCaseReference),
  confirmed: fc.subarray([...dataClasses]),
  claimed: fc.subarray([...dataClasses]),
  incidentStatuses: fc.subarray([...incidentStatuses]),
  outcomes: fc
    .uniqueArray(fc.tuple(fc.nat(0x3fff), fc.constantFrom(...stepOutcomeKinds.slice(0, 4))), {
      selector: ([step]) => step,
      maxLength: 40,
    })
    .map((pairs) => new Map(pairs)),
});

describe('a hand-over code', () => {
  it('gives back what it was made of, in either case and with white space anywhere', () => {
    fc.assert(
      fc.property(anyCode, (given) => {
        const text = encodeHandOverCode(given);
        expect(isPrintableCode(text)).toBe(true);
        expect(readHandOverCode(text)).toEqual(given);
        expect(
          readHandOverCode(
            ` ${text
              .toLowerCase()
              .match(/.{1,4}/g)
              ?.join(' \n')} `,
          ),
        ).toEqual(given);
      }),
    );
  });

  it('is the same whatever the order in which steps were done', () => {
    const backwards = { ...code, outcomes: new Map([...code.outcomes].reverse()) };
    expect(encodeHandOverCode(backwards)).toBe(encodeHandOverCode(code));
  });

  it('is short: fifteen steps in 73 characters, two bytes a step', () => {
    const outcomes = new Map(Array.from({ length: 15 }, (_, i) => [i, 'done'] as const));
    expect(encodeHandOverCode({ ...code, outcomes })).toHaveLength(73);
  });

  it.each([
    ['empty', ''],
    ['a reference', 'VG-7K3M-Q2XA'],
    ['a typo', encodeHandOverCode(code).replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'))],
    ['cut short', encodeHandOverCode(code).slice(0, -2)],
    ['a recipient', encodeBech32m('vigie', new Uint8Array(32).fill(7))],
    ['half an outcome', encodeBech32m('vh', Uint8Array.of(0x10, ...packReference(code.reference), 0, 0, 0, 0, 1))],
    ['of a later version', encodeBech32m('vh', Uint8Array.of(0x20, ...packReference(code.reference), 0, 0, 0, 0))],
    [
      'of a class that is none',
      encodeBech32m('vh', Uint8Array.of(0x10, ...packReference(code.reference), 0x80, 0, 0, 0)),
    ],
    ['of a reference with a typo', encodeBech32m('vh', Uint8Array.of(0x10, 1, 2, 3, 4, 5, 0, 0, 0, 0))],
    [
      'twice the same step',
      encodeBech32m('vh', Uint8Array.of(0x10, ...packReference(code.reference), 0, 0, 0, 0, 0, 4, 0, 5)),
    ],
  ])('is refused where it is %s', (_what, text) => {
    expect(refused(text)).toBe(true);
  });

  it('never breaks on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(refused(`VH1${text}`)).toBe(true);
      }),
    );
  });

  it('is read back from the QR code of a sheet, at its longest', () => {
    const steps = shippedGuide.steps.map(({ id }) => [stepCode(id), 'not-applicable'] as const);
    for (const outcomes of [code.outcomes, new Map(steps)]) {
      const text = encodeHandOverCode({ ...code, outcomes });
      const modules = qrModules(text);
      // 23 mm on the sheet with four modules of margin: no finer than what an office scanner reads.
      expect(23 / (modules.length + 8)).toBeGreaterThan(0.33);
      expect(scan(modules)).toBe(text);
    }
  });
});

describe('the code of a step', () => {
  it('differs for every step of the shipped guide', () => {
    const ids = shippedGuide.steps.map(({ id }) => id);
    expect(new Set(ids.map(stepCode)).size).toBe(ids.length);
  });

  it('never changes: sheets are out there', () => {
    expect(['card-stop', 'nir-info', 'x-phish'].map(stepCode)).toEqual([8693, 14475, 16025]);
  });
});

describe('a packed reference', () => {
  it('is the reference, and nothing else unpacks', () => {
    for (let i = 0; i < 100; i++) {
      const reference = newCaseReference();
      const packed = packReference(reference);
      expect(packed).toHaveLength(5);
      expect(unpackReference(packed)).toBe(reference);
      packed[4] = (packed[4] ?? 0) ^ 1;
      expect(unpackReference(packed)).toBeNull();
    }
  });
});

/** As a camera would see it: eight pixels a module, four modules of margin. */
function scan(modules: readonly (readonly boolean[])[]): string | null {
  const scale = 8;
  const side = (modules.length + 8) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = modules[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4] === true;
      if (dark) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return jsQR(pixels, side, side)?.data ?? null;
}
