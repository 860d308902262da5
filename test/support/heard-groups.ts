/** What a supervisor hears on the phone and types before a signer is trusted. */
import { groupsHeard } from '../../src/core/vocabulary.ts';

/** @param fingerprint its groups; undefined where there is no signer, of whom nothing is heard */
export function heardGroups(fingerprint: readonly string[] | undefined): string {
  return (fingerprint ?? []).slice(-groupsHeard).join(' ');
}
