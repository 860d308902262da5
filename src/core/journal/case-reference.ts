/**
 * Case references: `VG-7K3M-Q2XA`. Seven random Crockford base-32 characters and a check character. Journal step; pure.
 *
 * Crockford's own check character needs 37 symbols; ours stays within the 32: the characters are elements of GF(32), and
 * Σ gⁱ·cᵢ = 0 with g a primitive element. All weights differ and none is zero, so that every typo of one character and
 * every swap of two characters changes the sum: all are detected, which a test proves.
 */
import { randomBelow } from '../crypto/symmetric.ts';

/** Crockford base 32: without I, L, O, U. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomCharacters = 7;
const characters = 8;

/** GF(32) by the primitive polynomial x⁵ + x² + 1 (Lidl & Niederreiter, table of primitive polynomials). */
const fieldPolynomial = 0b100101;

function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let bits = b; bits > 0; bits >>= 1) {
    if (bits & 1) product ^= shifted;
    shifted <<= 1;
    if (shifted & 0b100000) shifted ^= fieldPolynomial;
  }
  return product;
}

/** Σ 2ⁱ·cᵢ over GF(32), from the left, i from 1; the check character has weight 1. */
function weightedSum(values: readonly number[]): number {
  let sum = 0;
  let weight = 2;
  for (const value of values) {
    sum ^= multiply(weight, value);
    weight = multiply(weight, 2);
  }
  return sum;
}

function format(body: string): string {
  return `VG-${body.slice(0, 4)}-${body.slice(4)}`;
}

/** A fresh reference: 35 random bits. The caller checks that it is not taken. */
export function newCaseReference(): string {
  const values = Array.from({ length: randomCharacters }, () => randomBelow(alphabet.length));
  return format([...values, weightedSum(values)].map((value) => alphabet[value]).join(''));
}

/** Characters as read aloud or typed: lower case, o for 0, i and l for 1, spaces and dashes anywhere, `VG` or not. */
function canonicalCharacters(text: string): string {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}./]/gu, '');
  const body = bare.length > characters && bare.startsWith('VG') ? bare.slice(2) : bare;
  return body.replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** @returns the reference as it is stored, or null if `text` is none or holds a typo */
export function readCaseReference(text: string): string | null {
  const body = canonicalCharacters(text);
  if (body.length !== characters) return null;
  const values = [...body].map((character) => alphabet.indexOf(character));
  if (values.includes(-1)) return null;
  if (weightedSum(values.slice(0, randomCharacters)) !== values[randomCharacters]) return null;
  return format(body);
}

/** @param reference as it is stored; @returns its 40 bits */
export function packReference(reference: string): Uint8Array {
  let bits = 0n;
  for (const character of canonicalCharacters(reference)) bits = bits * 32n + BigInt(alphabet.indexOf(character));
  return Uint8Array.from({ length: 5 }, (_, i) => Number((bits >> BigInt(8 * (4 - i))) & 0xffn));
}

/** @param packed 5 bytes; @returns the reference, or null if its check character does not fit */
export function unpackReference(packed: Uint8Array): string | null {
  let bits = 0n;
  for (const byte of packed) bits = bits * 256n + BigInt(byte);
  const body = Array.from({ length: characters }, (_, i) => alphabet[Number((bits >> BigInt(5 * (7 - i))) & 31n)]);
  return readCaseReference(body.join(''));
}

/** @returns the part of a reference typed so far, in stored characters without dashes, for searching; '' if none */
export function readReferencePart(text: string): string {
  const body = canonicalCharacters(text.replace(/^\s*vg[-\s]/i, ''));
  return /^[0-9A-HJKMNP-TV-Z]{1,8}$/.test(body) ? body : '';
}
