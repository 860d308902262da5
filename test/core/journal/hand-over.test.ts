/** Hand-over: a case travels whole, unites by one rule, and opens for whom it was sealed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey } from '../../../src/core/crypto/signing.ts';
import { newX25519Pair, openWithKey, sealToKey, type X25519KeyPair } from '../../../src/core/crypto/x25519.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import type { RecordedOutcome } from '../../../src/core/guide/plan.ts';
import type { CaseHandOver, CaseRecord, CaseVerdict } from '../../../src/core/journal/case-record.ts';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { addSubject, withSubject } from '../../../src/core/journal/case-subject.ts';
import {
  type HandedCase,
  openHandedCase,
  parseHandOver,
  serialiseHandOver,
  uniteCases,
} from '../../../src/core/journal/hand-over.ts';
import {
  openHandOverWithKey,
  openHandOverWithPassphrase,
  readSealedHandOver,
  sealHandOverToKey,
  sealHandOverWithPassphrase,
} from '../../../src/core/journal/hand-over-file.ts';
import { claimedIncident, confirmedIncident, newSigningKey, tinyCost } from '../pack/memory-pack.ts';
import { caseRecord, told } from './support.ts';

const reference = newCaseReference();
const at = (minute: number) => new Date(Date.parse('2026-11-21T09:00:00Z') + minute * 60_000).toISOString();
const outcome = (minute: number, change: Partial<RecordedOutcome> = {}): RecordedOutcome => ({
  kind: 'done',
  at: at(minute),
  dueOn: null,
  reason: null,
  evidence: {},
  ...change,
});
const verdict: CaseVerdict = {
  kind: 'listed',
  checkId: '0123456789abcdef',
  checkedAt: at(1),
  identifierKind: 'nir',
  exposures: [
    { incident: told(confirmedIncident), own: ['nir'], others: ['civil-status'], claimedInRow: ['iban'], claimed: [] },
  ],
  sets: [
    {
      packId: 'ab'.repeat(16),
      issuer: 'Cnam',
      titles: [confirmedIncident.title],
      dataAsOf: '2026-01-01',
      belowProduction: false,
      outdated: false,
      lost: 0,
      answer: 'listed',
      problem: null,
    },
  ],
  reason: null,
};
const full = caseRecord(reference, {
  verdicts: [verdict],
  askedIncidents: [told(claimedIncident)],
  answers: { 'debit-seen': true },
  outcomes: { 'card-stop': outcome(2, { evidence: { number: 'OPP 12 34' } }) },
  note: 'Rappeler demain matin.',
  changedAt: at(5),
});
const handOver: CaseHandOver = {
  kind: 'file',
  at: at(9),
  from: null,
  confirmed: [],
  claimed: [],
  incidentStatuses: [],
};
const handed = (change: Partial<CaseRecord> = {}): HandedCase =>
  parseHandOver(serialiseHandOver({ ...full, ...change }, at(6))).case;

function failure(work: () => unknown): string {
  try {
    work();
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.details.field === undefined ? error.code : `${error.code} ${error.details.field}`;
  }
}

describe('what travels', () => {
  it('is the whole case but who the adviser was', () => {
    const bytes = serialiseHandOver(full, at(6));
    const opened = openHandedCase(parseHandOver(bytes).case, 'f'.repeat(32), handOver);
    expect(opened).toEqual({ ...full, adviserId: 'f'.repeat(32), handOver });
    expect(Buffer.from(bytes).toString('utf8')).not.toContain(full.adviserId);
  });

  it('has a length that says little of the case', () => {
    expect(serialiseHandOver(full, at(6)).length % 4096).toBe(0);
    expect(serialiseHandOver({ ...full, note: '' }, at(6)).length).toBe(serialiseHandOver(full, at(6)).length);
  });

  it.each([
    ['not JSON', '{', 'hand-over-malformed json'],
    ['of a later format', { format: 2 }, 'hand-over-malformed format'],
    ['a case without a sound reference', { case: { reference: 'VG-0000-0001' } }, 'hand-over-malformed case.reference'],
    [
      'an outcome that is none',
      { case: { outcomes: { x: { ...outcome(1), kind: 'skipped' } } } },
      'hand-over-malformed case.outcomes.x.kind',
    ],
    ['a member more', { case: { identifier: '2550814168025' } }, 'hand-over-malformed case.identifier'],
    ['a note too long', { case: { note: 'a'.repeat(2001) } }, 'hand-over-malformed case.note'],
  ])('is refused where it is %s', (_what, change, code) => {
    const whole = JSON.parse(Buffer.from(serialiseHandOver(full, at(6))).toString('utf8')) as { case: object };
    const text =
      typeof change === 'string'
        ? change
        : JSON.stringify({ ...whole, ...change, case: { ...whole.case, ...('case' in change ? change.case : {}) } });
    expect(failure(() => parseHandOver(utf8(text)))).toBe(code);
  });
});

describe('a verdict that no check answers', () => {
  const notListed = { ...verdict, kind: 'not-listed', exposures: [] };
  const [set] = verdict.sets;
  const fault = { code: 'bucket-corrupt', details: {} };
  const refused = 'hand-over-malformed case.verdicts.0';

  it.each([
    [
      'not listed, where a set could not answer',
      { ...notListed, sets: [{ ...set, answer: 'could-not-check' }] },
      'kind',
    ],
    ['not listed, where no set was asked', { ...notListed, sets: [] }, 'kind'],
    ['not listed, with an exposure', { ...notListed, exposures: verdict.exposures }, 'kind'],
    ['listed, in nothing', { ...verdict, exposures: [] }, 'kind'],
    ['could not check, for no reason', { ...notListed, kind: 'could-not-check', sets: [] }, 'kind'],
    ['could not check, though a set lists', { ...notListed, kind: 'could-not-check', reason: fault }, 'kind'],
    [
      'the caller’s own, in an incident that is only claimed',
      {
        ...verdict,
        exposures: [
          { incident: told(claimedIncident), own: ['ameli-login'], others: [], claimedInRow: [], claimed: ['nir'] },
        ],
      },
      'exposures.0',
    ],
  ])('is not taken from a file: %s', (_what, given, field) => {
    const verdicts = [given as CaseVerdict];
    expect(failure(() => parseHandOver(serialiseHandOver({ ...full, verdicts }, at(6))))).toBe(`${refused}.${field}`);
  });

  it.each([
    ['not listed', { ...notListed, sets: [{ ...set, answer: 'not-listed' }] }],
    [
      'listed by one set, while another could not answer',
      { ...verdict, sets: [set, { ...set, answer: 'could-not-check', problem: fault }] },
    ],
    ['could not check', { ...notListed, kind: 'could-not-check', sets: [], reason: { code: 'no-set', details: {} } }],
  ])('is none of these: %s', (_what, given) => {
    const verdicts = [given as CaseVerdict];
    expect(parseHandOver(serialiseHandOver({ ...full, verdicts }, at(6))).case.verdicts).toEqual(verdicts);
  });
});

describe('two copies of a case', () => {
  it('stay as they are where nothing is new: the same file twice, or an older copy', () => {
    expect(uniteCases(full, handed(), handOver)).toBeNull();
    expect(uniteCases({ ...full, changedAt: at(20) }, handed(), handOver)).toBeNull();
    const further = { ...full, outcomes: { ...full.outcomes, 'iban-bank': outcome(8) }, changedAt: at(8) };
    expect(uniteCases(further, handed(), handOver)).toBeNull();
  });

  it('add up: verdicts, incidents asked about and outcomes of either side', () => {
    const here = { ...full, verdicts: [], outcomes: { 'iban-bank': outcome(3) }, changedAt: at(20) };
    const united = uniteCases(here, handed(), handOver);
    expect(united?.verdicts).toEqual([verdict]);
    expect(Object.keys(united?.outcomes ?? {}).sort()).toEqual(['card-stop', 'iban-bank']);
    expect(united?.handOver).toEqual(handOver);
    expect(united?.adviserId).toBe(full.adviserId);
  });

  it('keep everybody whom either side added, and what was done for each, however often they are exchanged', () => {
    const child = { who: 'child', account: 'general' } as const;
    const here = addSubject(full, child);
    const there = addSubject(full, child);
    const done = withSubject(there.record, there.id, { outcomes: { 'nir-watch': outcome(8) } });
    const united = uniteCases(here.record, handed(done), handOver);
    expect(united?.others.map(({ id }) => id)).toEqual([here.id, there.id]);
    expect(united?.others[1]?.outcomes).toHaveProperty('nir-watch');
    // Nobody was looked up there yet, and more is done: the same person, and nobody twice.
    const more = withSubject(done, there.id, { outcomes: { 'nir-watch': outcome(8), 'x-proof': outcome(9) } });
    const again = uniteCases(united ?? full, handed(more), handOver);
    expect(again?.others.map(({ id, outcomes }) => [id, Object.keys(outcomes)])).toEqual([
      [here.id, []],
      [there.id, ['nir-watch', 'x-proof']],
    ]);
    expect(uniteCases(again ?? full, handed(more), handOver)).toBeNull();
  });

  it('keeps two people where two workstations described the first one as two different children', () => {
    const child = { who: 'child', account: 'general' } as const;
    const here = { ...full, about: child, answers: {}, outcomes: {}, verdicts: [], firstPerson: 'p11111111' };
    const there = { ...full, about: child, firstPerson: 'p22222222', changedAt: at(9) };
    for (const [ours, theirs] of [
      [here, there],
      [there, here],
    ] as const) {
      const united = uniteCases(ours, handed(theirs), handOver);
      expect(united).toMatchObject({ verdicts: ours.verdicts, outcomes: ours.outcomes, firstPerson: ours.firstPerson });
      expect(united?.others).toMatchObject([{ id: theirs.firstPerson, about: child, verdicts: theirs.verdicts }]);
      // The copy of the union finds each of them again, whichever is first there.
      expect(uniteCases(theirs, handed(united ?? ours), handOver)?.others.map(({ id }) => id)).toEqual([
        ours.firstPerson,
      ]);
      expect(uniteCases(united ?? ours, handed(theirs), handOver)).toBeNull();
    }
  });

  it('keep the later of two outcomes of a step, whichever copy came last', () => {
    const later = handed({ outcomes: { 'card-stop': outcome(7, { kind: 'refused' }) } });
    expect(uniteCases(full, later, handOver)?.outcomes['card-stop']?.kind).toBe('refused');
    const earlier = handed({ outcomes: { 'card-stop': outcome(1, { kind: 'refused' }) }, changedAt: at(30) });
    expect(uniteCases(full, earlier, handOver)).toBeNull();
  });

  it('let the copy changed last decide on answers, note and end, but never empty a note', () => {
    const closed = { status: 'closed', closedAt: at(30), changedAt: at(30) } as const;
    const later = handed({ ...closed, answers: { 'debit-seen': false }, note: '' });
    expect(uniteCases(full, later, handOver)).toMatchObject({
      status: 'closed',
      closedAt: at(30),
      answers: { 'debit-seen': false },
      note: full.note,
    });
    const earlier = handed({ answers: { 'debit-seen': false, 'card-held': true }, note: 'x', changedAt: at(1) });
    expect(uniteCases(full, earlier, handOver)).toMatchObject({
      status: 'open',
      answers: { 'debit-seen': true, 'card-held': true },
      note: full.note,
    });
  });

  it('take nothing of one person for another’s, where one side says by now that it is somebody else', () => {
    const child = { who: 'child', account: 'general' } as const;
    const described = { about: child, verdicts: [], answers: {}, outcomes: { 'nir-watch': outcome(8) } };
    const later = uniteCases(full, handed({ ...described, changedAt: at(9) }), handOver);
    expect(later).toMatchObject(described);
    // Whichever way the copies go: who described the child last keeps it, and the caller's verdict comes not back.
    const childHere = { ...full, ...described, changedAt: at(9) };
    expect(uniteCases(childHere, handed(), handOver)).toBeNull();
    // Of the others of the call too. Another account is still the same person.
    const added = addSubject(full, child);
    const died = withSubject(added.record, added.id, { about: { who: 'deceased', account: 'general' } });
    const done = withSubject(added.record, added.id, { outcomes: { 'nir-watch': outcome(4) } });
    const others = uniteCases({ ...done, changedAt: at(5) }, handed({ ...died, changedAt: at(9) }), handOver)?.others;
    expect(others).toMatchObject([{ about: { who: 'deceased' }, outcomes: {} }]);
    const moved = handed({ about: { who: 'caller', account: 'other-scheme' }, verdicts: [], changedAt: at(9) });
    expect(uniteCases(full, moved, handOver)).toMatchObject({ about: moved.about, verdicts: [verdict] });
  });

  it('come to the same in whichever order they are united, and uniting again changes nothing', () => {
    const outcomes = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.tuple(fc.nat(9), fc.constantFrom('done', 'refused', 'later')).map(([minute, kind]) =>
        // One instant, one outcome: what was recorded at a given time was recorded once.
        outcome(minute * 3 + ['done', 'refused', 'later'].indexOf(kind), { kind: kind as 'done' }),
      ),
      { noNullPrototype: true },
    );
    const copy = fc.record({ outcomes, minute: fc.nat(60), note: fc.constantFrom('', 'un', 'deux') });
    fc.assert(
      fc.property(copy, copy, (one, two) => {
        fc.pre(one.minute !== two.minute);
        const ours = { ...full, outcomes: one.outcomes, note: one.note, changedAt: at(one.minute) };
        const theirs = { ...full, outcomes: two.outcomes, note: two.note, changedAt: at(two.minute) };
        const handedOf = (record: CaseRecord) => parseHandOver(serialiseHandOver(record, at(99))).case;
        const here = uniteCases(ours, handedOf(theirs), handOver) ?? ours;
        const there = uniteCases(theirs, handedOf(ours), handOver) ?? theirs;
        expect(here.outcomes).toEqual(there.outcomes);
        expect(here.note).toBe(there.note);
        expect(uniteCases(here, handedOf(theirs), handOver)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});

const keyMode = utf8('VIGIEHO1\u0001');
const keyContext = { info: 'vigie/hand-over/v1/x25519', associated: keyMode };

/** What is sealed in a file for a workstation: signer's key, signature, text. */
function signedOf(file: Uint8Array, pair: X25519KeyPair): Uint8Array {
  const read = readSealedHandOver(file);
  if (read.kind !== 'key') throw new RangeError('kind');
  return openWithKey(pair, read.box, keyContext) ?? new Uint8Array();
}

function sealedAgain(signed: Uint8Array, recipientKey: Uint8Array): Uint8Array {
  const box = sealToKey(recipientKey, signed, keyContext);
  if (box === null) throw new RangeError('recipientKey');
  return concatBytes(keyMode, box.ephemeralKey, box.nonce, box.sealed);
}

describe('the sealed file', () => {
  const sender = newSigningKey();
  const branch = newX25519Pair();
  const plain = serialiseHandOver(full, at(6));
  const file = sealHandOverToKey(plain, branch.publicKey, sender);

  it('opens with the key it was sealed to, and proves who sent it', () => {
    const read = readSealedHandOver(file);
    if (read.kind !== 'key') throw new Error('kind');
    const opened = openHandOverWithKey(read, branch);
    expect(opened?.plain).toEqual(plain);
    expect(opened?.signer.keyId).toEqual(sender.keyId);
    expect(openHandOverWithKey(read, newX25519Pair())).toBeNull();
  });

  it('cannot be made in another’s name by who receives it, nor passed on as sent to another', () => {
    const opened = (bytes: Uint8Array, pair = branch) => {
      const read = readSealedHandOver(bytes);
      return read.kind === 'key' ? openHandOverWithKey(read, pair) : null;
    };
    const signed = signedOf(file, branch);
    // With the recipient's private key everything can be opened and sealed again; a signature cannot be made.
    const altered = signed.slice();
    altered[signed.length - 1] = 0x21;
    expect(failure(() => opened(sealedAgain(altered, branch.publicKey)))).toBe('signature-invalid');
    const third = newX25519Pair();
    expect(failure(() => opened(sealedAgain(signed, third.publicKey), third))).toBe('signature-invalid');
    expect(failure(() => opened(sealedAgain(signed.slice(0, 95), branch.publicKey)))).toBe('signature-invalid');
    expect(opened(sealedAgain(signed, branch.publicKey))?.signer.keyId).toEqual(sender.keyId);
  });

  it('opens with the passphrase it was sealed under, as it may be typed elsewhere', async () => {
    const read = readSealedHandOver(await sealHandOverWithPassphrase(plain, 'été à la plage', tinyCost));
    if (read.kind !== 'passphrase') throw new Error('kind');
    expect(await openHandOverWithPassphrase(read, 'e\u0301te\u0301  à la plage ')).toEqual(plain);
    expect(await openHandOverWithPassphrase(read, 'ete a la plage')).toBeNull();
  });

  it('says nothing of the case to who cannot open it', () => {
    const text = Buffer.from(file).toString('latin1');
    for (const known of [reference, 'card-stop', 'OPP 12 34', toHex(branch.publicKey), toHex(rawPublicKey(sender))])
      expect(text).not.toContain(known);
    expect(text).not.toContain(Buffer.from(branch.publicKey).toString('latin1'));
  });

  it('opens with no bit flipped, and says by code where it is no such file', async () => {
    const other = await sealHandOverWithPassphrase(plain.subarray(0, 64), 'une phrase assez longue', tinyCost);
    const tries = fc.tuple(fc.constantFrom(file.slice(0, 200), file, other), fc.nat());
    await fc.assert(
      fc.asyncProperty(tries, async ([bytes, at]) => {
        const altered = bytes.slice();
        // Not the costs' high bits: a test does not spend a gigabyte.
        const byte = at % altered.length;
        if (bytes === other && byte > 8 && byte < 21) return;
        altered[byte] = (altered[byte] ?? 0) ^ (1 << (at % 8));
        try {
          const read = readSealedHandOver(altered);
          const opened =
            read.kind === 'key'
              ? openHandOverWithKey(read, branch)
              : await openHandOverWithPassphrase(read, 'une phrase assez longue');
          expect(opened).toBeNull();
        } catch (error) {
          expect(isVigieError(error, 'hand-over-malformed')).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['magic', utf8('VIGIEPK1'.padEnd(300, ' '))],
    ['version', utf8('VIGIEHO2'.padEnd(300, ' '))],
    ['mode', utf8('VIGIEHO1'.padEnd(300, ' '))],
    ['length', file.slice(0, 68)],
    [
      'ephemeralKey',
      (() => {
        const b = file.slice();
        b.fill(0, 9, 41);
        return b;
      })(),
    ],
  ])('is refused by its %s', (field, bytes) => {
    expect(failure(() => readSealedHandOver(bytes))).toBe(`hand-over-malformed ${field}`);
  });

  it('refuses a cost out of bounds before any memory is taken', async () => {
    const bytes = await sealHandOverWithPassphrase(plain, 'une phrase assez longue', tinyCost);
    new DataView(bytes.buffer).setUint32(9, 4_000_000, true);
    expect(failure(() => readSealedHandOver(bytes))).toBe('hand-over-malformed cost');
  });

  it('is not sealed to a point of small order', () => {
    expect(failure(() => sealHandOverToKey(plain, new Uint8Array(32), sender))).toBe('recipient-malformed');
  });
});
