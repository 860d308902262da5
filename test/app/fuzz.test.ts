/**
 * Whatever comes over the wire, in whatever order, as whoever: an answer or a coded problem, never a throw, never an error
 * that nobody foresaw, never a secret in it. Then the workstation still opens, and its journal is whole.
 */
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Channel, contract } from '../../src/contract/channels.ts';
import { errorCodes } from '../../src/core/error-codes.ts';
import { testPassphrase } from '../core/pack/memory-pack.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz-runs.ts';
import {
  absentNir,
  claimedEmail,
  Harness,
  listedEmail,
  listedNir,
  otherPassphrase,
  packBytes,
  passphrase,
} from './harness.ts';
import { inputFor, withKnown } from './wire-inputs.ts';

const channels = Object.keys(contract) as Channel[];
const secrets = [passphrase, otherPassphrase, listedNir, '2550814168025'];

let files: string;
let damagedFiles: string[];
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'vigie-fuzz-'));
  const pack = await packBytes();
  const noise = randomFillSync(new Uint8Array(5_000));
  const flipped = pack.slice();
  for (let at = 20; at < flipped.length; at += 997) flipped[at] = (flipped[at] ?? 0) ^ 0x40;
  const makes: [string, Uint8Array | string][] = [
    ['good.vigie', pack],
    ['cut.vigie', pack.slice(0, 4_100)],
    ['flipped.vigie', flipped],
    ['empty.vigie', ''],
    ['noise.vigie', noise],
    ['magic.vigie-notice', 'VIGIENO1'],
    ['magic.vigie-case', Buffer.concat([Buffer.from('VIGIEHO1\u0001'), noise])],
    ['cost.vigie-case', Buffer.concat([Buffer.from('VIGIEHO1\u0002'), new Uint8Array(200).fill(0xff)])],
    ['x.vigie-recipient', 'vigie1qqqq\n'],
  ];
  damagedFiles = makes.map(([name, content]) => {
    writeFileSync(join(files, name), content);
    return join(files, name);
  });
  damagedFiles.push(files, join(files, 'missing'));
});
afterAll(() => rmSync(files, { recursive: true, force: true }));

/** What the answers of a desk have named so far, by the name of the field. */
type Known = Map<string, Set<string>>;

function gather(value: unknown, known: Known, field = ''): void {
  if (typeof value === 'string') {
    if (value.length > 0 && value.length < 80) known.set(field, (known.get(field) ?? new Set()).add(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) gather(each, known, Array.isArray(value) ? field : name);
  }
}

/** What calls can name beside what they were told. */
const alwaysKnown: Readonly<Record<string, readonly string[]>> = {
  text: [listedNir, absentNir, listedEmail, claimedEmail, 'note sans rien', '2 55 08 14 168 025 39'],
  passphrase: [passphrase, otherPassphrase, testPassphrase, 'nouvelle phrase bien assez longue 12'],
  current: [passphrase, otherPassphrase],
  next: [otherPassphrase, 'nouvelle phrase bien assez longue 12'],
  comparedGroups: ['0000 0000'],
  reason: ['vu au téléphone'],
  name: ['Chloé', 'poste 12'],
  adviserName: ['Chloé'],
  from: ['2026-11-01'],
  to: ['2026-11-22'],
  dueOn: ['2026-11-30'],
  note: ['rappeler mardi'],
};

function namesFor(known: Known, field: string): string[] {
  const sameName = [...(known.get(field) ?? [])];
  // Steps, questions, letters, incidents are listed by their `id`.
  const ids = field.endsWith('Id') ? [...(known.get('id') ?? [])] : [];
  return [...sameName, ...ids, ...(alwaysKnown[field] ?? [])];
}

const who = ['supervisor', 'adviser', 'recovery', 'nobody'] as const;

async function deskOf(role: (typeof who)[number]): Promise<{ desk: Harness; words: readonly string[] }> {
  const desk = new Harness();
  const words = await desk.createDesk();
  await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  const reference = await desk.openCase();
  await desk.codeOf('checkIdentifier', { reference, text: listedNir, callerAuthenticated: true });
  await desk.call('lock', {});
  if (role === 'supervisor') await desk.unlock();
  if (role === 'adviser') await desk.unlock(otherPassphrase);
  if (role === 'recovery') await desk.unlock(words.join(' '));
  return { desk, words };
}

describe.each(who)('any calls of %s', (role) => {
  it('are answered or refused by a code, and leave a whole journal', { timeout: fuzzTimeout(240_000) }, async () => {
    const call = fc.constantFrom(...channels).chain((channel) =>
      fc.record({
        channel: fc.constant(channel),
        input: inputFor(contract[channel].input),
        file: fc.nat(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 25, maxLength: 60 }), async (calls) => {
        const { desk, words } = await deskOf(role);
        try {
          const known: Known = new Map();
          for (const channel of ['openCase', 'listAdvisers', 'listIncidents', 'readSettings'] as const) {
            const first = await desk.app.invoke(channel, {});
            if (first.ok) gather(first.value, known);
          }
          for (const { channel, input: made, file } of calls) {
            const input = withKnown(made, (field) => namesFor(known, field));
            desk.shell.pick = damagedFiles[file % damagedFiles.length] ?? null;
            const result = await desk.app.invoke(channel, input);
            const where = `${channel} ${JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`;
            expect(desk.unexpected, where).toEqual([]);
            if (result.ok) gather(result.value, known);
            else {
              expect(errorCodes, where).toContain(result.problem.code);
              expect(result.problem.code, where).not.toBe('internal');
              const said = JSON.stringify(result.problem);
              for (const secret of secrets) expect(said, where).not.toContain(secret);
            }
          }
          await expectWholeAfterRestart(desk, words, calls);
        } finally {
          desk.dispose();
        }
      }),
      fuzzRuns(4),
    );
  });
});

/** The recovery words always open, unless the calls replaced them, and what they open has a whole journal. */
async function expectWholeAfterRestart(
  desk: Harness,
  words: readonly string[],
  calls: readonly { readonly channel: string }[],
): Promise<void> {
  desk.restart();
  const replaced = calls.some(({ channel }) => channel === 'replaceRecoveryWords');
  desk.clock.advance(3_600_000);
  const opened = await desk.result('unlock', { passphrase: words.join(' ') });
  if (!replaced) expect(opened).toMatchObject({ ok: true, value: { kind: 'unlocked' } });
  if (opened.ok && opened.value.kind === 'unlocked') {
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
  }
}

describe('any calls at once, with a lock in the middle', () => {
  it('are answered or refused by a code, and leave a whole journal', { timeout: fuzzTimeout(240_000) }, async () => {
    const call = fc.constantFrom(...channels).chain((channel) =>
      fc.record({
        channel: fc.constant(channel),
        input: inputFor(contract[channel].input),
        file: fc.nat(),
      }),
    );
    const batches = fc.array(
      fc.tuple(fc.array(call, { minLength: 5, maxLength: 25 }), fc.integer({ min: 0, max: 40 })),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const { desk, words } = await deskOf('supervisor');
        try {
          for (const [calls, lockAfterMs] of all) {
            await desk.result('unlock', { passphrase });
            const known: Known = new Map();
            for (const channel of ['openCase', 'openCase', 'listAdvisers', 'listSets'] as const) {
              const first = await desk.app.invoke(channel, {});
              if (first.ok) gather(first.value, known);
            }
            const running = calls.map(({ channel, input: made, file }) => {
              desk.shell.pick = damagedFiles[file % damagedFiles.length] ?? null;
              return desk.app.invoke(
                channel,
                withKnown(made, (field) => namesFor(known, field)),
              );
            });
            await new Promise((resolve) => setTimeout(resolve, lockAfterMs));
            desk.app.lock('asked');
            const results = await Promise.all(running);
            const where = JSON.stringify(calls, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
            expect(desk.unexpected, where).toEqual([]);
            for (const result of results) if (!result.ok) expect(errorCodes, where).toContain(result.problem.code);
          }
          await expectWholeAfterRestart(
            desk,
            words,
            all.flatMap(([calls]) => calls),
          );
        } finally {
          desk.dispose();
        }
      }),
      fuzzRuns(4),
    );
  });
});

describe('any calls before there is a vault', () => {
  it('are answered or refused by a code', async () => {
    const desk = new Harness();
    try {
      const call = fc
        .constantFrom(...channels.filter((channel) => channel !== 'createVault'))
        .chain((channel) => fc.tuple(fc.constant(channel), inputFor(contract[channel].input)));
      await fc.assert(
        fc.asyncProperty(call, async ([channel, input]) => {
          const result = await desk.app.invoke(channel, input);
          expect(desk.unexpected).toEqual([]);
          if (!result.ok) expect(errorCodes).toContain(result.problem.code);
        }),
        fuzzRuns(100),
      );
      const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', ''));
      await fc.assert(
        fc.asyncProperty(names, fc.anything(), async (channel, input) => {
          fc.pre(!Object.hasOwn(contract, channel));
          expect(await desk.app.invoke(channel, input)).toMatchObject({ ok: false, problem: { code: 'ipc-refused' } });
        }),
      );
    } finally {
      desk.dispose();
    }
  });
});
