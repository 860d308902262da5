/**
 * The short code of a sheet (FORMAT §15.3): the case's reference, the classes that the sheet names in words, and what
 * became of each step; two bytes a step. No identifier, no evidence, no date: it may lie on a counter like the sheet.
 * Journal step; pure.
 */
import { decodeBech32m, encodeBech32m } from '../bytes/bech32.ts';
import { utf8 } from '../bytes/bytes.ts';
import { sha256 } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import {
  type DataClass,
  dataClasses,
  type IncidentStatus,
  incidentStatuses,
  type StepOutcomeKind,
  stepOutcomeKinds,
} from '../vocabulary.ts';
import { packReference, unpackReference } from './case-reference.ts';

const codeName = 'vh';
const codeVersion = 1;
const fixedBytes = 10;
/** Twice the steps of the guide; a QR code of 40 steps still has modules of 0.4 mm on the sheet. */
const maxOutcomes = 128;
const stepDomain = utf8('vigie/step/v1\0');

export interface HandOverCode {
  readonly reference: string;
  readonly confirmed: readonly DataClass[];
  readonly claimed: readonly DataClass[];
  readonly incidentStatuses: readonly IncidentStatus[];
  /** By step code; see `stepCode`. */
  readonly outcomes: ReadonlyMap<number, StepOutcomeKind>;
}

/** 14 bits that stand for a step in every edition of the guide, whatever the order or the number of its steps. */
export function stepCode(stepId: string): number {
  const digest = sha256(stepDomain, utf8(stepId));
  return (((digest[0] ?? 0) << 8) | (digest[1] ?? 0)) >>> 2;
}

/** Member i of the list is bit i. */
function maskOf<T>(list: readonly T[], chosen: readonly T[]): number {
  return list.reduce((mask, one, bit) => (chosen.includes(one) ? mask | (1 << bit) : mask), 0);
}

function chosenFrom<T>(list: readonly T[], mask: number): T[] {
  return list.filter((_, bit) => (mask >>> bit) & 1);
}

function u16be(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

/** @returns upper case, as QR's alphanumeric mode wants it: `VH1…` */
export function encodeHandOverCode(code: HandOverCode): string {
  // Two bits hold what callers do; an adviser's own outcomes are no part of a code.
  const outcomes = [...code.outcomes]
    .filter(([, kind]) => stepOutcomeKinds.indexOf(kind) < 4)
    .sort(([a], [b]) => a - b)
    .slice(0, maxOutcomes);
  const bytes = Uint8Array.of(
    (codeVersion << 4) | maskOf(incidentStatuses, code.incidentStatuses),
    ...packReference(code.reference),
    ...u16be(maskOf(dataClasses, code.confirmed)),
    ...u16be(maskOf(dataClasses, code.claimed)),
    ...outcomes.flatMap(([step, kind]) => u16be((step << 2) | stepOutcomeKinds.indexOf(kind))),
  );
  return encodeBech32m(codeName, bytes).toUpperCase();
}

/**
 * @param text as scanned, typed or pasted: either case, white space anywhere
 * @throws VigieError 'hand-over-code-malformed' for a typo, a code cut short, or one of a later version
 */
export function readHandOverCode(text: string): HandOverCode {
  const bytes = decodeBech32m(codeName, text.normalize('NFKC').replace(/\s/gu, '').toLowerCase());
  if (bytes === null || bytes.length < fixedBytes || bytes.length > fixedBytes + 2 * maxOutcomes) throw malformed();
  if ((bytes[0] ?? 0) >>> 4 !== codeVersion || bytes.length % 2 !== 0) throw malformed();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reference = unpackReference(bytes.subarray(1, 6));
  const confirmed = view.getUint16(6, false);
  const claimed = view.getUint16(8, false);
  const known = (1 << dataClasses.length) - 1;
  if (reference === null || (confirmed & ~known) !== 0 || (claimed & ~known) !== 0) throw malformed();
  const outcomes = new Map<number, StepOutcomeKind>();
  for (let at = fixedBytes; at < bytes.length; at += 2) {
    const pair = view.getUint16(at, false);
    const kind = stepOutcomeKinds[pair & 3];
    if (kind === undefined || outcomes.has(pair >>> 2)) throw malformed();
    outcomes.set(pair >>> 2, kind);
  }
  return {
    reference,
    confirmed: chosenFrom(dataClasses, confirmed),
    claimed: chosenFrom(dataClasses, claimed),
    incidentStatuses: chosenFrom(incidentStatuses, (bytes[0] ?? 0) & 0xf),
    outcomes,
  };
}

function malformed(): VigieError {
  return new VigieError('hand-over-code-malformed');
}
