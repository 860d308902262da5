/** Looks the sampled people of a file up in packs, each through the stretch, as any caller would be. */

import type { PackOverlap } from '../../assess/findings/overlap.ts';
import { counterpartsOf, type SampledPerson } from '../../assess/sample.ts';
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { OpenPack } from '../../core/pack/open-pack.ts';
import type { SealedPack, Trust } from '../../core/pack/reader.ts';
import { openSlots } from '../../core/pack/slots.ts';
import type { Arguments } from '../arguments.ts';
import { readTrustedSigners, withPackFile } from '../pack-files.ts';
import { askSecret, readPassphraseFile } from '../terminal.ts';
import type { CliText } from '../text/text.ts';

export interface NamedPack {
  readonly path: string;
  readonly role: PackOverlap['role'];
}

export interface PacksToAsk {
  readonly packs: readonly NamedPack[];
  readonly trust: Trust;
  readonly passphrases: readonly string[];
}

/** @returns null where no pack was named. @throws VigieError 'usage' · 'file-too-open' · 'signer-key-malformed' */
export async function readPacksToAsk(given: Arguments, text: CliText): Promise<PacksToAsk | null> {
  const reference = given.text('reference');
  const packs: NamedPack[] = given.all('compare').map((path) => ({ path, role: 'compare' }));
  if (packs.length > mostCompared) throw new VigieError('usage', { reason: 'bad-value', option: '--compare' });
  if (reference !== null) packs.push({ path: reference, role: 'reference' });
  if (packs.length === 0) return null;
  const { trust } = await readTrustedSigners(given.all('trust'));
  const files = given.all('slot-passphrase-file');
  const passphrases =
    files.length === 0
      ? [await askSecret(text.labels.slotPassphrase)]
      : await Promise.all(files.map(readPassphraseFile));
  return { packs, trust, passphrases };
}

/** Each has a line in the report. */
const mostCompared = 5;
/** Look-ups under way at once: a stretch takes a core and its memory. */
const atOnce = 4;

/**
 * @param onAsked called for each look-up done
 * @throws VigieError what `withPackFile` and `openSlots` throw · 'slot-no-match' if no passphrase opens the pack · 'cancelled'
 */
export async function askPacks(
  { packs, trust, passphrases }: PacksToAsk,
  people: readonly SampledPerson[],
  onAsked: () => void,
  signal: AbortSignal,
): Promise<PackOverlap[]> {
  const overlaps: PackOverlap[] = [];
  for (const { path, role } of packs) {
    overlaps.push(
      await withPackFile(path, trust, signal, async (sealed) => {
        const pack = await openWithOneOf(sealed, passphrases);
        try {
          await pack.requireCanaries(signal);
          const { identifierKinds, entryCount } = sealed.manifest;
          const count = async (some: readonly SampledPerson[]) => {
            const askable = some.filter(({ kind }) => identifierKinds.includes(kind));
            let found = 0;
            for (let i = 0; i < askable.length; i += atOnce) {
              if (signal.aborted) throw new VigieError('cancelled');
              const answers = await Promise.all(
                askable.slice(i, i + atOnce).map(({ kind, canonical }) => pack.lookUp(kind, canonical, signal)),
              );
              for (const answer of answers) {
                if (answer !== null) found++;
                onAsked();
              }
            }
            return { asked: askable.length, found };
          };
          const own = await count(people);
          return {
            ...{ role, entries: entryCount, ...own },
            counterparts: role === 'reference' ? await count(counterpartsOf(people)) : null,
          };
        } finally {
          pack.close();
        }
      }),
    );
  }
  return overlaps;
}

async function openWithOneOf(sealed: SealedPack, passphrases: readonly string[]): Promise<OpenPack> {
  let refused: unknown;
  for (const passphrase of passphrases) {
    try {
      const contentKey = await openSlots(sealed.manifest, passphrase);
      try {
        return new OpenPack(sealed, contentKey);
      } finally {
        zeroBytes(contentKey);
      }
    } catch (error) {
      if (!isVigieError(error) || error.code !== 'slot-no-match') throw error;
      refused = error;
    }
  }
  throw refused;
}
