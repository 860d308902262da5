/**
 * Notices identifiers that are neighbours of earlier ones: counting through order numbers, through the birth months of one
 * person, or through the phone numbers of a block. Which parts are counted through, each kind says. Check step. Keeps no identifier: only keyed hashes of its parts, under a key that lives as long as the
 * session, of which nothing but a count is ever written. What outlives the session is in `neighbour-counts.ts`.
 */
import { toHex, utf8, zeroBytes } from '../bytes/bytes.ts';
import { hmacSha256, keyBytes, randomBytes } from '../crypto/symmetric.ts';
import { type Identifier, kindSpecs } from '../identifier/identifier.ts';

/** Enough to see a run, short enough to forget. */
const rememberedChecks = 64;

export interface SequenceWatch {
  /** @returns true if `identifier` differs from one of the last ones in a single part. The same one again does not count. */
  observe(identifier: Pick<Identifier, 'kind' | 'canonical'>): boolean;
  /** Forgets everything. */
  clear(): void;
}

export function createSequenceWatch(): SequenceWatch {
  const key = randomBytes(keyBytes);
  let remembered: { readonly whole: string; readonly parts: readonly string[] }[] = [];
  const keyed = (text: string) => {
    const bytes = utf8(text);
    const mac = toHex(hmacSha256(key, bytes).subarray(0, 16));
    zeroBytes(bytes);
    return mac;
  };
  return {
    observe: ({ kind, canonical }) => {
      const whole = keyed(`whole:${kind}:${canonical}`);
      if (remembered.some((earlier) => earlier.whole === whole)) return false;
      // The hash covers which part was left out: an identifier without its year must not equal one without its order number.
      const parts = kindSpecs[kind].neighbourParts(canonical).map((part, place) => keyed(`${kind}:${place}:${part}`));
      const near = remembered.some((earlier) => parts.some((part) => earlier.parts.includes(part)));
      remembered = [...remembered.slice(1 - rememberedChecks), { whole, parts }];
      return near;
    },
    clear: () => {
      remembered = [];
      key.fill(0);
    },
  };
}
