/** Inputs for every channel: some of the right shape, filled with what an attacker or a broken page would put there. */
import fc from 'fast-check';
import type { z } from 'zod';

/** Definition of a zod schema, as far as this reads it. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

const hostile = fc.constantFrom(
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '../../../etc/passwd',
  'C:\\Windows\\win.ini',
  'file:///etc/passwd',
  'http://127.0.0.1:1/x.vigie',
  'https://exemple.invalid/\u202e.vigie',
  '\0',
  '\ud800',
  '<script>alert(1)</script>',
  "'; DROP TABLE audit; --",
  '{{constructor}}',
  '%00%0a',
  '2550814168025',
  'jean@exemple.example',
  '9'.repeat(500),
  'é'.repeat(1024),
  '2026-02-31',
  '9999-12-31',
  '0000-01-01',
  '-271821-04-20',
  '2026-11-21',
);

const numbers = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -1, 1, 1.5, 50, 500, 60_000, 2 ** 31, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, -0),
);

/** Stands for the nth thing that is known under the name of its field when the call is made. */
const placeholder = /^⟦(\w*)#(\d+)⟧$/u;

export function inputFor(schema: z.ZodType, field = ''): fc.Arbitrary<unknown> {
  const { def } = (schema as unknown as { _zod: { def: Definition } })._zod;
  const inner = (of: z.ZodType | undefined, name = field) => (of === undefined ? fc.anything() : inputFor(of, name));
  const shaped = (): fc.Arbitrary<unknown> => {
    switch (def.type) {
      case 'object':
        return fc.record(
          Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, each]) => [key, inner(each, key)])),
        );
      case 'string':
        return fc.oneof(
          { weight: 12, arbitrary: fc.nat({ max: 999 }).map((pick) => `⟦${field}#${pick}⟧`) },
          { weight: 3, arbitrary: hostile },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
        );
      case 'number':
        return numbers;
      case 'boolean':
        return fc.boolean();
      case 'enum':
        return fc.constantFrom(...Object.values(def.entries ?? {}));
      case 'literal':
        return fc.constantFrom(...(def.values ?? []));
      case 'nullable':
        return fc.option(inner(def.innerType), { nil: null });
      case 'optional':
      case 'default':
        return fc.option(inner(def.innerType), { nil: undefined });
      case 'array':
        return fc.array(inner(def.element), { maxLength: 4 });
      case 'record':
        return fc.dictionary(fc.oneof(hostile, fc.string()), inner(def.valueType), { maxKeys: 3 });
      case 'union':
        return fc.oneof(...(def.options ?? []).map((option) => inner(option)));
      default:
        return fc.anything();
    }
  };
  return fc.oneof(
    { weight: 60, arbitrary: shaped() },
    { weight: 1, arbitrary: fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }) },
  );
}

/** @param known strings that mean something at this desk, by the name of the field: references, ids of offers, of steps */
export function withKnown(input: unknown, known: (field: string) => readonly string[]): unknown {
  if (typeof input === 'string') {
    const [, field = '', pick = ''] = placeholder.exec(input) ?? [];
    if (pick === '') return input;
    const names = known(field);
    return names[Number(pick) % Math.max(1, names.length)] ?? '';
  }
  if (Array.isArray(input)) return input.map((each) => withKnown(each, known));
  if (typeof input !== 'object' || input === null || Object.getPrototypeOf(input) !== Object.prototype) return input;
  return Object.fromEntries(Object.entries(input).map(([name, each]) => [name, withKnown(each, known)]));
}
