/**
 * The vectors of notices, cases between workstations and codes of sheets (FORMAT §14, §15): made again they are the same
 * bytes; they read as they say; the product's writers make them from the same draws; each defect raises its code.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { readSigningKey } from '../../../src/core/crypto/signing.ts';
import { isVigieError, VigieError } from '../../../src/core/errors.ts';
import { parseHandOver } from '../../../src/core/journal/hand-over.ts';
import { encodeHandOverCode, readHandOverCode, stepCode } from '../../../src/core/journal/hand-over-code.ts';
import {
  openHandOverWithKey,
  openHandOverWithPassphrase,
  readSealedHandOver,
  sealHandOverToKey,
  sealHandOverWithPassphrase,
} from '../../../src/core/journal/hand-over-file.ts';
import { type Notice, readNotice, writeNotice } from '../../../src/core/pack/notice.ts';
import { dataClasses, incidentStatuses, stepOutcomeKinds } from '../../../src/core/vocabulary.ts';
import { makeNoticeAndCaseVectors } from '../../vectors/notices-and-cases/generate.ts';

type Edit = { cut?: number; at?: number; hex?: string; append?: string };
interface Defect {
  of: string;
  what: string;
  edit: Edit;
  code: string;
  field: string;
}
const folder = join(import.meta.dirname, '../../vectors');
const text = readFileSync(join(folder, 'notices-and-cases/index.json'), 'utf8');
const index: {
  notices: { name: string; signer: string; hex: string; payload: Notice }[];
  noticeDefects: Defect[];
  cases: {
    plain: string;
    plainBytes: number;
    /** Name of its key in ../pack/keys. */
    sender: string;
    recipient: { privateKey: string; publicKey: string };
    passphrase: string;
    cost: { memoryKiB: number; passes: number; lanes: number };
    drawn: { ephemeralKey: string; nonce: string; salt: string };
    files: { name: string; hex: string }[];
  };
  caseDefects: Defect[];
  codes: {
    reference: string;
    statuses: number;
    confirmed: number;
    claimed: number;
    outcomes: { step: string; code: number; outcome: number }[];
    text: string;
  }[];
} = JSON.parse(text);

const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex, hex.length / 2);
  if (bytes === null) throw new RangeError('hex');
  return bytes;
};
const named = (list: readonly { name: string; hex: string }[], name: string) =>
  bytesOf(list.find((each) => each.name === name)?.hex ?? '');
const pairOf = ({ privateKey, publicKey }: { privateKey: string; publicKey: string }) => ({
  privateKey: bytesOf(privateKey),
  publicKey: bytesOf(publicKey),
});

function edited(bytes: Uint8Array, { cut, at, hex, append }: Edit): Uint8Array {
  if (cut !== undefined) return bytes.slice(0, cut);
  if (append !== undefined) return Uint8Array.from([...bytes, ...bytesOf(append)]);
  const copy = bytes.slice();
  copy.set(bytesOf(hex ?? ''), at);
  return copy;
}

async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return `${error.code} ${error.details.field ?? ''}`;
  }
}

/** Opens in either mode. @throws VigieError 'hand-over-no-match' { field: 'opening' } where it does not */
async function openCase(bytes: Uint8Array): Promise<Uint8Array> {
  const handOver = readSealedHandOver(bytes);
  const plain =
    handOver.kind === 'key'
      ? (openHandOverWithKey(handOver, pairOf(index.cases.recipient))?.plain ?? null)
      : await openHandOverWithPassphrase(handOver, index.cases.passphrase);
  if (plain === null) throw new VigieError('hand-over-no-match', { field: 'opening' });
  return plain;
}

it('the generator makes the stored file again, byte for byte', async () => {
  expect(await makeNoticeAndCaseVectors()).toBe(text);
});

describe('notices', () => {
  it.each(index.notices)('$name is what our writer writes, and reads as it says', ({ signer, hex, payload }) => {
    const key = readSigningKey(readFileSync(join(folder, `pack/keys/${signer}.pem`), 'utf8'), null);
    expect(toHex(writeNotice(payload, key))).toBe(hex);
    const read = readNotice(bytesOf(hex), new Set([toHex(key.keyId)]));
    expect(read.notice).toEqual(payload);
    expect(toHex(read.signer.keyId)).toBe(toHex(key.keyId));
  });

  it.each(index.noticeDefects)('with $what are refused', async ({ of, edit, code, field }) => {
    const bytes = edited(named(index.notices, of), edit);
    expect(await failureOf(() => readNotice(bytes, 'any'))).toBe(`${code} ${field}`);
  });
});

describe('cases between workstations', () => {
  const { drawn, sender, recipient, cost, passphrase } = index.cases;
  const plain = new Uint8Array(index.cases.plainBytes).fill(0x20);
  plain.set(utf8(index.cases.plain));

  it('open to the padded text, which is a case', async () => {
    for (const { hex } of index.cases.files.filter(({ name }) => name !== 'passed-on')) {
      const opened = await openCase(bytesOf(hex));
      expect(toHex(opened)).toBe(toHex(plain));
      expect(parseHandOver(opened)).toEqual(JSON.parse(index.cases.plain));
    }
  });

  it('are what our writers make of the same draws', async () => {
    const nonce = bytesOf(drawn.nonce);
    const key = readSigningKey(readFileSync(join(folder, `pack/keys/${sender}.pem`), 'utf8'), null);
    const toKey = sealHandOverToKey(plain, bytesOf(recipient.publicKey), key, {
      // Zeroed once it was used.
      privateKey: bytesOf(drawn.ephemeralKey),
      nonce,
    });
    expect(toHex(toKey) === toHex(named(index.cases.files, 'to-workstation'))).toBe(true);
    const under = await sealHandOverWithPassphrase(plain, passphrase, cost, { salt: bytesOf(drawn.salt), nonce });
    expect(toHex(under) === toHex(named(index.cases.files, 'under-passphrase'))).toBe(true);
  });

  it.each(index.caseDefects)('with $what are refused ($of)', async ({ of, edit, code, field }) => {
    const bytes = edited(named(index.cases.files, of), edit);
    expect(await failureOf(() => openCase(bytes))).toBe(`${code} ${field}`);
  });
});

describe('the code of a sheet', () => {
  it.each(index.codes)('$text', ({ reference, statuses, confirmed, claimed, outcomes, text: code }) => {
    const chosen = <T>(list: readonly T[], mask: number) => list.filter((_, bit) => (mask >>> bit) & 1);
    for (const { step, code: number } of outcomes) expect(stepCode(step)).toBe(number);
    const meant = {
      reference,
      confirmed: chosen(dataClasses, confirmed),
      claimed: chosen(dataClasses, claimed),
      incidentStatuses: chosen(incidentStatuses, statuses),
      outcomes: new Map(outcomes.map(({ code: step, outcome }) => [step, stepOutcomeKinds[outcome] ?? 'done'])),
    };
    expect(readHandOverCode(code)).toEqual(meant);
    expect(encodeHandOverCode(meant)).toBe(code);
  });
});
