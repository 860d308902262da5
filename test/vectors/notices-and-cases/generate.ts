/**
 * Writes the vectors of notices, of cases between workstations and of the code of a sheet (FORMAT §14, §15) anew:
 * `node test/vectors/notices-and-cases/generate.ts`. Put together from the document with Node's own primitives and not by the
 * product's writers, which a test compares with it byte for byte. Nothing is drawn at random; every key is public.
 */
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign,
} from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain } from '../../../scripts/lib/is-main.mjs';
import { encodeBech32m } from '../../../src/core/bytes/bech32.ts';
import { deriveSlotKey } from '../../../src/core/crypto/argon2id.ts';
import { cheapest, claimed, confirmed, privatePem, seeded, workstation } from '../pack/material.ts';

type Edit = { readonly cut: number } | { readonly at: number; readonly hex: string } | { readonly append: string };
interface Defect {
  readonly of: string;
  readonly what: string;
  readonly edit: Edit;
  readonly code: string;
  /** Detail of the error, or `opening` where the file reads well and does not open. */
  readonly field: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
function u32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
const hkdf = (material: Uint8Array, salt: Uint8Array, info: string) =>
  Buffer.from(hkdfSync('sha256', material, salt, info, 32));

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** RFC 7748, RFC 8410. */
function x25519(privateKey: Uint8Array, publicKey: Uint8Array): Buffer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey]);
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), publicKey]);
  return diffieHellman({
    privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  });
}

// --- notices -------------------------------------------------------------------------------------------------------

const notices = [
  {
    name: 'until-the-next',
    signer: 'signer',
    payload: {
      format: 1,
      series: 'vecteur-rumeur',
      sequence: 1,
      issuer: 'Vecteurs',
      issuedAt: '2026-11-21T09:00:00Z',
      expiresOn: null,
      incidents: [claimed],
    },
  },
  {
    name: 'two-incidents',
    signer: 'stranger',
    payload: {
      format: 1,
      series: 'vecteur-rumeur',
      sequence: 2,
      issuer: 'Vecteurs',
      issuedAt: '2026-11-22T09:00:00Z',
      expiresOn: '2026-12-31',
      incidents: [claimed, confirmed],
    },
  },
];

function noticeBytes(signer: string, payload: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(payload), 'utf8');
  const privateKey = createPrivateKey(privatePem(signer));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const signature = sign(null, Buffer.concat([ascii('vigie/notice/v1/payload\0'), text]), privateKey);
  return Buffer.concat([ascii('VIGIENO1'), u32le(text.length), signature, publicKey, text]);
}

const noticeDefects: Omit<Defect, 'of'>[] = [
  { what: 'another magic', edit: { at: 0, hex: '58' }, code: 'notice-malformed', field: 'magic' },
  { what: 'a later version', edit: { at: 7, hex: '32' }, code: 'notice-malformed', field: 'version' },
  { what: 'cut within the header', edit: { cut: 107 }, code: 'notice-malformed', field: 'length' },
  { what: 'a byte after the payload', edit: { append: '20' }, code: 'notice-malformed', field: 'length' },
  { what: 'a payload longer than any', edit: { at: 8, hex: '01000400' }, code: 'notice-malformed', field: 'length' },
  { what: 'an altered signature', edit: { at: 12, hex: '00' }, code: 'signature-invalid', field: '' },
  { what: 'an altered payload', edit: { at: 120, hex: '00' }, code: 'signature-invalid', field: '' },
];

// --- cases ---------------------------------------------------------------------------------------------------------

/** Whose Ed25519 key signs: one of ../pack/keys. */
const sender = 'signer';
const recipient = workstation('recipient');
const passphrase = 'abaisser abandon abdiquer abeille abolir aborder aboutir aboyer';

/** Who signed what the case tells. */
const toldBy = { signer: 'c0'.repeat(32), name: 'Vecteurs' };

const caseText = JSON.stringify({
  format: 1,
  exportedAt: '2026-11-21T10:00:00.000Z',
  case: {
    reference: 'VG-7K3M-Q2XT',
    openedAt: '2026-11-21T09:00:00.000Z',
    closedAt: null,
    changedAt: '2026-11-21T09:05:00.000Z',
    status: 'open',
    about: { who: 'caller', account: 'general' },
    verdicts: [
      {
        kind: 'listed',
        checkId: '0011223344556677',
        checkedAt: '2026-11-21T09:01:00.000Z',
        identifierKind: 'nir',
        exposures: [
          {
            incident: { ...confirmed, toldBy },
            own: ['civil-status', 'nir'],
            others: ['phone'],
            claimedInRow: [],
            claimed: ['iban'],
          },
        ],
        sets: [
          {
            packId: '00112233445566778899aabbccddeeff',
            issuer: 'Vecteurs',
            titles: [confirmed.title],
            dataAsOf: '2022-03-17',
            belowProduction: false,
            outdated: false,
            lost: 0,
            answer: 'listed',
            problem: null,
          },
        ],
        reason: null,
      },
    ],
    answers: { 'same-password': true },
    outcomes: {
      'card-stop': {
        kind: 'done',
        at: '2026-11-21T09:03:00.000Z',
        dueOn: null,
        reason: null,
        evidence: { reference: '4471223981' },
      },
    },
    others: [],
    askedIncidents: [{ ...claimed, toldBy }],
    note: 'Rappeler mardi.',
  },
});

function padded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([bytes, Buffer.alloc(Math.ceil(bytes.length / 4096) * 4096 - bytes.length, 0x20)]);
}

const drawn = {
  ephemeralKey: seeded('hand-over/ephemeral', 32),
  nonce: seeded('hand-over/nonce', 12),
  salt: seeded('hand-over/salt', 16),
};

function caseToWorkstation(plain: Uint8Array, to: Uint8Array = recipient.publicKey): Buffer {
  const associated = Buffer.concat([ascii('VIGIEHO1'), Buffer.of(1)]);
  const privateKey = createPrivateKey(privatePem(sender));
  const signerKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const signature = sign(null, Buffer.concat([ascii('vigie/hand-over/v1/case\0'), to, plain]), privateKey);
  const ephemeral = Buffer.from(workstationKeyOf(drawn.ephemeralKey));
  const key = hkdf(
    x25519(drawn.ephemeralKey, recipient.publicKey),
    Buffer.concat([ephemeral, recipient.publicKey]),
    'vigie/hand-over/v1/x25519',
  );
  const sealed = seal(key, drawn.nonce, Buffer.concat([signerKey, signature, plain]), associated);
  return Buffer.concat([associated, ephemeral, drawn.nonce, sealed]);
}

/** The public half of 32 secret bytes: X25519 with the base point 9. */
function workstationKeyOf(privateKey: Uint8Array): Buffer {
  const basePoint = Buffer.alloc(32);
  basePoint[0] = 9;
  return x25519(privateKey, basePoint);
}

async function caseUnderPassphrase(plain: Uint8Array): Promise<Buffer> {
  const { memoryKiB, passes, lanes } = cheapest;
  const cost = [memoryKiB, passes, lanes].map(u32le);
  const associated = Buffer.concat([ascii('VIGIEHO1'), Buffer.of(2), ...cost, drawn.salt]);
  const stretched = await deriveSlotKey(passphrase, drawn.salt, cheapest);
  const key = hkdf(stretched, drawn.salt, 'vigie/hand-over/v1/passphrase');
  return Buffer.concat([associated, drawn.nonce, seal(key, drawn.nonce, plain, associated)]);
}

const caseDefects: Defect[] = [
  {
    of: 'to-workstation',
    what: 'another magic',
    edit: { at: 0, hex: '58' },
    code: 'hand-over-malformed',
    field: 'magic',
  },
  {
    of: 'to-workstation',
    what: 'a later version',
    edit: { at: 7, hex: '32' },
    code: 'hand-over-malformed',
    field: 'version',
  },
  {
    of: 'to-workstation',
    what: 'an unknown mode',
    edit: { at: 8, hex: '03' },
    code: 'hand-over-malformed',
    field: 'mode',
  },
  { of: 'to-workstation', what: 'no room for a tag', edit: { cut: 68 }, code: 'hand-over-malformed', field: 'length' },
  {
    of: 'to-workstation',
    what: 'an ephemeral key of small order',
    edit: { at: 9, hex: `01${'00'.repeat(31)}` },
    code: 'hand-over-malformed',
    field: 'ephemeralKey',
  },
  {
    of: 'passed-on',
    what: 'a signature for another recipient',
    edit: { append: '' },
    code: 'signature-invalid',
    field: '',
  },
  {
    of: 'to-workstation',
    what: 'an altered text',
    edit: { at: 200, hex: '00' },
    code: 'hand-over-no-match',
    field: 'opening',
  },
  {
    of: 'under-passphrase',
    what: 'a cost beyond bounds',
    edit: { at: 9, hex: 'ffffffff' },
    code: 'hand-over-malformed',
    field: 'cost',
  },
  {
    of: 'under-passphrase',
    what: 'another cost',
    edit: { at: 9, hex: '41000000' },
    code: 'hand-over-no-match',
    field: 'opening',
  },
  {
    of: 'under-passphrase',
    what: 'another salt',
    edit: { at: 21, hex: '00' },
    code: 'hand-over-no-match',
    field: 'opening',
  },
  {
    of: 'under-passphrase',
    what: 'the last byte missing',
    edit: { cut: -1 },
    code: 'hand-over-no-match',
    field: 'opening',
  },
];

// --- the code of a sheet -------------------------------------------------------------------------------------------

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters of five bits each. */
function referenceBytes(reference: string): number[] {
  const characters = reference.replace(/^VG|-/g, '');
  const bits = [...characters].map((one) => crockford.indexOf(one).toString(2).padStart(5, '0')).join('');
  return [0, 8, 16, 24, 32].map((at) => Number.parseInt(bits.slice(at, at + 8), 2));
}

function stepNumber(stepId: string): number {
  const digest = createHash('sha256').update(ascii('vigie/step/v1\0')).update(stepId).digest();
  return digest.readUInt16BE(0) >>> 2;
}

const codes = [
  { reference: 'VG-7K3M-Q2XT', statuses: 0, confirmed: 0, claimed: 0, outcomes: [] },
  {
    reference: 'VG-7K3M-Q2XT',
    statuses: 0b0101,
    confirmed: 0b1011,
    claimed: 0b100,
    outcomes: [
      { step: 'card-stop', outcome: 0 },
      { step: 'ameli-pw', outcome: 1 },
      { step: 'sim-watch', outcome: 2 },
      { step: 'perceval', outcome: 3 },
    ],
  },
].map((code) => {
  const outcomes = code.outcomes
    .map(({ step, outcome }) => ({ step, code: stepNumber(step), outcome }))
    .sort((a, b) => a.code - b.code);
  const u16be = (value: number) => [value >>> 8, value & 0xff];
  const bytes = Uint8Array.from([
    0x10 | code.statuses,
    ...referenceBytes(code.reference),
    ...u16be(code.confirmed),
    ...u16be(code.claimed),
    ...outcomes.flatMap(({ code: step, outcome }) => u16be((step << 2) | outcome)),
  ]);
  return { ...code, outcomes, hex: hex(bytes), text: encodeBech32m('vh', bytes).toUpperCase() };
});

/** @returns `index.json` */
export async function makeNoticeAndCaseVectors(): Promise<string> {
  const plain = padded(caseText);
  const index = {
    about:
      'Vectors of docs/FORMAT.md §14 and §15. Made by generate.ts; the keys are public, those of ../pack/keys among them.',
    notices: notices.map(({ name, signer, payload }) => ({
      name,
      signer,
      hex: hex(noticeBytes(signer, payload)),
      payload,
    })),
    noticeDefects: noticeDefects.map((defect) => ({ of: 'until-the-next', ...defect })),
    cases: {
      plain: caseText,
      plainBytes: plain.length,
      sender,
      recipient: { privateKey: hex(recipient.privateKey), publicKey: hex(recipient.publicKey) },
      passphrase,
      cost: cheapest,
      drawn: { ephemeralKey: hex(drawn.ephemeralKey), nonce: hex(drawn.nonce), salt: hex(drawn.salt) },
      files: [
        { name: 'to-workstation', hex: hex(caseToWorkstation(plain)) },
        { name: 'passed-on', hex: hex(caseToWorkstation(plain, workstation('another').publicKey)) },
        { name: 'under-passphrase', hex: hex(await caseUnderPassphrase(plain)) },
      ],
    },
    caseDefects,
    codes,
  };
  return `${JSON.stringify(index, null, 1)}\n`;
}

if (isMain(import.meta)) writeFileSync(join(import.meta.dirname, 'index.json'), await makeNoticeAndCaseVectors());
